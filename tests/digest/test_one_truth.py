"""Page, both parts of the mail, CSV and facts.json print the same numbers, and DuckDB gives each of them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

import pytest

from pipeline.digest import csv_files, render, to_json
from pipeline.digest.facts import Fact, facts_of
from pipeline.digest.mail.message import MARK, draw_letter
from pipeline.line.weekly import compose_week, with_queries
from pipeline.model.page import Digest
from pipeline.store import weeks
from pipeline.store.connection import Store
from tests.digest import weeks_for_pages as made
from tests.digest.checking import asked
from tests.digest.weeks_found import found as every_finding
from tests.shift import weeks_in_store

# a number with what makes it one: sign, thousands, decimals, unit; no part of a word, an id or a date
NUMBER = re.compile(r"(?<![\w.:/-])[+−<]?\d[\d,]*(?:\.\d+)?%?(?![\w:/])")
DAY = re.compile(
    r"\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?: \d{4})?\b|\b\d{4}-(?:W\d\d|\d\d-\d\d)\b"
)
HIDDEN = re.compile(r"<(style|title|pre|svg|blockquote|figcaption|code)\b.*?</\1>|<a [^>]*>.*?</a>", re.DOTALL)
NAMES = re.compile(r"“[^”]*”|https?://\S+|mailto:\S+|\bTopic \d")  # quotes, addresses, labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One digest in its four forms, as words."""

    store: Store
    digest: Digest
    facts: tuple[Fact, ...]
    page: str
    html: str  # of the mail
    text: str


@pytest.fixture(scope="module")
def issue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Issue]:
    """A week of a database, with a clear rise."""
    with weeks_in_store.filled(tmp_path_factory.mktemp("store") / "lake.duckdb") as store:
        pack, week, now = weeks_in_store.pack(), weeks_in_store.WEEK, weeks_in_store.NOW
        digest = compose_week(store, pack, week, now)
        weeks.publish_week(store, digest.summary, pack.version, now)
        digest = with_queries(digest, pack, weeks.known_until(store, now))
        letter = draw_letter(digest)
        yield Issue(
            store=store,
            digest=digest,
            facts=facts_of(digest),
            page=words_of(render(digest)),
            html=words_of(letter.html),
            text=plain(letter.text),
        )


def words_of(html: str) -> str:
    return plain(unescape(re.sub(r"<[^>]+>", " ", HIDDEN.sub(" ", html))))


def plain(text: str) -> str:
    return " ".join(NAMES.sub(" ", DAY.sub(" ", text)).split())


def numbers(text: str) -> set[str]:
    return set(NUMBER.findall(text))


def of_facts(issue: Issue) -> set[str]:
    """Every number that a fact holds: as printed, its counts, its interval, in each form that sentences use."""
    held: set[str] = set()
    for each in issue.facts:
        held |= numbers(DAY.sub(" ", each.printed))
        held |= {f"{value:,}" for value in (each.k, each.n) if value is not None}
        held |= {f"{each.n - each.k:,}"} if each.n is not None and each.k is not None else set()
        for end in (each.value, each.low, each.high):
            if end is not None:
                rounded = round(100 * end)
                held |= {f"{end:.2f}", f"{end:.0f}", f"{rounded}", f"{rounded}%", f"{abs(rounded)}"}
                held |= {f"{'+' if rounded > 0 else '−'}{abs(rounded)}"}
    return held


def of_rules(digest: Digest) -> set[str]:
    """The numbers that are no findings: the rules of the test, the errors of the coding, the sizes of the tables."""
    plan = digest.summary.plan
    shares = (plan.level, plan.fdr, plan.power, plan.least_answered)
    counts = (
        *(plan.least_share_n, plan.least_k, plan.least_week_n, plan.least_outlets, plan.turning_weeks, 24, 10, 4),
        *(digest.summary.searched or 0, digest.summary.tests, 100, 0, 1),
    )
    return {f"{round(100 * each)}%" for each in shares} | {f"{each:,}" for each in counts} | {f"<{plan.least_k}"}


@pytest.mark.parametrize("form", ["html", "text"])
def test_every_number_of_the_mail_is_a_fact(issue: Issue, form: str):
    """Number by number: what the mail prints is a number of facts.json, or a rule of the method."""
    printed = numbers(getattr(issue, form))

    assert len(printed) > 30
    assert printed - of_facts(issue) - of_rules(issue.digest) - sides(issue.digest) == set()


def sides(digest: Digest) -> set[str]:
    """The calls to confront, which the balance counts against those to engage: each has a fact of its own code."""
    found = [each for each in digest.summary.figures if each.code == "balance"]
    return {f"{k:,}" for each in found for k in (each.minus_k, each.base_minus_k)}


def test_both_parts_of_the_mail_and_the_page_print_the_same_numbers(issue: Issue):
    """The text part has the numbers of the HTML; the page has them all."""
    assert numbers(issue.html) == numbers(issue.text)
    assert numbers(issue.text) - numbers(issue.page) == set()


def test_a_number_that_no_fact_holds_is_seen(issue: Issue):
    """The comparison can fail: a mail whose share is one point off is found out."""
    fact = next(each for each in issue.facts if each.id == "topics.topic_0.now")
    assert fact.printed in numbers(issue.text)
    wrong = issue.text.replace(fact.printed, "97%")

    assert "97%" in numbers(wrong) - of_facts(issue) - of_rules(issue.digest)


