"""Formulas as MathML, which browsers set without any script.

docutils translates the LaTeX. What it does not know is a message at the formula.
"""

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from portfolio.doctrees import line_of

NAME = "mathml"
logger = logging.getLogger(__name__)


def _translated(node: nodes.math | nodes.math_block) -> str:
    bare = node.astext().replace(r"\{", "").replace(r"\}", "")
    if bare.count("{") != bare.count("}"):  # which docutils lets pass
        raise MathError("a brace has no partner")
    return str(tex2mathml(node.astext(), as_block=isinstance(node, nodes.math_block)))


def _check(app: Sphinx, doctree: nodes.document) -> None:
    """Warn of each formula that cannot be written as MathML."""
    for node in doctree.findall(lambda node: isinstance(node, nodes.math | nodes.math_block)):
        assert isinstance(node, nodes.math | nodes.math_block)
        try:
            _translated(node)
        except (MathError, IndexError, ValueError, KeyError) as error:
            logger.warning(
                "the formula %s cannot be read: %s",
                repr(" ".join(node.astext().split())),
                " ".join(str(error).split()),
                location=(app.env.docname, line_of(node) or 1),
                type="portfolio",
                subtype="math",
            )


def _inline(self: HTML5Translator, node: nodes.math) -> None:
    self.body.append(_html(node))
    raise nodes.SkipNode


def _block(self: HTML5Translator, node: nodes.math_block) -> None:
    self.body.append(self.starttag(node, "div", CLASS="math"))
    if node.get("number"):
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})</span>')
    self.body.append(_html(node) + "</div>\n")
    raise nodes.SkipNode


def _html(node: nodes.math | nodes.math_block) -> str:
    try:
        return _translated(node)
    except (MathError, IndexError, ValueError, KeyError):
        return ""  # said when the page was read


def _choose(_app: Sphinx, config: Config) -> None:
    config.html_math_renderer = NAME


def setup(app: Sphinx) -> None:
    """Take the place of MathJax, a script of another site."""
    app.add_html_math_renderer(NAME, (_inline, None), (_block, None))
    app.connect("config-inited", _choose)
    app.connect("doctree-read", _check)
