"""The site's face: templates over Furo's, small scripts, and what they need to know of a page."""

import os.path
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from portfolio.directives import palette
from portfolio.theme import glossary
from portfolio.theme.context import add_page_context
from portfolio.theme.html_fixes import mend_page

HERE = Path(__file__).parent


def setup(app: Sphinx) -> None:
    """Put our templates before Furo's and our scripts on every page."""
    # bench-weight turns this off, to measure the same pages as Furo shows them.
    app.add_config_value("portfolio_dress", True, "html", types=frozenset({bool}))
    glossary.setup(app)
    palette.setup(app)
    app.connect("config-inited", _dress)


def _dress(app: Sphinx, config: Config) -> None:
    if config.html_theme != "furo" or not config.portfolio_dress:
        return
    _add_paths(app, config)
    app.connect("html-page-context", add_page_context, priority=400)  # before Furo's, at 500
    app.connect("html-page-context", mend_page, priority=460)
    app.add_js_file("drawers.js", loading_method="defer")  # closes menu and contents
    app.add_js_file("toc_highlight.js", loading_method="defer")  # marks the section being read
    app.add_js_file("tooltips.js", loading_method="defer")  # shows references and terms in place
    app.add_js_file("gallery.js", loading_method="defer")  # filters the list of all projects
    app.add_js_file("copy.js", loading_method="defer")  # copies BibTeX


def _add_paths(app: Sphinx, config: Config) -> None:
    # Relative to conf.py, so that the configuration is the same on every machine.
    config.templates_path.insert(0, _relative(app, HERE / "templates"))
    config.html_static_path.append(_relative(app, HERE / "scripts"))


def _relative(app: Sphinx, path: Path) -> str:
    return Path(os.path.relpath(path, app.confdir)).as_posix()
