"""Index, words, themes, distance to the seeds, turning points and corrected shares, on examples done by hand."""

from dataclasses import replace
from datetime import date, timedelta
from math import log, sqrt

import numpy as np
import pytest

from pipeline.model.counted import AuditCount, LongSeries, Piece, SeedCodes, WeekIndex, WordCount
from pipeline.model.week import Plan
from pipeline.shift import (
    corrected_shares,
    indices,
    new_themes,
    seed_distance,
    series_of,
    summarize,
    telling_terms,
    turning_points,
)
from pipeline.shift.words import log_odds
from pipeline.store import codes, codings, sources, texts
from pipeline.store.connection import Store
from tests.shift.counts_for_weeks import WEEK, pack_of, rows
from tests.shift.weeks_in_store import NOW, article, assessment, pack

PLAN = Plan()
SERIES = series_of(pack_of(1))


def test_the_index_is_that_of_newspaper_indices(tmp_path):
    """
    Two outlets and a window of two weeks, done by hand.

    Shares of o0: 0.1 and 0.3, deviation 0.1414; of o1: 0.2 and 0.6, deviation 0.2828. In units of its own spread each
    is 0.7071 and 2.1213: the window's mean is 1.4142. This week o0 has 0.3 (2.1213) and o1 0.2 (0.7071): mean 1.4142,
    index 100; by outlet 150 and 50. The plain share, 0.25, has fallen from 0.3: an outlet that always writes more
    about a topic does not rule the index.
    """
    marks = {2: {0: 1, 1: 2}, 1: {0: 3, 1: 6}, 0: {0: 3, 1: 2}}  # weeks back -> outlet -> pieces of ten with topic 0
    found = [
        (piece, assessment(piece, ("topic_0",) if at < k else ("topic_1",), "none"))
        for back, outlets in marks.items()
        for outlet, k in outlets.items()
        for at in range(10)
        for piece in [
            replace(article(at, back, outlet, "."), id=f"{back}-{outlet}-{at}", url=f"u:{back}-{outlet}-{at}")
        ]
    ]
    window = (WEEK - timedelta(weeks=2), WEEK)
    with Store(tmp_path / "x.duckdb") as store:
        sources.sync_outlets(store, pack().outlets)
        texts.add_articles(store, [piece for piece, _ in found], NOW)
        codes.add_assessments(store, [coded for _, coded in found], NOW)
        codings.count_by(store, "by hand", "1", NOW)
        macro = (
            "SELECT outlet, value FROM index_as_of($t, $w, $w + 7, $a, $w, 2) WHERE code = 'topic_0' ORDER BY outlet"
        )
        by_outlet = store.select(macro, t=NOW + timedelta(days=1), w=WEEK, a=window[0])
        whole = store.select(
            "SELECT * FROM index_in('topics', 'topic_0', '2026-W46', $a, $w, least_weeks := 2)", a=window[0], w=WEEK
        )

    assert [(row["outlet"], round(row["value"], 3)) for row in by_outlet] == [("o0", 150.0), ("o1", 50.0)]
    assert whole == [{"value": pytest.approx(100), "outlets": 2}]


def index_rows(values: dict[int, list[float]]) -> list[WeekIndex]:
    """Values of topic 0 by weeks back."""
    return [
        WeekIndex(
            week=WEEK - timedelta(weeks=back),
            dimension="topics",
            code="topic_0",
            outlets=tuple(f"o{at:02}" for at in range(len(each))),
            values=tuple(each),
        )
        for back, each in values.items()
    ]


def test_an_index_has_an_interval_over_outlets_and_a_past():
    """Its mean is between its ends; the panel stands beside it; too few outlets give no number."""
    wide = [50.0, 150.0] * 5
    (found,) = indices(
        index_rows({0: wide, 1: [100.0] * 10, 2: [90.0] * 3}), SERIES, week=WEEK, panel=["o00", "o02"], plan=PLAN
    )
    (thin,) = indices(index_rows({0: wide[:7]}), SERIES, week=WEEK, panel=[], plan=PLAN)

    assert found.low < found.value == 100 < found.high
    assert found.before == ((WEEK - timedelta(weeks=1), 100.0),)
    assert (found.panel, found.panel_outlets) == (None, 2)
    assert (thin.value, thin.low, thin.outlets) == (None, None, 7)


