"""The style of a reference: BibTeX's ``plain``, with the title as the link.

The address itself is not printed, titles keep the capitals they have, and a source that may
change says when it was read (the field ``urldate``).
"""

import datetime
from typing import Any

from pybtex.database import Entry, Person
from pybtex.plugin import register_plugin
from pybtex.style.formatting.plain import Style as Plain
from pybtex.style.template import field, first_of, href, join, optional, sentence, tag, words
from sphinx.application import Sphinx

from portfolio.content import tex

NAME = "linked"
_VERBATIM = {"url", "doi", "urldate", "pages", "year", "month", "key", "crossref"}


class Style(Plain):  # type: ignore[misc]  # pybtex has no types
    """The style's templates; those not here are ``plain``'s."""

    def format_entry(self, label: str, entry: Entry, bib_data: object = None) -> Any:
        """Return the reference, its fields read by :mod:`portfolio.content.tex` first."""
        fields = {
            name: value if name in _VERBATIM else tex.readable(value)
            for name, value in entry.fields.items()
        }
        persons = {
            role: [Person(tex.readable(str(person))) for person in people]
            for role, people in entry.persons.items()
        }
        readable = Entry(entry.type, fields, persons)
        readable.key = entry.key
        return super().format_entry(label, readable, bib_data)

    def format_title(self, _entry: object, name: str, as_sentence: bool = True) -> Any:
        """Return the title of an article or web page."""
        title = _linked(field(name))
        return sentence[title] if as_sentence else title

    def format_btitle(self, _entry: object, name: str, as_sentence: bool = True) -> Any:
        """Return the title of a book, thesis or proceedings; only the source's own is a link."""
        title = tag("em")[field(name)]
        if name == "title":
            title = _linked(title)
        return sentence[title] if as_sentence else title

    def format_web_refs(self, _entry: object) -> Any:
        """Return the DOI and the day of access, if there are any."""
        doi = href(_doi())[join["doi:", field("doi", raw=True)]]
        accessed = words["Accessed", field("urldate", apply_func=_day)]
        return words[optional[sentence[doi]], optional[sentence[accessed]]]


def _doi() -> Any:
    return join["https://doi.org/", field("doi", raw=True)]


def _linked(title: Any) -> Any:
    return first_of[
        optional[href(_doi())[title]], optional[href(field("url", raw=True))[title]], title
    ]


def _day(text: Any) -> str:
    """Return an ISO date as Americans write it.

    >>> _day("2026-11-27")
    'November 27, 2026'
    """
    day = datetime.date.fromisoformat(str(text))
    return f"{day:%B} {day.day}, {day.year}"


def setup(_app: Sphinx) -> None:
    """Register the style under its name."""
    register_plugin("pybtex.style.formatting", NAME, Style, force=True)
