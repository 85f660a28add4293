"""The mail from the command line: drafts, sending, and the operator's word."""

from __future__ import annotations

import email
import email.policy
import json
import re
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.digest.mail.subscribers import token_of
from tests.cli.conftest import Call
from tests.digest import mail_places as places
from tests.digest import weeks_for_pages as made
from tests.digest.mailbox import Mailbox

OUTLET = '[[outlet]]\nkey = "shore"\nname = "Shore Review"\nfeeds = [{feeds}]\ncountry = "NZ"\naffiliation = "independent"\nowner = "Nobody"\nkind = "magazine"\ngenre = "commentary"\nlanguage = "en"\nadded = 2026-01-01\nnote = "of tests"\n'  # noqa: E501
WEEK = ("--week", "2026-W46")


@pytest.fixture
def mailing(place: Path, relay: None) -> Path:
    """A place with a published issue, twenty feeds, three readers and a relay."""
    feeds = ", ".join(f'"https://feeds.example.net/{at}.xml"' for at in range(20))
    (place / "seeds" / "feeds.toml").write_text(OUTLET.format(feeds=feeds), encoding="utf-8")
    places.prepare(place)
    (place / "home").mkdir(exist_ok=True)
    (place / "data" / "recipients.txt").replace(place / "home" / "recipients.txt")
    return place


@pytest.fixture
def week_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """`digest` finds the week published as it stands: what it would compose is not what these tests are about."""
    from pipeline.digest.issues import load_digest
    from pipeline.line import weekly

    def there(run, week, **options):
        folder = run.settings.reports / "2026-W46"
        return weekly.Written(digest=load_digest(folder) or made.full(), html="", path=folder / "index.html")

    monkeypatch.setattr(weekly, "write_week", there)


def test_the_list_is_kept_by_commands(place: Path, call: Call):
    """Add, list, remove; a second time changes nothing and says so."""
    assert call("subscribers", "add", "One@Example.org", "two@example.org")[0] == 0
    assert call("subscribers", "add", "one@example.org")[1] == "one@example.org: on the list already\n"
    assert call("subscribers", "remove", "two@example.org")[1] == "two@example.org: removed\n"
    code, out, _ = call("subscribers", "list", "--json")

    assert code == 0
    assert [(row["address"], row["state"]) for row in map(json.loads, out.splitlines())] == [
        ("One@example.org", "active"),
        ("two@example.org", "unsubscribed"),
    ]
    assert call("subscribers", "add", "two@example.org")[::2] == (
        1,
        "error: bad input: two@example.org: has unsubscribed; --again puts it back, if its owner asked for it\n",
    )


def test_a_draft_is_a_file_beside_the_page(mailing: Path, box: Mailbox, call: Call, week_there: None):
    """Its path is printed, it parses, it is the same twice, and nothing is sent."""
    code, out, err = call("digest", *WEEK, "--mail", "--draft")
    path = Path(out.strip())
    first = path.read_bytes()
    call("digest", *WEEK, "--mail", "--draft")

    assert (code, err) == (0, "")
    assert path == mailing / "reports" / "2026-W46" / "mail.eml"
    assert email.message_from_bytes(first, policy=email.policy.default).defects == []
    assert path.read_bytes() == first
    assert box.got == []


def test_mail_sends_once_and_the_ledger_says_so(mailing: Path, box: Mailbox, call: Call, week_there: None):
    """Three readers; the second call sends none."""
    assert "2026-W46: mailed to 3\n" in call("digest", *WEEK, "--mail")[1]
    assert "2026-W46: mailed to 0; 3 had it before\n" in call("digest", *WEEK, "--mail")[1]
    rows = [json.loads(row) for row in call("mail", "ledger", *WEEK, "--json")[1].splitlines()]

    assert len(box.got) == 3
    assert sorted(row["address"] for row in rows) == sorted(places.READERS)
    assert {row["state"] for row in rows} == {"sent"}


def test_what_broke_off_is_named_with_the_command_that_releases_it(
    mailing: Path, box: Mailbox, call: Call, week_there: None
):
    """Exit code 1, a line a reader; the command does what it says."""
    (mailing / "home" / "recipients.txt").write_text("one@example.org\n")
    box.drop = True
    code, _, err = call("digest", *WEEK, "--mail")
    box.drop = False
    command = re.search(r"`detente (mail release [^`]+)`", err)

    assert code == 1
    assert command
    assert "1 released" in call(*command[1].split())[1]
    assert "mailed to 1\n" in call("digest", *WEEK, "--mail")[1]


def test_a_hold_stops_the_mail(mailing: Path, box: Mailbox, call: Call, week_there: None):
    """One line and exit code 1, until it is lifted."""
    assert call("mail", "hold", "two feeds carried\nanother site", *WEEK)[0] == 0
    code, _, err = call("digest", *WEEK, "--mail")
    assert (code, err) == (
        1,
        "error: not mailed: 2026-W46: held back by the operator: two feeds carried another site\n",
    )
    assert box.got == []
    call("mail", "unhold", *WEEK)
    assert call("digest", *WEEK, "--mail")[0] == 0


def test_the_token_of_a_mail_takes_its_reader_off(mailing: Path, box: Mailbox, call: Call, week_there: None):
    """What List-Unsubscribe carries is what the command takes; the next issue goes to the others."""
    call("digest", *WEEK, "--mail")
    _, (reader,), body = box.got[0]
    found = re.search(r"subject=unsubscribe%20([\w-]{22})>", email.message_from_bytes(body)["List-Unsubscribe"])
    assert found

    assert call("subscribers", "unsubscribe", found[1])[:2] == (0, f"{reader}: unsubscribed\n")
    rows = [json.loads(row) for row in call("subscribers", "list", "--json")[1].splitlines()]
    assert {row["address"]: row["state"] for row in rows}[reader] == "unsubscribed"
    assert call("subscribers", "unsubscribe", "forged")[0] == 1


@pytest.mark.parametrize("start", ["-", "-h", "--"])
def test_a_token_may_begin_with_a_hyphen(place: Path, call: Call, start: str):
    """One in 64 does: it is a token and no option."""
    call("subscribers", "add", "one@example.org")
    keys = (sha256(str(at).encode()) for at in range(10**6))
    key = next(each for each in keys if token_of(each.digest(), "one@example.org").startswith(start))
    (place / "home" / "mail.key").write_text(key.hexdigest() + "\n", encoding="ascii")

    found = call("subscribers", "unsubscribe", token_of(key.digest(), "one@example.org"))
    assert found[:2] == (0, "one@example.org: unsubscribed\n")


def test_wrong_usage_is_told(place: Path, call: Call):
    """An earlier state is not mailed, and a mail needs a relay."""
    assert call("digest", *WEEK, "--mail", "--as-of", "2026-11-16")[0] == 2
    code, _, err = call("digest", "--week", "2022-W10", "--mail")
    assert (code, err) == (1, "error: bad setting: smtp_host: no relay is set, so no mail can be sent\n")
