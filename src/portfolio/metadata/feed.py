"""An Atom feed (RFC 4287) of the projects and papers.

Ids are ``tag:`` URIs (RFC 4151) made from the owner's domain and the page's name, so they stay
the same wherever the site is published; dates come from the content, never from the clock, so
two builds are identical. Links are relative to the feed when the site's address is unknown.
"""

from pathlib import Path
from xml.etree import ElementTree as ET

from sphinx.application import Sphinx

from portfolio.builders import writes_site
from portfolio.content.page import pages
from portfolio.metadata.base_url import absolute

FEED = "feed.xml"
NAMESPACE = "http://www.w3.org/2005/Atom"


def feed(app: Sphinx) -> ET.Element:
    """Return the feed as an XML element, newest entry first."""
    address, authority = app.config.html_baseurl, app.config.portfolio_feed_authority
    entries = sorted(
        (record for record in pages(app) if record.project),
        key=lambda record: (record.updated, record.docname),
        reverse=True,
    )
    home = app.builder.get_target_uri(app.config.root_doc) or "./"
    root = ET.Element("feed", {"xmlns": NAMESPACE, "xml:lang": "en"})
    _text(root, "title", app.config.project)
    _text(root, "id", f"tag:{authority}:/")
    _text(
        root,
        "updated",
        _moment(max(record.updated for record in entries))
        if entries
        else f"{app.config.portfolio_profile_date}-01T00:00:00Z",
    )
    ET.SubElement(ET.SubElement(root, "author"), "name").text = app.config.author
    ET.SubElement(
        root, "link", rel="self", type="application/atom+xml", href=absolute(address, FEED)
    )
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=address or home)
    for record in entries:
        entry = ET.SubElement(root, "entry")
        _text(entry, "title", record.title)
        _text(entry, "id", f"tag:{authority}:/{record.docname}")
        _text(entry, "updated", _moment(record.updated))
        _text(entry, "summary", record.description)
        ET.SubElement(
            entry, "link", rel="alternate", type="text/html", href=absolute(address, record.path)
        )
    ET.indent(root)
    return root


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text


def _moment(day: object) -> str:
    return f"{day}T00:00:00Z"


def _write(app: Sphinx, exception: Exception | None) -> None:
    if not exception and writes_site(app):
        ET.ElementTree(feed(app)).write(
            Path(app.outdir) / FEED, encoding="utf-8", xml_declaration=True
        )


def setup(app: Sphinx) -> None:
    """Write the feed when the build ends well."""
    app.connect("build-finished", _write)
