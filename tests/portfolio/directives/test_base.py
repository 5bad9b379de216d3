"""What directives on the catalogue have in common."""

from typing import Any

import pytest
from docutils.parsers.rst import DirectiveError

from labs.kernel.model import UnknownNameError
from portfolio.content.catalogue import Catalogue
from portfolio.directives.base import CatalogueDirective
from portfolio.directives.elements import HtmlElement, element
from support.small import Site
from support.stub_app import StubApp


class Titles(CatalogueDirective):
    """Names the project of the page."""

    def generate(self) -> HtmlElement:
        return element("div", "", element("p", "", self.project.title))


class Broken(CatalogueDirective):
    """Asks for a figure that does not exist."""

    def generate(self) -> HtmlElement:
        raise UnknownNameError("figure", "x", ["y"])


@pytest.fixture
def app(small: Site) -> Any:
    small.project("a", title="A thing")
    app = StubApp(small)
    app.env.docname = "projects/a"
    return app


def test_every_element_knows_its_place_in_the_page(app: Any) -> None:
    (node,) = app.directive(Titles).run()

    assert node.astext() == "A thing"
    assert [(inner.source, inner.line) for inner in (node, node[0])] == [("page.md", 3)] * 2


def test_a_page_that_is_no_projects_is_an_error(app: Any) -> None:
    app.env.docname = "index"

    with pytest.raises(DirectiveError) as caught:
        app.directive(Titles).run()
    assert caught.value.msg == "Titles belongs on a project page, projects/<slug>.md"


def test_a_name_that_does_not_exist_is_an_error_of_the_directive(app: Any) -> None:
    with pytest.raises(DirectiveError) as caught:
        app.directive(Broken).run()
    assert caught.value.msg == str(UnknownNameError("figure", "x", ["y"]))


def test_nothing_is_written_while_front_matter_has_mistakes(app: Any) -> None:
    app.env.get_domain("portfolio").catalogue = Catalogue(sound=False)

    assert app.directive(Broken).run() == []
