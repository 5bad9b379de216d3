"""Every text that the templates are given is escaped: titles may hold any sign."""

from pathlib import Path

import jinja2
import pytest
from bs4 import BeautifulSoup

from portfolio.theme import FOLDER
from portfolio.theme.context import Entry, Group
from support.small import CONF, Site

SIGNS = '<&">'
PAGES = sorted(
    path.relative_to(FOLDER).as_posix()
    for path in FOLDER.rglob("*.html")
    if path.parent.name != "partials"
)
HTML = dict.fromkeys(("body", "toc", "metatags", "next_card"), "")
"""What the templates are given as HTML already."""


def render(template: str) -> str:
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(FOLDER), autoescape=False)
    environment.context_class = _Context
    entry = Entry(SIGNS, SIGNS, [Entry(SIGNS, SIGNS)], more=1)
    return environment.get_template(template).render(
        **HTML,
        site_nav=[Group(SIGNS, [entry])],
        person_links=[(SIGNS, SIGNS)],
        parents=[{"link": SIGNS, "title": "as HTML"}],
        title="a <code>&lt;&amp;&quot;&gt;</code>",
        sidebars=["sidebar/brand.html", "sidebar/navigation.html", "sidebar/search.html"],
        style_sheets=[],
        script_files=[],
        meta={},
        hasdoc=lambda _: True,
        pathto=lambda *_: "address",
    )


class _Context(jinja2.runtime.Context):
    """Resolves names that nobody gave to the signs."""

    def resolve_or_missing(self, key: str) -> object:
        value = super().resolve_or_missing(key)
        return SIGNS if value is jinja2.runtime.missing else value


@pytest.mark.parametrize("template", PAGES)
def test_every_template_escapes_what_it_is_given(template: str) -> None:
    html = render(template)

    assert SIGNS not in html
    assert "&lt;&amp;" in html or template == "sidebar/search.html"  # which is given no text


@pytest.mark.parametrize("title", ["The `<template>` element", "Vec<T> & co", "A & B <"])
def test_a_title_of_signs_leaves_the_other_pages_whole(small: Site, title: str) -> None:
    small.write("conf.py", CONF.replace('"basic"', '"portfolio"'))
    small.page("index", "Home", "```{toctree}\nsigns\nother\npublications\ntopics/compilers\n"
               "topics/cloud-systems\n```")  # fmt: skip
    small.page("other", "Other", "The text of the other page.")
    small.write("signs.md", f"---\ntitle: '{title}'\n---\n\nIts text.\n")

    assert small.build() == []
    other = small.article("other")
    assert "The text of the other page." in other.text
    menu = small.page_of("other").select_one(".site-nav")
    assert menu
    plain = title.replace("`", "")
    assert plain in menu.text
    page = small.page_of("signs")
    assert page.title
    assert page.title.text == f"{plain} · {page.select('.site-brand-name')[0].text}"
    assert page.h1
    assert page.h1.text.removesuffix("¶").removesuffix("#") == plain


def test_no_template_is_forgotten() -> None:
    assert {Path(name).name for name in PAGES} >= {"base.html", "page.html", "navigation.html"}
    assert BeautifulSoup(render("page.html"), "html5lib").select_one("article")
