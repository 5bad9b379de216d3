"""A lab's drawing on a page: the very SVG its function returns, and clear errors."""

import sys
from types import ModuleType

import pytest

from labs.consensus.figures import overview
from portfolio.directives.lab_drawings import DrawingError, drawing
from support.small import Site, words

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


FIGURES = """
from threading import active_count

def overview() -> str:
    return "<svg/>"

def of(number: int) -> str:
    return "<svg/>"

def _part() -> str:
    return "<svg/>"
"""


@pytest.fixture
def other_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the consensus lab have other drawings, without a thumbnail."""
    module = ModuleType("labs.consensus.figures")
    exec(FIGURES, module.__dict__)
    monkeypatch.setitem(sys.modules, module.__name__, module)


@pytest.mark.usefixtures("other_figures")
def test_only_functions_of_figures_that_need_nothing_are_drawings() -> None:
    assert drawing("consensus.overview") == "<svg/>"
    with pytest.raises(DrawingError) as caught:
        drawing("consensus.active_count")
    assert str(caught.value) == 'lab "consensus" has no drawing "active_count"; it has: overview'


@pytest.mark.parametrize("name", ["consensus", "nowhere.overview", "kernel.overview", ""])
def test_a_drawing_is_named_by_lab_and_function(name: str) -> None:
    with pytest.raises(DrawingError, match=f'unknown drawing "{name}"; write lab.function'):
        drawing(name)


@pytest.mark.usefixtures("other_figures")
def test_a_card_of_a_lab_without_thumbnail_is_a_mistake(small: Site) -> None:
    small.page("cards", "Cards", "```{project-cards}\n```")
    small.project("a", lab="consensus")

    assert small.build() == [
        'docs/cards.md:3: lab "consensus" has no drawing "thumbnail"; it has: overview'
    ]
