"""Writes the file that completes a panel: its remaining HTML, and where each scenario starts."""

import json
from collections.abc import Callable
from html import escape

from docutils import nodes

from labs import registry
from labs.kernel.model import Lab
from portfolio.directives.elements import VOID, HtmlElement, html_attributes, html_children
from portfolio.interactive import panel, source_pages


def panel_data(lab: Lab, show: str, address: Callable[[str], str]) -> str:
    """Return the file for the panel of *lab*, opened at the scenario *show*, as JSON.

    *address* gives a page's address, from the top of the site, by its name.
    """
    pictures = {s.name: registry.picture(f"{lab.name}.{s.name}") for s in lab.scenarios}
    content = {
        "rest": "".join(markup(part, address) for part in panel.deferred_parts(lab, show)),
        "headlines": [picture.longest_headline for picture in pictures.values()],
        "scenarios": {
            name: {
                "parameters": dict(picture.parameters),
                "step": picture.step,
                "steps": picture.steps,
            }
            for name, picture in pictures.items()
        },
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def markup(node: nodes.Node, address: Callable[[str], str]) -> str:
    """Return the HTML of an element of ours, outside of any page."""
    if isinstance(node, nodes.raw):
        return node.astext()
    if isinstance(node, source_pages.SourceReference):
        target = escape(address(source_pages.page_of(node["module"])))
        return f'<a class="reference" href="{target}"><code>{escape(node["module"])}</code></a>'
    if not isinstance(node, HtmlElement):
        return escape(node.astext(), quote=False)
    named = {"id": " ".join(node["ids"]), "class": " ".join(node["classes"])}
    attributes = {name: value for name, value in named.items() if value} | html_attributes(node, "")
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    inside = "".join(markup(child, address) for child in html_children(node))
    end = "" if node["tag"] in VOID else f"</{node['tag']}>"
    return f"<{node['tag']}{written}>{inside}{end}"
