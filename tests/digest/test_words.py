"""The sentences of a digest follow from its verdicts."""

from dataclasses import replace

import pytest

from pipeline.digest import words
from pipeline.digest.names import inside, names_of
from pipeline.digest.spans import span
from pipeline.model.page import Digest
from tests.digest import weeks_for_pages as made

QUIET_DECK = (
    "The balance of engaging over confronting is −5 points "
    "(55 to engage, 64 to confront, of 183 articles; 95% interval −16 to +7): no clear change."
)


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
            "No clear shift this week: of 183 articles of commentary, "
            "40 are about bridges and roads and 31 about fishing quotas.",
            QUIET_DECK,
            id="a quiet week says so",
        ),
        pytest.param(
            made.thin(),
            "42 articles of commentary are too few to call a shift: 9 are about bridges and roads and 7 about fishing"
            " quotas.",
            "The balance of engaging over confronting is −5 points "
            "(13 to engage, 15 to confront, of 42 articles; 95% interval −28 to +19): not enough evidence.",
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
            "1 article of commentary is too few to call a shift.",
            "Of 1 article, 0 argue to engage and 0 to confront: too few for a balance.",
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
            "The answer “South” to “Blame” rose to 22% (40 of 183 articles), from 22% (180 of 812).",
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


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        pytest.param("Water rights", "water rights", id="a common noun"),
        pytest.param("Avaria in the talks", "Avaria in the talks", id="a name of the prose"),
        pytest.param("LTO and the locks", "LTO and the locks", id="an abbreviation"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_label_keeps_its_capital_inside_a_sentence_only_for_a_name(label: str, expected: str):
    """What the pack's prose writes with a capital inside a sentence, and never without, is a name."""
    pack = made.pack()
    seeds = (replace(pack.seeds[0], text="Since then Avaria and the Water board agree: water is shared."),)

    assert expected == inside(label, names_of(replace(pack, seeds=seeds)))


@pytest.mark.parametrize(
    ("n", "code", "expected"),
    [
        pytest.param(13, "bridges", "", id="a count too small for a share stands alone"),
        pytest.param(183, "bridges", "16 to 28%", id="a share has its own"),
        pytest.param(183, "lighthouses", "", id="a withheld count has none"),
        pytest.param(13, "balance", "", id="so does a balance of so few"),
        pytest.param(183, "balance", "−16 to +7 points", id="a balance is in points"),
        pytest.param(0, "bridges", "", id="no article"),
    ],
)
def test_every_share_has_its_interval(n: int, code: str, expected: str):
    """The 95% interval stands beside a share and the balance, and nowhere else."""
    summary = made.summary_of(n, 203)
    figure = next(each for each in summary.figures if each.code == code)

    assert expected == span(figure)


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        pytest.param("2021-02-19", "19 Feb 2021", id="a day"),
        pytest.param("2021-06", "Jun 2021, day unknown", id="a month"),
        pytest.param("", "date unknown", id="nothing"),
    ],
)
def test_a_date_says_what_is_not_known_of_it(published: str, expected: str):
    """A missing day is named, never filled in."""
    assert expected == words.dated(published)
