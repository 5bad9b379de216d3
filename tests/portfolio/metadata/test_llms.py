"""The map for language models lists the twins of all pages by section."""

import pytest

from portfolio.metadata.llms import llms_text
from support.small import Site
from support.stub_app import StubApp


def test_pages_stand_in_the_section_of_their_folder(small: Site) -> None:
    small.project("a", title="A thing")
    small.page("labs/ring", "Rings", "A lab.")

    assert llms_text(StubApp(small)).splitlines() == [  # type: ignore[arg-type]
        "# Home",
        "",
        "> About Home.",
        "",
        "## Projects",
        "",
        "- [A thing](projects/a.html.md): It does what it says.",
        "",
        "## Labs",
        "",
        "- [Rings](labs/ring.html.md): About Rings.",
        "",
        "## Topics",
        "",
        "- [Cloud systems](topics/cloud-systems.html.md): About Cloud systems.",
        "- [Compilers](topics/compilers.html.md): About Compilers.",
        "",
        "## About the site",
        "",
        "- [Home](index.html.md): About Home.",
        "- [Publications](publications.html.md): About Publications.",
    ]


@pytest.mark.parametrize(
    ("builder", "twin"),
    [("html", "topics/compilers.html.md"), ("dirhtml", "topics/compilers/index.html.md")],
)
def test_links_are_absolute_where_the_address_is_known(
    small: Site, builder: str, twin: str
) -> None:
    text = llms_text(StubApp(small, "https://x.example/", builder))  # type: ignore[arg-type]

    assert f"(https://x.example/{twin})" in text
    assert "https://x.example/index.html.md" in text, "the home page's twin has a name"
