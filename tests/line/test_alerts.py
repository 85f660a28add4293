"""Between two issues: a clear change is told once, to each reader once, and what is doubtful to nobody."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.digest import rules
from pipeline.errors import InputError, MailError
from pipeline.line.alert_mail import draft_alerts, mail_alerts
from pipeline.line.alerting import look_early
from pipeline.line.calendar import monday_of
from pipeline.model.week import Figure
from pipeline.settings import Settings
from pipeline.shift import summarize
from pipeline.store import alerts, mails, sources, weeks
from tests.digest.mailbox import Mailbox, kill_after_data
from tests.line import alert_places as places

NOW, TODAY = places.NOW, places.TODAY
DAY = timedelta(days=1)
MONDAY = monday_of(TODAY)
CHILD = """
import sys
from pathlib import Path
from pipeline.line.alert_mail import mail_alerts
from pipeline.line.alerting import look_early
from tests.line import alert_places as places
with places.opened(Path(sys.argv[1]), int(sys.argv[2]), smtp_seconds=60.0) as run:
    mail_alerts(run, look_early(run))
"""


def keys(found) -> list[tuple[str, str]]:
    return [(each.figure.code, each.figure.verdict) for each in found.alerts]


def subjects(box: Mailbox) -> list[str]:
    return [email.message_from_bytes(body)["Subject"] for _, _, body in box.got]


def test_alerts_are_off_until_somebody_wants_them():
    """The default of the setting."""
    assert Settings().alerts is False


def test_a_spike_is_told_once_to_each_reader(tmp_path, box, port):
    """Two readers, two mails; an hour later nothing is tested or sent again; the row stays for questions."""
    places.fill(tmp_path)
    with places.opened(tmp_path, port) as run:
        found = look_early(run)
        done = mail_alerts(run, found)
    with places.opened(tmp_path, port, now=NOW + timedelta(hours=1)) as run:
        again = look_early(run)
        repeated = mail_alerts(run, again)
        rows = run.store.select("SELECT code, verdict, known_at FROM alerts")

    assert keys(found) == [("topic_0", "clear rise")]
    assert (done.sent, repeated.sent, repeated.before) == (2, 0, 2)
    assert again == found
    assert rows == [{"code": "topic_0", "verdict": "clear rise", "known_at": NOW}]
    assert [to for _, to, _ in box.got] == [[each] for each in places.READERS]


def test_the_look_is_the_issue_s_own_test_at_a_shared_rate(tmp_path):
    """Its figures are those of `summarize` on the seven days and the four weeks before; q is held to a sixth."""
    places.fill(tmp_path)
    with places.opened(tmp_path, 25) as run:
        found = look_early(run)
        counts = alerts.day_counts(run.store, first=TODAY - 35 * DAY, end=TODAY, as_of=NOW)
    plan = replace(summarize((), pack=places.pack(), week=TODAY, plan=_plan()).plan, fdr=0.10 / 6)
    expected = summarize(counts, pack=places.pack(), week=TODAY - 7 * DAY, plan=plan)
    figure = next(each for each in expected.figures if each.code == "topic_0")

    assert (found.look.n, found.look.base_n, found.look.tests) == (expected.n, expected.base_n, expected.tests)
    assert {each.week for each in counts} == {TODAY - 7 * back * DAY for back in range(1, 6)}
    assert sum(each.n for each in counts if (each.dimension, each.code) == ("outlook", "worsening")) == 35 * 24
    told = found.alerts[0].figure
    assert (told.k, told.n, told.q, told.change_low) == (figure.k, figure.n, figure.q, figure.change_low)
    assert told.q < found.look.fdr == pytest.approx(0.10 / 6)


def _plan():
    from pipeline.model.week import Plan

    return Plan()


def test_the_query_of_an_alert_gives_its_counts(tmp_path):
    """As they were known then, also when more comes in later; of a balance too."""
    places.fill(tmp_path)
    with places.opened(tmp_path, 25) as run:
        told = look_early(run).alerts[0].figure
        piece, coded = places.pieces()[0]
        later = replace(piece, id="late", url="late", text_hash="late", published=NOW - timedelta(days=2))
        from pipeline.store import codes, texts

        texts.add_articles(run.store, [later], NOW + DAY)
        codes.add_assessments(run.store, [replace(coded, article="late", topics=("topic_0",))], NOW + DAY)
        row = run.store.select(told.sql)[0]
        balance = run.store.select(told.sql.replace("'topics', 'topic_0'", "'orientation', 'balance'"))[0]

    assert row == {"score": told.k, "n": told.n, "base_score": told.base_k, "base_n": told.base_n}
    assert balance["n"] == told.n
    assert abs(balance["score"]) < told.n


def test_the_pause_holds_for_a_measure_and_a_direction(tmp_path, box, port):
    """The next days are looked at, and the same rise is no news until the pause is over."""
    places.fill(tmp_path, places.pieces(ahead=3))
    with places.opened(tmp_path, port) as run:
        assert keys(look_early(run)) == [("topic_0", "clear rise")]
    for days, expected in ((1, []), (2, [])):
        with places.opened(tmp_path, port, now=NOW + days * DAY) as run:
            found = look_early(run)
        assert found.look.why == ""
        assert keys(found) == expected
    with places.opened(tmp_path, port, now=NOW + DAY, alert_pause_days=1) as run:
        assert keys(look_early(run)) == []  # that day has been looked at
    with places.opened(tmp_path, port, now=NOW + 3 * DAY - timedelta(hours=1), alert_pause_days=1) as run:
        found = look_early(run)
    assert keys(found) == [("topic_0", "clear rise")]


def test_another_measure_or_direction_is_news_during_the_pause(tmp_path):
    """A rise that was told hides neither a rise of another topic nor its own fall."""
    both = places.pieces(risen=0.3)
    for at, (piece, coded) in enumerate(both):
        if piece.published >= NOW - timedelta(days=8):
            both[at] = (piece, replace(coded, topics=tuple(sorted({*coded.topics, "topic_3"}))))
    places.fill(tmp_path, both)
    with places.opened(tmp_path, 25) as run:
        told = replace(look_early(run, keep=False).alerts[0], day=TODAY - 2 * DAY, known_at=NOW - 2 * DAY)
        known = [
            replace(told, figure=replace(told.figure, code="topic_0")),
            replace(told, figure=replace(told.figure, code="topic_3", verdict="clear fall")),
        ]
        look = replace(look_early(run, keep=False).look, day=TODAY - 2 * DAY)
        alerts.note_look(run.store, look, known)
        found = look_early(run)

    assert keys(found) == [("topic_3", "clear rise")]


def test_what_the_last_issue_reported_is_no_news(tmp_path):
    """A clear rise of last week's issue is not told again; a clear fall of it hides no rise."""
    places.fill(tmp_path)
    with places.opened(tmp_path, 25) as run:
        figure = look_early(run, keep=False).alerts[0].figure
        summary = summarize((), pack=run.pack, week=MONDAY - 7 * DAY, plan=_plan())
        for verdict, expected in (("clear fall", 1), ("no clear change", 1), ("clear rise", 0)):
            shown: Figure = replace(figure, verdict=verdict)
            weeks.publish_week(run.store, replace(summary, figures=(shown,)), "1", NOW)
            assert len(look_early(run, keep=False).alerts) == expected


