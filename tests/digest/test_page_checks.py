"""The pages before the judges of the trade: validators, axe in a browser, rulers on every chart."""

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.digest import write_all
from pipeline.digest.archive import write_archive
from tests.digest import weeks_for_pages as made
from tests.digest.checking import TOOLS, WRITES_GOLDEN, chromium, need
from tests.digest.test_archive import put
from tests.digest.test_page import hostile
from tests.digest.weeks_found import found

PAGES = {
    "found": found,
    "full": made.full,
    "quiet": made.quiet,
    "thin": made.thin,
    "empty": made.empty,
    "hostile": hostile,
}
PAPER = 718  # px between the margins of A4
WIDTHS = (320, 375, 520, 768, 1024, 1280)  # phones, a tablet, desks
GOLDEN = Path(__file__).parent / "golden_aria.yaml"
SKIPPED = ("--skip", "https?://(?!localhost)")
OVERLAPS = """() => [...document.querySelectorAll('svg')].flatMap(svg => {
  const frame = svg.getBoundingClientRect();
  if (!frame.width) return [];
  const texts = [...svg.querySelectorAll('text')].filter(each => each.textContent.trim());
  const boxes = texts.map(each => [each.textContent.trim(), each.getBoundingClientRect()]);
  const bad = [];
  boxes.forEach(([word, box], at) => {
    if (box.left < -0.5 || box.right > innerWidth + 0.5) bad.push(`clipped: ${word}`);
    if (box.height < 9) bad.push(`small: ${word} ${box.height}`);
    boxes.slice(at + 1).forEach(([other, next]) => {
      const wide = Math.min(box.right, next.right) - Math.max(box.left, next.left);
      const tall = Math.min(box.bottom, next.bottom) - Math.max(box.top, next.top);
      if (wide > 1 && tall > 4) bad.push(`overlap: ${word} / ${other}`);
    });
  });
  return bad;
})"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder a page, and the archive that they lead to."""
    folder = tmp_path_factory.mktemp("site")
    for name, make in PAGES.items():
        write_all(folder / name, replace(make(), before="2026-W45") if name == "found" else make())
    for back in (1, 2, 3):
        put(folder, made.quiet(), back)
    write_archive(folder, name="lake", title="Lake commentary")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found_browser:
        yield found_browser


