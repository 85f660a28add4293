"""History comes in from sitemaps, WARC files, JSONL and CSV: once, marked by its route, and past every bad item."""

import csv
import gzip
import io
import json
import random
import threading
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.cli import main
from pipeline.errors import InputError
from pipeline.line import backfill as history
from pipeline.line import fetch_pages, read_pages
from pipeline.line.run import Run
from pipeline.model.pack import Outlet, Pack
from pipeline.model.texts import Entry
from pipeline.settings import Settings
from pipeline.store import codings, sources, weeks
from pipeline.store.connection import Store

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
MONDAY = date(2026, 3, 2)
WORDS = """harbour council vote ferry timetable debate winter storm boat pier captain ticket summer engine island crew
    budget market lantern bridge school doctor letter morning village river fishing repair answer question promise"""


def prose(name, sentences=30):
    """A text of its own for each name."""
    pick = random.Random(name).choice  # noqa: S311 - words, not secrets
    words = WORDS.split()

    def sentence():
        return f"The {pick(words)} of the {pick(words)} was a {pick(words)} for every {pick(words)} and {pick(words)}."

    return "\n\n".join(" ".join(sentence() for _ in range(5)) for _ in range(sentences // 5))


def html(name, day="2026-03-04"):
    paragraphs = "".join(f"<p>{each}</p>" for each in prose(name).split("\n\n"))
    return (
        f"<html lang=en><head><title>Ferries of {name}</title>"
        f'<meta property="article:published_time" content="{day}T10:00:00Z"></head>'
        f"<body><article><h1>Ferries of {name}</h1>{paragraphs}</article></body></html>"
    ).encode()


def outlet(key, *feeds):
    return Outlet(key=key, name=key.title(), feeds=feeds, country="", affiliation="unknown", owner="", kind="unknown",
                  genre=None, language="", added=date(2026, 1, 1))  # fmt: skip


PACK = Pack(
    name="ferries", title="Ferries", languages=("en",), actors=(), dimensions=(), topics=(), axes=(),
    outlets=(outlet("tide", "https://feeds.tide-post.com/all.xml"), outlet("quay", "https://www.quay.org/feed")),
    seeds=(), events=(), weights=b"", version="1",
)  # fmt: skip


@contextmanager
def line_at(folder, batch=250):
    settings = Settings(
        home=folder, pack=folder, reports=folder, workers=1, batch=batch, delay=0, allow_hosts=("127.0.0.1",)
    )
    with Store(folder / "detente.duckdb") as store:
        yield Run(settings=settings, pack=PACK, store=store, now=NOW)


@pytest.fixture
def run(tmp_path):
    with line_at(tmp_path) as work:
        yield work


def take_in(run, source, **asked):
    counts = Counter()
    history.take_in(run, str(source), history.ask(run, **asked), counts)
    return counts


def rows(run, what="url, outlet, route", table="articles"):
    return [tuple(row.values()) for row in run.store.select(f"SELECT {what} FROM {table} ORDER BY ALL")]  # noqa: S608


def failed(run):
    return dict(rows(run, "key, reason", "failures WHERE mended_at IS NULL"))


def jsonl(path, *lines):
    body = b"\n".join(each if isinstance(each, bytes) else json.dumps(each).encode() for each in lines)
    path.write_bytes(gzip.compress(body) if path.suffix == ".gz" else body)
    return path


def warc(path, *pages, gzipped=True):
    """A WARC of (url, body, {header: value}) responses; a status of its own under the key "status"."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=gzipped)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "test"}))
        for url, body, *more in pages:
            headers = {"Content-Type": "text/html; charset=utf-8", **(more[0] if more else {})}
            status = headers.pop("status", "200 OK")
            http = StatusAndHeaders(status, list(headers.items()), protocol="HTTP/1.1")
            when = {"WARC-Date": "2026-03-05T00:00:00Z"}
            writer.write_record(
                writer.create_warc_record(
                    url, "response", payload=io.BytesIO(body), http_headers=http, warc_headers_dict=when
                )
            )
    return path


# --- lines of files ---------------------------------------------------------------------------------------------------


def test_a_row_with_text_is_an_article_of_its_outlet(run, tmp_path):
    """What a row says of its text wins; its outlet is the one named, else the owner of the address, else none."""
    given = {"title": "Ferries", "author": "Ada Field; Ben Moor", "published": "2026-03-04", "text": prose("one")}
    path = jsonl(
        tmp_path / "old.jsonl",
        {**given, "url": "https://www.tide-post.com/a?utm_source=x"},
        {**given, "url": "https://else.net/b", "outlet": "Quay", "text": prose("two")},
        {**given, "url": "https://else.net/c", "text": prose("three"), "published": "2099-01-01"},
    )
    counts = take_in(run, path)

    assert {name: number for name, number in counts.items() if number} == {"articles": 3}
    assert [
        ("https://else.net/b", "quay", "backfill", NOW.replace(month=3, day=4, hour=0), "given"),
        ("https://else.net/c", None, "backfill", None, "none"),
        ("https://www.tide-post.com/a", "tide", "backfill", NOW.replace(month=3, day=4, hour=0), "given"),
    ] == rows(run, "url, outlet, route, published_at, date_rule")
    assert (
        rows(run, "authors, title, text_status, language") == [(["Ada Field", "Ben Moor"], "Ferries", "full", "en")] * 3
    )


def test_a_row_with_an_address_alone_is_a_page_to_fetch(run, tmp_path):
    """It is listed by back-fill: the hourly ingest leaves it alone."""
    take_in(run, jsonl(tmp_path / "old.jsonl.gz", {"url": "https://quay.org/a", "title": "A", "date": "2026-03-04"}))

    assert rows(run, "page, outlet, route, title, feed", "entries") == [
        ("https://quay.org/a", "quay", "backfill", "A", "old.jsonl.gz")
    ]
    assert fetch_pages(run) == {"pages": 0}
    assert failed(run) == {}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param(b"{not json", "not JSON", id="no JSON"),
        pytest.param(b"[1, 2]", "not an object", id="a list"),
        pytest.param(b'{"title": "A"}', "neither url nor text", id="nothing to go by"),
        pytest.param(b'{"url": "javascript:alert(1)"}', "url: not http(s)", id="a script for an address"),
        pytest.param(b'{"url": "https://x.org/' + b"a" * 3000 + b'"}', "url: URL longer", id="an endless address"),
        pytest.param(b"\xff\xfe\x00", "not JSON", id="no text at all"),
        pytest.param(b'{"text": "' + b"a" * (9 << 20) + b'"}', "longer than 8 MiB", id="a line without end"),
        pytest.param(b"[" * 100_000, "not JSON", id="brackets without end"),
    ],
)
def test_a_bad_line_is_one_failure_and_no_more(run, tmp_path, line, reason):
    """The lines around it are taken."""
    good = [{"url": f"https://quay.org/{name}", "text": prose(name)} for name in "ab"]
    counts = take_in(run, jsonl(tmp_path / "old.jsonl", good[0], line, good[1]))

    assert (counts["articles"], counts["failed"]) == (2, 1)
    ((key, why),) = failed(run).items()
    assert key == "old.jsonl:2"
    assert why.startswith(reason)


@pytest.mark.parametrize("by", [",", ";", "\t"])
def test_csv_is_read_however_it_is_divided(run, tmp_path, by):
    """Quoted line ends, a byte-order mark and capitals in the heading are no matter; a long row is a failure."""
    made = io.StringIO()
    writer = csv.writer(made, delimiter=by)
    writer.writerows([("URL", "Title", "Date", "Text"), ("https://quay.org/a", "A", "4 March 2026", prose("a"))])
    writer.writerows([("https://quay.org/b", "B", "", "", "too", "many"), ("https://quay.org/c", "C", "", "")])
    path = tmp_path / "old.csv"
    path.write_text("\ufeff" + made.getvalue(), encoding="utf-8")
    counts = take_in(run, path)

    assert counts == {"listed": 1, "articles": 1, "pages": 0, "failed": 1}
    assert [("https://quay.org/a", NOW.replace(month=3, day=4, hour=0))] == rows(run, "url, published_at")
    assert list(failed(run).values()) == ["6 fields under 4 columns"]


@pytest.mark.parametrize(
    ("name", "body", "reason"),
    [
        pytest.param("old.csv", b"name,day\na,b\n", "no column url or text", id="a CSV without url and text"),
        pytest.param("old.csv", "url\nhttps://a.org/b".encode("utf-16"), "UTF-16", id="a CSV in UTF-16"),
        pytest.param("old.csv", b"", "no column url or text", id="an empty CSV"),
        pytest.param("old.warc", b"", "no WARC record", id="an empty WARC"),
        pytest.param("old.warc.gz", b"\x1f\x8b\x08nonsense" * 99, "no WARC record", id="a WARC that is damaged"),
        pytest.param("old.warc", b"a\n" * 90_000, "no WARC record", id="no WARC"),
        pytest.param("old.pdf", b"%PDF", "neither an http(s) address nor a file named", id="another kind of file"),
        pytest.param("old.jsonl.gz", gzip.compress(b'{"url": "https://a.org/"}\n' * 9999)[:60], "cut off",
                     id="a gzip that is cut"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_says_so_in_one_line(run, tmp_path, name, body, reason):
    """The error names the file and the reason, and is kept as a failure."""
    (tmp_path / name).write_bytes(body)
    with pytest.raises(InputError) as caught:
        take_in(run, tmp_path / name)

    assert reason in str(caught.value)
    assert name in str(caught.value)


def test_a_missing_file_says_so(run, tmp_path):
    """One line, with its path."""
    with pytest.raises(InputError, match=r"nowhere\.jsonl: No such file"):
        take_in(run, tmp_path / "nowhere.jsonl")


# --- WARC ------------------------------------------------------------------------------------------------------------


def test_pages_of_a_warc_become_articles_of_the_back_fill(run, tmp_path):
    """HTML with status 200 alone, packed or not, chunked or not; each once."""
    plain = html("plain")
    path = warc(
        tmp_path / "news.warc.gz",
        ("https://quay.org/plain", plain),
        ("https://quay.org/plain?utm_source=x", plain),
        ("https://else.net/packed", gzip.compress(html("packed")), {"Content-Encoding": "gzip"}),
        ("https://else.net/unpacked", html("unpacked"), {"Content-Encoding": "gzip"}),
        ("https://else.net/pieces", b"%x\r\n%b\r\n0\r\n\r\n" % (len(html("pieces")), html("pieces")),
         {"Transfer-Encoding": "chunked"}),
        ("https://else.net/gone", html("gone"), {"status": "404 Not Found"}),
        ("https://else.net/image", b"GIF89a", {"Content-Type": "image/gif"}),
    )  # fmt: skip
    counts = take_in(run, path)
    history.finish(run)

    assert (counts["listed"], counts["pages"], counts["failed"]) == (4, 4, 0)
    assert rows(run, "url, outlet, route, text_status") == [
        ("https://else.net/packed", None, "backfill", "full"),
        ("https://else.net/pieces", None, "backfill", "full"),
        ("https://else.net/unpacked", None, "backfill", "full"),
        ("https://quay.org/plain", "quay", "backfill", "full"),
    ]


@pytest.mark.parametrize("gzipped", [True, False], ids=["packed", "plain"])
def test_a_warc_that_is_cut_gives_what_stood_before(run, tmp_path, gzipped):
    """The error says where; the whole file, later, gives the rest and nothing twice."""
    pages = [(f"https://quay.org/{number}", html(f"n{number}")) for number in range(6)]
    path = warc(tmp_path / "news.warc", *pages, gzipped=gzipped)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * 0.7)])
    with pytest.raises(InputError, match="cut off"):
        take_in(run, path)
    before = len(rows(run, "url", "pages"))
    path.write_bytes(whole)
    counts = take_in(run, path)

    assert 3 <= before < 6
    assert before + counts["pages"] == 6
    assert failed(run) == {}


def test_a_bad_record_costs_itself_alone(run, tmp_path):
    """A damaged gzip member, a bomb, a body too long, a bad address: one failure each, and all good pages."""
    bomb = gzip.compress(b"a" * (40 << 20))
    bad = [
        ("https://else.net/bomb", bomb, {"Content-Encoding": "gzip"}),
        ("https://else.net/long", b"a" * (7 << 20)),
        ("https://user:word@else.net/", html("x")),
    ]
    parts = []
    for number, page in enumerate([*bad, ("https://else.net/torn", html("torn"))]):
        parts.append(warc(tmp_path / "part.warc.gz", page).read_bytes())
        parts.append(warc(tmp_path / "part.warc.gz", (f"https://quay.org/{number}", html(f"n{number}"))).read_bytes())
    torn = bytearray(parts[-2])
    torn[torn.rfind(b"\x1f\x8b\x08") + 10] = 0xFF  # the page begins with a block of a kind that does not exist
    parts[-2] = bytes(torn)
    path = tmp_path / "news.warc.gz"
    path.write_bytes(b"".join(parts))
    counts = take_in(run, path)

    assert (counts["pages"], counts["failed"]) == (4, 4)
    assert [(f"https://quay.org/{number}",) for number in range(4)] == rows(run, "url", "pages")


def test_a_header_without_end_does_not_fill_the_memory(run, tmp_path):
    """A record whose header is 64 MiB long, packed to kilobytes, is one failure."""
    good = warc(tmp_path / "part.warc.gz", ("https://quay.org/a", html("a"))).read_bytes()
    path = tmp_path / "news.warc.gz"
    path.write_bytes(gzip.compress(b"WARC/1.0\r\nX: " + b"a" * (64 << 20) + b"\r\n\r\n") + good)
    counts = take_in(run, path)

    assert (counts["pages"], counts["failed"]) == (1, 1)


def test_only_listed_outlets_are_taken_when_asked(run, tmp_path):
    """A file of the whole web's news then gives the pack's outlets alone."""
    path = warc(tmp_path / "n.warc.gz", ("https://a.tide-post.com/1", html("a")), ("https://else.net/1", html("b")))
    take_in(run, path, listed_only=True)

    assert rows(run, "url, outlet", "pages") == [("https://a.tide-post.com/1", "tide")]


# --- sitemaps --------------------------------------------------------------------------------------------------------


class Site(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        self.server.seen.append(self.path)
        body = self.server.pages.get(self.path)
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Type", "text/html" if b"<html" in (body or b"")[:20] else "application/xml")
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads, server.pages, server.seen = True, {}, []
    server.base = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


NEWS = "xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'"
MAPS = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"


def urlset(base, *lines):
    """A sitemap of (path, lastmod, publication date) lines."""
    said = "".join(
        f"<url><loc>{base}{path}</loc>"
        + (f"<lastmod>{changed}</lastmod>" if changed else "")
        + (f"<news:news><news:publication_date>{published}</news:publication_date><news:title>A &amp; B</news:title>"
           "</news:news>" if published else "")
        + "</url>"
        for path, changed, published in lines
    )  # fmt: skip
    return f"<?xml version='1.0'?><urlset {MAPS} {NEWS}>{said}</urlset>".encode()


def index(base, *paths):
    said = "".join(f"<sitemap><loc>{base}{path}</loc></sitemap>" for path in paths)
    return f"<sitemapindex {MAPS}>{said}</sitemapindex>".encode()


def test_a_site_is_read_through_its_robots_and_indexes(run, site):
    """From the front page to articles: packed sitemaps, indexes that name themselves, pages fetched politely."""
    base = site.base
    site.pages |= {
        "/robots.txt": f"User-agent: *\nDisallow: /secret\nSitemap: {base}/index.xml\n".encode(),
        "/index.xml": index(base, "/one.xml.gz", "/two.xml", "/index.xml", "/missing.xml"),
        "/one.xml.gz": gzip.compress(urlset(base, ("/a", "", "2026-03-04T08:00:00Z"), ("/secret/b", "", ""))),
        "/two.xml": urlset(base, ("/a", "2026-04-01", ""), ("/c", "", ""), ("/d", "2020-01-01", "")),
        "/a": html("a"),
        "/c": html("c"),
        "/d": html("d"),
    }
    counts = take_in(run, base, outlet="tide", since=date(2026, 1, 1))
    assert [(f"{base}/a", "A & B"), (f"{base}/c", ""), (f"{base}/secret/b", "")] == rows(run, "page, title", "entries")
    history.finish(run)

    assert (counts["listed"], counts["failed"]) == (3, 1)
    assert [(f"{base}/a", "tide", "backfill"), (f"{base}/c", "tide", "backfill")] == rows(run)
    assert failed(run)[f"{base}/missing.xml"] == "HTTP 404"
    assert "robots.txt forbids it" in failed(run)[f"{base}/secret/b"]
    assert len(failed(run)) == 2


@pytest.mark.parametrize(
    ("dates", "taken"),
    [
        pytest.param(("", "2026-03-04"), True, id="published within"),
        pytest.param(("2026-05-01", "2026-03-04"), True, id="published within and changed since"),
        pytest.param(("", "2026-02-27"), False, id="published before"),
        pytest.param(("", "2026-03-09"), False, id="published after"),
        pytest.param(("2026-02-01", ""), False, id="last changed before"),
        pytest.param(("2026-05-01", ""), True, id="last changed after: it may be older"),
        pytest.param(("", ""), True, id="no date at all"),
    ],
)
def test_the_time_asked_for_leaves_out_what_surely_is_outside(run, site, dates, taken):
    """A last change is an upper bound of the publication, and nothing more."""
    site.pages["/s.xml"] = urlset(site.base, ("/a", *dates))
    take_in(run, f"{site.base}/s.xml", since=date(2026, 3, 1), until=date(2026, 3, 8))

    assert taken == bool(rows(run, "page", "entries"))


NESTED = b"".join(b"<!ENTITY %c '%s'>" % (98 + place, b"&%c;" % (97 + place) * 10) for place in range(9))
LAUGHS = b"<!DOCTYPE u [<!ENTITY a 'aaaaaaaaaa'>%s]><urlset><url><loc>http://a.org/&j;</loc></url></urlset>" % NESTED


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param(LAUGHS, "amplification", id="entities within entities"),
        pytest.param(b"<urlset>" + b"<a>" * 50_000, "broken XML", id="elements without end"),
        pytest.param(b"<html><body>Hello</body></html>", "a document <html>", id="a web page"),
        pytest.param(b"<rss><channel/></rss>", "a document <rss>", id="a feed"),
        pytest.param(b"hello", "neither XML", id="no XML"),
        pytest.param(b"", "neither XML", id="nothing"),
        pytest.param(gzip.compress(b"<urlset>" + b" " * (60 << 20)), "after decompression", id="a gzip bomb"),
        pytest.param(b"<!DOCTYPE u [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><urlset><url><loc>http://127.0.0.1/&a;"
                     b"</loc></url></urlset>", "", id="a file of this machine"),
    ],
)  # fmt: skip
def test_a_hostile_sitemap_ends_in_one_line(run, site, body, reason):
    """Nothing is unfolded, opened or waited for."""
    site.pages["/s.xml"] = body
    if not reason:
        take_in(run, f"{site.base}/s.xml")
        assert all(len(page) < 30 for (page,) in rows(run, "page", "entries"))
        return
    with pytest.raises(InputError, match="no sitemap") as caught:
        take_in(run, f"{site.base}/s.xml")

    assert reason in str(caught.value)


def test_a_sitemap_speaks_for_its_own_site(run, site, monkeypatch):
    """Addresses of strangers are counted and left out; those of a listed outlet are taken, up to a limit."""
    monkeypatch.setattr("pipeline.line.backfill.sitemaps.MOST_LISTED", 5_000)
    lines = "".join(f"<url><loc>{site.base}/{number}</loc></url>" for number in range(6_000))
    site.pages["/s.xml"] = (
        "<urlset><url><loc>https://else.net/a</loc></url><url><loc>https://tide-post.com/a</loc></url>" + lines
    ).encode() + b"</urlset>"
    counts = take_in(run, f"{site.base}/s.xml")

    assert counts["listed"] == 4_999
    assert {
        f"{site.base}/s.xml": "more than 5000 addresses: the rest is left out",
        f"{site.base}/s.xml#left-out": "1 addresses of other sites and 0 that cannot be read",
    } == failed(run)


# --- routes, and once ------------------------------------------------------------------------------------------------


def test_half_and_then_all_gives_the_rows_of_all_at_once(tmp_path):
    """A run that was cut short, repeated, leaves the same rows; a third adds none."""
    lines = [{"url": f"https://quay.org/{number}", "text": prose(f"n{number}")} for number in range(40)]
    pages = [(f"https://quay.org/p{number}", html(f"p{number}")) for number in range(12)]
    once, twice = tmp_path / "once", tmp_path / "twice"
    for folder, parts in ((once, (1.0,)), (twice, (0.4, 1.0, 1.0))):
        folder.mkdir()
        for part in parts:
            with line_at(folder, batch=5) as work:
                take_in(work, jsonl(folder / "old.jsonl", *lines[: int(40 * part)]))
                take_in(work, warc(folder / "old.warc.gz", *pages[: int(12 * part)]))
                history.finish(work)
                changed = work.store.changed
    found = []
    for folder in (once, twice):
        with line_at(folder) as work:
            found.append((rows(work, "id, url, outlet, text_hash, route"), rows(work, "key, page", "entries")))

    assert changed == 0
    assert len(found[0][0]) == 52
    assert found[0] == found[1]


def test_what_a_live_feed_lists_too_stays_live(run, tmp_path):
    """Also when the back-fill comes first, and also where the page itself came out of an archive."""
    take_in(run, warc(tmp_path / "n.warc.gz", ("https://quay.org/a", html("a")), ("https://quay.org/b", html("b"))))
    live = Entry(key="k", feed="https://www.quay.org/feed", outlet="quay", url="https://quay.org/a", title="",
                 published=None, author="", summary="", content="", seen=NOW)  # fmt: skip
    sources.add_entries(run.store, [(live, "https://quay.org/a")], "live")
    read_pages(run)
    take_in(run, jsonl(tmp_path / "o.jsonl", {"url": "https://quay.org/a", "text": prose("other")}))

    assert rows(run) == [("https://quay.org/a", "quay", "live"), ("https://quay.org/b", "quay", "backfill")]


def test_coverage_says_how_many_came_by_back_fill(run, tmp_path):
    """In the week of their publication, never in the week in which they came."""
    pages = [(f"https://quay.org/{number}", html(f"n{number}")) for number in range(3)]
    take_in(run, warc(tmp_path / "n.warc.gz", *pages))
    take_in(run, jsonl(tmp_path / "o.jsonl", {"url": "https://quay.org/z", "text": prose("z")}))
    history.finish(run)
    codes = [
        {"article": row, "dimension": dimension, "code": code}
        for (row,) in rows(run, "id")
        for dimension, code in (("relevance", "core"), ("genre", "commentary"))
    ]
    for code in codes:
        run.store.select(
            "INSERT INTO assessments BY NAME SELECT $article AS article, 'm' AS method, '1' AS version, "
            "$dimension AS dimension, $code AS code, true AS chosen, now() AS known_at", **code
        )  # fmt: skip
    codings.count_by(run.store, "m", "1", NOW)
    march = weeks.week_coverage(run.store, week=MONDAY, as_of=LATER).gates
    gates = {gate: (here, all_) for gate, here, all_ in march}
    present = weeks.week_coverage(run.store, week=date(2026, 11, 16), as_of=LATER).gates

    assert (3, 3) == gates["counted, from back-fill"] == gates["counted"]
    assert {here for gate, here, _ in present if gate != "articles in the database"} == {0}
    assert rows(run, "n, backfilled", "v_weekly_orientation") == [(3, 3)]


LATER = datetime(2100, 1, 1, tzinfo=UTC)


def test_the_command_takes_every_source_and_says_which_failed(tmp_path, monkeypatch, pack_folder, capfd):
    """One line for the bad source, exit code 1, and the good one stored and published; again, nothing is new."""
    monkeypatch.setenv("DETENTE_PACK", str(pack_folder))
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path / "data"))
    good = jsonl(tmp_path / "old.jsonl", {"url": "https://quay.org/a", "text": prose("a")}, b"{")
    codes = []
    for _ in range(2):
        with pytest.raises(SystemExit) as caught:
            main(["backfill", str(tmp_path / "no.csv"), str(good), "--json"])
        codes.append(caught.value.code)
    out, err = capfd.readouterr()

    assert codes == [1, 1]
    assert [json.loads(line)["articles"] for line in out.splitlines()] == [1, 0]
    assert err.splitlines() == [f"error: bad input: {tmp_path}/no.csv: No such file or directory"] * 2
    with Store(tmp_path / "data" / "published.duckdb", read_only=True) as store:
        assert store.select("SELECT route, times FROM articles, failures") == [{"route": "backfill", "times": 2}]
