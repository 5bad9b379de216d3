"""Collects from written pages what a style sheet can name: tags, classes, ids, attributes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape

_TAG = re.compile(r"<([a-zA-Z][\w-]*)((?:\s[^<>]*)?)>")
_ATTRIBUTE = re.compile(r"""\s([a-zA-Z_][\w:.-]*)(?:=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
# Values a selector may ask for; not the text of links, titles and drawings.
_VALUED = re.compile(r"data-(kind|project|theme|state)|aria-|(role|type|rel|name|lang)$")


@dataclass
class Selectable:
    """Sets of the names that a style sheet could select by."""

    tags: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    values: set[str] = field(default_factory=set)

    def add_page(self, html: str) -> None:
        """Add the elements of one page."""
        for tag, attributes in set(_TAG.findall(html)):
            self.tags.add(tag.lower())
            for name, value in _parsed(attributes):
                self.names.add(name)
                if name == "class":
                    self.classes.update(value.split())
                elif name == "id":
                    self.ids.add(value)
                elif _VALUED.match(name):
                    self.values.add(value)

    def update(self, lists: Mapping[str, Iterable[str]]) -> None:
        """Add what :meth:`lists` returned for another page."""
        for name, names in lists.items():
            getattr(self, name).update(names)

    def lists(self) -> dict[str, list[str]]:
        """Return the sets as sorted lists, the same for the same pages."""
        return {name: sorted(names) for name, names in vars(self).items()}


@lru_cache(maxsize=20_000)  # pages of one site have most of their tags in common
def _parsed(attributes: str) -> list[tuple[str, str]]:
    pairs = _ATTRIBUTE.findall(attributes)
    return [(name, unescape("".join(values))) for name, *values in pairs]


_REFERENCE = re.compile(r"""(?:href|src)=["']?([^"'\s>?#]+)""")


def references(html: str) -> set[str]:
    """Return the paths a page links or loads, as written, without query and fragment."""
    return set(_REFERENCE.findall(html))
