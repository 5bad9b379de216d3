"""Shrinks what pages load to one style sheet of used rules and to short scripts.

After the pages are written, Terser shortens our scripts (``scripts.mjs``), beside whatever else
the end of a build has to do. Then the tags and classes of the pages are collected, and PurgeCSS
drops every rule of Furo, sphinx-design and our own sheets that matches none of them
(``styles.mjs``). Files of our dependencies that no page refers to leave the output.

The result depends only on the pages, the sheets, the scripts and the pinned tools: a clean
build and a second one write the same bytes. The last requests and replies are kept beside the
doctrees, so that Node does not even start when nothing changed.
"""

import functools
import hashlib
import json
import os
import re
import subprocess
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from rcssmin import cssmin
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import SphinxError

import sitesearch
from portfolio.builders import writes_site
from portfolio.cache import DiskCache, disk_cache
from portfolio.content.diagnostic import ContentError, Diagnostic, display_path
from portfolio.content.encoding import first_bad_byte
from portfolio.npm import NODE, project_folder
from portfolio.theme import FOLDER, is_active
from portfolio.theme.optimize.used_selectors import Selectable, references

ROOT = project_folder()
SCRIPTS = Path(__file__).with_name("scripts.mjs")
STYLES = Path(__file__).with_name("styles.mjs")
SHEET = "site.css"
BUNDLE = "site.js"
BUNDLED = [
    "_static/js/drawers.js",
    "_static/js/toc_highlight.js",
    "_static/js/tooltips.js",
]  # on every page: one request

# Ours read better and weigh nothing: code is set in ink, not in Pygments' colors.
DROPPED = {
    "_static/pygments.css",
    "_static/pygments_dark.css",
    "_static/styles/furo.css",
    "_static/styles/furo-extensions.css",
}


class AssetError(SphinxError):
    """The tools that shrink the assets could not run."""

    category = "Assets"


def setup(app: Sphinx) -> None:
    """Shrink after everything else has written its pages."""
    app.connect("builder-inited", _prepare)
    app.connect("html-page-context", _link_one_sheet, priority=900)


def _prepare(app: Sphinx) -> None:
    if applies(app):
        assets = _Assets(app)
        app.connect("build-finished", assets.shorten_scripts, priority=100)
        app.connect("build-finished", assets.finish, priority=900)


def applies(app: Sphinx) -> bool:
    """Tell whether this build's assets are shrunk: a web site's, in our theme."""
    return writes_site(app) and is_active(app)


def _link_one_sheet(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    if applies(app):
        context["style_sheets"] = [f"_static/{SHEET}"]
        context["site_script"] = f"_static/{BUNDLE}"
        context["script_files"] = [
            script for script in context["script_files"] if script.filename not in BUNDLED
        ]


class _Assets:
    """The style sheets and scripts of one build."""

    def __init__(self, app: Sphinx) -> None:
        assert isinstance(app.builder, StandaloneHTMLBuilder)
        self._builder = app.builder
        self._scripts: Future[dict[str, Any]]

    def shorten_scripts(self, app: Sphinx, exception: Exception | None) -> None:
        """Begin to shorten the scripts, which no page changes, on another processor."""
        if exception is None:
            js = {path: _content(app, Path(app.outdir, path)) for path in own_scripts(app)}
            together = {"paths": sitesearch.TOGETHER, "names": sitesearch.INTERNAL}
            pool = ThreadPoolExecutor(1)
            self._scripts = pool.submit(_answer, app, SCRIPTS, {"js": js, "together": together})
            pool.shutdown(wait=False)

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """Write one style sheet and the short scripts; raises ``ContentError``."""
        if exception is not None:
            return
        out = Path(app.outdir)
        cache = disk_cache(app, "selectable")
        selectable, used = scan(out, cache)
        cache.save()
        of_sheets = sheets(self._builder)
        css = [_content(app, sheet) for sheet in of_sheets]
        selectable.classes |= figure_roles("".join(css))
        scripts = self._scripts.result()
        seen = {**selectable.lists(), "words": scripts.get("words", [])}
        styles = _answer(app, STYLES, {"css": css, "seen": seen})
        faults = [(out / path, *fault) for path, *fault in scripts.get("wrong", [])]
        faults += [(of_sheets[number], *fault) for number, *fault in styles.get("wrong", [])]
        if faults:
            raise ContentError(Diagnostic(_source(app, path), *fault) for path, *fault in faults)
        (out / "_static" / SHEET).write_text(cssmin(styles["css"]), "utf-8")
        for path, source in scripts["js"].items():
            if path in BUNDLED:
                (out / path).unlink()
            else:
                (out / path).write_text(source, "utf-8")
        bundle = "\n".join(scripts["js"][path] for path in BUNDLED)
        (out / "_static" / BUNDLE).write_text(bundle, "utf-8")
        _remove_unused(app, self._builder, used)


def _answer(app: Sphinx, script: Path, request: dict[str, Any]) -> dict[str, Any]:
    """Return what *script* replies; from the last build, if nothing has changed since."""
    text = json.dumps(request, sort_keys=True)
    key = _digest(text, script.read_text("utf-8"), (ROOT / "package-lock.json").read_text("utf-8"))
    path = Path(app.doctreedir, f"{script.stem}.json")
    stored = _read(path)
    if stored.get("key") == key:
        reply: dict[str, Any] = stored["reply"]
        return reply
    reply = run(script, text)
    path.write_text(json.dumps({"key": key, "reply": reply}), "utf-8")
    return reply


def _content(app: Sphinx, path: Path) -> str:
    """Return the text of a style sheet or script in the output; raises ``ContentError``."""
    if not path.is_file():
        raise ContentError([Diagnostic(_source(app, path), 1, "there is no such file")])
    content = path.read_bytes()
    if bad := first_bad_byte(content):
        raise ContentError([Diagnostic(_source(app, path), *bad)])
    return content.decode("utf-8")


def _source(app: Sphinx, path: Path) -> str:
    """Return the file that was copied to *path* in the output, as an author names it."""
    name = path.relative_to(Path(app.outdir) / "_static")
    ours, foreign = _static_folders(app, ours=True), _static_folders(app, ours=False)
    folders = [*ours, FOLDER / "static", *foreign]
    source = next((f / name for f in folders if (f / name).exists()), FOLDER / "static" / name)
    return display_path(source)


def sheets(builder: StandaloneHTMLBuilder) -> list[Path]:
    """Return the style sheets of every page, in the order in which they are to be read."""
    files = sorted(builder._css_files, key=lambda css: css.priority)
    return [
        Path(builder.outdir) / str(css.filename) for css in files if css.filename not in DROPPED
    ]


def own_scripts(app: Sphinx) -> list[str]:
    """Return the output paths of our scripts: of the theme, the extensions and the site."""
    scripts = {
        f"_static/{path.relative_to(folder).as_posix()}"
        for folder in [FOLDER / "static", *_static_folders(app, ours=True)]
        for path in folder.rglob("*.js")
    }
    scripts |= set(sitesearch.SCRIPTS)
    return sorted(path for path in scripts if (Path(app.outdir) / path).is_file())


def figure_roles(css: str) -> set[str]:
    """Return the classes of drawings: labs also draw in the reader's browser, with any of them.

    >>> sorted(figure_roles(".fig-line, .fig-line.x { } .card { }"))
    ['fig-line']
    """
    return set(re.findall(r"\.(fig[\w-]*)", css))


@functools.cache
def run(script: Path, request: str) -> dict[str, Any]:
    """Send *request* (JSON) to *script* and return its reply; raises ``AssetError``."""
    if not (ROOT / "node_modules" / "purgecss").is_dir():
        raise AssetError("node_modules is missing or old: run `make html`, which installs it")
    done = subprocess.run(
        [str(NODE), str(script), str(ROOT)],
        input=request,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "NODE_OPTIONS": ""},
    )
    if done.returncode:
        raise AssetError(f"{script.name} failed:\n{done.stderr[:2000]}")
    reply: dict[str, Any] = json.loads(done.stdout)
    return reply