def test_an_outlet_more_or_a_quiet_week_is_no_alert(tmp_path, box, port):
    """Without a change nothing is told, and the look says what it saw."""
    places.fill(tmp_path, places.pieces(risen=0.0))
    with places.opened(tmp_path, port) as run:
        found = look_early(run)
        assert mail_alerts(run, found) is None

    assert (
        found.told == f"nothing new and clear in the seven days to 2026-11-18 (168 articles, {found.look.tests} tests)"
    )
    assert box.got == []


def backfilled(folder: Path) -> None:
    found = places.pieces()
    found[0] = (replace(found[0][0], published=NOW - timedelta(days=20), route="backfill"), found[0][1])
    places.fill(folder, found)


def held(folder: Path) -> None:
    places.fill(folder)
    with places.opened(folder, 25) as run:
        mails.hold(run.store, MONDAY - 7 * DAY, "a feed carried another site", NOW)


def degraded(folder: Path) -> None:
    places.fill(folder)
    lost = [
        {"url": f"https://o{at}.example/feed", "at_time": NOW - DAY, "kind": "feed", "ok": False} for at in range(4)
    ]
    empty = {"status": 503, "outcome": "HTTP 503", "bytes": 0, "seconds": 0.1, "etag": ""}
    with places.opened(folder, 25) as run:
        sources.add_fetches(run.store, [each | empty for each in lost])


