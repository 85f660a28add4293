"""The seed texts as a reference."""

from dataclasses import replace

import pytest

from pipeline.digest import reference_profile
from pipeline.model.pack import Quote
from tests.digest import weeks_for_pages as made


def test_counts_come_from_the_topics_unless_the_seeds_were_coded():
    """Without coded counts, a topic counts the seeds that it quotes; with them, they stand."""
    pack = made.pack()

    assert reference_profile(pack).counts[0] == ("topics", "water_rights", 1)
    assert reference_profile(pack, [("topics", "bridges", 2)]).counts == (("topics", "bridges", 2),)


@pytest.mark.parametrize(
    ("quotes", "expected"),
    [
        pytest.param(
            ["of the locks and more besides it", "Open the locks."], "Open the locks.", id="whole before fragment"
        ),
        pytest.param(["Open them.", "Open the locks today."], "Open the locks today.", id="the longer"),
        pytest.param(["word " * 40], "", id="none that fits"),
        pytest.param([], "", id="none at all"),
    ],
)
def test_a_seed_is_quoted_by_a_whole_sentence(quotes: list[str], expected: str):
    """The quote of a seed is its longest whole sentence within 30 words."""
    pack = made.pack()
    found = tuple(Quote(seed="one", start=0, end=len(each), quote=each) for each in quotes)
    topics = (replace(pack.topics[0], quotes=found), *pack.topics[1:])

    assert [expected, ""] == [each.quote for each in reference_profile(replace(pack, topics=topics)).texts]


def test_what_is_unknown_of_a_seed_stays_unknown():
    """A day, else a month, else nothing; no topic that does not quote it."""
    first, second = reference_profile(made.pack()).texts

    assert (first.published, first.topics) == ("2021-06-03", ("Water rights",))
    assert (second.published, second.topics) == ("", ())
