"""Alerts as they are printed: page, feed and mail say the same, and pass the checkers of others."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import feedparser
import pytest

from pipeline.digest.archive import write_archive
from pipeline.digest.early import load_alerts, write_alerts
from pipeline.digest.mail.alert import draw_alert, view_alerts
from pipeline.digest.mail.message import Envelope, Letter, compose_message, draft_time, message_id
from pipeline.digest.mail.view import PREHEADER
from pipeline.model.alert import Alert, Look
from tests.digest import mail_tools as tools
from tests.digest import weeks_for_pages as made
from tests.digest.test_archive import put
from tests.digest.test_mail_checkers import MAIL_RULES, NO_PAGE
from tests.digest.test_mail_message import ATTRIBUTES, ELEMENTS, OUT, SITE, Tree

DAY = date(2026, 11, 19)
NAMES = {"shore": "Shore Review"}


def look(day: date = DAY) -> Look:
    """A look of *day* at 183 articles."""
    known = datetime(day.year, day.month, day.day, 6, 7, tzinfo=UTC)
    return Look(
        day=day,
        n=183,
        base_n=812,
        outlets=18,
        tests=24,
        fdr=0.10 / 6,
        baseline_weeks=4,
        why="",
        pack_version="1",
        known_at=known,
    )


def found(day: date = DAY) -> tuple[Alert, ...]:
    """The clear rise of a made-up week, and a fall of the balance."""
    figures = made.full().summary.figures
    rise = next(each for each in figures if each.verdict == "clear rise")
    fall = replace(figures[-1], verdict="clear fall", change=-0.2, change_low=-0.3, change_high=-0.1, q=0.004)
    known = look(day).known_at
    sql = "SELECT score, n, base_score, base_n FROM early_in('topics', 'water_rights', DATE '2026-11-19')"
    return (
        Alert(day=day, figure=replace(rise, sql=sql, q=0.002), largest="within", lone="", known_at=known),
        Alert(day=day, figure=replace(fall, sql=sql), largest="mix", lone="shore", known_at=known),
    )


def letter() -> Letter:
    return draw_alert(look(), found(), names=NAMES, title="Lake commentary", series="lake", site=SITE, postal="1 Quay")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Three issues and two alerts, of this week and of the one before."""
    for back in range(3):
        put(tmp_path, made.quiet(), back)
    days = (DAY, DAY - timedelta(days=8))
    write_alerts(tmp_path, [(look(day), found(day)) for day in days], title="Lake commentary", names=NAMES)
    write_archive(tmp_path, name="lake", title="Lake commentary", site=SITE)
    return tmp_path


def test_the_feed_has_alerts_between_issues(archive: Path):
    """By time, each with its own place on the page of alerts; ids differ and stay."""
    feed = feedparser.parse((archive / "atom.xml").read_bytes())
    titles = [each.title.partition(":")[0] for each in feed.entries]

    assert not feed.bozo
    assert titles == ["Early look", "2026-W46", "Early look", "2026-W45", "2026-W44"]
    assert len({each.id for each in feed.entries}) == 5
    assert feed.entries[0].link == f"{SITE}/alerts.html#early-2026-11-19"
    assert 'id="early-2026-11-19"' in (archive / "alerts.html").read_text(encoding="utf-8")
    assert feed.entries[0].summary.startswith("This is an early look: the Monday issue decides. Water rights rose to")
    assert '<a href="alerts.html">2 alerts between issues</a>' in (archive / "index.html").read_text(encoding="utf-8")


def test_an_archive_without_alerts_names_none(tmp_path: Path):
    """Off by default: no page, no link, no entry."""
    put(tmp_path, made.quiet())
    write_archive(tmp_path, name="lake", title="Lake commentary")

    assert "alerts" not in (tmp_path / "index.html").read_text(encoding="utf-8")
    assert not (tmp_path / "alerts.html").exists()


@pytest.mark.parametrize("broken", [b"", b"[1]", b'{"a": 1}', b"\xff"])
def test_an_index_of_alerts_that_is_broken_stops_no_issue(archive: Path, broken: bytes):
    """It is left out, and the next alert writes it anew."""
    (archive / "alerts.json").write_bytes(broken)
    write_archive(archive, name="lake", title="Lake commentary", site=SITE)

    assert load_alerts(archive) == []
    assert len(feedparser.parse((archive / "atom.xml").read_bytes()).entries) == 3


def test_page_feed_and_mail_say_the_same(archive: Path):
    """Every sentence of the mail stands on the page."""
    html = (archive / "alerts.html").read_text(encoding="utf-8")
    page = " ".join(str(Tree(html[html.index("<body>") :].removesuffix("</html>\n")).nodes[0]["text"]).split())
    text = " ".join(letter().text.split())
    for item in view_alerts(look(), found(), NAMES).items:
        for told in (item.headline, *item.sentences, item.sql):
            assert told in text
            assert told in page
    assert "Without Shore Review the change is not clear." in text


def test_the_mail_is_small_and_shown_by_every_client():
    """Elements and attributes of the allow-list, one h1, a preheader of its length, links with words."""
    tree = Tree(letter().html)
    view = view_alerts(look(), found(), NAMES)

    assert {str(node["tag"]) for node in tree.nodes} <= ELEMENTS
    assert {name for node in tree.nodes for name in node["at"]} <= ATTRIBUTES
    assert len(tree.all("h1")) == 1
    assert PREHEADER[0] <= len(view.preheader) <= PREHEADER[1]
    assert view.subject == "Early look 18 Nov: Water rights rose to 23%, from 10%"
    assert len(letter().html) < 12_000


@pytest.mark.parametrize("name", ["mail.html", "alerts.html"])
def test_the_checkers_find_no_fault(archive: Path, name: str):
    """Valid HTML, html-validate, axe-core in light and dark, no sideways scroll on a phone."""
    mail, path = name == "mail.html", archive / name
    if mail:
        path.write_text(letter().html, encoding="utf-8")
    ignored = ("--filterpattern", ".*mso-hide.*" if mail else ".*paint-order.*")
    rules = MAIL_RULES if mail else {"long-title": "off", "doctype-style": "off", "void-style": "off"}

    assert tools.vnu(path, "--errors-only", *ignored) == ""
    assert tools.html_validate(path, rules) == ""
    for dark in (False, True):
        assert tools.axe(path, width=600, dark=dark, off=NO_PAGE if mail else ()) == []
    assert tools.width_of(path, 320) <= 320


def test_the_mail_is_no_spam():
    """SpamAssassin's local rules give less than 1.0; 5.0 is spam."""
    drawn = letter()
    envelope = Envelope(
        sender="digest@example.net",
        recipient="reader@example.org",
        unsubscribe=OUT,
        message_id=message_id(drawn.name, "key", "digest@example.net"),
        at=draft_time(made.WEEK),
    )
    score, report = tools.spam_score(compose_message(drawn, envelope))
    assert score < 1.0, report[-1500:]


def test_a_page_of_alerts_holds_no_markup_from_outside(tmp_path: Path):
    """A label is words."""
    evil = '<script>alert(1)</script>"\u202e' + "A" * 2000
    bad = tuple(replace(each, figure=replace(each.figure, label=evil)) for each in found())
    write_alerts(tmp_path, [(look(), bad)], title=evil, names={"shore": evil})
    page = (tmp_path / "alerts.html").read_text(encoding="utf-8")

    assert not re.search(r"<script|\u202e", page)
    assert len(page) < 30_000
