"""A lab's drawing on a page: the very SVG its function returns, and clear errors."""

import sys
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest

from labs import registry
from labs.consensus.page import overview
from support.small import CONF, Site, words

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

    (told,) = small.build()
    assert told.startswith("docs/one.md:5: There is no figure of consensus “overviw”; there are: ")


@pytest.fixture
def other_figures(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the consensus lab have other figures, without a thumbnail."""
    module = ModuleType("labs.consensus.page")
    module.__spec__ = ModuleSpec(module.__name__, None)
    exec('def overview() -> str:\n    return "<svg/>"', module.__dict__)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    registry.figure.cache_clear()
    yield
    registry.figure.cache_clear()


@pytest.mark.usefixtures("other_figures")
def test_a_lab_without_thumbnail_is_one_mistake_whoever_shows_the_picture(small: Site) -> None:
    """The cards, the gallery, the next card of a page, the search, the image for previews."""
    small.write("conf.py", CONF.replace('"basic"', '"portfolio"'))
    small.page("cards", "Cards", "```{project-cards}\n```")
    small.page("all", "All", "```{project-gallery}\n```")
    small.project("a", lab="consensus")
    small.project("b")

    assert small.build() == [
        "docs/projects/a.md:1: There is no figure of consensus “thumbnail”; there are: overview."
    ]
