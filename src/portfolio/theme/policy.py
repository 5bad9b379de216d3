"""The content-security policy of the pages, and the headers for hosts that can send some.

A page's policy stands in a ``meta`` element, since hosts such as GitHub Pages send no headers of
ours. A ``meta`` element cannot forbid framing, and a module worker takes its policy from the
headers of its own file alone. ``_headers``, beside the pages, says both in the form that Netlify
and Cloudflare Pages read; the owner's manual shows the same for nginx.
"""

import base64
import hashlib
from pathlib import Path

from sphinx.application import Sphinx

from portfolio.builders import writes_site

DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
"""Nothing is allowed but what is used."""

NEEDS_WASM = "lab_panel"
"""The metadata of a page that may compile WebAssembly, for its live labs."""

WASM = "'wasm-unsafe-eval'"
"""Lets a page with a live panel compile WebAssembly, and does not allow eval of JavaScript."""


def policy(*, wasm: bool) -> str:
    """Return the policy of a page, with or without WebAssembly.

    >>> policy(wasm=True)[:62]
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; styl"
    """
    allowed = DIRECTIVES | ({"script-src": f"{DIRECTIVES['script-src']} {WASM}"} if wasm else {})
    return "; ".join(f"{name} {sources}" for name, sources in allowed.items())


def with_script(policy: str, script: str) -> str:
    """Return *policy* that also allows the inline *script*, by its digest."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    own = f"script-src {DIRECTIVES['script-src']}"
    return policy.replace(own, f"{own} 'sha256-{digest}'", 1)


def headers() -> dict[str, str]:
    """Return the headers that a host should send with every file.

    The pages' own policies still hold beside this one, so pages without a panel get no more.
    """
    return {
        "Content-Security-Policy": f"{policy(wasm=True)}; frame-ancestors 'none'",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


def _write(app: Sphinx, exception: Exception | None) -> None:
    from portfolio.theme import is_active

    if not exception and writes_site(app) and is_active(app):
        lines = [f"  {name}: {value}\n" for name, value in headers().items()]
        (Path(app.outdir) / "_headers").write_text("/*\n" + "".join(lines), encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Write the file when the build ends well."""
    app.connect("build-finished", _write)
