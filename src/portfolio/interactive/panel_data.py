"""What a panel learns when a reader wakes it: all its controls, and what its tabs start from.

A page holds the controls that matter for the picture it shows, for readers see no others; the
rest would weigh more than many a paragraph. They lie in a file beside the scripts.
"""

import json
from html import escape
from typing import Any

from docutils import nodes

from labs.kernel.model import Lab
from portfolio.directives.elements import VOID, HtmlElement
from portfolio.interactive import controls, found


def waking(lab: Lab[Any], panel: str) -> str:
    """Return the file for the panel with the id *panel*, as JSON."""
    views = {one.name: found.view(lab.name, one.name) for one in lab.scenarios}
    first = views[lab.scenarios[0].name]
    content = {
        "controls": [markup(one) for one in controls.every(lab, first.parameters, panel)],
        "scenarios": {
            name: {"parameters": dict(view.parameters), "step": view.step, "steps": view.steps}
            for name, view in views.items()
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
