"""``sitemap.xml``: every page with the date of its content.

Sitemaps need absolute addresses, so there is none when the site's address is unknown.
"""

from pathlib import Path
from xml.etree import ElementTree as ET

from sphinx.application import Sphinx

from portfolio.builders import writes_site
from portfolio.content.page import pages
from portfolio.metadata.base_url import absolute

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def _write(app: Sphinx, exception: Exception | None) -> None:
    target = Path(app.outdir) / "sitemap.xml"
    if exception or not writes_site(app):
        return
    if not app.config.html_baseurl:
        target.unlink(missing_ok=True)  # left by a build that knew an address
        return
    root = ET.Element("urlset", xmlns=NAMESPACE)
    for record in pages(app):
        entry = ET.SubElement(root, "url")
        ET.SubElement(entry, "loc").text = absolute(app.config.html_baseurl, record.path)
        ET.SubElement(entry, "lastmod").text = record.updated.isoformat()
    ET.indent(root)
    ET.ElementTree(root).write(target, encoding="utf-8", xml_declaration=True)


def setup(app: Sphinx) -> None:
    """Write the sitemap when the build ends well."""
    app.connect("build-finished", _write)
