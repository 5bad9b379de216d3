"""Built pages, parsed once, with their links and anchors."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urldefrag, urlsplit

from bs4 import BeautifulSoup, Tag

# Attributes that make a browser fetch or go somewhere.
_ADDRESSES = ("href", "src", "srcset", "poster", "action", "formaction", "data", "xlink:href")


@dataclass(frozen=True)
class Link:
    """An address on a page: the page's path, the element's name and attribute, the address."""

    page: str
    tag: str
    attribute: str
    address: str
    rel: tuple[str, ...] = ()

    @property
    def external(self) -> bool:
        """Whether the address leaves the site: it has a scheme or a host."""
        parts = urlsplit(self.address)
        return bool(parts.scheme or parts.netloc)

    @property
    def fetched(self) -> bool:
        """Whether a browser requests the address to show the page, not when it is followed."""
        if self.tag == "link":
            return not set(self.rel) & {
                "canonical",
                "alternate",
                "next",
                "prev",
                "search",
                "author",
            }
        return self.tag not in ("a", "area", "form", "button")

    def target(self) -> tuple[str, str]:
        """Return the path below the site's root that an internal address leads to, and its anchor.

        Raises ValueError for an address that leaves the root.
        """
        address, anchor = urldefrag(self.address)
        path = unquote(urlsplit(address).path)
        steps: list[str] = list(PurePosixPath(self.page).parent.parts) if path else []
        if path.startswith("/") and self.page == "404.html":
            steps = []  # it is shown at any depth, so it must name paths from the root
        elif path.startswith("/"):
            raise ValueError(f"{self.page}: {self.address} starts at the server's root")
        for step in path.split("/") if path else (self.page,):
            if step == "..":
                if not steps:
                    raise ValueError(f"{self.page}: {self.address} leaves the site")
                steps.pop()
            elif step not in ("", "."):
                steps.append(step)
        if path.endswith("/"):
            steps.append("index.html")
        return "/".join(steps), unquote(anchor)


@functools.cache
def pages(site: Path) -> dict[str, BeautifulSoup]:
    """Return every HTML page below *site* by its path, parsed by lxml, the fastest parser."""
    return {
        path.relative_to(site).as_posix(): BeautifulSoup(path.read_text("utf-8"), "lxml")
        for path in sorted(site.rglob("*.html"))
    }


def links(page: str, soup: BeautifulSoup) -> Iterator[Link]:
    """Yield every address in the elements of *soup*."""
    for element in soup.find_all(True):
        for attribute in _ADDRESSES:
            if (value := element.get(attribute)) is not None:
                for address in _addresses(attribute, str(value)):
                    yield Link(page, element.name, attribute, address, _rel(element))


def anchors(soup: BeautifulSoup) -> set[str]:
    """Return what a fragment may name on the page."""
    return {str(element["id"]) for element in soup.find_all(id=True)}


def style_addresses(css: str) -> list[str]:
    """Return the addresses that *css* makes a browser fetch.

    >>> style_addresses('@import "a.css"; b { src: url(c.woff) } /* url(no) */')
    ['a.css', 'c.woff']
    """
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    pattern = r"""@import\s+(?:url\()?["']?([^"');]+)|url\(\s*["']?([^"')]*)["']?\s*\)"""
    return [first or second for first, second in re.findall(pattern, css)]


def _addresses(attribute: str, value: str) -> list[str]:
    if attribute == "srcset":
        return [part.split()[0] for part in value.split(",") if part.strip()]
    return [value.strip()]


def _rel(element: Tag) -> tuple[str, ...]:
    rel = element.get("rel")
    return tuple(rel) if isinstance(rel, list) else ()


def names(site: Path) -> list[str]:
    """Return the address of every page a reader can open; a redirect is not one.

    Of the listings of the models' source, which one template makes, only the shortest and the
    middle one: what is wrong with one is wrong with all. The longest would cost as much as all
    other pages, since axe compares each link with every other.
    """
    found = [
        page
        for page in sorted(site.rglob("*.html"))
        if 'http-equiv="refresh"' not in page.read_text("utf-8")
    ]
    listings = sorted(
        (page for page in found if page.is_relative_to(site / "model")),
        key=lambda page: (page.stat().st_size, page),
    )
    left_out = set(listings) - {listings[0], listings[len(listings) // 2]}
    return [page.relative_to(site).as_posix() for page in found if page not in left_out]
