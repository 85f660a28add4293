"""What a reader gets: readable, accessible, small, the same bytes twice, and true to the page."""

from __future__ import annotations

import email
import email.policy
import io
import re
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from pipeline.digest import render
from pipeline.digest.mail import pictures
from pipeline.digest.mail.message import Envelope, Letter, compose_message, draft_time, draw_letter, message_id
from pipeline.digest.mail.view import PREHEADER, SUBJECT, preheader, subject
from pipeline.errors import OutputError
from pipeline.model.page import Digest, Erratum
from pipeline.settings import ROOT
from tests.digest import weeks_for_pages as made

SITE = "https://digest.example.net/weekly"
OUT = "https://digest.example.net/out?t=abcdefghijklmnopqrstuv"
CORRECTED = replace(
    made.full(),
    vintage=2,
    errata=(Erratum(vintage=2, on=made.WEEK, figure="Schools", old="4%", new="5%", why="articles were coded anew"),),
)
WEEKS = [
    pytest.param(made.full(), id="full week"),
    pytest.param(made.quiet(), id="quiet week"),
    pytest.param(made.thin(), id="thin week"),
    pytest.param(made.digest_of(made.summary_of(25, 0), made.coverage(read=30, counted=25)), id="no baseline"),
    pytest.param(CORRECTED, id="corrected week"),
]
ELEMENTS = frozenset(
    {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "div",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "caption",
        "h1",
        "h2",
        "p",
        "a",
        "img",
        "span",
        "strong",
        "br",
    }
)
ATTRIBUTES = frozenset(
    {
        "lang",
        "dir",
        "charset",
        "name",
        "content",
        "role",
        "aria-label",
        "align",
        "width",
        "height",
        "style",
        "class",
        "data-css-inline",
        "scope",
        "href",
        "src",
        "alt",
    }
)
STYLES = frozenset(
    {
        "margin",
        "margin-top",
        "padding",
        "padding-top",
        "background-color",
        "color",
        "border",
        "border-bottom",
        "border-left",
        "border-collapse",
        "display",
        "font-family",
        "font-size",
        "font-weight",
        "line-height",
        "max-width",
        "text-align",
        "text-decoration",
        "vertical-align",
        "width",
    }
)
VAGUE = {"here", "click here", "read more", "more", "link", "this"}
CONTRAST = 4.5


