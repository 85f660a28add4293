"""A person's word on copies wins over what was found, holds for what comes later, and can be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.line.conftest import NOW, Place
from tests.line.stand import FIRST

HEAD, COPY = "p0006", "p0009"  # the stand prints piece 6 again as piece 9
OTHER = "p0000"  # a piece of its own
CLUSTERS = (
    "SELECT list(parse_filename(url, true) ORDER BY url) FROM v_heads JOIN articles ON id = article "
    "WHERE route <> 'seed' GROUP BY head HAVING count(*) > 1 ORDER BY ALL"
)
FOUND = [([HEAD, COPY],), (["p0016", "p0019"],)]


def correct(place: Place, act: str, *pieces: str) -> str:
    """One entry of corrections.toml."""
    articles = [f"{place.stand.base}/a/{piece}.html?utm_source=mail" for piece in pieces]
    return f'[[copy]]\nact = "{act}"\narticles = {articles}\nwho = "A. Editor"\nwhen = 2026-11-20\nwhy = "As read."\n'


def ingest(place: Place, corrections: str, hours: int) -> dict[str, int]:
    (place.folder / "seeds/corrections.toml").write_text(corrections, encoding="utf-8")
    return place.ingest(NOW + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("act", "pieces", "expected"),
    [
        pytest.param("split", [COPY], [(["p0016", "p0019"],)], id="a copy is split off"),
        pytest.param("split", [HEAD], [(["p0016", "p0019"],)], id="a head is split off"),
        pytest.param(
            "join", [OTHER, COPY], [([OTHER, HEAD, COPY],), (["p0016", "p0019"],)], id="two pieces are joined"
        ),
        pytest.param("join", [COPY, "p0099"], FOUND, id="one of them is not there yet"),
    ],
)
def test_a_correction_holds_until_it_is_taken_back(place: Place, act: str, pieces: list[str], expected: list[object]):
    """It is taken up by the next ingest, kept by the one after, and gone when its entry is."""
    place.ingest()
    assert place.rows(CLUSTERS) == FOUND
    said = correct(place, act, *pieces)

    ingest(place, said, 1)
    assert place.rows(CLUSTERS) == expected
    before = place.counts()
    assert set(ingest(place, said, 2).values()) == {0}
    assert place.counts() == before, "a correction is taken up once"
    ingest(place, "", 3)

    assert place.rows(CLUSTERS) == FOUND
    as_known = f"heads_as_of(TIMESTAMPTZ '{NOW + timedelta(hours=2)}')"
    assert place.rows(CLUSTERS.replace("v_heads", as_known)) == expected, "what was believed then is kept"


def test_a_correction_waits_for_its_articles(place: Place):
    """Written before the second piece is there, it holds as soon as that comes."""
    place.stand.now = FIRST + timedelta(hours=8, minutes=30)  # piece 9 is not there yet
    said = correct(place, "join", OTHER, COPY)
    ingest(place, said, 0)
    assert place.rows(CLUSTERS) == []
    place.stand.now = NOW

    ingest(place, said, 1)

    assert place.rows(CLUSTERS)[0] == ([OTHER, HEAD, COPY],)


def test_a_correction_comes_from_the_first_ingest_on(place: Place, tmp_path):
    """A fresh database with the same file comes to the same clusters: corrections are replayed."""
    place.ingest()
    said = correct(place, "split", COPY) + correct(place, "join", OTHER, "p0001")
    ingest(place, said, 1)
    fresh = Place(tmp_path / "fresh", place.stand)
    ingest(fresh, said, 2)

    assert place.rows(CLUSTERS) == fresh.rows(CLUSTERS) == [(["p0000", "p0001"],), (["p0016", "p0019"],)]


def test_the_others_stay_together_when_one_is_split_off(place: Place):
    """Three prints of one piece, found by way of the first: without it the other two are still copies of each other."""
    base = place.stand.pieces[HEAD]
    for number in (20, 21, 22):
        key = f"p{number:04}"
        fields = {
            "key": key,
            "outlet": f"outlet-{number % 4}",
            "title": f"Again {number}",
            "paragraphs": base.paragraphs,
        }
        place.stand.pieces[key] = type(base)(**fields, when=FIRST + timedelta(hours=number))
    place.ingest()
    assert place.rows(CLUSTERS)[0] == ([HEAD, COPY, "p0020", "p0021", "p0022"],)

    ingest(place, correct(place, "split", HEAD), 1)

    assert place.rows(CLUSTERS)[0] == ([COPY, "p0020", "p0021", "p0022"],)