def test_log_odds_are_those_of_the_paper():
    """The worked example of the docstring: 20 of 100 now, 20 of 400 before, prior of a tenth."""
    delta, z = log_odds(np.array([20.0, 80.0]), np.array([20.0, 380.0]))

    assert delta[0] == pytest.approx(log(24 / (150 - 24)) - log(24 / (450 - 24)))
    assert z[0] == pytest.approx(delta[0] / sqrt(1 / 24 + 1 / 24))


def word(term: str, k: int, base_k: int) -> WordCount:
    return WordCount(term=term, k=k, n=200, base_k=base_k, base_n=800, outlets=9)


def test_only_words_that_tell_are_given():
    """More, new, less and gone words; not the steady, the plain, or half of a pair."""
    steady = [word(f"w{at}", 40, 160) for at in range(60)]
    counts = [
        *steady,
        *(word("bridge", 60, 0), word("floating bridge", 58, 0), word("the", 190, 500), word("ferry", 2, 120)),
        *(word("pier", 0, 110), word("lock", 70, 120)),
    ]
    found = {each.term: each.kind for each in telling_terms(counts, plain=["the"], plan=PLAN)}

    assert found == {"floating bridge": "new", "lock": "more", "ferry": "less", "pier": "gone"}
    assert telling_terms([], plan=PLAN) == ()
    assert telling_terms([replace(word("lock", 20, 1), n=20)], plan=PLAN) == ()


def test_quiet_words_stay_quiet():
    """Of two thousand words that are used alike in both periods, at most a few stand out by chance."""
    rng = np.random.default_rng(3)
    shares = rng.uniform(0.01, 0.3, 2000)
    counts = [word(f"w{at}", int(rng.binomial(200, p)), int(rng.binomial(800, p))) for at, p in enumerate(shares)]
    assert len([each for each in counts if each.k]) > 1900
    terms = telling_terms(counts, plan=PLAN)
    assert len(terms) <= 20
    assert max(abs(each.z) for each in terms) < 4.5


def piece(at: int, text: str) -> Piece:
    return Piece(id=f"a{at}", title="", url=f"u{at}", outlet=f"o{at % 5}", published=WEEK, text=text)


def test_themes_need_pieces_of_several_outlets_that_share_words():
    """Scattered pieces, a handful, or one outlet's own series are no theme."""
    rng = np.random.default_rng(5)
    letters = np.array(list("bcdfghklmnprst"))
    noise = [piece(at, " ".join("".join(rng.choice(letters, 6)) for _ in range(30))) for at in range(30)]
    bees = [piece(50 + at, f"honey hives mite apiary {' '.join('nothing' for _ in range(at))}") for at in range(8)]

    assert new_themes(noise) == ()
    assert new_themes(bees[:4]) == ()
    assert new_themes([]) == ()
    assert new_themes([replace(each, text=".") for each in bees]) == ()
    assert new_themes([*noise, *(replace(each, outlet="one") for each in bees)]) == ()
    (found,) = new_themes([*noise, *bees])
    assert {each[0] for each in found.articles} == {each.id for each in bees}
    assert {"apiary", "hives", "honey", "mite"} & set(" ".join(found.terms).split())


def seeds(*topics: str, side: str = "engage") -> list[SeedCodes]:
    return [SeedCodes(title=f"Seed {at}", topics=(topic,), orientation=side) for at, topic in enumerate(topics)]


