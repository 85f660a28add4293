"""Who is quoted, and how much of what was said."""

from datetime import date

import pytest

from pipeline.digest import choose_voices
from pipeline.digest.voices import MOST_WORDS, clip, ends
from tests.digest import weeks_for_pages as made

LONG = "The lake needs a treaty that both shores can read, " + "and it needs patience, " * 12 + "and money."
TWO = "Open the north lock first and watch. " + "Then wait for the answer of the other shore " * 4 + "."


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        pytest.param("  Open the locks now. ", "Open the locks now.", id="a short one is whole"),
        pytest.param(TWO, "Open the north lock first and watch.", id="a long one is cut after a sentence"),
        pytest.param("word " * 60, "", id="no place to cut: no quote"),
        pytest.param("No, " + "word " * 60, "", id="too short a clause says nothing"),
        pytest.param(LONG, LONG[: LONG.index(", and money")][:128], id="else after a clause"),
        pytest.param("x" * 5000, "", id="one endless word"),
    ],
)
def test_a_quote_is_cut_at_a_boundary(quote: str, expected: str):
    """A quote has at most 30 words and ends where a sentence or a clause ends."""
    found = clip(quote)

    assert len(found.split()) <= MOST_WORDS
    assert found in quote
    assert (expected == found) if expected == "" or quote != LONG else found.endswith("patience")


def test_both_poles_and_the_middle_are_heard():
    """One voice for each of engage, confront and mixed, with the rule that chose it; none that nobody spoke."""
    assert [each.code for each in choose_voices(made.passages(), made.WEEK)] == ["engage", "confront", "mixed"]
    assert [each.code for each in choose_voices(made.passages()[2:], made.WEEK)] == ["mixed"]
    assert choose_voices([], made.WEEK) == ()


def test_the_choice_depends_on_week_and_articles_alone():
    """The order of the candidates does not matter; another week may draw another voice."""
    many = [made.passage(article=f"a{at}", outlet=f"o{at}", weight=at % 7) for at in range(40)]
    shuffled = many[::-3] + many[-2::-3] + many[-3::-3]
    weeks = [date(2026, 1, 5).replace(month=month) for month in range(1, 13)]

    assert choose_voices(many, made.WEEK) == choose_voices(shuffled, made.WEEK)
    assert (
        choose_voices(many, made.WEEK)[0].why
        == "drawn by a fixed seed from the 5 clearest of 40 articles that argue this way"
    )
    assert len({choose_voices(many, week)[0].outlet for week in weeks}) > 1


@pytest.mark.parametrize("article", ["a3", "a4", "a5", "a6", "a7"])
def test_another_outlet_is_preferred_for_the_second_voice(article: str):
    """An outlet is quoted twice only when no other spoke."""
    same = [made.passage(), made.passage(article="a2", orientation="confront", weight=9.0)]
    other = made.passage(article=article, orientation="confront", outlet="North Post", weight=0.1)

    assert [each.outlet for each in choose_voices(same, made.WEEK)] == ["Shore Review", "Shore Review"]
    assert [each.outlet for each in choose_voices([*same, other], made.WEEK)] == ["Shore Review", "North Post"]


@pytest.mark.parametrize(
    "mark", ["\u202e", "\u2066", "\u200f", "\x00", "\ud800"], ids=["override", "isolate", "mark", "nul", "surrogate"]
)
def test_a_sentence_with_hidden_marks_is_not_quoted(mark: str):
    """Direction marks and controls in a quote disqualify it: it can be neither cleaned nor trusted."""
    assert choose_voices([made.passage(quote=f"Open the {mark} locks at once, all of them.")], made.WEEK) == ()


def test_a_sentence_that_need_not_be_cut_stands_for_its_article():
    """A whole sentence is preferred to the first clause of a clearer one; what was cut ends in an ellipsis."""
    cut = made.passage(quote=LONG, weight=9.0)

    assert [each.quote for each in choose_voices([cut, made.passage()], made.WEEK)] == [made.passage().quote]
    assert not ends(choose_voices([cut], made.WEEK)[0].quote)
    assert ends(made.passage().quote)


@pytest.mark.parametrize(
    ("outlets", "expected"),
    [
        pytest.param(["Shore Review"], "the only article that argues this way", id="one"),
        pytest.param(
            ["North Post", "Shore Review", "South Post"],
            "drawn by a fixed seed from the 2 articles that argue this way, "
            "outlets quoted above left out (with them 3)",
            id="an outlet was quoted above",
        ),
    ],
)
def test_the_rule_says_what_was_drawn_from(outlets: list[str], expected: str):
    """The counts of the rule are those of the articles that could have been drawn."""
    engaged = [made.passage(outlet="North Post")] if len(outlets) > 1 else []
    others = [
        made.passage(article=f"c{at}", orientation="confront", outlet=outlet) for at, outlet in enumerate(outlets)
    ]

    assert expected == choose_voices([*engaged, *others], made.WEEK)[-1].why


def test_a_lone_quotation_mark_is_dropped():
    """A mark whose partner stands in another sentence is no part of the quote."""
    assert clip('Open the locks at once, all of them."') == "Open the locks at once, all of them."
    assert clip('He said "open the locks" to all of us.') == 'He said "open the locks" to all of us.'
