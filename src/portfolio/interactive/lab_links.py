"""Links to panels, written once every page has been read: see :mod:`portfolio.directives.lab_link`.

A page that gains or loses its panel changes the pages that link to it, so those are written again.
"""

from docutils import nodes
from sphinx.application import Sphinx

from portfolio.directives.lab_link import LabLink
from portfolio.interactive import assets


def _resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Turn each link into a reference, or remove it, with its paragraph if that is all of it."""
    for link in list(doctree.findall(LabLink)):
        labs = assets.panels(app.env, link["page"]) if app.builder.format == "html" else ()
        if labs:
            page = app.builder.get_relative_uri(docname, link["page"])
            here = "" if docname == link["page"] else page
            target = nodes.reference(
                "", "", *link.children, refuri=f"{here}#{assets.panel_id(labs[0])}"
            )
            target["classes"] = link["classes"]
            link.replace_self(target)
        else:
            parent = link.parent
            parent.remove(link)
            if not parent.children:
                parent.parent.remove(parent)


def setup(app: Sphinx) -> None:
    """Register the moment."""
    app.connect("doctree-resolved", _resolve)
