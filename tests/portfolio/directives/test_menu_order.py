"""Menu and next projects lead through the projects in the catalogue's order."""

import json
import posixpath
from pathlib import Path

from bs4 import BeautifulSoup


def page(site: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((site / name).read_text(encoding="utf-8"), "html5lib")


def test_the_end_of_each_project_leads_to_the_next_in_order(site: Path) -> None:
    data = json.loads((site / "projects.json").read_text(encoding="utf-8"))
    projects = [project["url"] for project in data["projects"]]
    assert projects != sorted(projects), "the order is that of the names: nothing is shown"

    found = [projects[0]]
    for _ in projects:
        (link,) = page(site, found[-1]).select(".page-next .pf-card__title a")
        found.append(posixpath.normpath(posixpath.join("projects", str(link["href"]))))
    assert found == [*projects, projects[0]]


def test_menu_and_footer_have_the_same_order(site: Path) -> None:
    data = json.loads((site / "projects.json").read_text(encoding="utf-8"))
    titles = [project["title"] for project in data["projects"]]
    home = page(site, "index.html")

    for place in (".site-nav ul ul", ".foot-column:nth-of-type(2) ul"):
        assert [a.get_text() for a in home.select(f"{place} a")] == titles, place
