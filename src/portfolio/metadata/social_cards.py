"""Draws an image for each page's link previews: its title, its description and a picture.

They are drawn as SVG from the same functions as the page's figures and rasterized by resvg with
fonts from a pinned package that have Latin and Chinese glyphs, so the bytes depend on nothing
that happens to be installed. The picture is the project's thumbnail, or the first drawing that the
page shows as a file, or the site's icon.
"""

import hashlib
import re
import shutil
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

import resvg_py
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from labs import registry
from portfolio.builders import writes_site
from portfolio.content.domain import portfolio_domain
from portfolio.content.page import Page, pages
from portfolio.directives.thumbnail import thumbnail
from portfolio.theme import CSS
from portfolio.theme.colors import color, expand, hex_code, tokens

SIZE = (1200, 630)  # pixels; what the large previews of every network crop to
THUMBNAIL = {"x": 760, "y": 175, "width": 380, "height": 300}
"""Where a thumbnail or an icon stands on the card."""
FOLDER = "social"
FAMILY = "Noto Sans S Chinese"
FONTS = Path("node_modules/@embedpdf/fonts-sc/fonts")
FACES = ("NotoSansHans-Regular.otf", "NotoSansHans-Bold.otf")
_MEDIA = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
LAYOUT = """
text { font-family: 'FAMILY'; fill: var(--site-ink) }
.card { fill: var(--site-paper) }
.edge { fill: var(--site-hue) }
.card-name { font-size: 28px; fill: var(--site-ink-soft) }
.card-title { font-size: 60px; font-weight: 700 }
.card-claim { font-size: 29px }
"""


def image_path(docname: str) -> str:
    """Return the path of a page's image, relative to the site's address."""
    return f"{FOLDER}/{docname}.png"


def card(record: Page, site: str, figure: str, style: str) -> str:
    """Return the SVG of one page's card; *figure* is an ``<svg>`` element or empty.

    A drawing has more room than a thumbnail or an icon.
    """
    width, height = SIZE
    box = {"x": 660, "y": 60, "width": 500, "height": 510} if record.drawing else THUMBNAIL
    room = box["x"] - 120 if figure else 1040
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">',
        f"<style>{style}</style>",
        f'<rect class="card" width="{width}" height="{height}"/>',
        f'<rect class="edge" width="16" height="{height}"/>',
    ]
    if record.title != site:
        parts.append(f'<text class="card-name" x="80" y="96">{escape(site)}</text>')
    y = 190
    for row in wrap(record.title, room / 34)[:3]:
        parts.append(f'<text class="card-title" x="78" y="{y}">{escape(row)}</text>')
        y += 72
    rows = wrap(record.description, room / 15)
    fit = (height - 50 - y) // 40
    if len(rows) > fit:
        rows = [*rows[: fit - 1], rows[fit - 1].rstrip(".,; ") + " …"]
    for row in rows:
        parts.append(f'<text class="card-claim" x="80" y="{y}">{escape(row)}</text>')
        y += 40
    if figure:
        parts.append(_placed(figure, **box))
    return "".join(parts).replace("’", "'") + "</svg>"  # the font's own is as wide as Chinese


def wrap(text: str, width: float) -> list[str]:
    """Break *text* into rows of at most *width* narrow letters; a wide letter counts as two.

    Chinese has no spaces, so a row may end after any wide letter.

    >>> wrap("one two three", 8)
    ['one two', 'three']
    """
    rows, row = [], ""
    for word in re.findall(
        r"[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+|\s+", text
    ):
        if word.isspace():
            row += " " if row else ""
        elif row and _letters(row + word) > width:
            rows.append(row.rstrip())
            row = word
        else:
            row += word
    return [*rows, row.rstrip()] if row.strip() else rows


def _letters(text: str) -> int:
    return sum(2 if "\u2e80" <= letter <= "\uffef" else 1 for letter in text)


def _placed(figure: str, **box: int) -> str:
    """Return *figure* as a nested ``<svg>`` that fits into *box*, without its HTML-only parts."""
    figure = re.sub(r"<(title|desc)\b.*?</\1>", "", figure, flags=re.DOTALL)
    attributes = " ".join(f'{name}="{value}"' for name, value in box.items())
    return figure.replace("<svg ", f"<svg {attributes} ", 1)


def style(tokens_css: str, figures_css: str, slug: str) -> str:
    """Return the figures' style sheet with every token replaced by its value by day.

    The rasterizer knows plain CSS only, so a project's colors are computed here; *slug* picks
    the project's hue.
    """
    names = tokens(tokens_css, (":root", "[data-project]", f'[data-project="{slug}"]'))
    rules = re.sub(r"/\*.*?\*/", "", figures_css, flags=re.DOTALL)
    rules = LAYOUT.replace("FAMILY", FAMILY) + _MEDIA.sub("", rules)
    return re.sub(r"var\((--[\w-]+)\)", lambda match: _value(match[0], names), rules)


def _value(value: str, names: Mapping[str, str]) -> str:
    try:
        return hex_code(color(value, names))
    except ValueError:
        return expand(value, names, "light")  # a length or a weight, not a color


def _figure(app: Sphinx, record: Page) -> str:
    """Return the picture of a page's card."""
    if record.project:
        return thumbnail(record.project)
    if record.drawing:
        return registry.figure(record.drawing)
    icon = Path(app.confdir, app.config.html_favicon or "")
    return icon.read_text("utf-8") if icon.suffix == ".svg" and icon.is_file() else ""


def _fonts(app: Sphinx) -> list[str]:
    folder = Path(app.confdir).resolve().parent / FONTS
    faces = [folder / face for face in FACES]
    if missing := [face.name for face in faces if not face.is_file()]:
        raise ExtensionError(
            f"link previews need the fonts {', '.join(missing)}; `make html` installs them"
        )
    return [str(face) for face in faces]


def _cards(app: Sphinx) -> Iterator[tuple[Path, str]]:
    domain = portfolio_domain(app.env)
    css = {name: (CSS / f"{name}.css").read_text("utf-8") for name in ("tokens", "figures")}
    for record in pages(app):
        project = record.project or domain.catalogue.with_lab(record.drawing.partition(".")[0])
        rules = style(css["tokens"], css["figures"], project.slug if project else "")
        svg = card(record, app.config.project, _figure(app, record), rules)
        yield Path(app.outdir) / image_path(record.docname), svg


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception or not writes_site(app) or not app.config.html_baseurl:
        return
    fonts = _fonts(app)
    # Drawing takes 20 ms a page, most of a small build; a card drawn before is kept aside.
    cache = Path(app.doctreedir) / FOLDER
    cache.mkdir(parents=True, exist_ok=True)
    for path, svg in _cards(app):
        cached = cache / (hashlib.sha256(svg.encode()).hexdigest() + ".png")
        if not cached.exists():
            png = resvg_py.svg_to_bytes(svg_string=svg, font_files=fonts, skip_system_fonts=True)
            fresh = cached.with_suffix(".part")
            fresh.write_bytes(bytes(png))
            fresh.replace(cached)  # an interrupted build leaves no half picture
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(cached, path)


def setup(app: Sphinx) -> None:
    """Draw the cards when the build ends well and the site's address is known."""
    app.connect("build-finished", _write)
