"""Budgets: what a reader's browser fetches for the first view of a page."""

import gzip
import re
from pathlib import Path

import pytest

BUDGET = 36_000  # bytes, gzip -9, of HTML with its figures, style sheets and scripts
PROJECTS = ["ekko", "lightning", "ekko-elastic", "consensus", "llvm"]

ASSET = re.compile(r'<(?:link rel="stylesheet" href|script[^>]* src)="([^"]+)"')


def packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


def assets(page: Path) -> list[Path]:
    """Return the style sheets and scripts that *page* loads without being asked."""
    return [(page.parent / name).resolve() for name in ASSET.findall(page.read_text("utf-8"))]


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


@pytest.mark.parametrize("project", PROJECTS)
def test_first_view_of_a_project_is_light(site: Path, project: str) -> None:
    page = site / "projects" / f"{project}.html"
    parts = {path.name: packed(path) for path in (page, *assets(page))}
    assert {"site.css", "site.js", "scheme.js"} <= parts.keys(), "nothing was measured"
    assert sum(parts.values()) <= BUDGET, parts


def test_one_style_sheet_and_no_font(site: Path) -> None:
    for page in pages(site):
        html = page.read_text("utf-8")
        sheets = re.findall(r'<link[^>]*rel="stylesheet"[^>]*>', html)
        assert len(sheets) == 1, page
    assert "@font-face" not in (site / "_static/site.css").read_text("utf-8")
    assert [p for p in site.rglob("*") if p.suffix in {".woff", ".woff2", ".ttf", ".otf"}] == []


def test_only_the_color_scheme_waits_for_a_script(site: Path) -> None:
    """Every other script is deferred, except on Sphinx's own search page.

    The page for lost addresses has one in its text, which finds the site below any path.
    """
    for page in pages(site):
        if page.name in {"search.html", "404.html"}:
            continue
        scripts = re.findall(r"<script(?![^>]*type=.application/ld)[^>]*>", page.read_text("utf-8"))
        waiting = [tag for tag in scripts if "defer" not in tag]
        assert [tag for tag in waiting if "scheme.js" not in tag] == [], page
        assert len(waiting) == 1, page


def test_no_file_of_a_dependency_is_left_over(site: Path) -> None:
    """Furo's, Sphinx's and sphinx-design's files ship where a page refers to them, else not."""
    used = {path for page in pages(site) for path in assets(page)}
    names = ["*.map", "basic.css", "furo*", "sphinx-design*", "design-tabs.js", "pygments.css"]
    names += ["doctools.js", "searchtools.js", "sphinx_highlight.js", "*.png"]
    static = site / "_static"
    left = {path.resolve() for name in names for path in static.rglob(name)} - used
    assert sorted(path.name for path in left) == []


def test_tabs_script_only_where_there_are_tabs(site: Path) -> None:
    for page in pages(site):
        html = page.read_text("utf-8")
        assert ("design-tabs.js" in html) == ('class="sd-tab-set' in html), page
        assert ("gallery.js" in html) == ("pf-gallery__item" in html), page
