"""The sentences of a digest follow from its verdicts."""

from dataclasses import replace

import pytest

from pipeline.digest import words
from pipeline.model import Digest
from tests.digest import weeks_for_pages as made

QUIET_DECK = "The balance of engaging over confronting is −5 points (55 to 64 of 183 articles): no clear change."


@pytest.mark.parametrize(
    ("digest", "headline", "deck"),
    [
        pytest.param(
            made.full(),
            "Water rights rose to 23% of commentary (42 of 183 articles), from 10% (80 of 812).",
            QUIET_DECK,
            id="one clear rise leads",
        ),
        pytest.param(
            made.quiet(),
            "No clear shift this week: 183 articles, Bridges and roads, then Fishing quotas, lead.",
            QUIET_DECK,
            id="a quiet week says so",
        ),
        pytest.param(
            made.thin(),
            "No shift can be called this week: 42 articles, Bridges and roads, then Fishing quotas, lead.",
            "The balance of engaging over confronting is −5 points (13 to 15 of 42 articles): not enough evidence.",
            id="a thin week calls nothing",
        ),
        pytest.param(
            made.empty(),
            "No commentary was read this week.",
            "20 feeds were not reached. This page shows the two reference texts instead.",
            id="no feed answered",
        ),
        pytest.param(
            made.digest_of(made.summary_of(0, 203), made.coverage(read=31, counted=0, lost=0)),
            "No commentary among 31 items this week.",
            "This page shows the two reference texts instead.",
            id="pages were read and none counts",
        ),
        pytest.param(
            made.digest_of(made.summary_of(1, 0), made.coverage(read=1, counted=1, lost=0)),
            "No shift can be called this week: 1 article, no topic leads.",
            "The balance of engaging over confronting is too few to tell (0 to 0 of 1 articles): not enough evidence.",
            id="one article",
        ),
    ],
)
def test_headline_and_deck_say_what_the_verdicts_allow(digest: Digest, headline: str, deck: str):
    """The headline names the largest clear shift, or says that there is none; the deck says the rest."""
    assert (headline, deck) == (digest.headline, digest.deck)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            {"verdict": "clear fall", "share": 0.1, "k": 18, "change": -0.2},
            "Bridges and roads fell to 10% of commentary (18 of 183 articles), from 22% (180 of 812).",
            id="a topic fell",
        ),
        pytest.param(
            {"verdict": "clear rise", "base_share": None, "base_k": 3, "change": 0.2},
            "Bridges and roads rose to 22% of commentary (40 of 183 articles), from fewer than 5 of 812.",
            id="from a baseline too rare for a share",
        ),
        pytest.param(
            {"verdict": "clear rise", "dimension": "blame", "label": "Blame: South", "change": 0.2},
            "Commentary coded “Blame: South” rose to 22% (40 of 183 articles), from 22% (180 of 812).",
            id="another dimension",
        ),
    ],
)
def test_a_shift_is_told_with_both_numbers_and_their_n(changes: dict[str, object], expected: str):
    """The sentence of a shift gives what, verb, now and before, each with k of n."""
    summary = made.summary_of(183, 203)
    moved = replace(next(each for each in summary.figures if each.code == "bridges"), **changes)

    assert expected == words.headline(replace(summary, figures=(moved,)), made.coverage(read=1, counted=1))


def test_the_largest_shift_leads_and_the_others_follow():
    """With several shifts the headline takes the largest; the deck names two more and counts the rest."""
    summary = made.summary_of(183, 203)
    figures = tuple(
        replace(each, verdict="clear rise", change=0.1 * (at + 1)) if at < 5 else each
        for at, each in enumerate(summary.figures)
    )
    several = replace(summary, figures=figures)

    assert words.headline(several, made.coverage(read=1, counted=1)).startswith("Ferries and timetables rose to 9%")
    assert "Other measures with a clear change: two." in words.deck(several, made.coverage(read=1, counted=1), 5)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(0.004, "under 1%", id="a small share is not nothing"),
        pytest.param(0.0, "0%", id="nothing"),
        pytest.param(0.196, "20%", id="no decimals"),
    ],
)
def test_shares_are_printed_without_decimals(value: float, expected: str):
    """A percentage has no decimals, and a small one does not become zero."""
    assert expected == words.percent(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(0.07, "+7", id="up"),
        pytest.param(-0.05, "−5", id="down"),
        pytest.param(-0.001, "0", id="no minus zero"),
    ],
)
def test_differences_carry_their_sign(value: float, expected: str):
    """Points have a sign, except zero."""
    assert expected == words.points(value)
