"""Checks the front matter of every page before MyST reads it.

Project pages are judged with the catalogue; of the others, the form and the keys that this site
reads are checked. A page whose front matter is wrong is read without it, so that no message but
that one follows.
"""

import re
from collections.abc import Iterator

import yaml
from myst_parser.config.main import MdParserConfig
from sphinx.application import Sphinx
from sphinx.util import logging

from portfolio.content import frontmatter
from portfolio.content.catalogue import FOLDER, INDEX
from portfolio.content.diagnostic import ContentError, Diagnostic
from portfolio.content.domain import portfolio_domain
from portfolio.content.frontmatter import Field
from portfolio.content.project import unknown

logger = logging.getLogger(__name__)


KEYS = ("title", "description", "keywords", "updated", "myst", "orphan", "nosearch", "tocdepth")
"""What a page that is no project may say of itself; what other tools read has no effect here."""


def problems(fields: dict[str, Field]) -> list[tuple[int, str]]:
    """Return what is wrong with the values of a page's front matter, each with its line."""
    wrong = [*_of_myst(fields), *_dates(fields)]
    title = fields.get("title")
    if title and (title.value is None or title.value == ""):
        wrong.append((title.line, "title is empty; write one after the colon"))
    elif title and not isinstance(title.value, str):
        wrong.append((title.line, "title must be text; put it in quotes"))
    wrong += _no_texts({key: field for key, field in fields.items() if key == "description"})
    if keywords := fields.get("keywords"):
        items = keywords.value if isinstance(keywords.value, tuple) else (keywords,)
        wrong += [
            (item.line, "each of keywords must be text; put it in quotes")
            for item in items
            if not isinstance(item.value, str)
        ]
    return wrong


def unknown_keys(fields: dict[str, Field]) -> Iterator[tuple[int, str]]:
    """Yield what nothing reads on a page that is no project, such as ``published: false``."""
    for key, field in fields.items():
        if key not in KEYS:
            yield field.line, unknown("key", key, KEYS)


def _for_myst(text: str) -> Iterator[tuple[int, str]]:
    """Find what YAML in Python, which MyST reads with, refuses and libyaml accepts, as a tab."""
    lines = text.splitlines()
    try:
        yaml.compose("\n".join(lines[1 : frontmatter.end_line(lines)]), yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 2
        yield line, f"malformed YAML: {error.problem}"


def _dates(fields: dict[str, Field]) -> Iterator[tuple[int, str]]:
    """Find dates that no calendar has, which nothing after us could read."""
    for name, field in fields.items():
        match field.value:
            case dict():
                yield from _dates(field.value)
            case tuple():
                yield from _dates({str(n): item for n, item in enumerate(field.value)})
            case str() if re.match(r"\d{4}-\d", field.value):
                try:
                    yaml.load(field.value, yaml.CSafeLoader)
                except ValueError:
                    if name == "updated":
                        allowed = "allowed: a date such as 2022-08-31"
                        yield field.line, f'updated is "{field.value}"; {allowed}'
                    else:
                        yield field.line, f'there is no date "{field.value}"'


def _of_myst(fields: dict[str, Field]) -> Iterator[tuple[int, str]]:
    """Find what MyST would refuse in its own settings."""
    settings = fields.get("myst", Field({}, 1))
    if not isinstance(settings.value, dict):
        yield settings.line, "myst must have lines of “key: value” below it, further to the right"
        return
    for name, setting in settings.value.items():
        if name not in _MYST:
            yield setting.line, unknown("key of myst", name, _MYST)
    described = settings.value.get("html_meta", Field({}, 1))
    if not isinstance(described.value, dict):
        yield described.line, "html_meta must have lines such as “description: …” below it"
        return
    yield from _no_texts(described.value)


def _no_texts(fields: dict[str, Field]) -> Iterator[tuple[int, str]]:
    for key, field in fields.items():
        if not isinstance(field.value, str) or not field.value.strip():
            yield field.line, f"{key} must be text; write it after the colon, or put it in quotes"


_MYST = {
    name for name, _, field in MdParserConfig().as_triple() if not field.metadata.get("global_only")
}


def _check(app: Sphinx, page: str, content: list[str]) -> None:
    if not frontmatter.is_attempted(content[0]):
        return
    folder, _, name = page.rpartition("/")
    project = folder == FOLDER and name != INDEX
    judged = project and not portfolio_domain(app.env).catalogue.at(page)
    try:
        fields = frontmatter.parse(content[0], page)
        wrong = [*_for_myst(content[0]), *problems(fields)]
        wrong += () if project else unknown_keys(fields)
        mistakes = [Diagnostic(page, line, text) for line, text in wrong]
    except ContentError as error:
        mistakes = list(error.mistakes)
    if mistakes:
        content[0] = frontmatter.body(content[0])
    for mistake in () if judged else mistakes:
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
