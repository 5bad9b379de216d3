"""The JSON-LD of a page says what the page is, and links only to what it defines."""

import json
import re
from typing import Any

import pytest

from portfolio.content.page import page
from portfolio.metadata import jsonld
from support.small import Site
from support.stub_app import StubApp


@pytest.fixture
def site(small: Site) -> Site:
    small.page("about", "About", "Who.")
    small.page("labs/ring", "Rings", "A lab.")
    small.page("projects/index", "Projects", "All.")
    small.project("a", keywords="[x, y]", publications="[own2003]")
    small.project("b", period="2018-05 to 2019-02")
    return small


def graph(app: Any, docname: str) -> dict[str, dict[str, Any]]:
    """Return the nodes of a page's document by their types."""
    document = jsonld.document(app, page(app, docname))
    assert document["@context"] == "https://schema.org"
    return {node["@type"]: node for node in document["@graph"]}


@pytest.mark.parametrize(
    ("docname", "kinds"),
    [
        ("index", {"Person", "WebSite", "WebPage"}),
        ("about", {"Person", "ProfilePage", "BreadcrumbList"}),
        ("publications", {"Person", "CollectionPage", "ScholarlyArticle", "BreadcrumbList"}),
        ("projects/index", {"Person", "CollectionPage", "BreadcrumbList"}),
        ("topics/compilers", {"Person", "CollectionPage", "BreadcrumbList"}),
        ("projects/a", {"Person", "TechArticle", "ScholarlyArticle", "BreadcrumbList"}),
        ("projects/b", {"Person", "TechArticle", "BreadcrumbList"}),
        ("labs/ring", {"Person", "WebPage", "BreadcrumbList"}),
    ],
)
def test_each_kind_of_page_has_its_nodes(site: Site, docname: str, kinds: set[str]) -> None:
    found = graph(StubApp(site, "https://x.example/"), docname)

    assert set(found) == kinds
    text = json.dumps([*found.values()])
    defined = {node["@id"] for node in found.values()}
    assert set(re.findall(r'\{"@id": "([^"]+)"\}', text)) <= defined


def test_a_project_says_what_its_front_matter_says(site: Site) -> None:
    app = StubApp(site, "https://x.example/")
    first, second = (graph(app, f"projects/{slug}")["TechArticle"] for slug in "ab")

    assert first["description"] == "It does what it says."
    assert first["about"] == [{"@type": "Thing", "name": "Cloud systems"}]
    assert first["sourceOrganization"]["name"] == "Tencent"
    assert (first["temporalCoverage"], second["temporalCoverage"]) == (
        "2020-07/..",
        "2018-05/2019-02",
    )
    assert first["keywords"] == ["x", "y"]
    assert "keywords" not in second
    assert first["citation"] == {"@id": "https://x.example/#paper-own2003"}
    assert first["image"] == "https://x.example/social/projects/a.png"


def test_breadcrumbs_lead_from_home_through_the_section(site: Site) -> None:
    app = StubApp(site)
    crumbs = [graph(app, name)["BreadcrumbList"] for name in ("projects/a", "projects/index")]

    trails = [[step["name"] for step in crumb["itemListElement"]] for crumb in crumbs]
    assert trails == [["Home", "Projects", "a"], ["Home", "Projects"]]


def test_without_an_address_no_link_is_made(site: Site) -> None:
    text = json.dumps([*graph(StubApp(site), "projects/b").values()])

    assert set(re.findall(r'https?://[^"]*', text)) == {
        "https://a.example", "https://creativecommons.org/licenses/by/4.0/",
    }  # fmt: skip
    assert "SearchAction" not in json.dumps([*graph(StubApp(site), "index").values()])


def test_a_job_says_since_when_and_as_of_when(site: Site) -> None:
    app = StubApp(site)
    job = graph(app, "index")["Person"]["worksFor"]
    assert (job["roleName"], job["description"]) == ("B", "as of Aug 2022")
    assert "startDate" not in job

    app.config.portfolio_person = app.config.portfolio_person | {"since": "2020-07"}
    assert graph(app, "index")["Person"]["worksFor"]["startDate"] == "2020-07"
