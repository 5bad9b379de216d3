"""Writes what a page with a panel loads: Python, the labs, the scripts, the drawings.

All of it lies in ``_static/lab/VERSION`` of the output, and only if some page has a panel. The
version is that of the code: a script that a browser or a host has kept asks for what belongs to
it, or finds nothing, and never meets an archive of another version. Nothing but ``lab.js`` is asked
for before a reader touches a panel.
"""

import json
import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from labs import registry
from labs.kernel.model import Picture
from portfolio.builders import writes_for_browsers
from portfolio.content.domain import portfolio_domain
from portfolio.interactive import bundle, figure, source_pages
from portfolio.interactive.imports import imported
from portfolio.interactive.lab_results import Assets, lab_results, save
from portfolio.interactive.modules import archives
from portfolio.interactive.pyodide import runtime
from portfolio.interactive.standalone_svg import figure_sheets, picker_drawing, standalone
from portfolio.theme import CSS
from portfolio.theme.policy import NEEDS_WASM

logger = logging.getLogger(__name__)

STATIC = Path(__file__).with_name("static")
FOLDER = "_static/lab"
PANELS = "lab_panels"
EXAMPLES = "lab_examples"
FIGURES = "lab_figures"

DRAWINGS = f"{FOLDER}/still"
"""The drawings of scenarios as files, which pages show as images."""


def panel_id(lab: str) -> str:
    """Return the id of the panel of *lab*."""
    return f"lab-{lab}"


def drawing_addresses(lab: str, scenario: str, picture: Picture) -> list[str]:
    """Return the addresses of the panels of a scenario's picture, from the top of the site."""
    count = len(figure.panels(picture.svg))
    return [f"/{DRAWINGS}/{lab}.{scenario}.{number}.svg" for number in range(1, count + 1)]


def picker_address(lab: str, scenario: str) -> str:
    """Return the address of the small drawing by which a scenario is picked."""
    return f"/{DRAWINGS}/{lab}.{scenario}.small.svg"


def note_panel(env: BuildEnvironment, lab: str, show: str) -> None:
    """Remember that the page being read has the panel of *lab*, open at the scenario *show*."""
    metadata = env.metadata[env.docname]
    metadata[NEEDS_WASM] = True
    metadata[PANELS] = {**panels(env, env.docname), lab: show}


def note_figure(env: BuildEnvironment, lab: str) -> None:
    """Remember that the page being read has images of scenarios of *lab*."""
    metadata = env.metadata[env.docname]
    metadata[FIGURES] = sorted({*metadata.get(FIGURES, ()), lab})


def note_example(env: BuildEnvironment, lab: str, modules: list[str]) -> None:
    """Remember that the page being read has an example that runs with *modules* of *lab*."""
    metadata = env.metadata[env.docname]
    metadata[NEEDS_WASM] = True
    noted = examples(env, env.docname)
    metadata[EXAMPLES] = {**noted, lab: [*noted.get(lab, ()), *modules]}


def examples(env: BuildEnvironment, page: str) -> dict[str, list[str]]:
    """Return the labs of the examples on *page*, with the modules that these import."""
    modules: dict[str, list[str]] = env.metadata[page].get(EXAMPLES, {})
    return modules


def labs_on(env: BuildEnvironment, page: str) -> list[str]:
    """Return the labs that run on *page*, in a panel or in an example."""
    return sorted({*panels(env, page), *examples(env, page)})


def panels(env: BuildEnvironment, page: str) -> dict[str, str]:
    """Return the labs whose panels are on *page*, with the scenario at which each is open."""
    scenario_of: dict[str, str] = env.metadata[page].get(PANELS, {})
    return scenario_of


def any_lab(env: BuildEnvironment) -> bool:
    """Tell whether any page has a panel or an example that runs."""
    return any(labs_on(env, page) for page in env.found_docs)


def _add_paths(app: Sphinx, config: Config) -> None:
    # Relative to conf.py, so that the configuration is the same on every machine.
    config.html_static_path.append(Path(os.path.relpath(STATIC, app.confdir)).as_posix())


def _assets(app: Sphinx) -> Assets | None:
    """Return what the panels of this build need, once :func:`_prepare` has made it ready."""
    return lab_results(app).assets.get(_example_modules(app.env)) if any_lab(app.env) else None


def _example_modules(env: BuildEnvironment) -> tuple[str, ...]:
    """Return the modules that examples run beside those of the labs."""
    named = {
        module
        for page in env.found_docs
        for modules in examples(env, page).values()
        for module in modules
    }
    return tuple(sorted(named))


def _prepare(app: Sphinx, _builder: object) -> None:
    """Make ready, once a build, what the panels need; without Pyodide the pages stay still."""
    if not writes_for_browsers(app) or not any_lab(app.env) or _assets(app):
        return
    more = _example_modules(app.env)
    by_archive = archives(more)
    try:
        folder = runtime.prepare(imported(path for paths in by_archive.values() for path in paths))
    except runtime.RuntimeMissingError as error:
        logger.warning(str(error), type="portfolio", subtype="live")
        return
    packed = {
        name: bundle.compress(runtime.compiled(name, bundle.pack(paths)))
        for name, paths in by_archive.items()
    }
    lab_results(app).assets[more] = Assets(folder, packed)


