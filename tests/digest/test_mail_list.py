"""Who gets the mail, and how they leave."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.digest.mail import subscribers as listing
from pipeline.errors import InputError, OutputError

DAY = date(2026, 11, 22)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "recipients.txt"


def test_an_address_comes_and_goes(file: Path):
    """Adding twice adds once; who left is noted, stays away, and comes back on their own word alone."""
    assert listing.add(file, "Reader@Example.ORG")
    assert not listing.add(file, "reader@example.org")
    assert listing.load(file).active == ("Reader@example.org",)
    assert file.stat().st_mode & 0o777 == 0o600
    assert listing.remove(file, "READER@example.org", DAY)
    assert listing.load(file) == listing.Subscribers(gone=(("READER@example.org", "2026-11-22"),))
    with pytest.raises(InputError, match="has unsubscribed; --again"):
        listing.add(file, "reader@example.org")
    assert listing.add(file, "reader@example.org", again=True)
    assert listing.load(file) == listing.Subscribers(active=("reader@example.org",))


def test_who_left_is_not_mailed_though_the_list_has_them_again(file: Path):
    """A line pasted back by hand does not undo an unsubscription."""
    listing.add(file, "one@example.org")
    listing.remove(file, "one@example.org", DAY)
    file.write_text(file.read_text() + "one@example.org\ntwo@example.org\ntwo@example.org\n")

    assert listing.load(file).active == ("two@example.org",)


def test_a_token_takes_off_its_reader_alone(file: Path, tmp_path: Path):
    """Signed, short, telling nothing of the address; repeated it changes nothing; a forged one is refused."""
    key = listing.load_key(tmp_path / "mail.key")
    for each in ("one@example.org", "two@example.org"):
        listing.add(file, each)
    token = listing.token_of(key, "one@example.org")

    assert len(token) == 22
    assert listing.unsubscribe(file, token, key, DAY) == "one@example.org"
    assert listing.unsubscribe(file, token, key, DAY) == "one@example.org"
    assert listing.load(file).active == ("two@example.org",)
    for forged in (token[:-1], token[::-1], "", "ü", listing.token_of(b"x" * 32, "two@example.org")):
        with pytest.raises(InputError, match="nobody on the list has it"):
            listing.unsubscribe(file, forged, key, DAY)


def test_the_key_stays_the_same(tmp_path: Path):
    """Made once; a broken or missing one is one line."""
    path = tmp_path / "mail.key"
    assert listing.load_key(path) == listing.load_key(path, needed=True)
    path.write_text("abc")
    with pytest.raises(OutputError, match="no usable key"):
        listing.load_key(path)
    path.unlink()
    with pytest.raises(OutputError, match="put it back"):
        listing.load_key(path, needed=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nobody",
        "a@b",
        "a b@example.org",
        "a@exa mple.org",
        "a@example.org\r\nBcc: b@example.org",
        "ü@example.org",
        "<a@example.org>",
        "a@example.org,b@example.org",
        "-a@example.org\0",
        "x" * 65 + "@example.org",
    ],
)
def test_what_is_no_address_is_refused(file: Path, text: str):
    """One line, and nothing is written."""
    with pytest.raises(InputError, match=r"^bad input: .*no e-mail address"):
        listing.add(file, text)
    assert not file.exists()


def test_a_mistake_in_the_list_names_its_line(file: Path):
    """Nobody is mailed by half a list."""
    file.parent.mkdir()
    file.write_text("# readers\none@example.org\n\nnot an address\n")
    with pytest.raises(InputError, match=r"recipients\.txt, line 4"):
        listing.load(file)
