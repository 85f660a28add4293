"""The digest's own sentences keep the rules of its words."""

import re
from dataclasses import replace
from html import unescape

import pytest

from pipeline.digest import render, words
from pipeline.digest.parts import first, outlets, reference, why
from pipeline.digest.rules import LONGEST, faults, sentences_of
from pipeline.model.findings import Dispersion, Held, TurningPoint
from pipeline.model.page import Digest
from tests.digest import weeks_for_pages as made
from tests.digest.weeks_found import found

NOT_OURS = re.compile(r"<(style|title|desc|pre|blockquote|figcaption|table|summary|ul|h\d)\b.*?</\1>", re.DOTALL)
WEEKS = [
    pytest.param(make, id=name)
    for name, make in (
        ("full", made.full),
        ("quiet", made.quiet),
        ("thin", made.thin),
        ("empty", made.empty),
        ("with all findings", found),
    )
]


def sentences(digest: Digest) -> list[str]:
    """All sentences of a page's paragraphs that are the digest's own words."""
    html = NOT_OURS.sub("", render(digest))
    paragraphs = re.findall(r"<p\b(?! class=\"(?:legend|note csv|kicker))[^>]*>(.*?)</p>", html, re.DOTALL)
    plain = [" ".join(unescape(re.sub(r"<[^>]+>", " ", each)).split()) for each in paragraphs]
    return [each for text in (digest.headline, digest.deck, *plain) for each in sentences_of(text)]


@pytest.mark.parametrize("make", WEEKS)
def test_every_sentence_keeps_the_rules(make):
    """No banned word; rose and fell with a clear verdict only; twenty words a sentence at most, on average."""
    digest = make()
    clear = any(each.verdict in words.VERBS for each in digest.summary.figures)
    found_sentences = sentences(digest)

    assert len(found_sentences) > 10
    assert faults(found_sentences, clear=clear) == ()


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        pytest.param("The rise is significant.", "significant", id="significant"),
        pytest.param("The trend goes on.", "trend", id="trend"),
        pytest.param("The balance is stable.", "stable", id="stable"),
        pytest.param("It moved because of the summit.", "because of", id="a cause"),
        pytest.param("Ferries rose to 20%.", "rose", id="rose without a verdict"),
        pytest.param("A majority argues to engage.", "majority", id="majority without an interval"),
        pytest.param("Word " * (LONGEST + 1), "words a sentence", id="too long"),
    ],
)
def test_a_sentence_that_breaks_a_rule_is_named(sentence, fault):
    """The check fails where it should."""
    assert [each for each in faults([sentence], clear=False) if fault in each]


def test_rose_and_majority_may_stand_where_the_numbers_allow():
    """With a clear verdict something rose; with an interval above a half there is a majority."""
    assert faults(["Ferries rose to 20%.", "A majority, 62%, argues so."], clear=True, majority=True) == ()


@pytest.mark.parametrize(
    ("k", "told"),
    [
        pytest.param(
            130, "A majority, 71% (130 of 183; 95% interval 64 to 77%), has the answer “Engage”.", id="above a half"
        ),
        pytest.param(95, "", id="half is in the interval"),
    ],
)
def test_a_majority_needs_its_whole_interval_above_a_half(k, told):
    """52% of 183 articles is no majority."""
    figure = next(each for each in made.full().summary.figures if each.code == "engage")
    low, high = (0.64, 0.77) if k == 130 else (0.45, 0.59)

    assert words.majority([replace(figure, k=k, share=k / 183, low=low, high=high)]) == told


def test_headline_and_deck_follow_from_the_verdicts():
    """A headline names the largest clear change; without one it says that there is none."""
    assert made.full().headline.startswith("Water rights rose")
    assert made.quiet().headline.startswith("No clear shift this week")
    assert "no clear change" in made.quiet().deck


def test_a_quiet_week_is_short():
    """Sections without a finding say so in one line, and claim nothing."""
    html = render(made.quiet())
    for line in (
        "No change was clear in the week before, so there is none to confirm.",
        "No change is clear this week, so none is split into parts.",
        "No group of alike articles lies outside the topics.",
        "No turn of a level is found in the last 104 weeks.",
    ):
        assert line in html
    assert len(sentences(made.quiet())) < len(sentences(found()))


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        pytest.param(
            first.told(
                Held(
                    dimension="topics",
                    code="a",
                    label="Ferries",
                    was="clear rise",
                    change=0.09,
                    low=0.02,
                    high=0.15,
                    verdict="confirmed",
                )
            ),
            "Ferries: clear rise confirmed (+9 points, 95% interval +2 to +15).",
            id="confirmed",
        ),
        pytest.param(
            first.told(
                Held(
                    dimension="topics",
                    code="a",
                    label="Ferries",
                    was="clear fall",
                    change=None,
                    low=None,
                    high=None,
                    verdict="not enough evidence",
                )
            ),
            "Ferries: clear fall; this week has not enough evidence to confirm it.",
            id="cannot be told",
        ),
        pytest.param(
            outlets.parting(
                Dispersion(
                    now=0.2,
                    base=0.1,
                    change_low=0.01,
                    change_high=0.03,
                    outlets=12,
                    poles=0.5,
                    base_poles=0.5,
                    verdict="parting",
                )
            ),
            "Outlets part: 20 points of balance between them beyond chance (12 outlets), from 10.",
            id="outlets part",
        ),
        pytest.param(
            reference.turn(
                TurningPoint(
                    dimension="topics",
                    code="a",
                    label="Ferries",
                    week=made.WEEK,
                    before=0.1,
                    after=0.2,
                    p=0.004,
                )
            ),
            "Ferries: a mean of 20% since the week of 9 Nov 2026, of 10% before (p < 0.01).",
            id="a turn",
        ),
    ],
)
def test_findings_are_told_in_these_words(sentence, told):
    """Number, interval, verdict; nothing of causes."""
    assert sentence == told
    assert faults([sentence], clear=False) == ()


def test_parts_of_a_change_add_up_and_say_what_moved():
    """The sentence names the part within outlets with its interval, and whether they are shown to have moved."""
    (figure,) = (
        each for each in found().summary.figures if each.verdict == "clear rise" and each.dimension == "topics"
    )
    parts = figure.by_outlet

    assert parts is not None
    assert "heard in both periods" in why.sentence(parts, "outlets")
    assert parts.within + parts.mix + parts.entry + parts.exit == pytest.approx(parts.change)
