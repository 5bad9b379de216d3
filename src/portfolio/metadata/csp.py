"""A content-security policy on every page: nothing is allowed but what is used.

Static hosts such as GitHub Pages send no headers of ours, so the policy is a ``<meta>`` element,
the first thing in ``<head>``. Scripts and styles come from files of this site; an inline script
or style that a template cannot do without is allowed by its hash, which is computed from the
written page. ``'unsafe-inline'`` and ``'unsafe-eval'`` are never used.
"""

import hashlib
import re
from base64 import b64encode
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

SCRIPTS, STYLES = "PORTFOLIO-SCRIPT-HASHES", "PORTFOLIO-STYLE-HASHES"
POLICY = {
    "default-src": "'none'",
    "script-src": f"'self' {SCRIPTS}",
    "style-src": f"'self' {STYLES}",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
WASM = "'wasm-unsafe-eval'"  # compiling WebAssembly; it does not allow eval of JavaScript
_INLINE = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_DATA_BLOCK = re.compile(r'type="application/(ld\+json|json)"')


def meta_element(*, wasm: bool) -> str:
    """Return the policy's ``<meta>`` element, its hashes still to be filled in."""
    directives = dict(POLICY)
    if wasm:
        directives["script-src"] += f" {WASM}"
    content = "; ".join(f"{name} {value}" for name, value in directives.items())
    return f'<meta http-equiv="Content-Security-Policy" content="{content}">'


def fill_hashes(html: str) -> str:
    """Return *html* with the hashes of its own inline scripts and styles in its policy."""
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for tag, attributes, body in _INLINE.findall(html):
        if body.strip() and not _DATA_BLOCK.search(attributes):
            digest = b64encode(hashlib.sha256(body.encode()).digest()).decode()
            source = f"'sha256-{digest}'"
            if source not in hashes[tag.lower()]:
                hashes[tag.lower()].append(source)
    for marker, sources in ((SCRIPTS, hashes["script"]), (STYLES, hashes["style"])):
        html = html.replace(" " + marker, "".join(f" {source}" for source in sources))
    return html


def _add_policy(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    wasm = pagename in app.env.metadata and bool(app.env.metadata[pagename].get("lab_panel"))
    context["metatags"] = meta_element(wasm=wasm) + context.get("metatags", "")


def _fill_pages(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html":
        return
    for path in sorted(Path(app.outdir).rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        if SCRIPTS in html:
            path.write_text(fill_hashes(html), encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Put the policy first in ``<head>``, and its hashes in when the page is final."""
    app.connect("html-page-context", _add_policy, priority=999)
    app.connect("build-finished", _fill_pages, priority=950)
