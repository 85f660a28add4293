"""New heads against old ones, and the card that shows them."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest

from pipeline.classify.backends.protocol import assessment, codes_of
from pipeline.classify.evaluate import evaluate
from pipeline.classify.refuse import worse
from pipeline.classify.table import to_table
from pipeline.digest.card import render_card
from pipeline.errors import InputError, PackError
from pipeline.model.card import Card, Trial
from pipeline.pack.card import load_card

N = 160


def coding(pack, wrong, *, method="linear", seed=3, only="", scored=True):
    """Articles whose every code is right but for a share *wrong* of them (of one dimension, if *only* is given)."""
    chance = random.Random(seed)  # noqa: S311 - a simulation
    codes = codes_of(pack)
    found, rows = [], []
    for number in range(N):
        gold = {name: values[number % len(values)] for name, values in codes.items() if name != "topics"}
        given = dict(gold)
        for name in gold:
            if chance.random() < wrong and only in ("", name):
                given[name] = codes[name][(number + 1) % len(codes[name])]
        topics = [slug for place, slug in enumerate(codes["topics"]) if (number + place) % 3 == 0]
        scores = {f"{name}.{code}": 0.9 if given[name] == code else 0.05 for name in gold for code in codes[name]}
        scores |= {f"topics.{slug}": 0.9 if slug in topics else 0.1 for slug in codes["topics"]}
        found.append(
            assessment(
                f"a{number}", method, "1", {**given, "topics": topics}, scores=scores if scored else {}, evidence=()
            )
        )
        rows.append({"id": f"a{number}", "title": "", "text": "", "codes": {**gold, "topics": topics}})
    return found, rows


@pytest.mark.parametrize(
    ("old", "new", "only", "why"),
    [
        pytest.param(0.2, 0.2, "", "", id="the same is taken"),
        pytest.param(0.3, 0.2, "", "", id="better is taken"),
        pytest.param(0.2, 0.35, "", "mean macro-F1 falls", id="worse everywhere is refused"),
        pytest.param(0.05, 0.4, "blame", "falls by", id="much worse in one dimension is refused"),
    ],
)
def test_worse_heads_are_refused(old, new, only, why, pack):
    """One line says what falls, by how many points, with the interval."""
    before, rows = coding(pack, old, only=only)
    after, _ = coding(pack, new, only=only, seed=3 if old == new else 4)
    said = worse(before, after, rows, codes_of(pack))

    assert why in said
    assert bool(why) == bool(re.search(r"points \[[-\d.]+, [-\d.]+\]", said))


def test_luck_is_seldom_refused(pack):
    """Two codings of the same quality: at most a third is refused by mischance, for there are seven ways to be."""
    before, rows = coding(pack, 0.25)
    refused = [worse(before, coding(pack, 0.25, seed=seed)[0], rows, codes_of(pack)) != "" for seed in range(30, 50)]

    assert sum(refused) <= 7


def test_only_codings_of_the_same_articles_are_compared(pack):
    """A coding that lacks an article is no rival."""
    before, rows = coding(pack, 0.2)

    with pytest.raises(InputError, match="same articles"):
        worse(before, before[1:], rows, codes_of(pack))


def test_a_method_without_probabilities_is_measured_by_its_codes(pack):
    """A language model gives codes alone: no calibration, no average precision, and all else."""
    found, rows = coding(pack, 0.2, method="llm:m", scored=False)
    score = {each.dimension: each for each in evaluate(found, rows, codes_of(pack)).dimensions}["orientation"]

    assert score.calibration_error is None
    assert {each.average_precision for each in score.codes} == {None}
    assert 0.6 < score.contrast < 1
    assert score.contrast_low <= score.contrast <= score.contrast_high
    assert "llm:m" in to_table(evaluate(found, rows, codes_of(pack)))


def test_two_coders_have_their_alpha(pack):
    """Krippendorff's alpha is that of its library, 1 where they agree, and near Cohen's kappa for two full coders."""
    found, rows = coding(pack, 0.1)
    other, _ = coding(pack, 0.3, seed=9)
    both = [
        {"id": row["id"], "codes_a": row["codes"], "codes_b": {**row["codes"], "blame": each.blame}}
        for row, each in zip(rows, other, strict=True)
    ]
    score = {each.dimension: each for each in evaluate(found, both, codes_of(pack)).dimensions}

    assert score["outlook"].alpha == 1.0
    assert score["blame"].alpha == pytest.approx(score["blame"].kappa, abs=0.01)
    assert score["blame"].alpha < 0.8
    assert score["blame"].n < N


@pytest.fixture
def page(pack):
    card = Card(
        trained_on="60 letters <from> the islands",
        intended="Counts.",
        limits=("It reads no poems.",),
        trials=(Trial(dimension="topics", way="a lexicon", figure="macro-F1", value="58", note="failed"),),
    )
    measured = [
        evaluate(*coding(pack, 0.2), codes_of(pack)),
        evaluate(*coding(pack, 0.3, method="llm:<m>", scored=False), codes_of(pack)),
    ]
    return render_card(measured, card, pack)


def test_the_card_holds_every_figure_and_asks_for_nothing(page, pack):
    """Tables, matrices and plots of each method; no script, no outside address; words from outside are escaped."""
    assert page.count("<svg") == 6
    assert page.count('class="confusion"') == 10
    assert "60 letters &lt;from&gt; the islands" in page
    assert "llm:&lt;m&gt;" in page
    assert "a lexicon" in page
    assert "This method gives no probabilities." in page
    assert not re.search(r"<script|src=|href=\"(?!#)|url\(|@import", page)
    assert 'name="viewport"' in page
    assert "prefers-color-scheme:dark" in page
    assert len(page.encode()) < 250_000


def test_the_card_has_a_text_for_every_picture_and_every_anchor_once(page):
    """What a screen reader needs, and valid ids."""
    ids = re.findall(r' id="([^"]+)"', page)

    assert len(ids) == len(set(ids))
    assert not [each for each in ids if re.search(r"\s", each)]
    assert page.count('role="img" aria-label="') == page.count("<svg")
    assert re.findall(r"<h[1-6]", page)[:3] == ["<h1", "<h2", "<h3"]


def test_the_same_figures_give_the_same_bytes(pack):
    """No clock, no chance."""
    found = evaluate(*coding(pack, 0.2), codes_of(pack))
    empty = load_card(pack_folder_without_card())

    assert render_card([found], empty, pack) == render_card([replace(found)], empty, pack)


def pack_folder_without_card():
    from pathlib import Path

    return Path(__file__).parent


def test_the_card_of_the_pack_can_be_read(pack_folder):
    """The pack's own words, and a mistake in them by file and key."""
    assert len(load_card(pack_folder).trials) > 10
    (pack_folder / "card.toml").write_text('trained_on = "x"\nintended = "y"\nlimits = []\n[[tried]]\nway = "z"\n')
    with pytest.raises(PackError, match=r"card\.toml: tried"):
        load_card(pack_folder)