ADDED = "_static/lab/**/*.json"
"""Elements that a live panel adds to its page, see :mod:`portfolio.interactive.panel_data`."""


def scan(out: Path, cache: DiskCache | None = None) -> tuple[Selectable, set[Path]]:
    """Return what a style sheet can name in *out*, and the files its pages refer to.

    *cache* remembers what each page contains.
    """
    selectable, used = Selectable(), set[str]()
    for page in sorted(out.rglob("*.html")):
        html = page.read_text("utf-8")
        content = json.loads(
            cache.get_or_compute(html, _content_of) if cache else _content_of(html)
        )
        used |= {os.path.normpath(f"{page.parent}/{link}") for link in content.pop("links")}
        selectable.update(content)
    for file in sorted(out.glob(ADDED)):
        selectable.add_page(json.loads(file.read_text("utf-8")).get("rest", ""))
    return selectable, {Path(path) for path in used}


def _content_of(html: str) -> str:
    """Return what a page can be selected by and what it links to, as JSON."""
    selectable = Selectable()
    selectable.add_page(html)
    links = sorted(link for link in references(html) if ":" not in link)
    return json.dumps({**selectable.lists(), "links": links})


def _remove_unused(app: Sphinx, builder: StandaloneHTMLBuilder, used: set[Path]) -> None:
    """Remove what dependencies put into ``_static`` and no page refers to."""
    static = Path(app.outdir) / "_static"
    ours = {static / Path(path).relative_to("_static") for path in own_scripts(app)}
    foreign = {Path(builder.outdir) / str(css.filename) for css in builder._css_files}
    assert builder.theme is not None
    themes = [Path(entry) / "static" for entry in builder.theme.get_theme_dirs()]
    for folder in [*themes, *_static_folders(app, ours=False)]:
        files = [p.relative_to(folder) for p in folder.rglob("*") if p.is_file()]
        foreign |= {static / re.sub(r"(\.jinja|_t)$", "", str(p)) for p in files}  # of templates
    foreign |= {static / name for name in GENERATED}
    for path in sorted(foreign - ours - used):
        path.unlink(missing_ok=True)
    for folder in sorted((p for p in static.rglob("*") if p.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


# Written by Sphinx itself, for its search and its code blocks.
GENERATED = [
    "pygments.css",
    "pygments_dark.css",
    "language_data.js",
    "documentation_options.js",
    "base-stemmer.js",
    "english-stemmer.js",
]


def _static_folders(app: Sphinx, *, ours: bool) -> list[Path]:
    """Return the folders of ``html_static_path`` that are part of this project, or the others."""
    homes = Path(app.confdir).resolve(), Path(__file__).parents[2]
    folders = [(Path(app.confdir) / entry).resolve() for entry in app.config.html_static_path]
    return [f for f in folders if f.is_dir() and any(f.is_relative_to(h) for h in homes) is ours]


def _read(path: Path) -> dict[str, Any]:
    try:
        stored: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stored


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()
