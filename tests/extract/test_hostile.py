"""Whatever the web sends: an article or a reason, within 10 seconds and 512 MiB, each in a process of its own."""

from __future__ import annotations

import multiprocessing
import re
import resource
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import ExtractError
from pipeline.extract import extract_page
from pipeline.model.texts import Page
from tests.extract.conftest import PARAGRAPHS, article_html

MOST_SECONDS = 10  # of CPU
MOST_MIB = 512
MIB = 1 << 20

TONGUES = (
    "The harbour council met on Tuesday and agreed to widen the channel.",
    "Der Hafenrat tagte am Dienstag und beschloss, die Fahrrinne zu verbreitern.",
    "Le conseil du port s'est réuni mardi et a décidé d'élargir le chenal.",
    "El consejo del puerto se reunió el martes y acordó ampliar el canal.",
    "Il consiglio del porto si è riunito martedì e ha deciso di allargare il canale.",
    "O conselho do porto reuniu-se na terça-feira e decidiu alargar o canal.",
    "De havenraad kwam dinsdag bijeen en besloot de vaargeul te verbreden.",
    "Havnerådet mødtes tirsdag og besluttede at udvide sejlrenden.",
    "Havnerådet møttes tirsdag og vedtok å utvide leden.",
    "Hamnrådet möttes på tisdagen och beslutade att bredda farleden.",
    "Satamaneuvosto kokoontui tiistaina ja päätti leventää väylää.",
    "Sadamanõukogu kogunes teisipäeval ja otsustas kanalit laiendada.",
    "Ostas padome sanāca otrdien un nolēma paplašināt kanālu.",
    "Uosto taryba susirinko antradienį ir nusprendė platinti kanalą.",
    "Rada portu zebrała się we wtorek i postanowiła poszerzyć kanał.",
    "Rada přístavu se sešla v úterý a rozhodla rozšířit kanál.",
    "Rada prístavu sa zišla v utorok a rozhodla rozšíriť kanál.",
    "A kikötői tanács kedden ülésezett, és a csatorna bővítéséről döntött.",
    "Consiliul portului s-a întrunit marți și a hotărât să lărgească canalul.",
    "Съветът на пристанището заседава във вторник и реши да разшири канала.",
    "Совет порта собрался во вторник и решил расширить канал.",
    "Рада порту зібралася у вівторок і вирішила розширити канал.",
    "Савет луке састао се у уторак и одлучио да прошири канал.",
    "Vijeće luke sastalo se u utorak i odlučilo proširiti kanal.",
    "Svet pristanišča se je sestal v torek in sklenil razširiti kanal.",
    "Το συμβούλιο του λιμανιού συνεδρίασε την Τρίτη και αποφάσισε να διευρύνει το κανάλι.",
    "Liman meclisi salı günü toplandı ve kanalı genişletmeye karar verdi.",
    "اجتمع مجلس الميناء يوم الثلاثاء وقرر توسيع القناة.",
    "מועצת הנמל התכנסה ביום שלישי והחליטה להרחיב את התעלה.",
    "شورای بندر روز سه‌شنبه تشکیل جلسه داد و تصمیم به تعریض کانال گرفت.",
    "बंदरगाह परिषद की मंगलवार को बैठक हुई और नहर को चौड़ा करने का निर्णय लिया गया।",
    "বন্দর পরিষদ মঙ্গলবার বৈঠকে বসে এবং খাল চওড়া করার সিদ্ধান্ত নেয়।",
    "துறைமுக சபை செவ்வாயன்று கூடி கால்வாயை அகலப்படுத்த முடிவு செய்தது.",
    "สภาท่าเรือประชุมเมื่อวันอังคารและตกลงขยายร่องน้ำ",
    "Hội đồng cảng họp hôm thứ Ba và quyết định mở rộng kênh.",
    "Dewan pelabuhan bertemu pada hari Selasa dan memutuskan untuk memperlebar alur.",
    "港口委员会周二开会，决定拓宽航道。",
    "港湾評議会は火曜日に開かれ、水路の拡張を決めた。",
    "항만 위원회는 화요일에 회의를 열어 수로를 넓히기로 했다.",
    "Baraza la bandari lilikutana Jumanne na kukubali kupanua mfereji.",
)


def _page(body: bytes) -> Page:
    from datetime import UTC, datetime

    url = "https://example.org/news/harbour"
    return Page(
        url=url,
        final_url=url,
        status=200,
        body=body,
        content_type="text/html",
        fetched=datetime(2026, 5, 1, tzinfo=UTC),
    )


