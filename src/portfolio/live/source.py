"""Read the model: pages with the very source that runs, one for each module of the labs.

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

from portfolio.live.bundle import SOURCE, files

FOLDER = "model"
METATAGS = '<meta name="robots" content="noindex">'
"""Source is for who reads a page of ours already, not for who searches the web."""

Page = tuple[str, dict[str, Any], str]


def module_of(path: Path, source: Path = SOURCE) -> str:
    """Return the name of the module in *path*: ``labs/kernel/svg.py`` is ``labs.kernel.svg``."""
    parts = (source.name, *path.relative_to(source).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def page_of(module: str) -> str:
    """Return the name of the page that shows *module*."""
    return f"{FOLDER}/{module.replace('.', '/')}"


def path_of(module: str) -> Path:
    """Return the file of *module*."""
    for path in files():
        if module_of(path) == module:
            return path
    raise LookupError(f"the labs have no module {module}")


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
    from portfolio.live import output

    if not isinstance(app.builder, StandaloneHTMLBuilder) or not output.used(app.env):
        return
    for path in files():
        module = module_of(path)
        context = {"title": module, "body": body(app.builder, path), "metatags": METATAGS}
        yield page_of(module), context, "page.html"


def body(builder: StandaloneHTMLBuilder, path: Path) -> str:
    """Return the HTML of a module's page: its definitions, and its source with line numbers."""
    module = module_of(path)
    text = path.read_text(encoding="utf-8")
    code = builder.highlighter.highlight_block(
        text, "python", linenos="inline", lineanchors="line", anchorlinenos=True, wrapcode=False
    )
    listed = "".join(
        f'<li><a href="#line-{line}"><code>{escape(name)}</code></a></li>'
        for name, line in definitions(ast.parse(text))
    )
    contents = f'<nav class="lab-definitions" aria-label="Definitions"><ul>{listed}</ul></nav>'
    return (
        f"<h1><code>{escape(module)}</code></h1>"
        '<p class="lab-source-note">This is the source that drew the figures on these pages and '
        "that runs in your browser, byte for byte.</p>"
        f"{contents if listed else ''}"
        f'<div class="lab-source highlight-python">{code}</div>'
    )


def setup(app: Sphinx) -> None:
    """Register the link and the pages."""
    app.add_node(SourceReference)
    app.connect("doctree-resolved", _resolve)
    app.connect("html-collect-pages", _pages)
