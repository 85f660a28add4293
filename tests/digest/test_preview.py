"""The preview draws what the templates say, and survives a mistake in one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.digest import page, preview
from tests.digest import weeks_for_pages as made


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the templates that the page is drawn from."""
    copy = tmp_path / "templates"
    shutil.copytree(page.TEMPLATES, copy)
    monkeypatch.setattr(page, "TEMPLATES", copy)
    monkeypatch.setattr(preview, "TEMPLATES", copy)
    page.environment.cache_clear()
    yield copy
    page.environment.cache_clear()


def edits(path: Path, *texts: str) -> Iterator[int]:
    """Save the texts one after the other."""
    for at, text in enumerate(texts):
        path.write_text(text, encoding="utf-8")
        yield at


def test_a_saved_template_is_drawn_and_a_mistake_is_one_line(templates: Path, tmp_path: Path):
    """Three saves: a change, a mistake of syntax, an unknown name; then all is well again."""
    section = templates / "sections" / "themes.html"
    good = section.read_text(encoding="utf-8")
    saved = edits(section, good.replace("New themes", "Fresh themes"), "{% if %}", "\n{{ nobody.knows }}", good)
    drawn = preview.drawings(made.full(), tmp_path / "out", saved)
    found = [(each.fault, each.path.read_text(encoding="utf-8")) for each in drawn]

    faults, pages = zip(*found, strict=True)
    assert "New themes" in pages[0]
    assert "Fresh themes" in pages[1]
    assert faults[2].startswith("sections/themes.html:1: ")
    assert faults[3] == "sections/themes.html:2: 'nobody' is undefined"
    assert not any("\n" in each for each in faults)
    assert pages[2] == pages[3] == pages[1]
    assert (faults[4], pages[4]) == ("", pages[0])
