"""The HTML translator of the theme, where it differs from Sphinx's own."""

import re
from typing import Any

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from portfolio.doctrees import ancestors

NARROW = "\N{NARROW NO-BREAK SPACE}"
WORD_JOINER = "\N{WORD JOINER}"
UNITS = "%|s|ms|µs|ns|kB|MB|GB|TB|KiB|MiB|GiB|TiB|Gbit/s|Mbit/s|px"
_UNIT = re.compile(rf"(?<=\d) (?=(?:{UNITS})(?![\w/]))")
_UNIT_FIRST = re.compile(rf"^ (?=(?:{UNITS})(?![\w/]))")
_CHINESE = re.compile("[\u4e00-\u9fff][\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]*")
_DAY = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])")
_JOINT = re.compile(r"(?<=[a-z\d])(?=[A-Z][a-z])|(?<=\w[_/.])(?=[a-z])|(?<=::)(?=\w)")
_SIZE = re.compile(r"\s*(?P<name>width|height):\s*(?P<number>[\d.]+)(?P<unit>[a-z%]*)\s*")
_PIXELS = {"": 1.0, "px": 1.0, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "in": 96.0,
           "cm": 96 / 2.54, "mm": 96 / 25.4, "pt": 96 / 72, "pc": 16.0}  # fmt: skip


class Translator(HTML5Translator):
    """Sphinx's translator, with what reading, keyboards and the policy of the page need.

    * No line breaks between a number and its unit; a day, 2018-05-23, is marked as a time.
    * A long name in a table may break between its words: ``Post`` ``Dominator`` ``Tree``.
    * A raised number touches its word, and stays on one line with a link or another number
      right before it; authors write a space before a role.
    * Chinese is marked as such, so that it is read aloud and set as Chinese.
    * What may scroll sideways takes the focus, so that the arrow keys can scroll it: axe's
      scrollable-region-focusable, broken in Furo (furo#660).
    * Sizes of pictures, tables and columns are attributes: the policy blocks inline styles.
    * A link to a term carries the term's sentence, which :mod:`portfolio.theme.glossary` gives it.
    """

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._after_number = False

    def starttag(
        self, node: Any, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any
    ) -> str:
        """Return the start tag, with the attributes named above."""
        if tagname in ("img", "col", "table"):
            attributes = sizes_as_attributes(attributes)
        elif tagname == "pre":
            attributes["tabindex"] = "0"
        elif tagname == "div" and "table-wrapper" in node.get("classes", ()):
            attributes |= {"tabindex": "0", "role": "group", "aria-label": "Table"}
        elif tagname == "a" and "meaning" in node:
            attributes["data-meaning"] = node["meaning"]
        tag: str = super().starttag(node, tagname, suffix, empty, **attributes)
        return tag

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802  # docutils names it
        """Write the text with its units kept beside their numbers."""
        text = str(node)
        if not self.protect_literal_text:
            text = keep_units(text, after_number=self._after_number)
        self._after_number = text[-1:].isdigit()
        start = len(self.body)
        super().visit_Text(nodes.Text(text))
        if self.protect_literal_text:
            if any(isinstance(above, nodes.entry) for above in ancestors(node)):
                self.body[start:] = [_JOINT.sub("<wbr>", part) for part in self.body[start:]]
        else:
            self.body[-1] = _DAY.sub(r"<time>\g<0></time>", self.body[-1])
        self.body[-1] = _CHINESE.sub(r'<span lang="zh">\g<0></span>', self.body[-1])

    def visit_literal_block(self, node: Any) -> None:
        """Write the code; Pygments makes its ``<pre>``, which takes the focus too."""
        try:
            super().visit_literal_block(node)
        except nodes.SkipNode:
            self.body[-1] = self.body[-1].replace("<pre>", '<pre tabindex="0">')
            raise

    visit_doctest_block = visit_literal_block

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        """Write the raised number without the space before it."""
        while self.body and not self.body[-1].strip():
            self.body.pop()
        if self.body:
            self.body[-1] = self.body[-1].rstrip()
        if self.body and self.body[-1].endswith("</a>"):
            self.body.append(WORD_JOINER)
        super().visit_footnote_reference(node)


def keep_units(text: str, *, after_number: bool = False) -> str:
    """Return *text* in which no line breaks between a number and its unit.

    *after_number* says that a number stands right before it.

    >>> keep_units("0.15 s of 9 set").split(NARROW)
    ['0.15', 's of 9 set']
    >>> keep_units(" % of it", after_number=True) == f"{NARROW}% of it"
    True
    """
    return _UNIT.sub(NARROW, _UNIT_FIRST.sub(NARROW, text) if after_number else text)


def sizes_as_attributes(attributes: dict[str, Any]) -> dict[str, Any]:
    """Return *attributes* with the sizes in ``style`` as attributes of their own.

    Lengths become pixels of CSS, with 16 of them to an em. A style that says more stays as it
    is, for :mod:`portfolio.build.policy` to report.

    >>> sizes_as_attributes({"src": "a.png", "style": "width: 20%; height: 2em;"})
    {'src': 'a.png', 'width': '20%', 'height': '32'}
    """
    sizes = {}
    for declaration in attributes.get("style", "").split(";"):
        size = _SIZE.fullmatch(declaration)
        if size and size["unit"] == "%":
            sizes[size["name"]] = f"{size['number']}%"
        elif size and size["unit"] in _PIXELS:
            sizes[size["name"]] = f"{round(float(size['number']) * _PIXELS[size['unit']])}"
        elif declaration.strip():
            return attributes
    return {name: value for name, value in attributes.items() if name != "style"} | sizes
