"""Plain texts are cleaned by the guards of the pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.extract import extract_plain
from tests.extract.conftest import PARAGRAPHS

ROOT = Path(__file__).parents[2]
SEED_LINES = ROOT / "../shared/data/seed_lines.json"
BODY = "\n\n".join(PARAGRAPHS)
TWO = "\n\n".join(PARAGRAPHS[:2])
REST = "\n\n".join(PARAGRAPHS[1:])
TITLE = "How the council widened its channel"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"{TITLE}\n\n{BODY}", f"{TITLE}\n\n{BODY}", id="title and text stay"),
        pytest.param(f"{BODY}\n\nRelated Articles\n\nFerry fares rise\n\nMay 3, 2026", BODY, id="the tail goes"),
        pytest.param(f"{BODY}\n\nLatest news\nPlease enter your name here", BODY, id="news list and comment form go"),
        pytest.param(f"{BODY}\n\nAdvertisement\n\nComments\n\nBecome a Member today", BODY, id="notices go"),
        pytest.param(
            f"All the papers.\nOne app.\nStart reading\nThe Example\n\n{TITLE}\n\n{BODY}", f"{TITLE}\n\n{BODY}",
            id="slogans and outlet above the title go",
        ),
        pytest.param(
            f"World Harbour Sport Weather\n\n{TITLE}\n\n{BODY}", f"{TITLE}\n\n{BODY}", id="a menu above the title goes"
        ),
        pytest.param(
            f"{PARAGRAPHS[0]}\n\nThe old gate. Ada Holm/AFP/Getty Images\n\n{PARAGRAPHS[1]}", TWO,
            id="a caption with its credit goes",
        ),
        pytest.param(
            f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}", TWO, id="said once is enough"
        ),
        pytest.param(
            f"{PARAGRAPHS[0]}\n\nRelated\n\n{REST}", BODY,
            id="an early heading takes no paragraph with it",
        ),
    ],
)  # fmt: skip
def test_only_the_article_is_kept(text, expected):
    """Lines of the article stay as they are, in their order; what a site put around them goes."""
    assert expected == extract_plain(text, "notes.txt").text


@pytest.mark.parametrize(
    ("text", "title", "authors"),
    [
        pytest.param(f"{TITLE}\n\nBy Ada Holm and Bo Ek\n\n{BODY}", TITLE, ("Ada Holm", "Bo Ek"), id="a byline"),
        pytest.param(f"Ada Holm, Bo Ek\n\n{TITLE}\n\n{BODY}", TITLE, ("Ada Holm", "Bo Ek"), id="names above the title"),
        pytest.param(
            f"{BODY}\n\nAda Holm is a fellow at the Harbour Institute.", "", ("Ada Holm",), id="a note, no title"
        ),
        pytest.param(f"{TITLE}\n\nBy Staff\n\n{BODY}", TITLE, (), id="staff is nobody"),
    ],
)
def test_title_and_authors_are_read_off_the_text(text, title, authors):
    """The first line that reads like one is the title; authors are people."""
    article = extract_plain(text, "notes.txt")

    assert (title, authors) == (article.title, article.authors)


def test_an_empty_text_is_no_article():
    """Nothing in, nothing out, and the reason."""
    assert ((found := extract_plain(" \n", "x")).text_status, found.status_reason) == ("non_article", "no text")


@pytest.mark.skipif(not SEED_LINES.exists(), reason="the list of the seeds' lines is not beside this checkout")
@pytest.mark.parametrize("path", sorted((ROOT / "seeds/texts").glob("*.txt")), ids=lambda path: path.stem)
def test_seeds_keep_their_article_and_lose_their_chrome(path):
    """Line F1 of at least 0.99 on each seed."""
    known = json.loads(SEED_LINES.read_text())[path.name]
    lines = [line.strip() for line in path.read_text().splitlines()]
    spans = {side: _numbers(known[side]) for side in ("keep", "optional")}
    out = set(extract_plain(path.read_text(), path.name).text.splitlines())

    kept = {number for number, line in enumerate(lines, 1) if line and line in out} - spans["optional"]
    keep = {number for number in spans["keep"] if lines[number - 1]}

    assert 2 * len(kept & keep) / (len(kept) + len(keep)) >= 0.99


def _numbers(spans: list[list[int]]) -> set[int]:
    return {number for first, last in spans for number in range(first, last + 1)}
