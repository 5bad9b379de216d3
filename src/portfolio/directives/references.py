"""Links that generated parts make: to a project, a topic, a publication, a source."""

from docutils import nodes
from pybtex.database import Entry
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from portfolio.content.domain import bibliography
from portfolio.content.project import Project


def page(docname: str, label: str, css: str = "") -> addnodes.pending_xref:
    """Return a link to the page *docname*; the build fails if there is none."""
    return _reference("doc", f"/{docname}", label, css)


def project(one: Project, css: str = "") -> addnodes.pending_xref:
    """Return a link to a project's page."""
    return page(one.docname, one.title, css)


def topic(slug: str, label: str) -> addnodes.pending_xref:
    """Return a link to a topic's page."""
    return page(f"topics/{slug}", label)


def publication_target(key: str) -> str:
    """Name the place of the owner's publication *key* for links."""
    return f"publication-{key}"


def is_own(entry: Entry) -> bool:
    """Tell whether a bibliography entry is the owner's work: it has the keyword ``own``."""
    return "own" in (word.strip() for word in entry.fields.get("keywords", "").split(","))


def citation(env: BuildEnvironment, key: str) -> nodes.Node:
    """Return a short citation that links to the source *key*, "Sima et al. 2022".

    The owner's publications are linked on their own page, others where they are published.
    """
    entry = bibliography(env).bibdata.data.entries[key]
    label = short(entry)
    if is_own(entry):
        return _reference("ref", publication_target(key), label, "pf-citation")
    address = address_of(entry)
    if address is None:
        return nodes.inline("", label, classes=["pf-citation"])
    return nodes.reference("", label, refuri=address, classes=["pf-citation"])


def address_of(entry: Entry) -> str | None:
    """Return where a source is published, if its entry says."""
    if "doi" in entry.fields:
        return f"https://doi.org/{entry.fields['doi']}"
    url = entry.fields.get("url")
    return None if url is None else str(url).replace("\\", "")


def short(entry: Entry) -> str:
    """Return a citation in author–year form: one name, two, or the first "et al."."""
    names = [" ".join(person.last_names) for person in entry.persons.get("author", [])]
    names = [name.replace("{", "").replace("}", "") for name in names]
    match names:
        case []:
            who = str(entry.fields.get("title", entry.key)).replace("{", "").replace("}", "")
        case [one]:
            who = one
        case [one, two] if two != "others":
            who = f"{one} and {two}"
        case [one, *_]:
            who = f"{one} et\N{NO-BREAK SPACE}al."
    year = entry.fields.get("year")
    return f"{who}\N{NO-BREAK SPACE}{year}" if year else who


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
