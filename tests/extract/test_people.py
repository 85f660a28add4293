"""Authors are people."""

from __future__ import annotations

import pytest

from pipeline.extract.metadata import bare_title
from pipeline.extract.people import people


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("By Ada Holm", ("Ada Holm",), id="one name"),
        pytest.param("Ada Holm, Bo Ek and Cy de la Rue", ("Ada Holm", "Bo Ek", "Cy de la Rue"), id="a list"),
        pytest.param("Von Karla Öst und Jan-Ole Überfeld", ("Karla Öst", "Jan-Ole Überfeld"), id="German"),
        pytest.param("Ada Holm, Senior Correspondent", ("Ada Holm",), id="a role is no person"),
        pytest.param("Holm, Ada", ("Ada Holm",), id="family name first"),
        pytest.param("Staff", (), id="staff"),
        pytest.param("The Example Editorial Board", (), id="a board"),
        pytest.param("The Example", (), id="the outlet itself"),
        pytest.param("admin@example.org", (), id="an address"),
        pytest.param("https://example.org/author/ada", (), id="a link"),
        pytest.param("Ada Holm; Ada Holm", ("Ada Holm",), id="each once"),
        pytest.param("a, " * 100_000, (), id="a bomb"),
    ],
)
def test_bylines_give_people(line, expected):
    """Names are kept as written, in their order; roles, desks, outlets and addresses are nobody."""
    assert expected == people([line], "The Example")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("Council meets | The Example", "Council meets", id="after a bar"),
        pytest.param("Council meets - Harbour - The Example", "Council meets - Harbour", id="only the site's name"),
        pytest.param("The Example: Council meets", "The Example: Council meets", id="a colon is the author's"),
        pytest.param("The Example | Council meets", "Council meets", id="before a bar"),
        pytest.param("Council – a short history", "Council – a short history", id="a dash of the title's own"),
    ],
)
def test_titles_lose_the_site(title, expected):
    """A title is the article's, without the site's name."""
    assert expected == bare_title(title, "The Example")
