"""Tells Sphinx which pages to read and write again, beyond those whose own text changed.

Any page may show a drawing, a computed number or another project's facts, so a change of our
code or of the catalogue makes every page be read again. A page also shows what others are called,
where their headings are and what a term means, so a change of these makes every page be written
again. With both, an incremental build gives the bytes of a clean one, under ``make html`` and
under Sphinx alone (``make live``).
"""

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.index_entries import split_index_msg

from portfolio.build import fingerprint
from portfolio.content.domain import portfolio_domain
from portfolio.interactive import source_pages

CODE = Path(__file__).parents[2]
HIDDEN = [f"{where}{name}" for name in (".*", "_build", "node_modules") for where in ("", "**/")]
"""What Sphinx leaves out, as :func:`portfolio.build.fingerprint.source_files` does."""

WORD_COUNT = "wordcount"
"""MyST's metadata that changes with every sentence, and that no page shows of another."""


def _configure(app: Sphinx, config: Config) -> None:
    """Make the state of our code a part of the configuration; leave out what no author wrote."""
    config.portfolio_code = fingerprint.state(CODE, ".py")
    config.exclude_patterns += [
        pattern for pattern in HIDDEN if pattern not in config.exclude_patterns
    ]


def _outdated(app: Sphinx, env: BuildEnvironment, *_: object) -> Iterable[str]:
    """Name all pages if the catalogue is not that of the build before."""
    return env.all_docs if portfolio_domain(env).data["changed"] else ()


def _affected(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Name all pages if what pages show of one another has changed."""
    data = portfolio_domain(env).data
    before, data["shared"] = data.get("shared"), _shared(env)
    if before == data["shared"]:
        return ()
    # no page of the site, so Sphinx does not know that they are out of date
    shutil.rmtree(Path(app.outdir, source_pages.FOLDER), ignore_errors=True)
    return env.all_docs


def _shared(env: BuildEnvironment) -> str:
    """Digest what pages show of one another: titles, headings, metadata, targets and terms.

    Our own files are a part of it, for the pages that list the modules of the labs.
    """
    standard = env.domains.standard_domain
    digest = hashlib.sha256(fingerprint.state(CODE).encode())
    for page in sorted(env.found_docs):
        digest.update(f"{page}\n{env.titles[page]}\n".encode())
        digest.update(f"{env.tocs[page]}\n{env.toctree_includes.get(page)}\n".encode())
        metadata = {key: value for key, value in env.metadata[page].items() if key != WORD_COUNT}
        digest.update(f"{sorted(metadata.items(), key=str)}\n".encode())
    objects = sorted(map(str, standard.get_objects()))
    digest.update(repr(objects).encode())
    for page in sorted({item[3] for item in standard.get_objects() if item[2] == "term"}):
        for definition in env.get_doctree(page).findall(nodes.definition):
            digest.update(definition.astext().encode())
    return digest.hexdigest()


def _mend_search_index(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Make Sphinx's search index that of a clean build. This yields no page.

    Sphinx 9.0 loads the terms and titles of pages that are not written again from its last
    index, but not their index entries; and words that no page has any more stay.
    """
    indexer = getattr(app.builder, "indexer", None)
    if indexer is not None:
        entries = {
            page: sorted(
                {
                    (text, target or "", main)
                    for kind, value, target, main, _ in entries_of_page
                    for text in split_index_msg(kind, value)
                }
            )
            for page, entries_of_page in sorted(app.env.domains.index_domain.entries.items())
        }
        indexer._index_entries.clear()
        indexer._index_entries.update(entries)
        for pages_by_word in (indexer._mapping, indexer._title_mapping):
            for word in [word for word, pages in pages_by_word.items() if not pages]:
                del pages_by_word[word]
    yield from ()


def setup(app: Sphinx) -> None:
    """Answer Sphinx's questions about what is out of date, and repair its search index."""
    app.connect("config-inited", _configure)
    app.connect("env-get-outdated", _outdated)
    app.connect("env-updated", _affected)
    app.connect("html-collect-pages", _mend_search_index)
