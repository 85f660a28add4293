"""Feeds are added in one place, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import OutputError
from pipeline.model.pack import Outlet
from pipeline.pack import add_outlets, load_outlets, merge_outlets

NEW = Outlet(
    key="harbour-post",
    name="The Harbour Post",
    feeds=("https://harbour.example/feed",),
    country="",
    affiliation="unknown",
    owner="",
    kind="unknown",
    genre=None,
    language="en",
    added=date(2026, 11, 22),
)


def test_an_outlet_is_added_and_comments_stay(pack_folder: Path):
    """What was in the file stays as it is; the new outlet reads back as it was."""
    before = (pack_folder / "feeds.toml").read_text(encoding="utf-8")

    add_outlets(pack_folder, [NEW])

    assert (pack_folder / "feeds.toml").read_text(encoding="utf-8").startswith(before.rstrip())
    assert load_outlets(pack_folder)[-1] == NEW


@pytest.mark.parametrize(
    ("offered", "expected"),
    [
        pytest.param([NEW], [NEW], id="an unknown feed is new"),
        pytest.param([NEW, NEW], [NEW], id="the same feed twice is one"),
        pytest.param(
            [replace(NEW, feeds=("https://listed.example/feed",))], [], id="a feed that is listed is not added"
        ),
        pytest.param([replace(NEW, key="listed")], [replace(NEW, key="listed-2")], id="a taken key gets a number"),
    ],
)
def test_an_import_can_be_repeated(offered, expected):
    """Only feeds that are not listed yet are added, each outlet under a key of its own."""
    listed = [replace(NEW, key="listed", feeds=("https://listed.example/feed",))]

    assert expected == list(merge_outlets(listed, offered))


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path):
    """The path and the reason, and nothing half written."""
    with pytest.raises(OutputError, match=r"feeds\.toml: No such file"):
        add_outlets(tmp_path / "missing", [NEW])
