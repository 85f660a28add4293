"""One issue once to each reader, whatever breaks; to nobody when something is wrong with it."""

from __future__ import annotations

import email
import email.policy
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.digest.issues import publish
from pipeline.errors import InputError, MailError, OutputError, SettingError
from pipeline.line.mailing import mail_week
from pipeline.store import mails
from tests.digest import mail_places as places
from tests.digest import weeks_for_pages as made
from tests.digest.mailbox import certificate, dripping, free_port, kill_after_data, only, serving

WEEK = made.WEEK
CHILD = """
import sys
from pathlib import Path
from pipeline.line.mailing import mail_week
from tests.digest import mail_places as places, weeks_for_pages as made
with places.opened(Path(sys.argv[1]), int(sys.argv[2]), smtp_seconds=60.0) as run:
    mail_week(run, made.WEEK)
"""


def states(folder: Path, port: int, kind: str = "issue") -> list[tuple[str, int | None]]:
    with places.opened(folder, port) as run:
        return sorted((each.state, each.code) for each in mails.mails_of(run.store, WEEK) if each.kind == kind)


def test_each_reader_gets_one_message_of_their_own(tmp_path, box, port):
    """Three readers, three messages, one recipient each; a second call sends nothing."""
    places.prepare(tmp_path)
    with places.opened(tmp_path, port) as run:
        first, second = mail_week(run, WEEK), mail_week(run, WEEK)

    assert (first.sent, first.before, second.sent, second.before) == (3, 0, 0, 3)
    assert [to for _, to, _ in box.got] == [[each] for each in places.READERS]
    for sender, to, body in box.got:
        message = email.message_from_bytes(body, policy=email.policy.default)
        assert message.defects == []
        assert [each.defects for each in message.walk()] == [[]] * 6
        assert (sender, message["To"]) == (places.SENDER, to[0])
        assert sum(body.count(each.encode()) for each in places.READERS) == 1
    assert len({email.message_from_bytes(body)["Message-ID"] for _, _, body in box.got}) == 3


def test_the_ledger_holds_no_address(tmp_path, box, port):
    """The published snapshot is read by others: hashes, codes and times alone."""
    places.prepare(tmp_path)
    with places.opened(tmp_path, port) as run:
        mail_week(run, WEEK)
        rows = run.store.select("SELECT * FROM mails")

    assert len(rows) == 3
    assert "@example.org" not in repr(rows)
    assert (tmp_path / "data" / "mail.key").stat().st_mode & 0o777 == 0o600


def test_killed_after_data_and_run_again_gives_one_message(tmp_path, box, port):
    """The relay has the text, the program dies before it hears so: the mail is unknown and not sent again."""
    places.prepare(tmp_path, readers=("one@example.org",))
    kill_after_data(box, CHILD, str(tmp_path), str(port))
    with places.opened(tmp_path, port) as run:
        again = mail_week(run, WEEK)

    assert len(box.got) == 1
    assert again.unknown == ("one@example.org",)
    assert states(tmp_path, port) == [("unknown", None)]


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        pytest.param({"drop": True}, "unknown", id="the relay dies after the text"),
        pytest.param({"hang": 3.0}, "unknown", id="the relay hangs after the text"),
        pytest.param({"answer": "451 later"}, "failed", id="the relay refuses the text for now"),
        pytest.param({"answer": "554 never"}, "failed", id="the relay refuses the text for good"),
        pytest.param({"refuse": {"one@example.org": "550 nobody"}}, "failed", id="the relay knows no such reader"),
        pytest.param({"refuse": {"one@example.org": "450 busy"}}, "failed", id="the reader's box is busy"),
    ],
)
def test_a_bad_relay_never_makes_a_second_message(tmp_path, box, port, fault, state):
    """What may have arrived is not sent again by itself, what is refused for good neither; the rest is."""
    places.prepare(tmp_path, readers=("one@example.org",))
    for name, value in fault.items():
        setattr(box, name, value)
    with places.opened(tmp_path, port, smtp_seconds=0.5) as run:
        first = mail_week(run, WEEK)
    box.drop, box.hang, box.answer, box.refuse = False, 0.0, "250 OK", {}
    taken = len(box.got)
    with places.opened(tmp_path, port) as run:
        second = mail_week(run, WEEK)

    passing = fault.get("answer", "").startswith("4") or "450" in str(fault)
    assert first.sent == 0
    assert bool(first.unknown) == (state == "unknown")
    assert bool(first.failed) == (state == "failed")
    assert second.sent == passing
    assert len(box.got) == taken + passing <= 1


def test_one_bad_reader_does_not_stop_the_others(tmp_path, box, port):
    """A refusal ends one message alone."""
    places.prepare(tmp_path)
    box.refuse = {"two@example.org": "550 no such user"}
    with places.opened(tmp_path, port) as run:
        done = mail_week(run, WEEK)

    assert done.sent == 2
    assert done.failed == (("two@example.org", "550 no such user"),)
    assert states(tmp_path, port) == [("failed", 550), ("sent", 250), ("sent", 250)]


