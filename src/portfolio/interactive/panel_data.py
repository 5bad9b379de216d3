"""What a panel learns when a reader opens it: its whole form, and what its scenarios start from.

A page holds the controls that the picture it shows needs, for readers see no others; the rest
would weigh more than many a paragraph. They lie in a file beside the scripts.
"""

import json
from html import escape

from docutils import nodes

from labs import registry
from labs.kernel.model import Lab
from portfolio.directives.elements import VOID, HtmlElement
from portfolio.interactive import controls


def panel_data(lab: Lab, panel: str) -> str:
    """Return the file for the panel with the id *panel*, as JSON."""
    pictures = {s.name: registry.picture(f"{lab.name}.{s.name}") for s in lab.scenarios}
    first = pictures[lab.scenarios[0].name]
    content = {
        "form": [markup(part) for part in controls.parts(lab, first, panel)],
        "scenarios": {
            name: {"parameters": dict(shown.parameters), "step": shown.step, "steps": shown.steps}
            for name, shown in pictures.items()
        },
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def markup(node: nodes.Node) -> str:
    """Return the HTML of an element of ours, outside of any page."""
    if not isinstance(node, HtmlElement):
        return escape(node.astext(), quote=False)
    named = {"id": " ".join(node["ids"]), "class": " ".join(node["classes"])}
    attributes = {name: value for name, value in named.items() if value} | node["html"]
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    inside = "".join(markup(child) for child in node.children)
    end = "" if node["tag"] in VOID else f"</{node['tag']}>"
    return f"<{node['tag']}{written}>{inside}{end}"
