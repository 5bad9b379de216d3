"""Checks that every page that was ever published is still there or redirects to another.

``docs/addresses.txt`` lists every page that was ever published, a path a line. A page that is
on the list must still exist, or the table of ``redirects`` in ``conf.py`` must say where it
went; a page that is not on the list yet is to be added. The redirects themselves are written by
``sphinx-reredirects``, from a template of ours, since its own needs an inline script.
"""

import os
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from portfolio.content.encoding import first_bad_byte

PUBLISHED_PAGES = "addresses.txt"
TEMPLATE = Path(__file__).with_name("redirect.html")
logger = logging.getLogger(__name__)


def problems(
    ledger: list[str], pages: set[str], redirects: dict[str, str]
) -> list[tuple[int, str]]:
    """Return what is wrong, each with the ledger's line (0 where there is none).

    *ledger* is the file's lines, *pages* the pages there are, *redirects* maps an old page to
    the address it leads to.
    """
    messages: list[tuple[int, str]] = []
    listed: set[str] = set()
    for number, line in enumerate(ledger, 1):
        name = line.strip()
        if not name or name.startswith("#"):
            continue
        if name in listed:
            messages.append((number, f"the page {name!r} is listed twice"))
        listed.add(name)
        if name not in pages and name not in redirects:
            messages.append(
                (number, f"the published page {name!r} is gone; say in `redirects` where it went")
            )
    for old, new in sorted(redirects.items()):
        target = new.split("#")[0].removesuffix(".html")
        if old in pages:
            messages.append((0, f"`redirects` moves {old!r}, which is still a page"))
        if "://" not in new and _from(old, target) not in pages:
            messages.append((0, f"`redirects` sends {old!r} to {new!r}, which is no page"))
    if missing := sorted(pages - listed):
        names = ", ".join(map(repr, missing[:10])) + (" …" if len(missing) > 10 else "")
        pages_are = f"the page {names} is" if len(missing) == 1 else f"the pages {names} are"
        text = f"{pages_are} not listed yet; add a line with the name"
        messages.append((len(ledger), text))
    return messages


def _from(old: str, target: str) -> str:
    """Return the page that a link to *target* leads to from *old*, whose folder it starts in."""
    parts = old.split("/")[:-1]
    for step in target.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step != ".":
            parts.append(step)
    return "/".join(parts)


def register(ledger: Path, name: str) -> None:
    """Add the page *name* to the *ledger*, in the order of names; comments stay on top."""
    lines = ledger.read_text(encoding="utf-8-sig").splitlines()
    comments = [line for line in lines if line.startswith("#")]
    names = sorted({line for line in lines if line and not line.startswith("#")} | {name})
    ledger.write_text("\n".join([*comments, *names]) + "\n", encoding="utf-8")


def _check(app: Sphinx) -> None:
    path = Path(app.srcdir) / PUBLISHED_PAGES
    if not path.exists():
        return  # another site, such as a test's, keeps no ledger
    redirects = {name: str(target) for name, target in app.config.redirects.items()}
    content = path.read_bytes()
    if bad := first_bad_byte(content):
        line, fault = bad
        logger.warning(fault, location=f"{path}:{line}", type="portfolio", subtype="encoding")
        return
    ledger = content.decode("utf-8-sig").splitlines()
    for line, message in problems(ledger, set(app.env.found_docs), redirects):
        logger.warning(
            message, location=f"{path}:{line or 1}", type="portfolio", subtype="addresses"
        )


def _choose_template(app: Sphinx, config: Config) -> None:
    # The library looks for it from the folder of the pages.
    config.redirect_html_template_file = os.path.relpath(TEMPLATE, app.srcdir)


def setup(app: Sphinx) -> None:
    """Check the ledger once the pages are known."""
    app.setup_extension("sphinx_reredirects")
    app.connect("config-inited", _choose_template)
    app.connect("env-check-consistency", lambda app, env: _check(app))