def test_vnu_finds_no_fault(site: Path):
    """The checker of the HTML standard, warnings too."""
    jar = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
    need("java", jar)
    pages = [str(site / name / "index.html") for name in PAGES]
    done = subprocess.run(
        ["java", "-Xmx256m", "-jar", str(jar), "--Werror", *pages], capture_output=True, text=True, timeout=300
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_html_validate_finds_no_fault(site: Path, tmp_path: Path):
    """The recommended rules and those of accessibility."""
    program = TOOLS / "html-validate" / "bin" / "html-validate.mjs"
    need("node", program)
    (tmp_path / ".htmlvalidate.json").write_text(
        json.dumps(
            {
                "root": True,
                "extends": ["html-validate:recommended", "html-validate:a11y"],
                "rules": {"doctype-style": "off", "no-trailing-whitespace": "off", "long-title": "off"},  # taste
            }
        )
    )
    pages = [str(site / name / "index.html") for name in PAGES]
    done = subprocess.run(
        ["node", str(program), "--config", str(tmp_path / ".htmlvalidate.json"), *pages],
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("view", ["light", "dark", "phone", "print"])
def test_axe_finds_no_violation(site: Path, browser: Any, view: str):
    """No violation of any rule, whatever the colours, width or medium."""
    script = TOOLS / "axe-core" / "axe.min.js"
    need(script)
    for name in PAGES:
        size = {"width": 375, "height": 800} if view == "phone" else {"width": 1100, "height": 900}
        page = browser.new_page(viewport=size, color_scheme="dark" if view == "dark" else "light", bypass_csp=True)
        page.emulate_media(media="print" if view == "print" else "screen")
        page.goto((site / name / "index.html").as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        page.add_script_tag(path=str(script))
        violations = page.evaluate("axe.run().then(found => found.violations)")
        page.close()

        assert [(each["id"], each["nodes"][0]["html"][:200], len(each["nodes"])) for each in violations] == [], name


@pytest.mark.parametrize("width", WIDTHS)
def test_charts_and_pages_fit_their_screen(site: Path, browser: Any, width: int):
    """No word of a chart is clipped, too small or under another; no page scrolls sideways; nothing is fetched."""
    for name in PAGES:
        page = browser.new_page(viewport={"width": width, "height": 900})
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto((site / name / "index.html").as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        bad = page.evaluate(OVERLAPS)
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        scripts = page.evaluate("document.scripts.length")
        page.close()

        assert (name, bad) == (name, [])
        assert overflow <= 0, name
        assert (scripts, [url for url in asked if not url.startswith("file:")]) == (0, [])


def test_the_overlap_check_sees_an_overlap(browser: Any):
    """A chart with two words in one place fails it."""
    page = browser.new_page(viewport={"width": 400, "height": 400})
    page.set_content('<svg width="100" height="40"><text x="5" y="20">one</text><text x="9" y="20">two</text></svg>')
    bad = page.evaluate(OVERLAPS)
    page.close()

    assert bad == ["overlap: one / two"]


def test_a_reader_hears_the_page_in_this_order(site: Path, browser: Any):
    """What a screen reader is given is the golden file; PAGE_GOLDEN=write renews it after a look at it."""
    page = browser.new_page(viewport={"width": 1100, "height": 900})
    page.goto((site / "found" / "index.html").as_uri())
    heard = page.locator("body").aria_snapshot() + "\n"
    page.close()
    if WRITES_GOLDEN:
        GOLDEN.write_text(heard, encoding="utf-8")

    assert heard == GOLDEN.read_text(encoding="utf-8")


def test_tables_are_heard_as_tables_on_a_phone(site: Path, browser: Any):
    """The phone lays rows out anew; a reader still hears rows with their headers."""
    page = browser.new_page(viewport={"width": 375, "height": 800})
    page.goto((site / "found" / "index.html").as_uri())
    heard = page.locator("table.figures").first.aria_snapshot()
    page.close()

    assert heard.startswith("- table")
    assert heard.count("- rowheader") == heard.count("- row ") - 1


def test_print_opens_every_table(site: Path, browser: Any):
    """On paper all tables are open and whole, and colours are those of light paper; no query is printed."""
    page = browser.new_page(color_scheme="dark")
    page.goto((site / "found" / "index.html").as_uri())
    page.emulate_media(media="print", color_scheme="dark")
    hidden = page.evaluate(
        "[...document.querySelectorAll('details table')].filter(each => !each.checkVisibility()).length"
    )
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    queries = page.evaluate("[...document.querySelectorAll('.query')].filter(each => each.checkVisibility()).length")
    page.set_viewport_size({"width": PAPER, "height": 1000})
    cut = page.evaluate("[...document.querySelectorAll('table')].filter(e => e.scrollWidth > innerWidth).length")
    page.close()

    assert (hidden, queries, cut, ground) == (0, 0, 0, "rgb(255, 255, 255)")


def test_links_of_a_page_lead_somewhere(site: Path):
    """Every CSV and JSON file that a page links stands beside it; linkinator agrees where it is installed."""
    for name in PAGES:
        html = (site / name / "index.html").read_text(encoding="utf-8")
        for target in re.findall(r'href="([^"#:]+)"', html):
            assert (site / name / target).is_file(), (name, target)
    program = TOOLS / "linkinator" / "build" / "src" / "cli.js"
    need("node", program)
    done = subprocess.run(
        ["node", str(program), "found/index.html", "index.html", "--server-root", str(site), "--recurse", *SKIPPED],
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.returncode == 0, done.stdout[-2000:]
