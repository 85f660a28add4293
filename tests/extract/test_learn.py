"""Which lines of an outlet are its furniture."""

from __future__ import annotations

import pytest

from pipeline.extract.learn import chrome_name, is_chrome, learn_chrome, line_marks


@pytest.mark.parametrize(
    ("pages", "of", "expected"),
    [
        pytest.param(3, 3, False, id="three pages are too few to learn from"),
        pytest.param(4, 4, True, id="on every one of four"),
        pytest.param(4, 40, True, id="on a tenth"),
        pytest.param(4, 41, False, id="on less than a tenth"),
    ],
)
def test_a_line_must_return_often(pages: int, of: int, expected: bool):
    """On four different articles at least, and on a tenth of them."""
    assert is_chrome(pages, of) is expected


def test_marks_are_of_what_makes_a_line_the_same():
    """Case, bullets and spacing do not count; a line without a letter is no line; each counts once."""
    assert line_marks(["- Our Harbour  News", "our harbour news", "* * *", ""]) == line_marks(["OUR HARBOUR NEWS"])
    assert len(line_marks([f"line {n}" for n in range(100_000)])) == 400


def test_a_page_teaches_the_same_whatever_is_known():
    """The name of what was learned changes with the lines, not with their order."""
    pages = [["Our harbour", f"Word {n}", f"More {n}"] for n in range(6)]
    known = learn_chrome(pages)

    assert known == frozenset(line_marks(["Our harbour"])) == learn_chrome(pages[::-1])
    assert chrome_name(frozenset()) == ""
    assert chrome_name(known) == chrome_name(learn_chrome(pages[::-1])) != chrome_name(frozenset({1}))