def _run(make: Callable[[], bytes], answer: object) -> None:
    """In the child: what came of the page, and what it cost."""
    body = make()
    before = time.process_time()
    resource.setrlimit(resource.RLIMIT_CPU, (int(before) + 2 * MOST_SECONDS,) * 2)  # a test, too, comes to an end
    try:
        article = extract_page(_page(body))
        outcome = (article.text_status, article.status_reason, article.text[:100_000])
    except ExtractError as error:
        outcome = ("error", str(error), "")
    spent = time.process_time() - before
    answer.send((outcome, spent, _peak()))  # type: ignore[attr-defined]


def _peak() -> int:
    """MiB; Linux hands ru_maxrss of the process that ran the tests on to the new one, so its own mark is read there."""
    if (status := Path("/proc/self/status")).exists():
        found = re.search(r"VmHWM:\s+(\d+)", status.read_text())
        assert found
        return int(found[1]) >> 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def fate(make: Callable[[], bytes]) -> tuple[tuple[str, str, str], float, int]:
    """What came of a page in a new process: (status, reason, text), CPU seconds, its highest memory in MiB."""
    context = multiprocessing.get_context("spawn")  # the memory of the tests is not the page's
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_run, args=(make, theirs))
    child.start()
    theirs.close()
    try:
        return ours.recv()
    except EOFError:
        return ("killed", "", ""), 2.0 * MOST_SECONDS, 0
    finally:
        child.join(30)


def empty() -> bytes:
    return b" \n\t "


def binary() -> bytes:
    return bytes(range(256)) * 4_000


def truncated() -> bytes:
    html = article_html()
    return html[: html.index(PARAGRAPHS[2]) + 40].encode()


