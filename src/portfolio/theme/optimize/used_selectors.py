"""What the written pages contain that a style sheet can name: tags, classes, ids, attributes."""

import re
from dataclasses import dataclass, field
from html import unescape

_TAG = re.compile(r"<([a-zA-Z][\w-]*)((?:\s[^<>]*)?)>")
_ATTRIBUTE = re.compile(r"""\s([a-zA-Z_][\w:.-]*)(?:=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
# Values a selector may ask for; not the text of links, titles and drawings.
_VALUED = re.compile(r"data-(kind|project|theme|state)|aria-|(role|type|rel|name|lang)$")


@dataclass
class Seen:
    """Everything found so far, as sets of names."""

    tags: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    values: set[str] = field(default_factory=set)

    def add_page(self, html: str) -> None:
        """Add the elements of one page."""
        for tag, attributes in set(_TAG.findall(html)):
            self.tags.add(tag.lower())
            for name, *values in _ATTRIBUTE.findall(attributes):
                value = unescape("".join(values))
                self.names.add(name)
                if name == "class":
                    self.classes.update(value.split())
                elif name == "id":
                    self.ids.add(value)
                elif _VALUED.match(name):
                    self.values.add(value)

    def lists(self) -> dict[str, list[str]]:
        """Return the sets as sorted lists, the same for the same pages."""
        return {name: sorted(getattr(self, name)) for name in self.__dataclass_fields__}


_REFERENCE = re.compile(r"""(?:href|src)=["']?([^"'\s>?#]+)""")


def references(html: str) -> set[str]:
    """Return the paths a page links or loads, as written, without query and fragment."""
    return set(_REFERENCE.findall(html))