def uncoded(folder: Path) -> None:
    found = places.pieces()
    places.fill(folder, found)
    with places.opened(folder, 25) as run:
        from pipeline.store import texts

        more = [replace(piece, id=f"x{piece.id}", url=f"x{piece.id}", text_hash=f"x{piece.id}") for piece, _ in found]
        texts.add_articles(run.store, more[-160:], NOW - timedelta(hours=1))


@pytest.mark.parametrize(
    ("prepare", "why"),
    [
        pytest.param(
            lambda folder: places.fill(folder, places.pieces(each_day=12)),
            "Thin week: 84 of the 100 articles that a verdict needs.",
            id="thin",
        ),
        pytest.param(
            lambda folder: places.fill(folder, places.pieces()[-14 * 24 :][: 14 * 24][7 * 24 - 80 :]),
            "Too little to compare with: 80 of the 100 articles that the 4 weeks before must have.",
            id="no baseline",
        ),
        pytest.param(backfilled, "Back-filled: 1 of 841 articles of these weeks did not come by a feed.", id="history"),
        pytest.param(held, "The issue 2026-W46 is held back by the operator: a feed carried another site.", id="held"),
        pytest.param(degraded, "Too few feeds answered for a verdict: the silence may be ours.", id="degraded"),
        pytest.param(
            uncoded, "Not coded yet: 160 of the 328 texts of these seven days wait for their codes.", id="code"
        ),
    ],
)
def test_what_is_doubtful_is_told_to_nobody_and_the_reason_to_the_operator(tmp_path, box, port, prepare, why):
    """One line that is kept too; when the reason is gone the same day is looked at again."""
    prepare(tmp_path)
    with places.opened(tmp_path, port) as run:
        found = look_early(run)
        assert mail_alerts(run, found) is None
        again = look_early(run)
        kept = alerts.look_of(run.store, TODAY)

    assert found.told == again.told == f"no early look at the seven days to 2026-11-18: {why}"
    assert (kept.why, kept.tests) == (why, 0)
    assert box.got == []


def test_a_reason_that_is_gone_lets_the_day_be_looked_at(tmp_path, box, port):
    """A hold lifted at noon: the rise is told at one."""
    held(tmp_path)
    with places.opened(tmp_path, port) as run:
        assert keys(look_early(run)) == []
        mails.unhold(run.store, MONDAY - 7 * DAY, NOW)
    with places.opened(tmp_path, port, now=NOW + timedelta(hours=7)) as run:
        found = look_early(run)
        assert mail_alerts(run, found).sent == 2
    assert keys(found) == [("topic_0", "clear rise")]


def test_what_is_held_after_the_look_goes_to_nobody(tmp_path, box, port):
    """Fails closed between finding and sending."""
    places.fill(tmp_path)
    with places.opened(tmp_path, port) as run:
        found = look_early(run)
        mails.hold(run.store, MONDAY, "wait", NOW)
        with pytest.raises(MailError, match=r"^not mailed: early-2026-11-19: The issue 2026-W47 is held back"):
            mail_alerts(run, found)
    assert box.got == []