def test_a_released_mail_goes_out_again(tmp_path, box, port):
    """The operator's word lifts unknown, once."""
    places.prepare(tmp_path, readers=("one@example.org",))
    box.drop = True
    with places.opened(tmp_path, port) as run:
        mail_week(run, WEEK)
        row = mails.mails_of(run.store, WEEK)[0]
        box.drop = False
        assert mails.release(run.store, WEEK, [row.recipient], places.NOW) == 1
        assert mail_week(run, WEEK).sent == 1
        assert mails.release(run.store, WEEK, [row.recipient], places.NOW) == 0  # sent is sent
    assert len(box.got) == 2


def test_a_correction_is_not_mailed_again_unless_asked(tmp_path, box, port):
    """Those who had an earlier vintage keep it; a new reader gets the present one; --again sends it to all, once."""
    places.prepare(tmp_path, made.quiet(), readers=("one@example.org",))
    with places.opened(tmp_path, port) as run:
        mail_week(run, WEEK)
        publish(tmp_path / "reports" / "2026-W46", made.full(), places.NOW)
        assert mail_week(run, WEEK).sent == 0
        (tmp_path / "data" / "recipients.txt").write_text("one@example.org\ntwo@example.org\n")
        assert mail_week(run, WEEK).sent == 1
        assert mail_week(run, WEEK, again=True).sent == 1
        assert mail_week(run, WEEK, again=True).sent == 0
    subjects = [email.message_from_bytes(body)["Subject"] for _, _, body in box.got]
    assert [each.startswith("2026-W46 corrected: ") for each in subjects] == [False, True, True]


@pytest.mark.parametrize(
    ("digest", "held", "why"),
    [
        pytest.param(made.empty(), "", "it has no commentary", id="empty"),
        pytest.param(
            made.digest_of(made.summary_of(183, 203), made.coverage(read=420, counted=183, lost=7)),
            "",
            "degraded: 7 feeds of 20 did not answer, and at least 70% must",
            id="degraded",
        ),
        pytest.param(made.full(), "a feed carried another site", "held back by the operator: a feed", id="held"),
    ],
)
def test_what_is_wrong_is_mailed_to_nobody_and_told_once(tmp_path, box, port, digest, held, why):
    """No reader gets it; the operator gets one mail, however often it is tried."""
    places.prepare(tmp_path, digest)
    with places.opened(tmp_path, port, operator="ops@example.org") as run:
        if held:
            mails.hold(run.store, WEEK, held, places.NOW)
        for _ in range(2):
            with pytest.raises(MailError, match=f"^not mailed: 2026-W46: {why}"):
                mail_week(run, WEEK)

    assert [to for _, to, _ in box.got] == [["ops@example.org"]]
    notice = email.message_from_bytes(box.got[0][2], policy=email.policy.default)
    assert notice["Subject"] == "2026-W46 was not mailed"
    assert why in " ".join(notice.get_content().split())
    assert states(tmp_path, port) == []


def test_an_issue_goes_out_once_the_hold_is_lifted(tmp_path, box, port):
    """A hold ends when the operator says so."""
    places.prepare(tmp_path)
    with places.opened(tmp_path, port) as run:
        assert mails.hold(run.store, WEEK, "wait", places.NOW)
        assert not mails.hold(run.store, WEEK, "wait again", places.NOW)
        assert mails.unhold(run.store, WEEK, places.NOW)
        assert mail_week(run, WEEK).sent == 3


def test_starttls_with_a_password(tmp_path, box):
    """Encrypted, with a certificate that the settings vouch for, and a user the relay knows."""
    cert, context = certificate(tmp_path)
    options = {"tls_context": context, "require_starttls": True, "authenticator": only("digest", "secret")}
    places.prepare(tmp_path)
    (tmp_path / "password").write_text("secret\n")
    with serving(box, **options) as port:
        usual = {"smtp_security": "starttls", "smtp_user": "digest", "smtp_host": "localhost"}
        right = usual | {"smtp_password_file": tmp_path / "password", "smtp_ca": cert}
        with (
            places.opened(tmp_path, port, **(right | {"smtp_password_file": None, "smtp_password": "wrong"})) as run,
            pytest.raises(MailError, match="the user or password is refused"),
        ):
            mail_week(run, WEEK)
        with (
            places.opened(tmp_path, port, **(right | {"smtp_ca": None})) as run,
            pytest.raises(MailError, match="TLS failed"),
        ):
            mail_week(run, WEEK)
        assert box.got == []
        with places.opened(tmp_path, port, **right) as run:
            assert mail_week(run, WEEK).sent == 3


