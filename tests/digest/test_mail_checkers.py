"""Mail and archive under the checkers of others; each skips, and says so, where its tool is not installed."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.digest.archive import write_archive
from tests.digest import mail_tools as tools
from tests.digest import weeks_for_pages as made
from tests.digest.test_archive import put
from tests.digest.test_mail_message import body_of, letter_of

WEEKS = [pytest.param(made.full(), id="full week"), pytest.param(made.thin(), id="thin week")]
MAIL_RULES = dict.fromkeys(  # what a mail must do and a page must not
    ("no-inline-style", "no-deprecated-attr", "no-conditional-comment", "prefer-native-element", "long-title"), "off"
) | {"attribute-boolean-style": "off", "doctype-style": "off", "void-style": "off"}
NO_PAGE = ("landmark-one-main", "region", "page-has-heading-one")


@pytest.fixture
def mail(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The HTML part as a file, its pictures beside it."""
    letter = letter_of(request.param)
    html = letter.html
    for each in letter.pictures:
        (tmp_path / f"{each.name}.png").write_bytes(each.png)
        html = re.sub(rf"cid:{each.name}\.[^\"]+", f"{each.name}.png", html)
    path = tmp_path / "mail.html"
    path.write_text(html, encoding="utf-8")
    return path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Thirty weeks, one empty and one corrected."""
    for back in range(30, 0, -1):
        put(tmp_path, made.empty() if back == 7 else made.thin() if back % 5 == 0 else made.quiet(), back)
    put(tmp_path, made.quiet())
    put(tmp_path, made.full(), issued=datetime(2026, 11, 17, tzinfo=UTC))
    write_archive(tmp_path, name="lake", title="Lake commentary")
    return tmp_path / "index.html"


@pytest.mark.parametrize("mail", WEEKS, indirect=True)
def test_the_mail_is_valid_html(mail: Path):
    """No error but that of the comment that only one client reads."""
    assert tools.vnu(mail, "--errors-only", "--filterpattern", ".*mso-hide.*") == ""


@pytest.mark.parametrize("mail", WEEKS, indirect=True)
def test_the_mail_passes_html_validate(mail: Path):
    """Recommended and accessibility rules, less those that no mail can keep."""
    assert tools.html_validate(mail, MAIL_RULES) == ""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("mail", WEEKS, indirect=True)
def test_the_mail_has_no_fault_of_access(mail: Path, dark: bool):
    """axe-core, without the rules for landmarks that a mail must not have."""
    assert tools.axe(mail, width=600, dark=dark, off=NO_PAGE) == []


@pytest.mark.parametrize("mail", WEEKS, indirect=True)
def test_the_mail_fits_a_phone(mail: Path):
    """No sideways scroll at 320 px."""
    assert tools.width_of(mail, 320) <= 320


@pytest.mark.parametrize("digest", WEEKS)
def test_the_mail_is_no_spam(digest):
    """SpamAssassin's local rules give less than 1.0; 5.0 is spam."""
    score, report = tools.spam_score(body_of(digest))
    assert score < 1.0, report[-1500:]


def test_the_archive_is_valid_html(archive: Path):
    """Not even a warning, but that of a property of SVG 2 that the checker does not know."""
    assert tools.vnu(archive, "--Werror", "--filterpattern", ".*paint-order.*") == ""


def test_the_archive_passes_html_validate(archive: Path):
    """Recommended and accessibility rules, all of them."""
    assert tools.html_validate(archive, {"long-title": "off", "doctype-style": "off", "void-style": "off"}) == ""


@pytest.mark.parametrize(
    ("width", "dark"),
    [pytest.param(1280, False, id="desk"), pytest.param(1280, True, id="dark"), pytest.param(500, False, id="phone")],
)
def test_the_archive_has_no_fault_of_access(archive: Path, width: int, dark: bool):
    """axe-core, every rule."""
    assert tools.axe(archive, width=width, dark=dark) == []


def test_the_archive_fits_a_phone(archive: Path):
    """No sideways scroll at 320 px."""
    assert tools.width_of(archive, 320) <= 320