@pytest.mark.parametrize(
    ("now", "told"),
    [
        pytest.param(
            NOW + 4 * DAY, "no early look: the issue 2026-W47 has these seven days", id="Monday is the issue's"
        ),
        pytest.param(NOW + 5 * DAY - timedelta(hours=2), "no early look: the issue", id="Monday ends at five"),
    ],
)
def test_on_monday_the_issue_looks(tmp_path, now, told):
    """No early look has the seven days of an issue, until those of Monday have settled."""
    places.fill(tmp_path)
    with places.opened(tmp_path, 25, now=now) as run:
        found = look_early(run)
    assert found.look is None
    assert found.told.startswith(told)


def test_before_five_the_look_is_that_of_the_day_before(tmp_path):
    """What was published in the last hours of a day has come in when it is counted."""
    places.fill(tmp_path)
    with places.opened(tmp_path, 25, now=NOW.replace(hour=4, minute=59)) as run:
        assert look_early(run).look.day == TODAY - DAY


def test_killed_after_data_and_run_again_gives_one_message(tmp_path, box, port):
    """The relay has the text, the program dies before it hears so: not sent again, and not found again."""
    places.fill(tmp_path)
    (tmp_path / "data" / "recipients.txt").write_text("one@example.org\n")
    kill_after_data(box, CHILD, str(tmp_path), str(port))
    with places.opened(tmp_path, port, now=NOW + timedelta(hours=1)) as run:
        again = mail_alerts(run, look_early(run))
        rows = run.store.select("SELECT count(*) AS n FROM alerts")
    with places.opened(tmp_path, port, now=NOW + DAY) as run:
        assert look_early(run).alerts == ()  # the pause has survived

    assert len(box.got) == 1
    assert again.unknown == ("one@example.org",)
    assert rows == [{"n": 1}]


def test_a_relay_that_is_busy_gets_the_mail_in_the_next_hour(tmp_path, box, port):
    """Found once, kept, and sent when it can be; the next day it is old news."""
    places.fill(tmp_path)
    box.answer = "451 later"
    with places.opened(tmp_path, port) as run:
        assert len(mail_alerts(run, look_early(run)).failed) == 2
    box.answer = "250 OK"
    with places.opened(tmp_path, port, now=NOW + timedelta(hours=1)) as run:
        assert mail_alerts(run, look_early(run)).sent == 2
    with places.opened(tmp_path, port, now=NOW + DAY) as run:
        assert mail_alerts(run, look_early(run)) is None
    assert len(box.got) == 2


def test_an_alert_takes_no_issue_s_place(tmp_path, box, port):
    """Who had an alert still gets the issue: the ledger keeps them apart."""
    places.fill(tmp_path)
    with places.opened(tmp_path, port) as run:
        mail_alerts(run, look_early(run))
        rows = mails.mails_of(run.store, MONDAY)
        slot = mails.Slot(week=MONDAY, vintage=3, kind="issue", recipient=rows[0].recipient)
        assert mails.reserve(run.store, slot, "<x@y>", NOW)
    assert {(each.kind, each.vintage, each.state) for each in rows} == {("alert", 3, "sent")}


def test_the_mail_says_how_sure_it_is_and_keeps_the_words_of_the_digest(tmp_path, box, port):
    """Measure, n, interval, period, query, rate of false alarms, who decides; the same in text and HTML."""
    places.fill(tmp_path)
    with places.opened(tmp_path, port) as run:
        found = look_early(run)
        mail_alerts(run, found)
    figure = found.alerts[0].figure
    message = email.message_from_bytes(box.got[0][2], policy=email.policy.default)
    text = " ".join(message.get_body(("plain",)).get_content().split())
    html = message.get_body(("html",)).get_content()
    live = " ".join(re.sub(r"<[^>]+>", " ", html).replace("&#39;", "'").split())

    assert message.defects == []
    assert re.fullmatch(r"Early look 18 Nov: Topic 0 rose to \d+%, from \d+%", message["Subject"])
    for told in (
        f"Topic 0 rose to {round(100 * figure.share)}% of commentary ({figure.k} of {figure.n} articles), from ",
        "This is an early look: the Monday issue decides.",
        "12 Nov to 18 Nov 2026",
        "its 95% interval is +",
        "compares seven days, 12 Nov to 18 Nov 2026, with the four weeks before them: 168 articles of commentary",
        "call something in at most 10% of weeks",
        figure.sql,
    ):
        assert told in text, told
        assert told in live, told
    said = rules.sentences_of(text.partition("The query behind it")[0].partition("2026 ")[2])
    said += rules.sentences_of("The early" + text.partition("The early")[2].partition("You get this")[0])
    assert rules.faults(said, clear=True) == ()


