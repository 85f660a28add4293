"""Checkers of mail and archive, run as commands; each skips where `checking.need` does."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from html import unescape
from pathlib import Path
from typing import Any

from tests.digest.checking import TOOLS, need

QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


def program(name: str) -> str:
    """A program of Debian's, or the test skips."""
    need(name)
    return name


def package(path: str) -> Path:
    """A file of an npm package, or the test skips."""
    need(TOOLS / path)
    return TOOLS / path


def vnu(page: Path, *options: str) -> str:
    """What the W3C's checker says of a page; "" = nothing."""
    command = [program("java"), "-jar", str(package("vnu-jar/build/dist/vnu.jar")), *options, str(page)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    return done.stdout + done.stderr


def html_validate(page: Path, rules: dict[str, str]) -> str:
    """What html-validate says of a page; "" = nothing."""
    package("html-validate/package.json")
    config = page.with_name("htmlvalidate.json")
    config.write_text(
        json.dumps({"root": True, "extends": ["html-validate:recommended", "html-validate:a11y"], "rules": rules})
    )
    command = [
        program("node"),
        str(TOOLS / ".bin/html-validate"),
        "--config",
        str(config),
        "--formatter",
        "text",
        str(page),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    return done.stdout + done.stderr


def axe(page: Path, *, width: int = 1280, dark: bool = False, off: tuple[str, ...] = ()) -> list[str]:
    """
    Violations that axe-core finds in a page as Chromium shows it, as "rule: element".

    The rules are put into a copy of the page, whose policy against scripts is taken out for it.
    """
    rules = json.dumps({each: {"enabled": False} for each in off})
    script = package("axe-core/axe.min.js").read_text(encoding="utf-8").replace("</script", "<\\/script")
    run = (
        f"axe.run(document, {{rules: {rules}}}).then(found => {{ const pre = document.createElement('pre');"
        "pre.id = 'axe-found'; pre.textContent = JSON.stringify(found.violations.map(each => [each.id,"
        "each.nodes.map(node => node.html.slice(0, 120))])); document.body.append(pre); });"
    )
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text(encoding="utf-8"))
    copy = page.with_name(f"axe-{page.name}")
    copy.write_text(
        html.replace("</body>", f"<script>{script}</script><script>{run}</script></body>"), encoding="utf-8"
    )
    dom = chromium(copy, "--dump-dom", "--virtual-time-budget=20000", width=width, dark=dark)
    found = re.search(r'<pre id="axe-found">(.*?)</pre>', dom, re.DOTALL)
    assert found, f"axe-core gave no answer: {dom[-300:]}"
    violations: list[tuple[str, list[str]]] = json.loads(unescape(found[1]))
    return [f"{rule}: {node}" for rule, nodes in violations for node in nodes]


def chromium(page: Path, *options: str, width: int = 1280, height: int = 1600, dark: bool = False) -> str:
    """Open a page without a screen; gives what Chromium prints."""
    scheme = ["--blink-settings=preferredColorScheme=0"] if dark else []
    with tempfile.TemporaryDirectory() as profile:
        command = [program("chromium"), *QUIET, f"--user-data-dir={profile}", f"--window-size={width},{height}"]
        done = subprocess.run(
            [*command, *scheme, *options, page.as_uri()], capture_output=True, text=True, check=True, timeout=120
        )
    return done.stdout


def spam_score(body: bytes) -> tuple[float, str]:
    """(score, report) of SpamAssassin's local rules."""
    command = [program("spamassassin"), "-L", "-t", "-x"]
    done = subprocess.run(
        command, input=body, capture_output=True, check=True, timeout=180, env=os.environ | {"LC_ALL": "C"}
    )
    report = done.stdout.decode(errors="replace")
    score = re.search(r"score=(-?[\d.]+)", report)
    assert score, report[:500]
    return float(score[1]), report


def width_of(page: Path, width: int) -> Any:
    """How wide a page is on a screen of so many px, in px; no wider = no sideways scroll."""
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text(encoding="utf-8"))
    copy = page.with_name(f"wide-{page.name}")
    frame = page.with_name(f"frame-{page.name}")  # Chromium's own window is at least 500 px wide: a frame may be less
    copy.write_text(html, encoding="utf-8")
    frame.write_text(
        f'<!doctype html><body><iframe id="f" src="{copy.name}" style="width:{width}px;height:900px;border:0"></iframe>'
        "<script>f.onload = () => { const p = document.createElement('p'); p.id = 'wide';"
        "p.textContent = f.contentDocument.documentElement.scrollWidth; document.body.append(p) }</script>",
        encoding="utf-8",
    )
    dom = chromium(frame, "--dump-dom", "--virtual-time-budget=10000", "--allow-file-access-from-files")
    found = re.search(r'<p id="wide">(\d+)</p>', dom)
    assert found, dom[-300:]
    return int(found[1])
