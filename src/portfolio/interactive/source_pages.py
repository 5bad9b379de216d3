"""Pages with the source of the models, one for each module that a panel needs: "Read the model".

Each line has an address (``#line-12``), and each definition is listed on top. The pages are
written from the bytes that go into the archive for the browser.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from labs import registry
from portfolio.builders import writes_for_browsers
from portfolio.content.domain import portfolio_domain
from portfolio.interactive.lab_results import Listing, lab_results
from portfolio.interactive.modules import file_of, name_of, shipped_modules

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


def listings(builder: StandaloneHTMLBuilder) -> Iterator[Listing]:
    """Yield what runs, and what a lab names beside it to be read, in the order of the files."""
    runs = {*shipped_modules()}
    named = {path_of(module) for name in registry.NAMES for module in registry.lab(name).sources}
    for path in sorted(named | runs):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        yield Listing(
            name_of(path),
            path in runs,
            lead_paragraph(tree),
            list(definitions(tree)),
            numbered(builder, text),
        )


def summary(module: str) -> str:
    """Return the first sentence of a module's docstring."""
    return _first_paragraph(ast.parse(path_of(module).read_bytes()))


def _first_paragraph(tree: ast.Module) -> str:
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
        if writes_for_browsers(app):
            target = app.builder.get_relative_uri(docname, page_of(node["module"]))
            # Not "internal": to Sphinx and to the Markdown twins these are no pages of the site.
            node.replace_self(nodes.reference("", "", code, refuri=target))
        else:
            node.replace_self(code)


def _pages(app: Sphinx) -> Iterator[Page]:
    """Yield one page for each module, where any page of the site has a panel."""
    from portfolio.interactive import assets

    if not writes_for_browsers(app) or not assets.any_lab(app.env):
        return
    assert isinstance(app.builder, StandaloneHTMLBuilder)
    builder = app.builder
    if Path(app.outdir, FOLDER).is_dir():
        return  # of the build before; freshness.py removes them when they may have changed
    results = lab_results(app)
    results.listings = results.listings or list(listings(builder))
    packages: dict[str, list[str]] = {}
    for listing in results.listings:
        packages.setdefault(listing.package, []).append(listing.module)
    for listing in results.listings:
        page = page_of(listing.module)
        beside = [
            (name, builder.get_relative_uri(page, page_of(name)))
            for name in packages[listing.package]
        ]
        context = {
            "title": listing.module,
            "body": body(listing, beside),
            "metatags": METATAGS,
            "parents": _parents(app, builder, listing.module),
        }
        yield page, context, "page.html"


def _parents(app: Sphinx, builder: StandaloneHTMLBuilder, module: str) -> list[dict[str, str]]:
    """Return the way back from the page of *module*: the projects, the project, its panel."""
    from portfolio.interactive import assets

    page, (_, *packages) = page_of(module), module.split(".")
    parents = [{"link": builder.get_relative_uri(page, "projects/index"), "title": "Projects"}]
    project = portfolio_domain(app.env).catalogue.with_lab(packages[0]) if packages else None
    if project and packages[0] in assets.panels(app.env, project.docname):
        address = builder.get_relative_uri(page, project.docname)
        parents.append({"link": address, "title": project.title})
        parents.append({"link": f"{address}#{assets.panel_id(packages[0])}", "title": "Lab"})
    return parents


def lead_paragraph(tree: ast.Module) -> str:
    """Return the first paragraph of a module's docstring as HTML, its roles and quotes as code.

    >>> lead_paragraph(ast.parse("'Uses :func:`~labs.kernel.x`, or ``y``.'"))
    '<p>Uses <code>labs.kernel.x</code>, or <code>y</code>.</p>'
    """
    text = escape(_first_paragraph(tree), quote=False)
    coded = re.sub(r"(?::\w+:)?``?~?([^`]+)``?", r"<code>\1</code>", text)
    return f"<p>{coded}</p>" if text else ""


def numbered(builder: StandaloneHTMLBuilder, text: str) -> str:
    """Return the HTML of a module's source, with an address for each line."""
    code: str = builder.highlighter.highlight_block(
        text, "python", linenos="inline", lineanchors="line", anchorlinenos=True, wrapcode=False
    )
    return code.replace("<pre>", '<pre tabindex="0">')  # scrolls sideways, by arrow keys too


def body(listing: Listing, beside: Sequence[tuple[str, str]] = ()) -> str:
    """Return the HTML of a module's page: what it is, its definitions, and its source.

    *beside* are the modules of its package with their addresses, its own among them.
    """
    listed = "".join(
        f'<li><a href="#line-{line}"><code>{escape(name)}</code></a></li>'
        for name, line in listing.definitions
    )
    contents = f'<nav class="lab-definitions" aria-label="Definitions"><ul>{listed}</ul></nav>'
    package, _, name = listing.module.rpartition(".")
    links = "".join(
        f'<li><a href="{address}"{here}><code>{escape(other.rpartition(".")[2])}</code></a></li>'
        for other, address in beside
        for here in [' aria-current="page"' if other == listing.module else ""]
    )
    modules = (
        f'<nav class="lab-definitions" aria-label="Modules of {escape(package)}">'
        f"<p>Modules of <code>{escape(package)}</code></p><ul>{links}</ul></nav>"
    )
    return (
        f"<h1><code>{escape(name)}</code></h1>"
        f"{listing.lead}"
        f'<p class="lab-source-note">{NOTE if listing.runs else NOTE_BESIDE}</p>'
        f"{modules if len(beside) > 1 else ''}"
        f"{contents if listed else ''}"
        f'<div class="lab-source highlight-python">{listing.lines}</div>'
    )


def setup(app: Sphinx) -> None:
    """Register the link and the pages."""
    app.add_node(SourceReference)
    app.connect("doctree-resolved", _resolve)
    app.connect("html-collect-pages", _pages)
