"""From the environment to the pages of the index: sections, names, facets and facts.

Whatever another extension knows of a page it may add on the event ``sitesearch-page``, whose
handlers get the application and the :class:`~sitesearch.index.Page`, and change it.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, ClassVar, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from sitesearch.index import Page
from sitesearch.options import first_match
from sitesearch.sections import Record, passages, read

logger = logging.getLogger(__name__)

PASSAGE = 340  # characters: the text that is fetched to show one result
LARGE_PASSAGE = 8_000  # the same on a site of more than LARGE, for the sake of fewer files
LARGE = 1_000_000


class SearchDomain(Domain):
    """The record of every page, also when pages are read in parallel."""

    name = "sitesearch"
    label = "Search"
    data_version = 1
    initial_data: ClassVar[dict[str, Any]] = {"records": {}}

    @property
    def records(self) -> dict[str, Record]:
        """The records, by page."""
        return cast(dict[str, Record], self.data["records"])

    def clear_doc(self, docname: str) -> None:
        """Forget a page that is gone or read again."""
        self.records.pop(docname, None)

    def merge_domaindata(self, docnames: Collection[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read."""
        others = otherdata["records"]
        self.records.update({name: others[name] for name in docnames if name in others})

    def resolve_any_xref(self, *_: object) -> list[Any]:
        """Offer no targets."""
        return []


def register(app: Sphinx) -> None:
    """Keep a record of every page."""
    app.add_event("sitesearch-page")
    app.add_domain(SearchDomain)
    app.connect("doctree-read", _remember)


def records(env: BuildEnvironment) -> dict[str, Record]:
    """Return the records of *env*, by page."""
    return cast(SearchDomain, env.get_domain(SearchDomain.name)).records


def _remember(app: Sphinx, document: nodes.document) -> None:
    records(app.env)[app.env.docname] = read(document)


def collect(app: Sphinx) -> list[Page]:
    """Return every page that may be found, by name; those marked no-search are left out."""
    pages = []
    for docname, record in sorted(records(app.env).items()):
        metadata = app.env.metadata.get(docname, {})
        if any(key in metadata for key in ("no-search", "nosearch")):
            continue
        page = _page(app, docname, record, metadata)
        app.emit("sitesearch-page", page)
        _check_values(app, page)
        pages.append(page)
    most = passage(pages)
    for page in pages:
        page.sections = [part for s in page.sections for part in passages(s, most)]
    return pages


def passage(pages: Iterable[Page]) -> int:
    """Return how long a passage of these pages may be."""
    total = sum(len(section.text) for page in pages for section in page.sections)
    return PASSAGE if total < LARGE else LARGE_PASSAGE


def block(pages: Iterable[Page]) -> int:
    """Return how much text may be in one file: of a small site a passage, whatever its length."""
    most = passage(pages)
    return 0 if most == PASSAGE else most


def _page(app: Sphinx, docname: str, record: Record, metadata: Mapping[str, Any]) -> Page:
    config = app.config
    said = [text for key in config.sitesearch_text for text in values(metadata.get(key))]
    said.append(record.description)
    first = record.sections[0]
    first = replace(first, text="\n".join(filter(None, [*said, first.text])))
    facets = {key: values(metadata.get(key)) for key in config.sitesearch_facets}
    if "kind" in config.sitesearch_facets and not facets["kind"]:
        facets["kind"] = [kind] if (kind := first_match(config.sitesearch_kinds, docname)) else []
    return Page(
        docname=docname,
        url=app.builder.get_target_uri(docname),
        title=first.heading or docname,
        sections=[first, *record.sections[1:]],
        keywords=[
            *record.keywords,
            *(text for key in config.sitesearch_keywords for text in values(metadata.get(key))),
        ],
        facets=facets,
        facts=" · ".join(
            text for key in config.sitesearch_facts for text in values(metadata.get(key))
        ),
        weight=first_match(config.sitesearch_weights, docname) or 1.0,
    )


def values(value: Any) -> list[str]:
    """Return a metadata value as texts: MyST keeps lists as JSON, docutils texts with commas.

    >>> values('["a b", "c"]'), values("a b, c"), values(None)
    (['a b', 'c'], ['a b', 'c'], [])
    """
    if isinstance(value, str) and value.startswith("["):
        try:
            value = json.loads(value)
        except ValueError:
            value = value.strip("[]")
    if isinstance(value, str):
        value = value.split(", ")
    if value is None:
        return []
    items = value if isinstance(value, list | tuple) else [value]
    return [text for item in items if (text := str(item).strip())]


def _check_values(app: Sphinx, page: Page) -> None:
    for facet, allowed in app.config.sitesearch_values.items():
        for value in page.facets.get(facet, []):
            if value not in allowed:
                logger.warning(
                    'unknown %s "%s"; sitesearch_values allows: %s',
                    facet,
                    value,
                    ", ".join(allowed),
                    location=page.docname,
                    type="search",
                    subtype="facet",
                )