class Tree(HTMLParser):
    """Elements with their attributes, parents and words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.nodes: list[dict[str, object]] = []
        self.open: list[dict[str, object]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_data(" ")
        node = {"tag": tag, "at": dict(attrs), "up": self.open[-1] if self.open else None, "text": ""}
        self.nodes.append(node)
        if tag not in ("meta", "img", "br"):
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("meta", "img", "br"):
            assert self.open.pop()["tag"] == tag

    def handle_data(self, data: str) -> None:
        for node in self.open:
            node["text"] = str(node["text"]) + data

    def all(self, tag: str) -> list[dict[str, object]]:
        return [node for node in self.nodes if node["tag"] == tag]


def letter_of(digest: Digest) -> Letter:
    return draw_letter(digest, site=SITE, postal="Lake Institute, 1 Quay Road")


def body_of(digest: Digest, recipient: str = "reader@example.org") -> bytes:
    letter = letter_of(digest)
    return compose_message(
        letter,
        Envelope(
            sender="digest@example.net",
            recipient=recipient,
            unsubscribe=OUT,
            message_id=message_id(letter.name, "key", "digest@example.net"),
            at=draft_time(digest.week),
        ),
    )


def parts_of(body: bytes) -> tuple[EmailMessage, str, str]:
    message = email.message_from_bytes(body, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    html, text = message.get_body(("html",)), message.get_body(("plain",))
    assert html
    assert text
    return message, html.get_content(), text.get_content()


@pytest.mark.parametrize("digest", WEEKS)
def test_a_message_parses_back_whole(digest: Digest):
    """Text beside HTML with its pictures, no defect, short lines, every header that a list mail needs."""
    body = body_of(digest)
    message, html, _ = parts_of(body)
    types = [each.get_content_type() for each in message.walk()]
    cids = {str(each["Content-ID"]).strip("<>") for each in message.walk() if each["Content-ID"]}

    assert [each.defects for each in message.walk()] == [[]] * len(types)
    assert types[:2] == ["multipart/alternative", "text/plain"]
    assert cids == set(re.findall(r'src="cid:([^"]+)"', html))
    assert max(map(len, body.split(b"\r\n"))) <= 78
    assert body.count(b"\n") == body.count(b"\r\n")
    assert len(body) < 250_000
    assert len(html.encode()) < 90_000
    assert message["Date"]
    assert re.fullmatch(r"<[^@<>\s]+@example\.net>", message["Message-ID"])
    assert message["List-Unsubscribe"] == f"<{OUT}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert body.partition(b"\r\n\r\n")[0].isascii()
    assert "=?" not in body.partition(b"\r\n\r\n")[0].decode()


@pytest.mark.parametrize("digest", WEEKS)
def test_only_what_every_client_shows(digest: Digest):
    """Elements, attributes and style properties of the allow-list; no drawing, script, fold-out or outside picture."""
    tree = Tree(letter_of(digest).html)

    assert {str(node["tag"]) for node in tree.nodes} <= ELEMENTS
    assert {name for node in tree.nodes for name in node["at"]} <= ATTRIBUTES  # type: ignore[attr-defined]
    styles = "; ".join(str(node["at"].get("style", "")) for node in tree.nodes)  # type: ignore[attr-defined]
    assert {each.partition(":")[0].strip() for each in styles.split(";") if each.strip()} <= STYLES
    assert not re.search(r"var\(|calc\(|url\(|rgba?\(|#[0-9a-f]{3}\b(?![0-9a-f])", styles)
    assert all(str(node["at"]["src"]).startswith("cid:") for node in tree.all("img"))  # type: ignore[index]
    assert all(
        re.match(r"https?://|mailto:", str(node["at"]["href"]))  # type: ignore[index]
        for node in tree.all("a")
    )


@pytest.mark.parametrize("digest", WEEKS)
def test_the_ten_commonest_faults_of_mail_are_absent(digest: Digest):
    """dir and lang on what stands in the body, roles of layout tables, h1, links with words, contrast, alt, title."""
    tree = Tree(letter_of(digest).html)
    body = tree.all("body")[0]
    children = [node for node in tree.nodes if node["up"] is body]

    assert all({"lang", "dir"} <= set(node["at"]) for node in children)  # type: ignore[call-overload]
    assert [node["at"]["role"] for node in children if "role" in node["at"]] == ["article"]  # type: ignore[index, operator]
    for table in tree.all("table"):
        data = any(node["up"] is table and node["tag"] == "caption" for node in tree.nodes)
        assert data != (table["at"].get("role") == "presentation")  # type: ignore[attr-defined]
    assert all("scope" in node["at"] for node in tree.all("th"))  # type: ignore[operator]
    assert len(tree.all("h1")) == 1
    assert str(tree.all("h1")[0]["text"]).strip()
    words = [str(node["text"]).strip() for node in tree.all("a")]
    assert all(words)
    assert not VAGUE & {each.lower() for each in words}
    assert {"lang", "dir"} <= set(tree.all("html")[0]["at"])  # type: ignore[call-overload]
    assert str(tree.all("title")[0]["text"]).strip()
    assert all(len(str(node["at"].get("alt"))) > 40 for node in tree.all("img"))  # type: ignore[attr-defined]
    assert not {"main", "nav", "svg", "script", "details"} & {str(node["tag"]) for node in tree.nodes}


def test_every_text_has_contrast_on_its_ground():
    """4.5 to 1 at least, in light and in dark."""
    light = dict.fromkeys(("#1b1f24", "#57606a", "#0b5a7e", "#5b3a8c"), "#ffffff")
    dark = dict.fromkeys(("#e6edf3", "#9aa7b4", "#7cc7ea", "#c3a6f0"), "#15191e")
    html = letter_of(made.full()).html
    shown = set(re.findall(r"(?<![-\w])color: ?(#[0-9a-f]{6})", html))

    assert shown <= set(light) | set(dark)
    for colour, ground in (light | dark).items():
        assert contrast(colour, ground) >= CONTRAST, colour


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("digest", WEEKS)
def test_nothing_is_lost_without_pictures_and_styles(digest: Digest):
    """Every number of a picture stands in words too, and the text part says what the HTML says."""
    _, html, text = parts_of(body_of(digest))
    bare = Tree(re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL))
    live = str(bare.all("body")[0]["text"])
    numbers = re.compile(r"[+−]?\d[\d,.]*%?")

    assert digest.headline in live
    assert digest.headline in " ".join(text.split())
    for image in bare.all("img"):
        told = set(numbers.findall(str(image["at"]["alt"])))  # type: ignore[index]
        page = set(numbers.findall(Tree(render(digest)).all("body")[0]["text"]))  # type: ignore[arg-type]
        assert {each.rstrip(".") for each in told} <= {each.rstrip(".,") for each in page | set(numbers.findall(live))}
    printed = {each.rstrip(".,") for each in numbers.findall(re.sub(r"https?://\S+", "", text))}
    assert printed <= {each.rstrip(".,") for each in numbers.findall(live)}


@pytest.mark.parametrize("digest", WEEKS[:3])
def test_the_mail_prints_the_numbers_of_the_page(digest: Digest):
    """One truth: no percentage, count or change stands in the mail that the page lacks."""
    numbers = re.compile(r"[+−]?\d[\d,.]*%?")
    page = " ".join(str(node["text"]) for node in Tree(render(digest)).all("body"))
    mail = " ".join(str(node["text"]) for node in Tree(letter_of(digest).html).all("table")[:1])
    known = {each.rstrip(".,") for each in numbers.findall(page)}

    assert {each.rstrip(".,") for each in numbers.findall(mail.replace("1 Quay Road", ""))} <= known


def test_subjects_are_short_plain_and_differ_each_week():
    """At most 65 ASCII characters; another week gives another subject, a correction too."""
    digests = [each.values[0] for each in WEEKS]
    later = [replace(each, week=each.week + timedelta(weeks=1)) for each in digests]
    found = [subject(each) for each in (*digests, *later)]

    assert all(each.isascii() and each.isprintable() and 20 <= len(each) <= SUBJECT for each in found)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("label", ["A" * 300, "Água → über", "x\r\nBcc: a@example.org", "‮gnp", "😀"])
def test_any_label_makes_a_plain_subject(label: str):
    """Long, foreign, broken or turned-round: the number stays, the header stays one line."""
    digest = made.full()
    figures = tuple(replace(each, label=label) for each in digest.summary.figures)
    found = subject(replace(digest, summary=replace(digest.summary, figures=figures)))

    assert found.isascii()
    assert found.isprintable()
    assert len(found) <= SUBJECT
    assert found.endswith("rose to 23%, from 10%")


@pytest.mark.parametrize("digest", WEEKS)
def test_preheaders_fill_their_line(digest: Digest):
    """60 to 110 characters, n first."""
    found = preheader(digest)

    assert PREHEADER[0] <= len(found) <= PREHEADER[1]
    assert found.startswith(f"{digest.summary.n} articles")


def test_words_from_outside_are_escaped():
    """Markup in quote, title, outlet and label is words; a javascript: address is no link."""
    evil = '<script>alert("x")</script><img src=x onerror=y>'
    voices = tuple(
        replace(each, title=evil, outlet=evil, author=evil, quote=f"{evil} says.", url="javascript:alert(1)")
        for each in made.full().voices
    )
    figures = tuple(replace(each, label=evil) for each in made.full().summary.figures)
    digest = replace(
        made.full(), title=evil, voices=voices, summary=replace(made.full().summary, figures=figures), headline=evil
    )
    html = letter_of(digest).html

    assert "<script" not in html
    assert "onerror=y>" not in html.replace("&gt;", "")
    assert "javascript:" not in html
    assert {str(node["tag"]) for node in Tree(html).nodes} <= ELEMENTS


def test_charts_have_ink_where_words_should_be():
    """A chart's labels are drawn; a font that is no font, or is gone, is one line and no mail."""
    letter = letter_of(made.full())
    assert [each.name for each in letter.pictures] == ["balance", "topics"]
    for each in letter.pictures:
        image = Image.open(io.BytesIO(each.png)).convert("L")
        assert image.width == pictures.WIDE
        assert len(each.png) < 60_000
        left = image.crop((0, 0, image.width // 3, image.height))
        assert sum(pixel < 140 for pixel in left.get_flattened_data()) > 500


@pytest.mark.parametrize("name", ["gone.ttf", "empty.ttf"])
def test_a_missing_font_is_one_line(tmp_path: Path, name: str):
    """resvg would draw the chart without a word and say nothing."""
    (tmp_path / "empty.ttf").write_bytes(b"no font")
    row = {"label": "A", "now": "1%", "before": "", "mark": "", "verdict": "", "drawn": None}

    with pytest.raises(OutputError, match=r"^not written: .*\.ttf: the font") as caught:
        pictures.draw("topics", "", {"rows": [row]}, font=tmp_path / name)
    assert "\n" not in str(caught.value)


def test_the_same_issue_gives_the_same_bytes_in_another_process():
    """Whatever the order of sets and dicts."""
    program = (
        "from hashlib import sha256; from tests.digest import weeks_for_pages as made;"
        "from tests.digest.test_mail_message import body_of;"
        "print(sha256(body_of(made.full())).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(found) == 1


def test_the_headers_can_be_signed():
    """A relay's DKIM covers From, Subject and both list headers, and verifies."""
    dkim = pytest.importorskip("dkim")
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    encoding, form = serialization.Encoding, serialization.PrivateFormat.TraditionalOpenSSL
    private = key.private_bytes(encoding.PEM, form, serialization.NoEncryption())
    public = key.public_key().public_bytes(encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    import base64

    body = body_of(made.full())
    covered = [b"from", b"to", b"subject", b"date", b"message-id", b"list-unsubscribe", b"list-unsubscribe-post"]
    signature = dkim.sign(body, b"s1", b"example.net", private, include_headers=covered)
    record = b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)

    assert dkim.verify(signature + body, dnsfunc=lambda name, timeout=5: record)
    changed = body.replace(b"List-Unsubscribe-Post: List-Unsubscribe=One-Click", b"List-Unsubscribe-Post: x")
    assert not dkim.verify(signature + changed, dnsfunc=lambda name, timeout=5: record)
