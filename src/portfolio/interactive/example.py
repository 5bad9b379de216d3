"""Code examples: each has a button that copies it, and one that runs it if it imports the labs.

A Python session that imports a lab's modules runs in the reader's browser, where it can be edited
(``static/lab/example.js``); the modules travel in the lab's archive. A console block is copied
without its prompts. Without scripts a block is what it was.
"""

import ast
import json
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from labs import console, registry
from portfolio.directives.elements import HtmlElement, element
from portfolio.interactive import assets

PROMPT = "$ "


class Examples(SphinxTransform):
    """Put the buttons below each example of a page."""

    default_priority: ClassVar[int] = 600

    def apply(self, **_kwargs: Any) -> None:
        """Wrap Python sessions and console blocks."""
        for block in list(self.document.findall(nodes.literal_block)):
            text = block.astext()
            match block.get("language"):
                case "python" | "pycon" if ">>> " in text:
                    wrapped = self._session(block, console.source(text))
                case "console" if text.startswith(PROMPT):
                    lines = [line for line in text.splitlines() if line.startswith(PROMPT)]
                    commands = [line.removeprefix(PROMPT) for line in lines]
                    wrapped = _wrapped(block, "\n".join(commands))
                case _:
                    continue
            block.replace_self(wrapped)
            wrapped.insert(0, block)

    def _session(self, block: nodes.literal_block, source: str) -> HtmlElement:
        names = modules(source)
        labs = {name.split(".")[1] for name in names if name.count(".")} & {*registry.NAMES}
        if len(labs) != 1:
            return _wrapped(block, source)
        (lab,) = labs
        assets.note_example(self.env, lab, names)
        run = element("button", "lab-button lab-run", "Run", type="button", hidden="")
        return _wrapped(block, source, run, data_lab=lab)


def modules(source: str) -> list[str]:
    r"""Return the modules of the labs that *source* imports, in their order.

    Code that is not Python imports none.

    >>> modules("import math\nfrom labs.ekko.replica import Replica")
    ['labs.ekko.replica']
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names.append(node.module)
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    return [name for name in names if name.split(".")[0] == "labs"]


def _wrapped(
    block: nodes.literal_block, source: str, *buttons: HtmlElement, **data: str
) -> HtmlElement:
    copy = element("button", "lab-button lab-copy", "Copy", type="button", hidden="")
    foot = element(
        "div", "lab-example-foot pf-no-twin", *buttons, copy,
        element("span", "lab-said", role="status"),
    )  # fmt: skip
    return element("div", "lab-example", foot, data_source=json.dumps(source), **data)


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(Examples)
