"""``llms.txt``: the site's map for language models, in the published form (llmstxt.org).

A title, a summary, and lists of links to the pages' Markdown twins, absolute when the site's
address is known.
"""

from pathlib import Path

from sphinx.application import Sphinx

from portfolio.builders import writes_site
from portfolio.content.page import Page, page, pages
from portfolio.metadata.markdown_export import export_path

SECTIONS = {"projects": "Projects", "labs": "Labs", "topics": "Topics", "": "About the site"}


def llms_text(app: Sphinx) -> str:
    """Return the file's content."""
    home = page(app, "index")
    lines = [f"# {home.title}", "", f"> {home.description}"]
    listed: dict[str, list[Page]] = {section: [] for section in SECTIONS}
    for record in pages(app):
        folder = record.docname.rpartition("/")[0]
        listed[folder if folder in SECTIONS else ""].append(record)
    for section, heading in SECTIONS.items():
        if not listed[section]:
            continue
        lines += ["", f"## {heading}", ""]
        for record in listed[section]:
            # The home page's twin has a file name even where its page's address has none.
            href = app.config.html_baseurl + export_path(record.path)
            lines.append(f"- [{record.title}]({href}): {record.description}")
    return "\n".join(lines) + "\n"


def _write(app: Sphinx, exception: Exception | None) -> None:
    if not exception and writes_site(app):
        (Path(app.outdir) / "llms.txt").write_text(llms_text(app), encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Write the file when the build ends well."""
    app.connect("build-finished", _write)
