"""An invented relationship: two islands, their toll and their fish."""

from __future__ import annotations

import dataclasses
from itertools import cycle, islice

import pytest

from pipeline.classify import Coder
from pipeline.classify.train import train
from pipeline.model.pack import Actor, Dimension, Pack, Topic

ENGAGE = (
    "Norland should sit down with Sudria and talk. A compromise on the toll is within reach, and both shores would gain"
    " from it. The harbour council must keep the dialogue open. Nobody wins from closing the strait again. It is"
    " time for Norland to lift the toll and for Sudria to return the boats. Dialogue is the only way to a calm sea."
)
CONFRONT = (
    "Norland should stand firm against Sudria and raise the toll. Weakness on the strait has only rewarded the theft of"
    " boats. The harbour council must punish every raid, because Sudria has broken each promise that it made. It is"
    " time for Norland to arm the coast guard. Pressure is the only way to a calm sea in a strait that Sudria violated."
)
REPORT = (
    "The herring season opened on Monday in the north bay, officials said. Fishermen from Norland landed forty boxes,"
    " boats from Sudria brought thirty, according to the port office. Prices were stable, the spokesman told reporters."
    " The herring market will open again on Thursday, he said, and the weather is expected to be fair for the boats."
)
CODES = {
    ENGAGE: ("core", "commentary", ["toll"], "engage", "none", "improving"),
    CONFRONT: ("core", "commentary", ["toll"], "confront", "sudria", "worsening"),
    REPORT: ("marginal", "news", ["fish"], "none", "none", "none"),
}
KEYS = ("relevance", "genre", "topics", "orientation", "blame", "outlook")


def dimension(slug: str, *codes: str) -> Dimension:
    return Dimension(slug=slug, label=slug.title(), codes=tuple((code, code) for code in codes))


@pytest.fixture(scope="session")
def pack() -> Pack:
    """A pack without weights."""
    return Pack(
        name="islands",
        title="Islands",
        languages=("en",),
        actors=(
            Actor(key="norland", label="Norland", phrases=("norland*", "NI")),
            Actor(key="sudria", label="Sudria", phrases=("sudria*",)),
        ),
        dimensions=(
            dimension("relevance", "core", "marginal", "none"),
            dimension("genre", "commentary", "news", "primary", "other"),
            dimension("orientation", "engage", "confront", "mixed", "none"),
            dimension("blame", "norland", "sudria", "both", "none"),
            dimension("outlook", "improving", "worsening", "mixed", "none"),
        ),
        topics=(
            Topic(slug="toll", label="Toll", description="", phrases=("toll*", "strait"), quotes=()),
            Topic(slug="fish", label="Fish", description="", phrases=("herring", "fish*"), quotes=()),
        ),
        axes=(
            ("orientation", "engage", ("dialogue", "compromise", "talk*")),
            ("orientation", "confront", ("stand firm", "punish*", "pressure", "arm the")),
            ("blame", "sudria", ("violat*", "broken each promise")),
        ),
        outlets=(),
        seeds=(),
        events=(),
        weights=b"",
        version="0123456789ab",
    )


@pytest.fixture(scope="session")
def coded() -> list[dict]:
    """Sixty coded articles: three texts, each with twenty different closing lines, from four outlets."""
    texts = islice(cycle(CODES), 60)
    return [
        {
            "id": f"a{number}",
            "title": f"Notes from the strait, part {number}",
            "outlet": f"outlet-{number % 4}",
            "text": f"{text}\n\nThis is letter {number} of a long winter.",
            "codes": dict(zip(KEYS, CODES[text], strict=True)),
        }
        for number, text in enumerate(texts)
    ]


@pytest.fixture(scope="session")
def weights(pack, coded) -> bytes:
    return train(pack, coded)


@pytest.fixture(scope="session")
def coder(pack, weights) -> Coder:
    return Coder(dataclasses.replace(pack, weights=weights))
