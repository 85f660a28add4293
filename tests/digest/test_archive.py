"""Issues never change in silence, and the archive lists them all."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import feedparser
import pytest

from pipeline.digest import render
from pipeline.digest.archive import write_archive
from pipeline.digest.folder import FACTS, PAGE
from pipeline.digest.issues import load_digest, publish
from pipeline.errors import OutputError
from pipeline.model.page import Digest
from tests.digest import weeks_for_pages as made

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
SITE = "https://digest.example.net/weekly"


def files(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def put(folder: Path, digest: Digest, back: int = 0, issued: datetime = NOW) -> None:
    week = digest.week - timedelta(weeks=back)
    year, number, _ = week.isocalendar()
    moved = replace(digest, week=week, previous=(), summary=replace(digest.summary, week=week))
    publish(folder / f"{year}-W{number:02d}", moved, issued - timedelta(weeks=back) if digest.summary.n else None)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Sixty weeks: quiet, thin, one empty, one corrected, and a title made to break out."""
    for back in range(60, 0, -1):
        put(tmp_path, made.empty() if back == 7 else made.thin() if back % 5 == 0 else made.quiet(), back)
    evil = '<script>x</script>&" ‮\x07\ufffe]]>'
    put(tmp_path, replace(made.quiet(), headline=f"No clear shift {evil}."), 3)
    put(tmp_path, made.quiet())
    put(tmp_path, made.full(), issued=NOW + timedelta(days=1))
    write_archive(tmp_path, name="lake", title="Lake commentary", site=SITE)
    return tmp_path


def test_the_same_figures_leave_the_issue_untouched(tmp_path):
    """Other feeds down, another time: the page that was sent stays as it is, to the byte."""
    first = publish(tmp_path, made.full(), NOW)
    before = files(tmp_path)
    other = replace(made.full(), coverage=made.coverage(read=420, counted=183, lost=9))
    second = publish(tmp_path, other, NOW + timedelta(days=3))

    assert files(tmp_path) == before
    assert second == first
    assert load_digest(tmp_path) == first.digest


def test_a_correction_is_a_new_vintage_that_says_what_changed(tmp_path):
    """The page prints figure, old, new and why; the old page is kept, byte for byte."""
    folder = tmp_path / "2026-W46"
    publish(folder, made.quiet(), NOW)
    before = files(folder)
    issue = publish(folder, made.full(), NOW + timedelta(days=1))

    assert files(tmp_path / "2026-W46.v1") == before
    assert (issue.digest.vintage, issue.digest.issued) == (2, NOW + timedelta(days=1))
    erratum = issue.digest.errata[0]
    assert (erratum.figure, erratum.old, erratum.new) == (
        "Water rights",
        "10% (18 of 183), no clear change",
        "23% (42 of 183), clear rise",
    )
    assert erratum.why == "articles were coded anew"
    assert "Corrected: vintage 2" in issue.html
    assert 'href="../2026-W46.v1/index.html"' in issue.html


def test_errata_of_all_vintages_stay(tmp_path):
    """A third vintage keeps two pages and both corrections, the newest first."""
    for at, digest in enumerate((made.quiet(), made.full(), made.quiet())):
        issue = publish(tmp_path / "2026-W46", digest, NOW + timedelta(days=at))

    assert [each.vintage for each in issue.digest.errata] == [3, 2]
    assert {path.name for path in tmp_path.iterdir()} == {"2026-W46", "2026-W46.v1", "2026-W46.v2"}
    for page in (tmp_path / "2026-W46" / PAGE, tmp_path / "2026-W46.v2" / PAGE):
        kept = re.findall(r'href="([^"#]+v\d/index.html)"', page.read_text())
        assert kept
        assert all((page.parent / each).is_file() for each in kept)


def test_late_articles_are_the_reason_given(tmp_path):
    """More articles of the same week, and another pack, are told apart."""
    publish(tmp_path, made.quiet(), NOW)
    more = made.digest_of(made.summary_of(190, 203), made.coverage(read=430, counted=190))
    assert publish(tmp_path, more, NOW).digest.errata[0].why == "7 articles of that week came to be known later"
    other = replace(made.quiet(), pack_version="another")
    assert publish(tmp_path, other, NOW).digest.errata[0].why == "coded by another version of the topic pack"


def test_an_empty_week_is_no_issue_yet(tmp_path):
    """When commentary comes in, the page is written as the first vintage."""
    publish(tmp_path / "2026-W46", made.empty(), None)
    issue = publish(tmp_path / "2026-W46", made.full(), NOW)

    assert (issue.digest.vintage, issue.digest.errata) == (1, ())
    assert [each.name for each in tmp_path.iterdir()] == ["2026-W46"]


def test_killed_half_way_the_next_call_mends_it(tmp_path):
    """The facts are written last: a new page with old facts is still the old issue, and its copy stays the old one."""
    folder = tmp_path / "2026-W46"
    publish(folder, made.quiet(), NOW)
    before = files(folder)
    publish(folder, made.full(), NOW)
    after = files(tmp_path)
    (folder / FACTS).write_bytes(before[FACTS])  # killed before the facts were written

    publish(folder, made.full(), NOW)
    assert files(tmp_path) == after


