"""Links that generated parts make."""

from typing import Any

import pytest
from docutils import nodes
from sphinx import addnodes

from portfolio.directives import references
from support.small import Site
from support.stub_app import StubApp


def shown(link: nodes.Element) -> tuple[str, str, str]:
    """Return kind and target of a link that Sphinx resolves, and its words."""
    assert isinstance(link, addnodes.pending_xref)
    assert link["refwarn"], "the build fails if there is no such target"
    return link["reftype"], link["reftarget"], link.astext()


@pytest.fixture
def env(small: Site) -> Any:
    small.project("a", title="A thing")
    return StubApp(small).env


def test_pages_projects_and_topics_are_linked_from_the_top(env: Any) -> None:
    (project,) = env.get_domain("portfolio").catalogue

    assert shown(references.page("about", "Who")) == ("doc", "/about", "Who")
    assert shown(references.project(project)) == ("doc", "/projects/a", "A thing")
    assert shown(references.topic("compilers", "C")) == ("doc", "/topics/compilers", "C")
    assert references.page("about", "Who", "one two")[0]["classes"] == ["one", "two"]


def test_the_owners_papers_are_cited_on_their_page(env: Any) -> None:
    label = "Sima and Other\N{NO-BREAK SPACE}2003"

    assert shown(references.citation(env, "own2003")) == ("ref", "publication-own2003", label)
    assert references.publication_target("own2003") == "publication-own2003"


def test_other_sources_are_linked_where_they_are_published(env: Any) -> None:
    link = references.source(env, "elsewhere2001", "there", "x")

    assert isinstance(link, nodes.reference)
    assert (link["refuri"], link.astext(), link["classes"]) == (
        "https://doi.org/10.1/x", "there", ["x"],
    )  # fmt: skip


def test_a_source_without_an_address_is_words(env: Any) -> None:
    link = references.citation(env, "offline2002")

    assert type(link) is nodes.inline
    assert link.astext().replace("\N{NO-BREAK SPACE}", " ") == "Sea et al. 2002"
