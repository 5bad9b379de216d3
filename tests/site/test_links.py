"""Every link on every page leads somewhere, and nothing is fetched from elsewhere."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from support.pages import Link, anchors, links, pages, style_addresses


def _all(site: Path) -> list[Link]:
    return [link for page, soup in pages(site).items() for link in links(page, soup)]


def broken(site: Path) -> list[str]:
    """Return every internal link of *site* whose file or anchor does not exist."""
    wrong = []
    known = {page: anchors(soup) for page, soup in pages(site).items()}
    for link in _all(site):
        if link.external:
            continue
        try:
            path, anchor = link.target()
        except ValueError as error:
            wrong.append(str(error))
            continue
        if not (site / path).is_file():
            wrong.append(f"{link.page}: {link.address}: no file {path}")
        elif anchor and anchor not in known.get(path, {anchor}):
            wrong.append(f"{link.page}: {link.address}: no such anchor")
    return wrong


def test_every_internal_link_and_anchor_resolves(site: Path) -> None:
    assert broken(site) == []


def test_there_are_links_of_every_sort_to_check(site: Path) -> None:
    internal = [link for link in _all(site) if not link.external]

    assert len(pages(site)) >= 18
    assert len(internal) > 500
    assert any(link.address.startswith("../") for link in internal)
    assert any(link.address.startswith("#") for link in internal)
    assert any("#" in link.address[1:] for link in internal)
    assert {"a", "link", "script"} <= {link.tag for link in internal}


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        ('<a href="b.html">', "no file sub/b.html"),
        ('<a href="#x">', "no such anchor"),
        ('<a href="../index.html#x">', "no such anchor"),
        ('<a href="../../index.html">', "leaves the site"),
        ('<a href="/index.html">', "starts at the server's root"),
        ('<img src="b.png">', "no file sub/b.png"),
        ('<img srcset="a.html, b.png 2x">', "no file sub/b.png"),
        ('<svg><use xlink:href="b.svg#c"/></svg>', "no file sub/b.svg"),
        ('<a href="a.html"><a href="?q=1"><a href="#y"><p id="y"><a href="../index.html#z">', ""),
    ],
)
def test_the_check_finds_what_is_broken(tmp_path: Path, markup: str, complaint: str) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "index.html").write_text('<p id="z">')
    (tmp_path / "sub/a.html").write_text(markup)

    found = broken(tmp_path)

    assert len(found) == (1 if complaint else 0)
    assert complaint in "".join(found)


def test_no_page_fetches_anything_from_elsewhere(site: Path) -> None:
    fetched = [link for link in _all(site) if link.fetched and link.external]

    assert [link for link in fetched if not link.address.startswith("data:")] == []


def test_no_style_sheet_fetches_anything_from_elsewhere(site: Path) -> None:
    sheets = {path.relative_to(site).as_posix(): path.read_text() for path in site.rglob("*.css")}
    for page, soup in pages(site).items():
        sheets |= {f"{page} <style> {n}": s.get_text() for n, s in enumerate(soup("style"))}
        sheets |= {
            f"{page} style= {n}": str(element["style"])
            for n, element in enumerate(soup.find_all(style=True))
        }

    assert len(sheets) >= 1
    for name, css in sheets.items():
        for address in style_addresses(css):
            assert not re.match(r"(?!data:)[a-z]+:|//", address), (name, address)
            assert not address.startswith("/"), (name, address)


def test_scripts_name_no_address_of_another_host(site: Path) -> None:
    """Text that the search shows may name addresses; code may not."""
    scripts = {
        path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.js")
    }
    code = {name: text for name, text in scripts.items() if not SEARCH_TEXT.fullmatch(name)}
    named = {
        address
        for text in code.values()
        for address in re.findall(r"https?://[\w.-]+\w/?[\w./-]*", text)
    }

    assert {"_static/search/app.js", "_static/site.js"} <= code.keys()
    assert code.keys() < scripts.keys()
    assert named == NAMED_IN_SCRIPTS


SEARCH_TEXT = re.compile(r"searchindex\.js|_static/search/(?:[hst]\d+|core|vocabulary)\.js")
NAMED_IN_SCRIPTS: set[str] = {
    "http://www.w3.org/2000/svg",  # the name of a vocabulary, which nothing fetches
    # where Pyodide's own script looks if it is not told where to; the worker tells it, and
    # tests/browser/test_safe.py sees that no page asks another host
    "https://cdn.jsdelivr.net/pyodide/v",
    # in a comment of Sphinx's searchtools.js
    "https://developer.mozilla.org/en-US/docs/Web/JavaScript/Guide/Regular_Expressions",
}


@pytest.mark.parametrize(
    ("css", "addresses"),
    [
        ('@import "a.css";', ["a.css"]),
        ("@import url(a.css);", ["a.css"]),
        ("b { src: url( 'c.woff' ) }", ["c.woff"]),
        ("b { c: url(https://d.example/e) }", ["https://d.example/e"]),
        ("/* url(no) */ b { c: d }", []),
    ],
)
def test_addresses_in_style_sheets_are_found(css: str, addresses: list[str]) -> None:
    assert style_addresses(css) == addresses


def test_what_is_fetched_and_what_is_followed() -> None:
    markup = (
        '<link rel="stylesheet" href="s"><link rel="canonical" href="c"><a href="a"></a>'
        '<img src="i"><script src="j"></script><iframe src="f"></iframe><form action="o"></form>'
    )
    found = list(links("p.html", BeautifulSoup(markup, "html5lib")))

    assert [link.address for link in found if link.fetched] == ["s", "i", "j", "f"]
    assert [link.address for link in found if not link.fetched] == ["c", "a", "o"]
