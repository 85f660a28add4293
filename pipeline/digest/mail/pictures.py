"""Charts as PNG, from the same drawings as the page, with a font that is shipped: no system font is ever asked."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import resvg_py
from PIL import Image

from pipeline.digest.page import environment
from pipeline.errors import OutputError

FAMILY = "Open Sans"  # SIL Open Font License; Latin, Greek and Cyrillic, every weight in one file
WIDE = 1120  # px: twice what is shown, for dense screens
SHOWN = 544  # px in the mail
DRAWN = 420  # units: 14 of them are 11 px of text where a phone shows 335 px
COLOURS = 48  # a flat chart needs no more; a third of the bytes
LONGEST = 34  # characters of a label beside its numbers
TEXT = re.compile(r"<text\b.*?</text>", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One chart of a mail."""

    name: str  # of its file and Content-ID
    png: bytes
    alt: str  # what the chart shows, in a sentence
    width: int  # px as shown
    height: int


def draw(name: str, alt: str, view: Mapping[str, Any], font: Path | None = None) -> Picture:
    """
    Draw the chart of the template `mail_<name>.svg`.

    Raises:
        OutputError: the font is missing, or gave no ink: a chart without its words says nothing.
    """
    template = _environment().get_template(f"mail_{name}.svg")
    svg = template.render({"width": DRAWN, "family": FAMILY, **view})
    file = font or font_file()
    if not file.is_file():
        raise OutputError(str(file), "the font of the mail's charts is missing; install the project again")
    drawn = _rasterize(svg, file)
    if drawn == _rasterize(TEXT.sub("", svg), file):  # resvg leaves out words whose font it lacks, and says nothing
        raise OutputError(str(file), f"the font has drawn no word of chart {name}")
    image = Image.open(io.BytesIO(drawn)).convert("RGB")
    small = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    height = round(SHOWN * image.height / image.width)
    return Picture(name=name, png=small.getvalue(), alt=alt, width=SHOWN, height=height)


@lru_cache(maxsize=1)
def font_file() -> Path:
    """The font as its package ships it."""
    return Path(str(files("fontpkg_open_sans") / "files" / "OpenSans[wdth,wght].ttf"))


def _rasterize(svg: str, font: Path) -> bytes:
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg, font_files=[str(font)], skip_system_fonts=True, width=WIDE, background="#ffffff"
        )
    )


@lru_cache(maxsize=1)
def _environment() -> Any:
    made = environment().overlay()
    made.filters = {**made.filters, "short": _short}
    return made


def _short(label: str) -> str:
    line: str = environment().filters["clean"](label)
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
