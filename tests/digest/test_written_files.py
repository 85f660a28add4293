"""The files of a digest are whole or absent."""

import os

import pytest

from pipeline.digest import write
from pipeline.errors import OutputError


def test_a_file_is_written_with_its_folders(tmp_path):
    """The page lands in its folder and leaves nothing else there."""
    path = write(tmp_path / "2026" / "W46", "<p>ä")

    assert path.read_text(encoding="utf-8") == "<p>ä"
    assert [each.name for each in path.parent.iterdir()] == ["index.html"]


def test_the_same_bytes_leave_the_file_untouched(tmp_path):
    """A repeated write changes neither bytes nor time; another text does."""
    path = write(tmp_path, "one", "digest.json")
    os.utime(path, (1, 1))

    assert write(tmp_path, "one", "digest.json").stat().st_mtime == 1
    assert write(tmp_path, "two", "digest.json").read_text() == "two"


def test_a_folder_that_is_a_file_is_one_line(tmp_path):
    """A folder that cannot be written is an OutputError with what, which and why."""
    (tmp_path / "taken").write_text("")

    with pytest.raises(OutputError, match=r"^not written: .*index\.html: (File exists|Not a directory)$"):
        write(tmp_path / "taken", "x")


def test_a_lone_surrogate_does_not_stop_the_page(tmp_path):
    """Text that UTF-8 cannot hold is replaced, not refused."""
    assert write(tmp_path, "a\ud800").read_text() == "a?"
