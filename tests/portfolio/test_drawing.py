"""A lab's drawing on a page: the very SVG its function returns, and clear errors."""

import pytest

from labs.consensus.figures import overview
from portfolio.lab_drawings import DrawingError, drawing
from small import Site, words

FIGURE = "```{drawing} consensus.overview\nWhat *it* shows.\n```\n"


def test_is_the_svg_of_the_lab_with_its_caption(small: Site) -> None:
    small.page("one", "One", FIGURE)
    small.project("a", lab="consensus")
    assert small.build() == []

    assert overview() in small.file("one.html").read_text()
    figure = small.article("one").select("figure.pf-figure")[0]
    assert figure["data-project"] == "a"
    assert words(figure.select("figcaption em")[0]) == "it"
    assert words(figure.select("figcaption")[0]) == "What it shows."


def test_without_a_project_it_has_no_hue(small: Site) -> None:
    small.page("one", "One", "```{drawing} consensus.overview\n```\n")
    small.project("a")
    assert small.build() == []

    figure = small.article("one").select("figure.pf-figure")[0]
    assert "data-project" not in figure.attrs
    assert figure.select("figcaption") == []


def test_a_missing_drawing_is_a_mistake_in_its_line(small: Site) -> None:
    small.page("one", "One", "Text.\n\n" + FIGURE.replace("overview", "overviw"))
    small.project("a")

    assert [line.split(" it has: ")[0] for line in small.build()] == [
        'docs/one.md:5: lab "consensus" has no drawing "overviw";'
    ]


@pytest.mark.parametrize(
    "name",
    ["consensus", "nowhere.overview", "kernel.overview", "consensus.Drawing", "consensus._x"],
)
def test_only_public_functions_of_figures_are_drawings(name: str) -> None:
    with pytest.raises(DrawingError, match=r"unknown drawing|has no drawing"):
        drawing(name)
