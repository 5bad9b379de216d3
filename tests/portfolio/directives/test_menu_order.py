"""Previous and next lead through the projects in the catalogue's order."""

import json
import posixpath
from pathlib import Path

from bs4 import BeautifulSoup


def test_next_leads_from_project_to_project_in_order(site: Path) -> None:
    data = json.loads((site / "projects.json").read_text(encoding="utf-8"))
    projects = [project["url"] for project in data["projects"]]
    page, found = "projects/index.html", []
    while page != "publications.html":  # what follows the last project
        html = BeautifulSoup((site / page).read_text(encoding="utf-8"), "html5lib")
        link = html.select_one('[rel="next"]')
        assert link
        page = posixpath.normpath(posixpath.join(posixpath.dirname(page), str(link["href"])))
        found.append(page)

    assert [page for page in found if page in projects] == projects
    assert projects != sorted(projects), "the order is that of the names: nothing is shown"
