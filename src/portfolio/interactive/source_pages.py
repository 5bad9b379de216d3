"""Read the model: pages with the very source that runs, one for each module that a panel needs.

Each line has an address (``#line-12``), and each definition is listed on top. The pages are
written from the bytes that go into the archive for the browser.
"""

import ast
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from labs import registry
from portfolio.cache import memory
from portfolio.interactive.modules import file_of, files, name_of

FOLDER = "model"
METATAGS = '<meta name="robots" content="noindex">'
"""Source is for who reads a page of ours already, not for who searches the web."""

NOTE = (
    "This is the source that drew the figures on these pages and that runs in your browser, "
    "byte for byte."
)
NOTE_BESIDE = (
    "This is the source as the tests run it, byte for byte; no figure needs it, so your browser "
    "does not load it."
)

Page = tuple[str, dict[str, Any], str]


def page_of(module: str) -> str:
    """Return the name of the page that shows *module*."""
    return f"{FOLDER}/{module.replace('.', '/')}"


def path_of(module: str) -> Path:
    """Return the file of *module*; LookupError if the labs have no such module."""
    if path := file_of(module):
        return path
    raise LookupError(f"the labs have no module {module}")


def listed() -> list[Path]:
    """Return the files that have a page: what runs, and what a lab names beside it to be read."""
    named = {path_of(module) for name in registry.NAMES for module in registry.lab(name).sources}
    return sorted(named.union(files()))


def summary(module: str) -> str:
    """Return the first sentence of a module's docstring."""
    tree = ast.parse(path_of(module).read_bytes())
    return (ast.get_docstring(tree) or "").partition("\n\n")[0].replace("\n", " ")


def definitions(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield name and line of each class, each function, and each method of a class."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name, node.lineno
        if isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef) and not inner.name.startswith("__"):
                    yield f"{node.name}.{inner.name}", inner.lineno


class SourceReference(nodes.Inline, nodes.TextElement):
    """A link to the page of a module; resolved when pages are written, as those pages are."""


def reference(module: str) -> nodes.Element:
    """Return a link to the page of *module*."""
    path_of(module)
    return SourceReference("", module, module=module)


def _resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Turn each reference into a link where there are such pages."""
    for node in list(doctree.findall(SourceReference)):
        code = nodes.literal("", node.astext(), classes=["lab-module"])
        if app.builder.format == "html":
            target = app.builder.get_relative_uri(docname, page_of(node["module"]))
            # Not "internal": to Sphinx and to the Markdown twins these are no pages of the site.
            node.replace_self(nodes.reference("", "", code, refuri=target))
        else:
            node.replace_self(code)


def _pages(app: Sphinx) -> Iterator[Page]:
    """Yield one page for each module, where any page of the site has a panel."""
    from portfolio.interactive import assets

    if not isinstance(app.builder, StandaloneHTMLBuilder) or not assets.used(app.env):
        return
    builder = app.builder
    if Path(app.outdir, FOLDER).is_dir():
        return  # of the build before; freshness.py removes them when they may have changed
    runs, kept = set(files()), memory(app, "listings")
    for path in listed():
        module, text = name_of(path), path.read_text(encoding="utf-8")
        lines = kept.recall(text, lambda text: numbered(builder, text))
        note = NOTE if path in runs else NOTE_BESIDE
        context = {"title": module, "body": body(module, note, text, lines), "metatags": METATAGS}
        yield page_of(module), context, "page.html"
    kept.save()


def numbered(builder: StandaloneHTMLBuilder, text: str) -> str:
    """Return the HTML of a module's source, with an address for each line."""
    code: str = builder.highlighter.highlight_block(
        text, "python", linenos="inline", lineanchors="line", anchorlinenos=True, wrapcode=False
    )
    return code


def body(module: str, note: str, text: str, lines: str) -> str:
    """Return the HTML of a module's page: its definitions, and its source as *lines*."""
    listed = "".join(
        f'<li><a href="#line-{line}"><code>{escape(name)}</code></a></li>'
        for name, line in definitions(ast.parse(text))
    )
    contents = f'<nav class="lab-definitions" aria-label="Definitions"><ul>{listed}</ul></nav>'
    return (
        f"<h1><code>{escape(module)}</code></h1>"
        f'<p class="lab-source-note">{note}</p>'
        f"{contents if listed else ''}"
        f'<div class="lab-source highlight-python">{lines}</div>'
    )


def setup(app: Sphinx) -> None:
    """Register the link and the pages."""
    app.add_node(SourceReference)
    app.connect("doctree-resolved", _resolve)
    app.connect("html-collect-pages", _pages)
