"""The Sphinx theme ``portfolio``: templates, style sheets and scripts on top of Furo's.

``site/`` is the theme's folder (``theme.toml``, templates, ``static/``). The modules beside it
prepare what the templates show.
"""

from pathlib import Path

from sphinx.application import Sphinx

from portfolio.theme import glossary
from portfolio.theme.context import add_page_context
from portfolio.theme.translator import Translator

NAME = "portfolio"
FOLDER = Path(__file__).with_name("site")
CSS = FOLDER / "static" / "css"

STYLE_SHEETS = (  # in this order; the site ships one sheet (portfolio.theme.optimize)
    *("tokens", "base", "frame", "figures", "parts"),
    *("home", "search", "cards", "project", "gallery", "lab", "print", "shame"),
)
SCRIPTS = (
    "drawers.js",  # closes menu and contents
    "toc_highlight.js",  # marks the section being read
    "tooltips.js",  # shows references and terms in place
    "gallery.js",  # filters the list of all projects
    "copy.js",  # copies BibTeX
)


def setup(app: Sphinx) -> None:
    """Register the theme; what it needs of a page is prepared only where it is chosen."""
    # Imported here, because these modules read the theme's folder, which is named above.
    from portfolio.theme import mathml, optimize, palette, policy

    app.add_html_theme(NAME, str(FOLDER))
    app.connect("builder-inited", _prepare)
    glossary.setup(app)  # terms and abbreviations explained where they stand
    palette.setup(app)  # {palette}
    policy.setup(app)  # headers for hosts
    mathml.setup(app)  # formulas without a script
    optimize.setup(app)  # one style sheet, short scripts, nothing that no page uses


def is_active(app: Sphinx) -> bool:
    """Tell whether this build's pages are set in this theme; EPUB, for one, has its own."""
    theme = getattr(app.builder, "theme", None)
    return theme is not None and bool(theme.name == NAME)


def _prepare(app: Sphinx) -> None:
    if not is_active(app):
        return
    app.connect("html-page-context", add_page_context, priority=400)  # before Furo's, at 500
    app.set_translator(app.builder.name, Translator, override=True)
    for name in STYLE_SHEETS:
        app.add_css_file(f"css/{name}.css", priority=800)  # after Furo's and the extensions'
    for name in SCRIPTS:
        app.add_js_file(f"js/{name}", loading_method="defer")
