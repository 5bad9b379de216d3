"""``{palette}``: the colors of the site in words and swatches, computed from ``tokens.css``.

The content is one color a line, ``--token :: words for it``; the build fails if a token does
not exist. Each row shows the color by day and by night and its contrast with the paper.
"""

from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from portfolio.directives.elements import HtmlElement, computed, element, svg
from portfolio.theme import CSS
from portfolio.theme.colors import Scheme, color, contrast, hex_code, tokens

PAPER = "--site-paper"
SIZE = 48, 24  # of the drawing; the style sheet sizes it on the page


class Palette(SphinxDirective):
    """A table of colors."""

    has_content: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        """Return the table; a line of another form or without its token is an error."""
        path = CSS / "tokens.css"
        self.env.note_dependency(path)
        declared = tokens(path.read_text("utf-8"))
        rows = [self._row(line, declared) for line in self.content if line.strip()]
        if not rows:
            raise self.error("no colors; write one a line, --token :: words for it")
        heads = ("Color", "By day", "By night", "Contrast with paper")
        head = element("tr", "", *(element("th", "", label, scope="col") for label in heads))
        table = element(
            "table", "docutils", element("thead", "", head), element("tbody", "", *rows)
        )
        scroll = element(
            "div", "pf-measured__scroll", table, tabindex="0", role="region", aria_label="Palette"
        )
        return [scroll]

    def _row(self, line: str, declared: dict[str, str]) -> HtmlElement:
        token, separator, label = (part.strip() for part in line.partition("::"))
        if not separator or token not in declared:
            raise self.error(f'"{line}": write --token :: words; tokens.css sets the token')
        schemes: tuple[Scheme, Scheme] = ("light", "dark")
        colors = [color(f"var({token})", declared, scheme) for scheme in schemes]
        codes = [hex_code(shade) for shade in colors]
        papers = [color(f"var({PAPER})", declared, scheme) for scheme in schemes]
        ratios = [contrast(shade, paper) for shade, paper in zip(colors, papers, strict=True)]
        return element(
            "tr",
            "",
            element("th", "", label, scope="row"),
            *(element("td", "", svg(swatch(code)), computed(code)) for code in codes),
            element("td", "", computed(" and ".join(f"{ratio:.1f}" for ratio in ratios))),
        )


def swatch(paint: str) -> str:
    """Return a rectangle of the color *paint*, which the text beside it names."""
    width, height = SIZE
    return (
        f'<svg class="swatch" viewBox="0 0 {width} {height}" aria-hidden="true">'
        f'<rect width="{width}" height="{height}" fill="{paint}"/></svg>'
    )


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("palette", Palette)
