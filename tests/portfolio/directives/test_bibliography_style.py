"""How a source is written: its title is the link, and its capitals stay."""

import re

import pytest
from pybtex.backends.html import Backend
from pybtex.database import parse_string

from portfolio.directives.bibliography_style import Style


def written(entry: str) -> str:
    """Return an entry of BibTeX as the style writes it, in HTML."""
    data = parse_string(entry, "bibtex")
    (formatted,) = Style().format_bibliography(data)
    return str(formatted.text.render(Backend()))


def links(html: str) -> dict[str, str]:
    """Return the address of each link by its words."""
    return {
        re.sub(r"<[^>]*>", "", words): address
        for address, words in re.findall(r'<a href="([^"]*)">(.*?)</a>', html)
    }


AUTHOR = "author={Ann Other}, year={2001}"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("url={https://a.example}", {"A BIG Thing": "https://a.example"}),
        (
            "url={https://a.example}, doi={10.1/x}",
            {"A BIG Thing": "https://doi.org/10.1/x", "doi:10.1/x": "https://doi.org/10.1/x"},
        ),
        ("note={None}", {}),
    ],
)
def test_the_title_leads_to_the_source(fields: str, expected: dict[str, str]) -> None:
    html = written(f"@misc{{k, title={{A BIG Thing}}, {AUTHOR}, {fields}}}")

    assert links(html) == expected
    assert "A BIG Thing" in html, "the capitals stay"


def test_only_a_sources_own_title_is_a_link() -> None:
    html = written(
        f"@inproceedings{{k, title={{T}}, booktitle={{Conf}}, {AUTHOR}, url={{https://a.example}}}}"
    )

    assert links(html) == {"T": "https://a.example"}
    assert "<em>Conf</em>" in html


def test_a_source_that_may_change_says_when_it_was_read() -> None:
    html = written(f"@misc{{k, title={{T}}, {AUTHOR}, urldate={{2026-11-07}}}}")

    assert html.endswith("Accessed November 7, 2026.")


def test_tex_is_read_in_fields_and_names_but_not_in_addresses() -> None:
    html = written(
        '@misc{k, title={Gr\\"o\\ss e}, author={M{\\"u}ller, Ana}, year={2001}, doi={10.1/a\\ss b}}'
    )

    assert "Größe" in html
    assert html.startswith('Ana M<span class="bibtex-protected">ü</span>ller.')
    assert links(html)["doi:10.1/a\\ss b"] == "https://doi.org/10.1/a\\ss b"
