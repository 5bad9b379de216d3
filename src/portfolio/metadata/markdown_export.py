"""A Markdown twin of every page: the same article without navigation, for programs that read.

Made from the built page, so that generated parts (facts, tables, related projects) are in it
too. A twin's address is its page's with ``.md`` appended, as llms.txt proposes.
"""

import re
from pathlib import Path
from urllib.parse import unquote, urldefrag

import lxml.html
from markdownify import MarkdownConverter
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from portfolio.builders import writes_site
from portfolio.cache import disk_cache
from portfolio.content.page import pages

# What a reader of text has no use for.
NOISE_TAGS = {"script", "style", "button", "form", "dialog", "nav", "input"}
NOISE_CLASSES = {"headerlink", "pf-no-twin"}


def export_path(path: str) -> str:
    """Return the path of a page's twin, relative to the site's address.

    An address that ends with a folder names the file that is served there.

    >>> export_path("projects/ekko.html"), export_path("projects/ekko/")
    ('projects/ekko.html.md', 'projects/ekko/index.html.md')
    """
    return f"{path}.md" if path.endswith(".html") else f"{path}index.html.md"


def markdown(html: str) -> str:
    """Return the article of a built page as Markdown.

    Links to other pages lead to their twins, links within the page are dropped to their words,
    figures become their descriptions.
    """
    page = lxml.html.document_fromstring(html)
    article = next(found for tag in ("article", "main", "body") for found in page.iter(tag))
    for element in list(article.iter("*")):
        if (
            element.tag in NOISE_TAGS
            or "hidden" in element.attrib
            or not NOISE_CLASSES.isdisjoint(element.get("class", "").split())
        ):
            element.drop_tree()
    for svg in list(article.iter("svg")):
        words = next((e.text_content() for tag in ("desc", "title") for e in svg.iter(tag)), "")
        caption = " ".join(words.split())
        svg.tail = (f"[Figure: {caption}]" if caption else "") + (svg.tail or "")
        svg.drop_tree()
    for anchor in list(article.iter("a")):
        target, _ = urldefrag(anchor.get("href", ""))
        if not target:
            anchor.drop_tag()
        elif target.endswith((".html", "/")) and "://" not in target:
            anchor.set("href", export_path(target))
    text = MarkdownConverter(heading_style="ATX", bullets="-", escape_misc=False).convert(
        lxml.html.tostring(article, encoding="unicode", with_tail=False)
    )
    lines = (line.rstrip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception or not writes_site(app):
        return
    assert isinstance(app.builder, StandaloneHTMLBuilder)
    cache = disk_cache(app, "twins")
    for record in pages(app):
        page = app.builder.get_output_path(record.docname)
        text = cache.get_or_compute(page.read_text(encoding="utf-8"), markdown)
        Path(app.outdir, unquote(export_path(record.path))).write_text(text, encoding="utf-8")
    cache.save()


def setup(app: Sphinx) -> None:
    """Write the twins when the pages are final."""
    app.connect("build-finished", _write, priority=960)
