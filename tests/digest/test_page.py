"""The page of a week: true to its facts, safe, and whole without anything else."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pipeline.digest import render, to_json
from pipeline.digest.page import clean, link
from pipeline.model.page import Digest
from tests.digest import weeks_for_pages as made

WEEKS = [
    pytest.param(made.full(), id="full week"),
    pytest.param(made.quiet(), id="quiet week"),
    pytest.param(made.thin(), id="thin week"),
    pytest.param(made.empty(), id="empty week"),
    pytest.param(
        made.digest_of(made.summary_of(25, 0), made.coverage(read=30, counted=25)), id="25 articles, no baseline"
    ),
]
VOID = {"meta", "line", "circle", "rect", "polygon", "polyline"}
EXEMPT = re.compile(
    r"95% (Wilson|interval)( \d+ to (under )?\d+%)?|\b(at|below|in|than) \d+%"
)  # rules of the method, not findings


class Outline(HTMLParser):
    """Tags, attributes and the text of each row or paragraph."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.blocks: list[str] = [""]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag in {"p", "tr", "h1", "h2", "h3", "li", "caption", "summary", "figcaption", "pre"}:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in {"style", "title"}:
            self.blocks[-1] += f" {data}"


@pytest.mark.parametrize("digest", WEEKS)
def test_every_page_is_sound(digest: Digest):
    """One h1, a title, landmarks, closed tags, unique ids; no script, no request, no hole in a sentence."""
    html = render(digest)
    outline = Outline(html)
    tags = [tag for tag, _ in outline.tags]
    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]

    assert outline.open == []
    assert [tags.count(tag) for tag in ("h1", "main", "header", "footer")] == [1, 1, 1, 1]
    assert html.count("<title>") == 1
    assert outline.tags[0][1] == {"lang": "en"}
    assert len(ids) == len(set(ids))
    assert all(
        attributes["href"][1:] in ids for _, attributes in outline.tags if str(attributes.get("href")).startswith("#")
    )
    assert not {"script", "img", "link", "iframe", "object", "form"} & set(tags)
    assert not re.search(r"url\(|@import|\bsrc=", html)
    told = re.sub(r"None:? ", "", " ".join(outline.blocks))  # an answer of the codebook
    assert not re.search(r"\b(nan|none of|inf|None|undefined)\b(?! of)", told)
    assert len(html.encode()) < 250 * 1024


@pytest.mark.parametrize("digest", WEEKS)
def test_no_sentence_oversells(digest: Digest):
    """Words that claim more than a verdict never appear; rose and fell only where a verdict is clear."""
    text = " ".join(Outline(render(digest)).blocks).lower()
    clear = any(each.verdict.startswith("clear") for each in digest.summary.figures)

    assert not re.search(r"significan|trend|\bstable\b|surge|plunge|because of|proves?\b|majority", text)
    assert clear or not re.search(r"\b(rose|fell)\b", text)


@pytest.mark.parametrize("digest", WEEKS)
def test_every_percentage_stands_beside_its_k_of_n(digest: Digest):
    """A row or sentence with a percentage gives the counts that it comes from."""
    for block in Outline(render(digest)).blocks:
        shares = re.findall(r"\d+%", EXEMPT.sub("", block))
        if shares and "Before → now" not in block:
            assert len(shares) <= len(re.findall(r"\d+ of \d+", block)), block


@pytest.mark.parametrize("digest", WEEKS)
def test_the_same_digest_gives_the_same_bytes(digest: Digest):
    """Rendering has no clock and no chance in it."""
    assert render(digest) == render(digest)
    assert json.loads(to_json(digest))["headline"] == digest.headline


