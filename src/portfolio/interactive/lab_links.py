"""Resolves links to panels and pictures of scenarios once every page has been read.

The nodes are those of :mod:`portfolio.directives.lab_link`. A page that gains or loses its panel
changes the pages that link to it, so those are written again.
"""

from docutils import nodes
from sphinx.application import Sphinx

from labs import registry
from portfolio.builders import writes_for_browsers
from portfolio.directives.elements import HtmlElement, element
from portfolio.directives.lab_link import LabLink, ScenarioImage
from portfolio.interactive import assets, figure


def _resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Turn each link into a reference, or remove it, with its paragraph if that is all of it."""
    if writes_for_browsers(app):
        for figure_node in _scenarios(doctree):
            _lighten(app, figure_node, docname)
    for image in list(doctree.findall(ScenarioImage)):
        image.replace_self(_images(image["name"]))
    for link in list(doctree.findall(LabLink)):
        labs = assets.panels(app.env, link["page"]) if writes_for_browsers(app) else {}
        if labs:
            page = app.builder.get_relative_uri(docname, link["page"])
            here = "" if docname == link["page"] else page
            target = nodes.reference(
                "", "", *link.children, refuri=f"{here}#{assets.panel_id(next(iter(labs)))}"
            )
            target["classes"] = link["classes"]
            link.replace_self(target)
        else:
            parent = link.parent
            parent.remove(link)
            if not parent.children:
                parent.parent.remove(parent)


def _scenarios(doctree: nodes.document) -> list[HtmlElement]:
    """Return the figures of scenarios between paragraphs."""
    return [
        node
        for node in doctree.findall(HtmlElement)
        if "lab-figure" in node["classes"] and not node["ids"]
    ]


def _lighten(app: Sphinx, node: HtmlElement, docname: str) -> None:
    """Leave words and numbers of a figure to the page with all scenarios of its lab, if any."""
    lab, _, scenario = node["html"]["data-scenario"].partition(".")
    page = f"labs/{lab}"
    if page not in app.env.found_docs:
        return
    for child in list(node.children):
        if not isinstance(child, HtmlElement):
            continue
        if "fig-panels" in child["classes"]:
            child["html"].pop("aria-describedby", None)
        elif {"lab-words", "lab-numbers", "lab-settings"} & set(child["classes"]):
            node.remove(child)
    address = app.builder.get_relative_uri(docname, page)
    link = nodes.reference(
        "", "Its settings, words and numbers", refuri=f"{address}#{scenario}", internal=True
    )
    node += element("p", "lab-more", link)


def _images(name: str) -> nodes.Element:
    """Return the panels of a scenario's picture, in the files that its lab's panel has anyway."""
    lab, _, scenario = name.partition(".")
    picture = registry.picture(name)
    addresses = assets.drawing_addresses(lab, scenario, picture)
    images = [
        element(
            "img", "fig fig-panel", src=address, width=panel.width, height=panel.height,
            alt=picture.headline if index == 0 else "",
        )
        for index, (address, panel) in enumerate(
            zip(addresses, figure.panels(picture.svg), strict=True)
        )
    ]  # fmt: skip
    return element("div", "fig-panels", *images)


def setup(app: Sphinx) -> None:
    """Resolve the nodes of each page when its references are resolved."""
    app.connect("doctree-resolved", _resolve)
