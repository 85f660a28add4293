"""The colours: text can be read on its ground, and the two poles are told apart by everyone."""

import re
from itertools import pairwise

import pytest

from pipeline.digest.page import TEMPLATES
from tests.digest.checking import need

try:
    import colorspacious
    import wcag_contrast_ratio
except ImportError:
    colorspacious = wcag_contrast_ratio = None

TEXT, MARK, APART = 4.5, 3.0, 20.0  # WCAG 2.2 AA for text and for graphics; CAM02-UCS distance of the poles
VISION = (None, "deuteranomaly", "protanomaly", "tritanomaly")
SCHEMES = {
    name: dict(re.findall(r"--(\w+):(#[0-9a-f]{3,6})", block))
    for name, block in zip(
        ("light", "dark", "print"), re.findall(r":root\{(.*?)\}", (TEMPLATES / "style.css").read_text()), strict=True
    )
}


@pytest.fixture(autouse=True)
def tools() -> None:
    if colorspacious is None:
        need("colorspacious", "wcag_contrast_ratio")


def rgb(colour: str) -> tuple[float, ...]:
    digits = colour.lstrip("#")
    whole = "".join(2 * each for each in digits) if len(digits) == 3 else digits
    return tuple(int(whole[at : at + 2], 16) / 255 for at in (0, 2, 4))


def seen(colour: str, vision: str | None) -> object:
    """A colour in CAM02-UCS, as someone sees it."""
    if vision is None:
        return colorspacious.cspace_convert(rgb(colour), "sRGB1", "CAM02-UCS")
    space = {"name": "sRGB1+CVD", "cvd_type": vision, "severity": 100}
    return colorspacious.cspace_convert(rgb(colour), space, "CAM02-UCS")


def distance(one: str, other: str, vision: str | None) -> float:
    return float(sum((a - b) ** 2 for a, b in zip(seen(one, vision), seen(other, vision), strict=True)) ** 0.5)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_and_marks_stand_out_from_their_ground(scheme):
    """Text 4.5 to 1, marks of a chart 3 to 1, in every colour scheme."""
    colours = SCHEMES[scheme]
    ground = rgb(colours["bg"])
    for name, least in (("ink", TEXT), ("mut", TEXT), ("link", TEXT), ("engage", MARK), ("confront", MARK)):
        assert wcag_contrast_ratio.rgb(rgb(colours[name]), ground) >= least, name
    assert wcag_contrast_ratio.rgb(rgb(colours["attention"]), ground) >= MARK


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_poles_are_told_apart_by_everyone(scheme, vision):
    """Engage and confront differ clearly, also without one kind of cone."""
    assert distance(SCHEMES[scheme]["engage"], SCHEMES[scheme]["confront"], vision) >= APART


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_bins_of_the_heat_map_form_a_ramp(scheme, vision):
    """Each colour is farther from the ground than the one before, and differs from it."""
    colours = SCHEMES[scheme]
    ramp = [colours[f"b{at}"] for at in range(7)]
    away = [distance(each, colours["bg"], vision) for each in ramp]

    assert away == sorted(away)
    assert min(distance(one, other, vision) for one, other in pairwise(ramp)) >= 5