def test_an_issue_that_cannot_be_read_is_not_overwritten(tmp_path):
    """One line that names the file."""
    (tmp_path / FACTS).write_text("{")
    with pytest.raises(OutputError, match=r"facts\.json: the issue that stands there cannot be read"):
        publish(tmp_path, made.full(), NOW)


def test_redrawing_changes_the_page_and_no_fact(tmp_path):
    """A changed template does not make a correction."""
    publish(tmp_path, made.full(), NOW)
    (tmp_path / "index.html").write_text("an older drawing")
    issue = publish(tmp_path, made.full(), NOW + timedelta(days=9), anew=True)

    assert (tmp_path / "index.html").read_text() == issue.html == render(issue.digest)
    assert (issue.digest.vintage, issue.digest.issued) == (1, NOW)


def test_the_index_lists_every_issue(archive):
    """Newest first, with headline, verdicts, n and a link that leads somewhere; the script in a title is words."""
    html = (archive / "index.html").read_text()
    links = re.findall(r'href="([^"]+)"', html)

    assert [each for each in links if "/" in each] == [
        f"{each.name}/index.html" for each in sorted((e for e in archive.glob("????-W??") if e.is_dir()), reverse=True)
    ]
    assert all((archive / each).exists() for each in links if not each.startswith("#"))
    assert "corrected, vintage 2" in html
    assert "183 articles from 18 of 20 listed outlets" in html
    assert "No shift called: " in html
    assert not re.search(r"<script|https?://|\bsrc=|url\(", html)
    assert html.count("<polyline") >= 2  # a week without a balance is a gap
    assert len(html.encode()) < 250 * 1024
    Check(html)


class Check(HTMLParser):
    """Closed tags, one h1 and main, headings in order, a skip link that leads somewhere."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.ids: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []
        assert [self.seen.count(tag) for tag in ("h1", "main", "header", "footer", "title")] == [1, 1, 1, 1, 2]
        levels = [int(tag[1]) for tag in self.seen if re.fullmatch(r"h\d", tag)]
        assert all(after - before <= 1 for before, after in pairwise(levels))
        assert "main" in self.ids
        assert len(self.ids) == len(set(self.ids))
        assert 'class="skip" href="#main"' in html

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in ("meta", "link", "line", "circle", "polyline"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("meta", "link", "line", "circle", "polyline"):
            assert self.open.pop() == tag


def test_the_index_for_programs_names_every_issue_and_its_hash(archive):
    """digest.json: the fields of an entry, with the SHA-256 of the facts that it was made from."""
    index = json.loads((archive / "digest.json").read_text())

    assert len(index["issues"]) == 61
    for each in index["issues"]:
        assert each["sha256"] == sha256((archive / each["name"] / FACTS).read_bytes()).hexdigest()
    assert index["issues"][0]["vintage"] == 2


def test_the_feed_has_one_entry_a_week(archive):
    """Well-formed Atom; tag: ids that stay; a correction moves `updated` and no id; no entry without commentary."""
    found = feedparser.parse((archive / "atom.xml").read_bytes())

    assert not found.bozo
    assert found.version == "atom10"
    assert len(found.entries) == 52
    assert len({each.id for each in found.entries}) == 52
    newest = found.entries[0]
    assert newest.id == "tag:digest.example.net,2026:detente/lake/2026-W46"
    assert newest.link == f"{SITE}/2026-W46/index.html"
    assert newest.updated == "2026-11-17T06:00:00+00:00"
    assert "Corrected, vintage 2." in newest.summary
    assert all("No commentary" not in each.title for each in found.entries)
    assert "<script" not in (archive / "atom.xml").read_text()


def test_the_same_issues_give_the_same_bytes_and_nothing_is_rewritten(archive):
    """A second call touches no file; one without the index that the first left gives the same."""
    before = files(archive)
    stamps = {each: (archive / each).stat().st_mtime_ns for each in before}
    write_archive(archive, name="lake", title="Lake commentary", site=SITE)
    assert {each: (archive / each).stat().st_mtime_ns for each in files(archive)} == stamps
    (archive / "digest.json").unlink()
    write_archive(archive, name="lake", title="Lake commentary", site=SITE)
    assert files(archive) == before


@pytest.mark.parametrize("broken", ["{", "[]", '{"summary": {}}', '{"week": "2026-W46"}'])
def test_an_unreadable_issue_is_named_and_stops_nothing(archive, broken):
    """The other sixty are listed."""
    (archive / "2026-W30" / FACTS).write_text(broken)

    assert write_archive(archive, name="lake", title="Lake commentary") == ("2026-W30",)
    assert "Not readable, and left out: 2026-W30." in (archive / "index.html").read_text()
    assert len(json.loads((archive / "digest.json").read_text())["issues"]) == 60


def test_an_archive_of_nothing_is_a_page(tmp_path):
    """The first run of all."""
    write_archive(tmp_path, name="lake", title="Lake commentary")
    assert "There is no issue yet." in (tmp_path / "index.html").read_text()
    assert not feedparser.parse((tmp_path / "atom.xml").read_bytes()).bozo
