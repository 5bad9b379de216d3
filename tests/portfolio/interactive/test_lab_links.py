"""Links to panels are written where there is a panel, once all pages are read."""

from typing import Any

import pytest
from docutils import nodes
from sphinx.util.docutils import new_document

from portfolio.directives.elements import HtmlElement, element
from portfolio.directives.lab_link import ScenarioImage, lab_link, runs_here
from portfolio.interactive import assets, lab_links
from support.live_labs.ring import LAB
from support.small import Site
from support.stub_app import StubApp

pytestmark = pytest.mark.usefixtures("ring")


@pytest.fixture
def site(small: Site) -> Site:
    small.project("a")
    return small


def resolved(app: Any, docname: str, *parts: nodes.Node) -> nodes.document:
    """Return a page of *parts* as it is written."""
    document = new_document(docname)
    document += parts
    lab_links.setup(app)
    app.emit("doctree-resolved", document, docname)
    return document


def link(app: Any) -> nodes.Element:
    (project,) = app.env.get_domain("portfolio").catalogue
    return runs_here(project, "here")


@pytest.mark.parametrize(
    ("docname", "target"), [("index", "projects/a.html#lab-ring"), ("projects/a", "#lab-ring")]
)
def test_a_link_leads_to_the_panel(site: Site, docname: str, target: str) -> None:
    app = StubApp(site)
    app.env.metadata["projects/a"][assets.PANELS] = {"ring": "small"}
    document = resolved(app, docname, link(app))

    (reference,) = document.findall(nodes.reference)
    assert (reference["refuri"], reference.astext()) == (target, "runs in your browser")
    assert reference["classes"] == ["runs"]


@pytest.mark.parametrize("builder", ["html", "text"])
def test_without_a_panel_the_link_goes_and_the_words_around_it_stay(
    site: Site, builder: str
) -> None:
    app = StubApp(site, builder=builder)
    if builder != "html":  # which has no panels
        app.env.metadata["projects/a"][assets.PANELS] = {"ring": "small"}
    (project,) = app.env.get_domain("portfolio").catalogue
    mixed = nodes.paragraph("", "", nodes.Text("Words. "), lab_link(project, "run"))
    document = resolved(app, "index", link(app), mixed)

    assert [child.astext() for child in document] == ["Words. "]


def test_a_picture_of_a_scenario_is_its_panels_as_images(site: Site) -> None:
    document = resolved(StubApp(site), "projects/a", ScenarioImage("", name="ring.pair"))

    html = [node["html"] for node in document.findall(HtmlElement) if node["tag"] == "img"]
    assert [image["src"] for image in html] == [
        f"/_static/lab/still/ring.pair.{number}.svg" for number in (1, 2)
    ]
    assert [image["alt"] for image in html] == [LAB.picture("pair").headline, ""]


def figure() -> HtmlElement:
    """Return a figure between paragraphs, as ``{scenario}`` makes it."""
    return element(
        "figure", "lab-figure",
        element("div", "fig-panels", aria_describedby="x"),
        element("dl", "lab-settings"), element("details", "lab-words"),
        data_scenario="ring.large",
    )  # fmt: skip


def test_words_and_numbers_are_left_to_the_page_of_all_scenarios(site: Site) -> None:
    site.page("labs/ring", "Rings", "All.")
    document = resolved(StubApp(site), "index", figure())

    (kept,) = document.children
    assert [child["classes"] for child in kept.children] == [["fig-panels"], ["lab-more"]]
    assert "aria-describedby" not in kept[0]["html"]
    (reference,) = document.findall(nodes.reference)
    assert reference["refuri"] == "labs/ring.html#large"


def test_without_such_a_page_a_figure_is_complete(site: Site) -> None:
    (kept,) = resolved(StubApp(site), "index", figure()).children

    assert len(kept.children) == 3
