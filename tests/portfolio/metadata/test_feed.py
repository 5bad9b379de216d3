"""The feed has the projects, newest first, under ids that no move of the site changes."""

from xml.etree import ElementTree as ET

from portfolio.metadata import feed
from support.small import Site
from support.stub_app import StubApp

ATOM = {"a": feed.NAMESPACE}


def parsed(app: StubApp) -> ET.Element:
    return ET.fromstring(ET.tostring(feed.feed(app)))  # type: ignore[arg-type]


def texts(root: ET.Element, path: str) -> list[str | None]:
    return [element.text for element in root.findall(path, ATOM)]


def test_projects_come_by_the_date_of_their_content(small: Site) -> None:
    for slug in ("a", "b", "c"):
        small.project(slug)
    app = StubApp(small, "https://x.example/")
    app.env.metadata["projects/b"]["updated"] = "2023-01-02"
    root = parsed(app)

    assert texts(root, "a:entry/a:title") == ["b", "c", "a"]
    assert texts(root, "a:entry/a:updated")[:2] == ["2023-01-02T00:00:00Z", "2022-08-01T00:00:00Z"]
    assert texts(root, "a:updated") == ["2023-01-02T00:00:00Z"]
    assert set(texts(root, "a:entry/a:summary")) == {"It does what it says."}


def test_ids_are_the_same_wherever_the_site_is(small: Site) -> None:
    small.project("a")
    here, there = (
        parsed(StubApp(small, at)) for at in ("https://x.example/", "https://y.example/")
    )

    assert texts(here, ".//a:id") == ["tag:a.example,2022:/", "tag:a.example,2022:/projects/a"]
    assert texts(here, ".//a:id") == texts(there, ".//a:id")
    link = there.find("a:entry/a:link", ATOM)
    assert link is not None
    assert link.get("href") == "https://y.example/projects/a.html"


def test_without_an_address_links_are_relative(small: Site) -> None:
    small.project("a")
    root = parsed(StubApp(small))

    links = [link.get("href") for link in root.iter(f"{{{feed.NAMESPACE}}}link")]
    assert links == ["feed.xml", "index.html", "projects/a.html"]


def test_without_a_project_it_is_as_old_as_the_profile(small: Site) -> None:
    root = parsed(StubApp(small, portfolio_profile_date="2021-02"))

    assert texts(root, "a:updated") == ["2021-02-01T00:00:00Z"]
    assert texts(root, "a:entry") == []


def test_it_is_written_as_xml(small: Site) -> None:
    app = StubApp(small)
    app.after_build(feed)

    assert (app.outdir / feed.FEED).read_bytes().startswith(b"<?xml version='1.0'")