def test_a_fall_of_the_balance_reads_as_one(tmp_path):
    """Points, sides and verb of the digest."""
    found = places.pieces(risen=0.0)
    for at, (piece, coded) in enumerate(found):
        if piece.published >= NOW - timedelta(days=8) and at % 5:
            found[at] = (piece, replace(coded, orientation="confront"))
    places.fill(tmp_path, found)
    with places.opened(tmp_path, 25) as run:
        look = look_early(run)
        body = draft_alerts(run, look, tmp_path / "x" / "a.eml").read_bytes()
    text = email.message_from_bytes(body, policy=email.policy.default).get_body(("plain",)).get_content()

    assert ("balance", "clear fall") in keys(look)
    assert "The balance of engaging over confronting fell to −" in " ".join(text.split())
    assert "The balance itself has a 95% interval of −" in " ".join(text.split())


@pytest.mark.parametrize(
    "label",
    [
        pytest.param("A" * 2000, id="long"),
        pytest.param("x\r\nBcc: victim@example.org\r\n\r\n<b>", id="line breaks"),
        pytest.param('<script>alert(1)</script>"', id="markup"),
        pytest.param("\u202egnp.exe 😀 {{ 7*7 }}", id="turned round"),
        pytest.param("'; DROP TABLE alerts; --", id="SQL"),
    ],
)
def test_hostile_names_stay_words(tmp_path, box, port, label):
    """A topic's label, its code, an outlet and the pack's title reach no header and no markup."""
    clean = places.pack()
    nasty = replace(
        clean,
        title=label,
        topics=tuple(replace(each, label=label) for each in clean.topics),
        outlets=tuple(replace(each, name=label) for each in clean.outlets),
    )
    places.fill(tmp_path)
    with places.opened(tmp_path, port, pack_=nasty) as run:
        found = look_early(run)
        lone = replace(found, alerts=tuple(replace(each, lone="o1") for each in found.alerts))
        mail_alerts(run, lone)
        assert run.store.select("SELECT count(*) AS n FROM alerts") == [{"n": 1}]
    for _, _, body in box.got:
        message = email.message_from_bytes(body, policy=email.policy.default)
        html = message.get_body(("html",)).get_content()
        assert message.defects == []
        assert message["Bcc"] is None
        assert message["Subject"].isascii()
        assert len(message["Subject"]) <= 65
        assert not re.search(r"<script|<b>|\u202e|\b49\b", html)
        assert len(html) < 20_000


def test_a_draft_is_the_same_bytes_and_sends_nothing(tmp_path, box, port):
    """It parses; another look gives it again; without an alert there is none, in one line."""
    places.fill(tmp_path)
    with places.opened(tmp_path, port) as run:
        first = draft_alerts(run, look_early(run, keep=False), tmp_path / "alert.eml").read_bytes()
        again = draft_alerts(run, look_early(run, keep=False), tmp_path / "alert.eml").read_bytes()
        assert run.store.select("SELECT * FROM looks") == []
    with (
        places.opened(tmp_path, port, now=NOW + 4 * DAY) as run,
        pytest.raises(InputError, match="there is no alert to draft: no early look: the issue 2026-W47"),
    ):
        draft_alerts(run, look_early(run), tmp_path / "none.eml")

    assert first == again
    assert email.message_from_bytes(first, policy=email.policy.default).defects == []
    assert not (tmp_path / "none.eml").exists()
    assert box.got == []
