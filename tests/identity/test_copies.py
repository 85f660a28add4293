"""Which articles are copies of which."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.identity.copies import Link, clusters, judge, sketch

WORDS = tuple(a + b + c for a in ("ba", "ke", "lo", "mi", "tu") for b in ("nar", "sel", "dom", "vik") for c in "aeiou")


def prose(seed: int, words: int) -> str:
    """Invent sentences of ten words."""
    rng = random.Random(seed)  # noqa: S311 (reproducible, not secret)
    return " ".join(" ".join(rng.choices(WORDS, k=10)).capitalize() + "." for _ in range(words // 10))


def linked(text: str, other: str, common=()) -> tuple[Link, ...]:
    return judge(sketch("new", text), [sketch("old", other)], common)


LONG = prose(1, 2000)
CHROME = prose(99, 60)


@pytest.mark.parametrize(
    ("copy", "kind"),
    [
        pytest.param(LONG, "exact", id="the same text"),
        pytest.param(LONG.upper().replace(".", " —"), "exact", id="other case and punctuation"),
        pytest.param(f"{CHROME}\n{LONG}\n{CHROME}", "near", id="other boilerplate"),
        pytest.param(LONG[: int(len(LONG) * 0.45)], "near", id="cut after 45 percent"),
        pytest.param(" ".join(LONG.split(". ")[100:] + LONG.split(". ")[:100]), "near", id="re-ordered"),
        pytest.param(". ".join(s for i, s in enumerate(LONG.split(". ")) if i % 10), "near", id="a tenth dropped"),
    ],
)
def test_copies_are_found(copy, kind):
    """A copy is linked, whatever an outlet did to it, and the link says why."""
    (found,) = linked(copy, LONG)

    assert (kind, "new", "old") == (found.kind, found.article, found.other)
    assert 0.6 <= found.containment <= 1
    assert found.shared >= 6


@pytest.mark.parametrize(
    ("text", "other"),
    [
        pytest.param(prose(2, 2000), LONG, id="another text"),
        pytest.param(prose(2, 200) + prose(5, 90), prose(3, 200) + prose(5, 90), id="one background paragraph in both"),
        pytest.param(" ".join(prose(n, 300) for n in range(20)), prose(3, 300), id="a digest of many pieces"),
        pytest.param(prose(4, 30), prose(4, 30) + prose(5, 10), id="short texts are compared whole"),
        pytest.param("Read more", "Read more", id="a few words are no text"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_others_are_not(text, other):
    """Sharing a paragraph, being quoted in a digest or being a stub does not make a copy."""
    assert linked(text, other) == ()


def test_short_texts_match_exactly():
    """A text below forty words is a copy only of the same words."""
    (found,) = linked(prose(4, 30), prose(4, 30).lower())

    assert (found.kind, found.shared) == ("exact", 30)


def test_boilerplate_counts_for_neither_side():
    """Runs that stand in many stories are left out, so that shared chrome neither joins nor parts."""
    chrome = prose(50, 400)
    common = sketch("chrome", chrome, level=0).hashes

    assert linked(f"{prose(6, 150)}\n{chrome}", f"{prose(7, 150)}\n{chrome}", common) == ()
    assert linked(f"{prose(6, 150)}\n{chrome}", f"{prose(6, 150)}\n{prose(51, 300)}", common) != ()


def test_sketches_stay_small_and_comparable():
    """However long the text, at most 256 runs are kept, and a coarser sketch is part of a finer one."""
    for words in (40, 300, 3000, 40_000):
        found = sketch("a", prose(8, words))
        finer = sketch("a", prose(8, words), level=0)

        assert len(found.hashes) <= 300
        assert set(found.hashes) <= set(finer.hashes)
        assert list(found.hashes) == sorted(found.hashes)


def test_sketches_are_the_same_in_every_process():
    """What is stored today can be compared with what is computed tomorrow."""
    code = (
        "from pipeline.identity.copies import sketch; s = sketch('a', 'one two three ' * 30); print(s.exact, s.hashes)"
    )
    shown = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout.strip()
        for seed in ("1", "2")
    }
    here = sketch("a", "one two three " * 30)

    assert {f"{here.exact} {here.hashes}"} == shown


@given(st.text(max_size=400) | st.lists(st.sampled_from(WORDS[:20]), max_size=200).map(" ".join))
def test_any_text_has_a_sketch(text):
    """No text raises; hashes fit 64 bits; a text of forty words is a copy of itself, in either case."""
    found = sketch("a", text)

    assert all(0 <= each < 1 << 64 for each in (found.exact, *found.hashes))
    assert (found.words >= 8) == bool(judge(found, [sketch("b", text)]))
    assert found.words < 40 or found.hashes or found.level


@given(
    st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=12),
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 28)),
)
def test_the_earliest_heads_its_story(pairs, days):
    """Every article has one head, linked articles have the same, and no member is earlier than its head."""
    published = {key: datetime(2026, 10, day, tzinfo=UTC) for key, day in days.items()}
    links = [Link(article=a, other=b, kind="near", containment=1.0, shared=9) for a, b in pairs]
    heads = clusters(links, published)

    late = datetime(2030, 1, 1, tzinfo=UTC)
    assert {key for pair in pairs for key in pair} == heads.keys()
    assert all(heads[a] == heads[b] for a, b in pairs)
    assert all((published.get(h, late), h) <= (published.get(a, late), a) for a, h in heads.items())
    assert heads == clusters(reversed(links), published)


def test_a_correction_splits_and_joins():
    """An editor takes an article out of its story, or puts it into another, and automatic links give way."""
    near = [Link(article=a, other=b, kind="near", containment=0.9, shared=99) for a, b in ("ab", "bc")]
    given_link = Link(article="c", other="d", kind="given", containment=0.0, shared=0)

    assert clusters(near, {}, alone={"c"}) == {"a": "a", "b": "a"}
    assert clusters([*near, given_link], {}, alone={"c"}) == {"a": "a", "b": "a", "c": "c", "d": "c"}


@pytest.mark.parametrize(
    ("kind", "days", "expected"),
    [
        pytest.param("near", 30, {"a": "a", "b": "a"}, id="a reprint follows within a month"),
        pytest.param("near", 31, {}, id="what comes again after more is a custom"),
        pytest.param("exact", 365, {"a": "a", "b": "a"}, id="the same words are the same piece whenever"),
        pytest.param("given", 365, {"a": "a", "b": "a"}, id="an editor may join them"),
        pytest.param("near", None, {"a": "a", "b": "a"}, id="without a date nothing parts them"),
    ],
)
def test_alike_texts_far_apart_are_no_copies(kind, days, expected):
    """A yearly message repeats most of its words, and is still another piece."""
    first = datetime(2026, 1, 1, tzinfo=UTC)
    published = {"a": first, "b": first + timedelta(days=days) if days else None}

    assert clusters([Link(article="b", other="a", kind=kind, containment=0.9, shared=99)], published) == expected


def test_hostile_texts_stay_linear():
    """A million characters of anything take less than two seconds."""
    for piece in ("a", "a ", "é ", "\x00", "\ud800 ", "١ ", "a" * 999 + " "):
        begun = time.process_time()
        sketch("a", piece * (1_200_000 // len(piece)))
        assert time.process_time() - begun < 2
