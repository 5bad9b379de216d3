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
    read: set[tuple[str, str]] = field(default_factory=set, repr=False)
    """The tags that were read, as written: pages of one site have most of them in common."""

    def add_page(self, html: str) -> None:
        """Add the elements of one page."""
        new = set(_TAG.findall(html)) - self.read
        self.read |= new
        for tag, attributes in new:
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
        names = ("tags", "classes", "ids", "names", "values")
        return {name: sorted(getattr(self, name)) for name in names}


_REFERENCE = re.compile(r"""(?:href|src)=["']?([^"'\s>?#]+)""")


def references(html: str) -> set[str]:
    """Return the paths a page links or loads, as written, without query and fragment."""
    return set(_REFERENCE.findall(html))
