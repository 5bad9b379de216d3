"""A search for any Sphinx site: ``extensions = ["sitesearch"]``.

The way of a page through this package, one idea a file:

1. :mod:`~sitesearch.pages` keeps what :mod:`~sitesearch.sections` reads from each
   document tree, and adds what :mod:`~sitesearch.options` says of its metadata.
2. :mod:`~sitesearch.tokens` makes words of text, :mod:`~sitesearch.index` postings
   of words, and :mod:`~sitesearch.write` files of postings, when the build is finished.
3. In the browser ``boot.js`` waits until the visitor wants to search. Then ``store.js`` loads
   the parts of the index a query needs, ``match.js`` reads the query, ``rank.js`` orders the
   pages, and ``dialog.js`` or, on the search page, ``results.js`` shows them.

:mod:`~sitesearch.box` is the directive ``{search-box}``. Sphinx's own search stays in
place and answers on the search page whenever this one cannot.
"""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from rcssmin import cssmin
from sphinx.application import Sphinx
from sphinx.search import IndexBuilder
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

from sitesearch import box, index, options, pages, write

logger = logging.getLogger(__name__)

SCRIPT_FOLDER = Path(__file__).parent / "scripts"
FOLDER = "_static/search"
RESULTS = "_static/search-results.js"  # beside Sphinx's own: it answers when the folder cannot
LATER = ("repair.js", "nothing.js", "characters.js", "address.js")  # code that few queries need
SCRIPTS = [
    *(f"{FOLDER}/{name}" for name in ("boot.js", "app.js", *LATER, "marks.js")),
    RESULTS,
]
"""The scripts this extension writes, for whoever wants to shorten them after the build."""
TOGETHER = [f"{FOLDER}/{name}" for name in ("app.js", *LATER)]
INTERNAL = (
    "about|address|asked|bits|blockOf|blocks|characters|cited|CJK_RUN|coded|core|corrected|"
    "counts|covered|cutRuns|cuts|decoded|decodeVocabulary|DIGITS|doubt|early|entries|everything|"
    "facts|FULL_NAME|groups|guessed|heading|headingOf|headingWords|heads|hitsOf|hitsOfRun|initials|inSheet|"
    "isDoubtful|isHere|isLarge|isRoot|JOINED|joinedTerm|label|lengths|letters|lettersOf|lexicon|loadOnce|"
    "loadPages|loadShards|marked|meant|missing|more|named|names|nearest|nearWords|nothing|"
    "ONE_ERROR|pageOf|parts|passage|pending|pictures|postings|present|prominent|quality|rangeOf|"
    "rank|readAddress|readQuery|readUnknown|readWord|renew|repair|roots|run|runs|SAME_STEM|sameStem|score|"
    "section|sections|shard|shardOf|shards|share|sharing|sheets|stop|stops|store|suffixes|term|terms|"
    "text|title|titleWords|total|TWO_ERRORS|typed|url|weights|whole|without|withoutParticles|"
    "word|words|worth"
)
"""Properties that the scripts :data:`TOGETHER` alone have: they may be shortened, all alike."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the configuration, the directive and the moments of the build."""
    options.register(app)
    pages.register(app)
    box.register(app)
    app.add_js_file("search/boot.js", loading_method="defer")
    app.connect("builder-inited", _write_scripts)
    app.connect("html-page-context", _add_results, priority=300)
    app.connect("build-finished", _write_index)
    return {
        "version": "1.0.0",
        "env_version": 3,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _applies(app: Sphinx) -> bool:
    return app.builder.name in {"html", "dirhtml"}


def _write_scripts(app: Sphinx) -> None:
    """Write what does not depend on the pages, before a page refers to it."""
    if _applies(app):
        write_code(Path(app.outdir) / FOLDER)


def write_code(folder: Path) -> None:
    """Write the scripts and the style sheets into *folder*."""
    write.update(folder / "boot.js", (SCRIPT_FOLDER / "boot.js").read_text("utf-8"))
    write.update(
        folder.parent / Path(RESULTS).name, (SCRIPT_FOLDER / "results.js").read_text("utf-8")
    )
    app, later = SCRIPT_FOLDER / "app.js", [SCRIPT_FOLDER / name for name in LATER]
    write.update(folder / "app.js", write.join(app, later))
    for module in later:
        write.update(folder / module.name, write.join_later(module, app))
    write.update(folder / "marks.js", write.join(SCRIPT_FOLDER / "marks.js"))
    for name in ("search.css", "page.css"):
        css = cssmin((SCRIPT_FOLDER / name).read_text("utf-8"))
        write.update(folder / name, css + "\n")


def _add_results(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Let the search page load ours where it would load Sphinx's index, which may not be needed."""
    if page == "search" and _applies(app):
        pathto = context["pathto"]
        context["pathto"] = lambda name, *rest, **more: pathto(
            RESULTS if name == "searchindex.js" else name, *rest, **more
        )


def _write_index(app: Sphinx, exception: Exception | None) -> None:
    """Write the index of all pages."""
    if exception is not None or not _applies(app):
        return
    config = app.config
    language = config.html_search_language or config.language or "en"
    words = IndexBuilder(app.env, language, config.html_search_options, "")
    found = pages.collect(app)
    stop_words = words.lang.stopwords | set(config.sitesearch_stop_words)
    stem = _stem(words, config.sitesearch_stems)
    built = index.build(found, stop_words, options.synonyms(config), stem)
    for group in index.unused_groups(built, config.sitesearch_synonyms):
        logger.warning(
            "sitesearch_synonyms: no page says any of %s",
            ", ".join(group),
            type="search",
            subtype="synonyms",
        )
    labels = {
        "kind": {kind: kind for kind in config.sitesearch_kinds.values()},
        **config.sitesearch_values,
    }
    content = write.files(built, stem, config.sitesearch_facets, labels, pages.block(found))
    write.write(Path(app.outdir) / FOLDER, content)


def _stem(words: IndexBuilder, stems: Sequence[str]) -> Callable[[str], str]:
    """Return the stemmer of the site's language, but for the *stems* that are given.

    What is not a word is its own stem.
    """

    def stem(word: str) -> str:
        own = next((own for own in stems if word.startswith(own)), "")
        return own or (words.lang.stem(word) if word.isalpha() else word)

    return cache(stem)