def test_all_four_forms_print_each_headline_fact(issue: Issue):
    """Now, before and the change of what moved: on the page, in both parts of the mail, in CSV and facts.json alike."""
    tables = csv_files(issue.digest)
    rows = {row["id"]: row for text in tables.values() for row in csv.DictReader(io.StringIO(text))}
    listed = {each["id"]: each for each in json.loads(to_json(issue.digest))["facts"]}
    moved = [each for each in issue.digest.summary.figures if each.verdict.startswith("clear")]
    assert moved
    assert set(rows) == set(listed) == {each.id for each in issue.facts}
    for figure in moved:
        for part in ("now", "before", "change"):
            fact = listed[f"{figure.dimension}.{figure.code}.{part}"]
            assert rows[fact["id"]]["printed"] == fact["printed"]
            assert float(rows[fact["id"]]["value"]) == pytest.approx(fact["value"])
            for form in (issue.page, issue.html, issue.text):
                assert fact["printed"] in form, fact["id"]


def test_duckdb_gives_each_fact_again(issue: Issue):
    """Each number with a column of its query's row, unrounded; each other has a query that runs."""
    rows = asked(issue.store, issue.digest)

    assert [each.id for each in issue.facts if not rows.agrees(each)] == []
    assert {each.section for each in issue.facts if each.column} >= {"stance", "topics", "movers", "why", "coverage"}


def test_outside_links_lead_to_stored_articles(issue: Issue):
    """Page and mail send a reader only where the program has been itself."""
    stored = {row["url"] for row in issue.store.select("SELECT url FROM articles")}
    links = {
        unescape(link)
        for form in (render(issue.digest), draw_letter(issue.digest).html)
        for link in re.findall(r'href="(https?://[^"]+)"', form)
    }

    assert links & stored
    assert links - stored == {MARK}  # becomes the link of each reader when it is sent


@pytest.mark.parametrize(
    "make", [made.full, made.quiet, made.thin, every_finding], ids=["full", "quiet", "thin", "found"]
)
def test_a_mail_prints_no_number_that_its_page_lacks(make):
    """Whatever the week: both parts of a mail say the same, and nothing that the page does not say."""
    digest = make()
    letter, page = draw_letter(digest), numbers(words_of(render(digest)))
    html, text = numbers(words_of(letter.html)), numbers(plain(letter.text))

    assert html == text
    assert text - page == set()


def rare(digest: Digest) -> Digest:
    """The same with 3 of its articles engaging, and 2 for both."""
    codes = {"engage": 3, "mixed": 2, "balance": 3}
    figures = tuple(
        replace(each, k=codes[each.code], share=each.share if each.code == "balance" else None)
        if each.dimension == "orientation" and each.code in codes
        else each
        for each in digest.summary.figures
    )
    return replace(digest, summary=replace(digest.summary, figures=figures))


def test_few_articles_are_fewer_than_five_in_every_form():
    """Of 183 articles 3 are never told as 3: on the page, in its legends, in the mail, in CSV; facts.json has them."""
    digest = rare(made.quiet())
    letter = draw_letter(digest)
    page, text = words_of(render(digest)), plain(letter.text)
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(csv_files(digest)["stance.csv"]))}
    listed = {each["id"]: each for each in json.loads(to_json(digest))["facts"]}

    for form in (page, words_of(letter.html), text):
        assert "Of 183 articles, fewer than 5 argue to engage: to talk" in form
        assert "Fewer than 5 argue for both;" in form
        assert not re.search(r"\b[1-4] (engage|to engage|for both)", form)
        assert not re.search(r"\b[1-4] of 183", form)
    assert "Both: 2" not in page
    assert (rows["orientation.engage.now"]["k"], listed["orientation.engage.now"]["k"]) == ("fewer than 5", 3)
    assert "%" not in rows["orientation.engage.now"]["printed"]


def test_a_thin_week_has_counts_alone_in_every_form():
    """Below 30 articles: no share, no interval, no points; the counts as they are."""
    digest = made.digest_of(made.summary_of(25, 0), made.coverage(read=30, counted=25))
    letter = draw_letter(digest)
    rules = re.compile(r"Method in brief.*|A rise or fall is clear.*|Share of articles that engage.*?(?=Topics:)")
    for form in (words_of(render(digest)), words_of(letter.html), plain(letter.text)):
        findings = rules.sub("", form)
        assert "Of 25 articles" in findings
        assert not re.search(r"\d%|[+−]\d+ points|95% interval", findings), form
    for text in csv_files(digest).values():
        for row in csv.DictReader(io.StringIO(text)):
            if row["n"] == "25":
                assert (row["value"], row["low"], row["high"]) == ("", "", ""), row["id"]
                assert "%" not in row["printed"]


def test_a_folder_of_facts_is_the_source(tmp_path: Path, issue: Issue):
    """What stands in facts.json alone gives the mail again."""
    from pipeline.digest import from_json

    again = from_json(to_json(issue.digest))
    assert plain(draw_letter(again).text) == issue.text