def test_the_distance_to_the_seeds_runs_from_nothing_to_all():
    """The same mix is at 0, no topic in common at 1; the band leaves one seed out."""
    counts = [row for back in range(5) for code in ("topic_0", "topic_1") for row in rows(back, code, 200, 40)]
    figures = summarize(counts, pack=pack_of(3), week=WEEK, plan=PLAN).figures
    same = seed_distance(figures, seeds("topic_0", "topic_1"), plan=PLAN)
    other = seed_distance(figures, seeds("topic_2", "topic_2"), plan=PLAN)
    some = seed_distance(figures, seeds("topic_0", "topic_1", "topic_2"), plan=PLAN)

    assert (same.distance, other.distance) == pytest.approx((0, 1), abs=1e-9)
    assert some.low < some.distance < some.high
    assert (some.n, some.nearest) == (3, "Seed 0")
    assert some.base_distance == pytest.approx(some.distance)
    assert seed_distance(figures, seeds("topic_0"), plan=PLAN) is None
    assert seed_distance([], seeds("topic_0", "topic_1"), plan=PLAN) is None


MONDAYS = [date(2024, 1, 1) + timedelta(weeks=at) for at in range(104)]


def long_series(rng: np.random.Generator, turn: int | None, many: int = 12) -> list[LongSeries]:
    """Shares of 100 to 200 pieces with memory from week to week; the first jumps by 12 points at *turn*."""
    found = []
    for at in range(many):
        noise = np.zeros(104)
        for week in range(1, 104):
            noise[week] = 0.3 * noise[week - 1] + rng.normal(0, 0.015)
        share = 0.15 + noise + (0.12 if turn is not None and at == 0 else 0) * (np.arange(104) >= (turn or 0))
        n = rng.integers(100, 200, 104)
        k = rng.binomial(n, np.clip(share, 0.01, 0.99))
        found.append(
            LongSeries(dimension="topics", code=f"t{at}", label="", values=tuple(k / n), sizes=tuple(n.astype(float)))
        )
    return found


def test_a_turn_is_dated_and_chance_is_not():
    """A jump is found within two weeks of its date; of forty searches of twelve series without one, few find any."""
    rng = np.random.default_rng(11)
    (found, *_) = turning_points(MONDAYS, long_series(rng, 60), plan=PLAN)
    assert (found.code, abs((found.week - MONDAYS[60]).days) <= 14, found.p <= 0.05) == ("t0", True, True)
    assert found.after - found.before == pytest.approx(0.12, abs=0.04)

    false = sum(bool(turning_points(MONDAYS, long_series(rng, None), plan=PLAN)) for _ in range(40))
    assert false <= 5  # 5 % of 40 is 2; more than 5 would be by chance once in a hundred


@pytest.mark.parametrize(
    ("weeks", "series"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param(MONDAYS[:20], long_series(np.random.default_rng(1), None)[:1], id="too short"),
        pytest.param(
            MONDAYS,
            [LongSeries(dimension="topics", code="t", label="", values=(0.0,) * 104, sizes=(50.0,) * 104)],
            id="a series of zeros",
        ),
    ],
)
def test_short_or_still_series_have_no_turn(weeks, series):
    """No division by zero, and nothing found."""
    cut = [replace(each, values=each.values[: len(weeks)], sizes=each.sizes[: len(weeks)]) for each in series]
    assert turning_points(weeks, cut, plan=PLAN) == ()


def test_a_share_is_set_right_for_the_errors_of_the_coding():
    """The worked example: 20 % coded, sensitivity 0.8, specificity 0.95: 20 % are true, with a wider interval."""
    figures = summarize(rows(0, "topic_0", 200, 40), pack=pack_of(1), week=WEEK, plan=PLAN).figures
    audit = AuditCount(dimension="topics", code="topic_0", both=16, missed=4, wrong=4, neither=76)
    (found,) = corrected_shares(figures, [audit], plan=PLAN)

    assert (found.raw, found.share, found.audited) == (0.2, pytest.approx(0.2), 100)
    assert found.high - found.low > figures[0].high - figures[0].low
    assert corrected_shares(figures, [replace(audit, both=5, missed=1)], plan=PLAN) == ()
    assert corrected_shares(figures, [replace(audit, wrong=70, neither=10)], plan=PLAN) == ()
    assert corrected_shares(figures, [], plan=PLAN) == ()