def fifty_megabytes() -> bytes:
    return b"<html><body>" + b"<p>A word and another one of them.</p>" * (50 * MIB // 38)


def one_line_of_eight_megabytes() -> bytes:
    return b"<html><body><p>" + b"word " * (8 * MIB // 5 - 100)


def nested() -> bytes:
    return b"<div>" * 50_000 + b"<p>deep</p>"


def nested_inline() -> bytes:
    return b"<b><i>" * 29_000 + b"deep"


def nested_lists() -> bytes:
    return b"<ul><li>item" * 20_000


def nested_tables() -> bytes:
    return b"<table><tr><td>cell" * 15_000


def mis_encoded() -> bytes:
    return article_html("<p>Vœux d’été — 12 €</p>").encode("cp1252").replace(b"<head>", b"<head><meta charset=utf-8>")


def two_charsets() -> bytes:
    first, second = article_html().split(PARAGRAPHS[1])
    return first.encode() + "Übermorgen wird die Schleuse geöffnet. ".encode("latin-1") * 9 + second.encode("utf-8")


def forty_languages() -> bytes:
    text = "".join(f"<p>{line}</p>" for line in TONGUES)
    return f"<html><body><article><h1>Channel</h1>{text}</article></body></html>".encode()


def null_bytes() -> bytes:
    return article_html().encode().replace(b" ", b"\x00 \x00")


def hundred_thousand_links() -> bytes:
    return b"<html><body>" + b"".join(b"<a href=/%d>A link to page %d</a>\n" % (n, n) for n in range(100_000))


def many_links_few_enough() -> bytes:
    return b"<html><body>" + b"".join(
        b"<p><a href=/%d>A link to page %d of them</a></p>" % (n, n) for n in range(14_000)
    )


def many_attributes() -> bytes:
    return b"<p " + b" ".join(b"a%d=b" % n for n in range(200_000)) + b">text</p>"


def attributes_up_to_the_limit() -> bytes:
    return (b"<p " + b" ".join(b"a%d" % n for n in range(4_900)) + b">A word and some more.</p>") * 50


def attributes_on_long_tags() -> bytes:
    return (b"<p " + b" ".join(b"a%d" % n for n in range(480)) + b">text</p>") * 3_000


def attributes_on_every_tag() -> bytes:
    return (b"<p " + b" ".join(b"a%d" % n for n in range(45)) + b">a word</p>") * 28_000


def few_enough_attributes() -> bytes:
    return (b"<p " + b" ".join(b"a%d=b" % n for n in range(5)) + b">A word and some more of them.</p>") * 28_000


def entities() -> bytes:
    return b"<p>" + b"&amp;&lt;&#8217;" * 300_000 + b"</p>"


def deep_json() -> bytes:
    return b"<script type='application/ld+json'>" + b'{"a":[' * 200_000 + b"</script>" + article_html().encode()


def wide_json() -> bytes:
    node = b'{"@type":"NewsArticle","headline":"' + b"x" * 300 + b'"},'
    return b"<script type='application/ld+json'>[" + node * 4_000 + b"{}]</script>" + article_html().encode()


def hostile_to_patterns() -> bytes:
    pieces = (
        "By ",
        "a, ",
        "(/",
        " | ",
        "© ",
        "12 Oct ",
        "to continue ",
        "photo: ",
        "((",
        "&nbsp;",
        "- ",
        "Read more: ",
        "A B, ",
    )
    text = "".join(f"<p>{piece * 30_000}</p><p>{(piece * 200)[:390]}</p>" for piece in pieces)
    return f"<html><head><title>{' | ' * 40_000}</title></head><body><article>{text}</article>".encode()


def hostile_metadata() -> bytes:
    names = "".join(
        f"<meta name='author' content='{piece * 20_000}'>" for piece in ("a, ", "By ", "& ", "and ", "; ", "A e ")
    )
    dates = "".join(f"<meta name='date' content='{piece * 9_000}'>" for piece in ("12 ", "1", "Oct ", "(", "["))
    return f"<html><head>{names}{dates}<meta property='og:title' content='{'- ' * 50_000}'></head><body>x".encode()


@pytest.mark.parametrize(
    ("make", "statuses"),
    [
        pytest.param(empty, {"non_article"}, id="empty"),
        pytest.param(binary, {"non_article"}, id="binary"),
        pytest.param(truncated, {"full", "partial"}, id="truncated"),
        pytest.param(fifty_megabytes, {"non_article"}, id="50 MB"),
        pytest.param(one_line_of_eight_megabytes, {"full", "non_article", "error"}, id="8 MB in one line"),
        pytest.param(nested, {"partial", "non_article", "error"}, id="nested blocks"),
        pytest.param(nested_inline, {"partial", "non_article", "error"}, id="nested inline tags"),
        pytest.param(nested_lists, {"full", "partial", "non_article", "error"}, id="nested lists"),
        pytest.param(nested_tables, {"full", "partial", "non_article", "error"}, id="nested tables"),
        pytest.param(mis_encoded, {"full"}, id="mis-encoded"),
        pytest.param(two_charsets, {"full"}, id="two charsets in one page"),
        pytest.param(forty_languages, {"full"}, id="40 languages"),
        pytest.param(null_bytes, {"full", "non_article"}, id="null bytes"),
        pytest.param(hundred_thousand_links, {"non_article"}, id="100,000 links"),
        pytest.param(many_links_few_enough, {"non_article"}, id="14,000 links"),
        pytest.param(many_attributes, {"partial", "non_article"}, id="200,000 attributes"),
        pytest.param(attributes_on_long_tags, {"non_article"}, id="480 attributes on long tags"),
        pytest.param(attributes_up_to_the_limit, {"partial", "full"}, id="4,900 attributes on each of 50 tags"),
        pytest.param(attributes_on_every_tag, {"non_article"}, id="45 attributes on every tag"),
        pytest.param(few_enough_attributes, {"full", "partial", "non_article"}, id="many attributes, few enough"),
        pytest.param(entities, {"full", "partial", "non_article"}, id="entities"),
        pytest.param(deep_json, {"full"}, id="deep JSON-LD"),
        pytest.param(wide_json, {"full"}, id="wide JSON-LD"),
        pytest.param(hostile_to_patterns, {"full", "partial", "paywalled", "non_article"}, id="hostile to patterns"),
        pytest.param(hostile_metadata, {"partial", "non_article"}, id="hostile metadata"),
    ],
)
def test_a_hostile_page_stays_within_its_bounds(make, statuses):
    """Every page gives a text or a clear reason, in 10 seconds of CPU and 512 MiB."""
    (status, reason, text), seconds, mib = fate(make)

    assert status in statuses
    assert text or reason
    assert "\x00" not in text
    assert seconds < MOST_SECONDS
    assert mib < MOST_MIB


def test_forty_languages_are_all_kept():
    """No language is taken for chrome."""
    (_, _, text), _, _ = fate(forty_languages)

    joined = [line.replace("\u200c", "") for line in TONGUES]  # trafilatura drops signs of no width
    assert not [line for line in joined if line not in text]