@cache
def _sources() -> str:
    """Digest the scripts, the style sheet and the code that writes what they load."""
    here = sorted(Path(__file__).parent.rglob("*"))
    files = [path for path in here if path.suffix in {".py", ".js", ".mjs", ".css"}]
    return bundle.digest(b"".join(path.read_bytes() for path in files))


def version_of(ready: Assets) -> str:
    """Name what panels load: the archives, Python and the scripts."""
    return bundle.digest(f"{ready.version} {_sources()}".encode())


def _outdated(_app: Sphinx, env: BuildEnvironment, *_: object) -> list[str]:
    """Name the pages with labs if the scripts, whose version they name, have changed."""
    data = portfolio_domain(env).data
    before, data["lab_sources"] = data.get("lab_sources"), _sources()
    if before == _sources():
        return []
    return [page for page in env.all_docs if labs_on(env, page)]


def _link_script(
    app: Sphinx, page: str, _template: str, _context: dict[str, Any], _doctree: object
) -> None:
    """Load ``lab.js`` on pages with a panel, with all that it must know of the build."""
    if page in app.env.found_docs and labs_on(app.env, page) and (ready := _assets(app)):
        app.add_js_file(
            f"lab/{version_of(ready)}/lab.js",
            priority=500,  # Sphinx's own, named so that mypy does not take ours for it
            loading_method="defer",
            **{"data-sizes": json.dumps({lab: ready.size(lab) for lab in labs_on(app.env, page)})},
        )


def _write(app: Sphinx, exception: Exception | None) -> None:
    """Copy Python and the labs into the output."""
    if exception or not writes_for_browsers(app):
        return
    save(lab_results(app))
    ready = _assets(app)
    if ready is None:
        return
    target = Path(app.outdir, FOLDER)
    shutil.copytree(ready.python, target / "python", dirs_exist_ok=True)
    for name, content in ready.archives.items():
        (target / f"{name}.bin").write_bytes(content)


def _move(app: Sphinx, exception: Exception | None) -> None:
    """Put all but the drawings, which pages name, into the folder of their version."""
    ready = _assets(app) if not exception and writes_for_browsers(app) else None
    if ready is None:
        return
    folder = Path(app.outdir, FOLDER)
    target = folder / version_of(ready)
    moved = [path for path in folder.iterdir() if path.is_file() or path.name == "python"]
    for path in set(folder.iterdir()) - {*moved, target, Path(app.outdir, DRAWINGS)}:
        shutil.rmtree(path)  # of an earlier version
    target.mkdir(exist_ok=True)  # Sphinx alone copies scripts only in builds that write a page
    for path in moved:
        if path.is_dir():
            shutil.rmtree(target / path.name, ignore_errors=True)
        path.replace(target / path.name)


def _write_panels(app: Sphinx, exception: Exception | None) -> None:
    """Write what completes a panel when its reader comes near, and the drawings of scenarios."""
    if exception or not writes_for_browsers(app):
        return
    opened: dict[str, str] = {}
    for page in sorted(app.env.found_docs):
        opened |= panels(app.env, page)
    drawn = {lab for page in app.env.found_docs for lab in app.env.metadata[page].get(FIGURES, ())}
    cached = lab_results(app).files
    sheets = bundle.digest(figure_sheets(CSS).encode())
    for name in sorted({*opened, *drawn}):
        project = portfolio_domain(app.env).catalogue.with_lab(name)
        slug = project.slug if project else ""
        show = opened.get(name, "")
        key = (name, slug, show, app.builder.get_target_uri(source_pages.FOLDER), sheets)
        if key not in cached:
            cached[key] = _drawings(name, slug)
            if show:
                cached[key] |= _panel_file(name, show, app.builder.get_target_uri)
        Path(app.outdir, DRAWINGS).mkdir(parents=True, exist_ok=True)
        for file, text in cached[key].items():
            Path(app.outdir, file).write_text(text, encoding="utf-8")


def _panel_file(name: str, show: str, address: Callable[[str], str]) -> dict[str, str]:
    """Return the file that completes the panel of a lab, by its path."""
    from portfolio.interactive.panel_data import panel_data  # it builds panels, which note assets

    return {f"{FOLDER}/{name}.json": panel_data(registry.lab(name), show, address)}


def _drawings(name: str, slug: str) -> dict[str, str]:
    """Return the drawings of a lab's scenarios, by their paths; the project *slug* colors them."""
    files: dict[str, str] = {}
    for scenario in registry.lab(name).scenarios:
        picture = registry.picture(f"{name}.{scenario.name}")
        addresses = drawing_addresses(name, scenario.name, picture)
        parts = figure.panels(picture.svg)
        drawings = dict(zip(addresses, (part.svg for part in parts), strict=True))
        drawings[picker_address(name, scenario.name)] = picker_drawing(picture.svg)
        for address, drawing in drawings.items():
            files[address.removeprefix("/")] = standalone(drawing, slug, CSS)
    return files


def setup(app: Sphinx) -> None:
    """Prepare, link and write the files as the build goes on."""
    app.connect("config-inited", _add_paths)
    app.connect("builder-inited", lab_results)  # before a page shows a picture
    app.connect("env-get-outdated", _outdated)
    app.connect("write-started", _prepare)  # in every build, also when no page was read
    app.connect("html-page-context", _link_script, priority=300)  # before the theme, at 400
    app.connect("build-finished", _write_panels)
    app.connect("build-finished", _write)
    app.connect("build-finished", _move, priority=950)  # after scripts were shrunk, at 900
