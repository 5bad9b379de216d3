"""The front matter of every page is read by us, before MyST reads it in its own way.

Project pages are judged with the catalogue; of the others, the form and the keys that this site
reads are checked. A page whose front matter is wrong is read without it, so that no message but
that one follows.
"""

from sphinx.application import Sphinx
from sphinx.util import logging

from portfolio.content import frontmatter
from portfolio.content.catalogue import FOLDER, INDEX
from portfolio.content.diagnostic import ContentError, Diagnostic
from portfolio.content.frontmatter import Field

logger = logging.getLogger(__name__)


def problems(fields: dict[str, Field]) -> list[tuple[int, str]]:
    """Return what is wrong with the keys of a page that is no project, each with its line."""
    wrong = []
    title = fields.get("title")
    if title and title.value is not None and not isinstance(title.value, str):
        wrong.append((title.line, "title must be text; put it in quotes"))
    if keywords := fields.get("keywords"):
        items = keywords.value if isinstance(keywords.value, tuple) else (keywords,)
        wrong += [
            (item.line, "each of keywords must be text; put it in quotes")
            for item in items
            if not isinstance(item.value, str)
        ]
    return wrong


def _check(app: Sphinx, page: str, content: list[str]) -> None:
    if not frontmatter.is_meant(content[0]):
        return
    folder, _, name = page.rpartition("/")
    of_catalogue = folder == FOLDER and name != INDEX
    try:
        fields = frontmatter.parse(content[0], page)
        mistakes = [Diagnostic(page, line, text) for line, text in problems(fields)]
    except ContentError as error:
        content[0] = frontmatter.without(content[0])
        mistakes = list(error.mistakes)
    for mistake in () if of_catalogue else mistakes:
        logger.warning(
            "%s",
            mistake.text,
            location=(page, mistake.line),
            type="portfolio",
            subtype="front_matter",
        )


def setup(app: Sphinx) -> None:
    """Check each page before it is parsed."""
    app.connect("source-read", _check)