def test_tls_from_the_first_byte(tmp_path, box):
    """Without STARTTLS, encrypted at once."""
    cert, context = certificate(tmp_path)
    places.prepare(tmp_path)
    with serving(box, ssl_context=context) as port:
        usual = {"smtp_security": "tls", "smtp_host": "localhost", "smtp_ca": cert}
        with places.opened(tmp_path, port, **usual) as run:
            assert mail_week(run, WEEK).sent == 3


def test_tls_is_never_given_up(tmp_path, box, port):
    """A relay that offers no STARTTLS gets nothing, and an open line leaves this machine never."""
    places.prepare(tmp_path)
    with (
        places.opened(tmp_path, port, smtp_security="starttls") as run,
        pytest.raises(MailError, match="does not offer"),
    ):
        mail_week(run, WEEK)
    with (
        places.opened(tmp_path, port, smtp_host="relay.example.net") as run,
        pytest.raises(MailError, match="without TLS only this machine may be asked"),
    ):
        mail_week(run, WEEK)
    assert box.got == []


@contextmanager
def _nobody() -> Iterator[int]:
    yield free_port()


@pytest.mark.parametrize("server", [pytest.param(_nobody, id="nobody"), pytest.param(dripping, id="a dripping server")])
def test_a_relay_that_gives_no_answer_is_one_line_in_bounded_time(tmp_path, server):
    """Nothing is reserved: the next run starts afresh."""
    places.prepare(tmp_path)
    with server() as port, places.opened(tmp_path, port, smtp_seconds=0.5) as run:
        began = time.monotonic()
        with pytest.raises(MailError, match=r"^not mailed: 127\.0\.0\.1:\d+: no answer that fits"):
            mail_week(run, WEEK)
        assert time.monotonic() - began < 20
        assert mails.mails_of(run.store, WEEK) == ()


@pytest.mark.parametrize(
    ("changes", "error", "said"),
    [
        pytest.param({"smtp_host": ""}, SettingError, "smtp_host: no relay is set", id="no relay"),
        pytest.param({"mail_from": ""}, SettingError, "mail_from: needs the address", id="no sender"),
        pytest.param({"unsubscribe": "ftp://x"}, SettingError, "unsubscribe: write mailto:", id="no way out"),
        pytest.param({"smtp_password_file": Path("/gone")}, SettingError, "smtp_password_file", id="no password"),
        pytest.param({"reports": Path("/nowhere")}, InputError, "no issue that can be mailed", id="no issue"),
        pytest.param({"recipients": Path("/nowhere")}, InputError, "nobody is on the list", id="no reader"),
    ],
)
def test_what_is_missing_is_one_line(tmp_path, box, port, changes, error, said):
    """What, which, why; and nothing goes out."""
    places.prepare(tmp_path)
    with places.opened(tmp_path, port, **changes) as run, pytest.raises(error) as caught:
        mail_week(run, WEEK)

    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert box.got == []


def test_a_lost_key_stops_the_mail(tmp_path, box, port):
    """Without the key nobody can tell who had what: better no mail than a second one."""
    places.prepare(tmp_path)
    with places.opened(tmp_path, port) as run:
        mail_week(run, WEEK)
    (tmp_path / "data" / "mail.key").unlink()
    with places.opened(tmp_path, port) as run, pytest.raises(OutputError, match="put it back"):
        mail_week(run, WEEK)
    assert len(box.got) == 3


def test_the_address_that_unsubscribes_is_of_one_reader(tmp_path, box, port):
    """With an https address every reader has a token of their own and one click; with mailto no one-click header."""
    places.prepare(tmp_path)
    with places.opened(tmp_path, port, unsubscribe="https://digest.example.net/out?list=lake") as run:
        mail_week(run, WEEK)
    links = [email.message_from_bytes(body)["List-Unsubscribe"] for _, _, body in box.got]

    assert len(set(links)) == 3
    assert all(each.startswith("<https://digest.example.net/out?list=lake&t=") and each.endswith(">") for each in links)
    assert {email.message_from_bytes(body)["List-Unsubscribe-Post"] for _, _, body in box.got} == {
        "List-Unsubscribe=One-Click"
    }


def test_a_hostile_title_reaches_no_header(tmp_path, box, port):
    """Line breaks in the pack's title and in a label stay out of From, Subject and List-Id."""
    nasty = "Lake\r\nBcc: victim@example.org\r\n\r\n<b>"
    digest = made.full()
    figures = tuple(replace(each, label=f"{each.label}\r\nX-Evil: 1") for each in digest.summary.figures)
    places.prepare(tmp_path, replace(digest, title=nasty, summary=replace(digest.summary, figures=figures)))
    with places.opened(tmp_path, port) as run:
        mail_week(run, WEEK)
    for _, _, body in box.got:
        message = email.message_from_bytes(body, policy=email.policy.default)
        assert message["Bcc"] is None
        assert message["X-Evil"] is None
        assert message.defects == []
        assert "<b>" not in message.get_body(("html",)).get_content()
