"""Places of links to panels, and of pictures of scenarios, until it is known what is there."""

import pytest

from labs import registry
from labs.kernel.model import UnknownNameError
from portfolio.directives import lab_link
from portfolio.directives.lab_link import LabLink
from support.small import Site


def test_a_link_names_the_page_of_the_project(small: Site) -> None:
    small.project("a")
    (project,) = small.catalogue()
    link = lab_link.lab_link(project, "try ", "it", css="x y")

    assert (link["page"], link.astext(), link["classes"]) == ("projects/a", "try it", ["x", "y"])


def test_a_badge_is_a_paragraph_that_the_search_leaves_out(small: Site) -> None:
    small.project("a")
    (project,) = small.catalogue()
    badge = lab_link.runs_here(project, "here")

    assert (badge["tag"], badge["classes"]) == ("p", ["here", "no-search"])
    (link,) = badge.findall(LabLink)
    assert link.astext() == "runs in your browser"


def test_a_picture_must_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"ring.small": object()}
    monkeypatch.setattr(registry, "pictures", known)

    assert lab_link.scenario_image("ring.small")["name"] == "ring.small"
    with pytest.raises(UnknownNameError):
        lab_link.scenario_image("nothing.small")
