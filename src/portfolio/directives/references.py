"""Links that generated parts make: to a project, a topic, a publication, a source."""

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from portfolio.content import bibliography
from portfolio.content.bibliography import PUBLICATION
from portfolio.content.project import Project


def page(docname: str, label: str, css: str = "") -> addnodes.pending_xref:
    """Return a link to the page *docname*; the build fails if there is none."""
    return _reference("doc", f"/{docname}", label, css)


def project(project: Project, css: str = "") -> addnodes.pending_xref:
    """Return a link to a project's page."""
    return page(project.docname, project.title, css)


def topic(slug: str, label: str) -> addnodes.pending_xref:
    """Return a link to a topic's page."""
    return page(f"topics/{slug}", label)


def publication_target(key: str) -> str:
    """Name the place of the owner's publication *key* for links."""
    return f"{PUBLICATION}{key}"


def citation(env: BuildEnvironment, key: str) -> nodes.Node:
    """Return a short citation that links to the source *key*, "Sima et al. 2022"."""
    label = bibliography.author_year(bibliography.entries(env)[key])
    return source(env, key, label, "pf-citation")


def source(env: BuildEnvironment, key: str, label: str, css: str = "") -> nodes.Node:
    """Return *label* as a link to the source *key*.

    The owner's publications are linked on their own page, others where they are published.
    """
    entry = bibliography.entries(env)[key]
    if bibliography.is_own(entry):
        return _reference("ref", publication_target(key), label, css)
    address = bibliography.source_url(entry)
    if address is None:
        return nodes.inline("", label, classes=css.split())
    return nodes.reference("", label, refuri=address, classes=css.split())


def _reference(kind: str, target: str, label: str, css: str) -> addnodes.pending_xref:
    text = nodes.inline("", label, classes=css.split())
    return addnodes.pending_xref(
        "",
        text,
        refdomain="std",
        reftype=kind,
        reftarget=target,
        refexplicit=True,
        refwarn=True,
    )