def test_bytes_do_not_depend_on_the_hash_seed():
    """Two processes with different hash seeds write the same page and facts."""
    code = "from tests.digest.weeks_found import found; from pipeline import digest as d; "
    code += "print(d.render(found()), d.to_json(found()), sorted(d.csv_files(found()).items()))"
    path = [str(Path(__file__).parent), str(Path(__file__).parents[2])]
    pages = {
        subprocess.run(
            [sys.executable, "-c", f"import sys; sys.path[:0] = {path!r}; {code}"],
            env={"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(pages) == 1


HOSTILE = '<script>alert(1)</script>" onmouseover="x\' {{ 7*7 }} \u202egnp.exe\ud83d' + "A" * 2000


def hostile() -> Digest:
    """A digest whose every word from outside is an attack."""
    digest = made.full()
    voices = tuple(
        replace(
            each, quote=HOSTILE[:300], title=HOSTILE, author=HOSTILE, outlet=HOSTILE, url=url, why=HOSTILE, code=code
        )
        for each, url, code in zip(
            digest.voices,
            ("javascript:alert(1)", 'https://e.example/"><script>alert(1)</script>', "data:text/html,<script>"),
            ("engage", "confront", 'x"><script>'),
            strict=True,
        )
    )
    gates = replace(
        digest.coverage,
        gates=((HOSTILE, 1, 1),),
        not_reached=tuple((f"javascript:{HOSTILE}{at}", HOSTILE) for at in range(600)),
        languages=((HOSTILE, 1),),
        failures=((HOSTILE, 2),),
    )
    texts = tuple(replace(each, title=HOSTILE, url="javascript:1", author=HOSTILE) for each in digest.seeds.texts)
    return replace(
        digest,
        title=HOSTILE,
        voices=voices,
        coverage=gates,
        seeds=replace(digest.seeds, texts=texts),
        events=tuple(replace(each, label=HOSTILE) for each in digest.events),
        queries=(("topics", HOSTILE),),
    )


def test_hostile_words_stay_words():
    """Markup, templates and direction marks from outside are text; a list of 600 feeds keeps the page small."""
    html = render(hostile())
    outline = Outline(html)

    assert not {"script", "img"} & {tag for tag, _ in outline.tags}
    assert not [name for _, attributes in outline.tags for name in attributes if name.startswith("on")]
    assert "{{ 7*7 }}" in html
    assert not re.search("[\u202a-\u202e\u2066-\u2069\ud800-\udfff]", html)
    assert "and 200 more feeds, listed in facts.json" in html
    assert len(html.encode()) < 300 * 1024
    assert [
        str(attributes["href"])[:17]
        for tag, attributes in outline.tags
        if tag == "a" and ":" in str(attributes["href"])
    ] == ["https://e.example"]


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        pytest.param("https://example.org/a?b=1", True, id="https"),
        pytest.param("http://example.org", True, id="http"),
        pytest.param("javascript:alert(1)", False, id="script"),
        pytest.param(" https://example.org", False, id="leading space"),
        pytest.param("https://example.org/\u202e", False, id="direction mark"),
        pytest.param("https://name@example.org/", False, id="a name that poses as the host"),
        pytest.param("https://[::1", False, id="broken address"),
        pytest.param("//example.org", False, id="no scheme"),
        pytest.param("https://example.org/" + "a" * 3000, False, id="endless"),
        pytest.param("", False, id="empty"),
    ],
)
def test_only_plain_web_addresses_are_linked(url: str, safe: bool):
    """A link goes to http or https and to a host; anything else is printed as text."""
    assert (url if safe else "") == link(url)


def test_what_no_address_may_hold_is_escaped_in_a_link():
    """Quotes and angle brackets of an address cannot end its attribute, and a validator takes it."""
    assert link('https://example.org/"><b>') == "https://example.org/%22%3E%3Cb%3E"


def test_words_from_outside_are_one_line_of_limited_length():
    """Line breaks, controls and marks go; what is too long ends in an ellipsis."""
    assert clean("a\r\n\u202e b\x00") == "a b"
    assert (len(clean("A" * 5000)), clean("A" * 5000)[-1]) == (200, "…")


def test_a_pack_of_500_topics_keeps_the_page_small():
    """The table of topics ends after 60 rows and says how many it leaves out."""
    digest = made.full()
    topic = next(each for each in digest.summary.figures if each.code == "bridges")
    figures = tuple(replace(topic, code=f"t{at}", label=f"Topic {at} of the lake") for at in range(500))
    html = render(replace(digest, summary=replace(digest.summary, figures=(*figures, digest.summary.figures[-1]))))

    assert "440 more topics, each with fewer articles" in html
    assert len(html.encode()) < 250 * 1024


def test_a_thin_week_explains_no_mark_that_it_does_not_draw():
    """Counts stand alone: no share, so no axis and no legend of circles, and no interval."""
    html = render(made.digest_of(made.summary_of(25, 0), made.coverage(read=30, counted=25)))

    assert 'class="dumbbell"' not in html
    assert 'class="axis"' not in html
    assert "weeks before</span>" not in html
    assert '<span class="of">95% interval' not in html


@pytest.mark.parametrize("digest", WEEKS)
def test_a_bar_and_its_legend_agree_on_the_colours(digest: Digest):
    """An answer that nobody gives takes no place in the bar and leaves the colours of the others alone."""
    emptied = tuple(
        replace(each, k=0) if (each.dimension, each.code) == ("blame", "north") else each
        for each in digest.summary.figures
    )
    html = render(replace(digest, summary=replace(digest.summary, figures=emptied)))
    for bar, legend in re.findall(r'<svg class="bar".*?>(.*?)</svg>\s*<p class="legend">(.*?)</p>', html, re.DOTALL):
        told = re.findall(r'class="key (\w+)"></i>[^<]*? (\d+|fewer than 5)<', legend)
        drawn = re.findall(r'<rect class="(\w+)"', bar)
        assert len(told) == legend.count("<i ")
        assert [colour for colour, k in told if k.isdigit() and k != "0"] == [
            colour for colour in drawn if (colour, "fewer than 5") not in told
        ]
        assert drawn == [colour for colour, _ in told if colour in drawn]


def test_an_event_before_the_drawn_weeks_is_not_drawn():
    """A line of the chart stands at its own week, or not at all."""
    digest = made.full()
    early = replace(digest.events[0], on=digest.previous[0].week - timedelta(days=1), label="Too early")
    html = render(replace(digest, events=(early, *digest.events)))

    assert "Too early" not in html
    assert "1: The north lock reopens" in html
