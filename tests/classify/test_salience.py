"""How much of a text a topic takes up."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.classify.reading import ZONES
from pipeline.classify.salience import KINDS, salience, topic_signals


def measured(*rows):
    found = np.array(rows, dtype=float)
    zones = np.zeros((6, len(found)))
    return dict(zip(KINDS, topic_signals(found, zones, words=100).T.tolist(), strict=True))


def test_a_subject_is_told_from_a_mention():
    """Sentences are counted apart from occurrences; the topic with most sentences is foremost."""
    found = measured((0, 1), (1, 5), (1, 0), (1, 0))

    assert found["title"] == [0.0, 1.0]
    assert pytest.approx([1.0, 1 / 3]) == found["share"]
    assert found["foremost"] == [1.0, 0.0]
    assert found["least_3"] == [1.0, 0.0]


def test_the_densest_place_counts():
    """Four sentences in a row hold more than four that lie apart."""
    close, apart = (1, 1, 1, 1, 0, 0, 0, 0, 0), (1, 0, 0, 1, 0, 0, 1, 0, 1)
    found = measured((0, 0), *zip(close, apart, strict=True))

    assert found["densest"][0] > found["densest"][1]
    assert found["sentences"][0] == found["sentences"][1]


@pytest.mark.parametrize("body", [pytest.param([], id="no sentence"), pytest.param([(0, 0)], id="nothing named")])
def test_an_empty_text_has_no_salience(body):
    """Neither measure divides by nothing."""
    found = np.array([(1, 1), *body], dtype=float)

    assert salience(found).tolist() == [0.0, 0.0]
    assert np.isfinite(topic_signals(found, np.zeros((6, len(found))), words=0)).all()


def test_a_topic_counts_more_where_both_actors_are_named():
    """Two topics with as many sentences differ by how many of them name the pair, lead, or ask for something."""
    found = np.array([(0, 0), (1, 0), (0, 1), (1, 0), (0, 1)], dtype=float)
    zones = np.zeros((len(ZONES), len(found)))
    for zone in ("lead", "recommend", "pair"):
        zones[ZONES.index(zone), [1, 3]] = 1
    named = dict(zip(KINDS, topic_signals(found, zones, words=100).T.tolist(), strict=True))

    assert named["sentences"][0] == named["sentences"][1]
    assert named["of_pair"] == [1.0, 0.0]
    assert all(named[kind][0] > named[kind][1] == 0 for kind in ("lead", "recommended", "with_pair"))
