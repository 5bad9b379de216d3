"""The owner's publications: reference, projects, BibTeX."""

import pytest
from pybtex.database import parse_string

from portfolio.content.bibliography import author_year, bibtex, is_own, source_url
from support.small import Site, words

TWO = """
@article{older2001, title={Old}, author={Chijun Sima}, year={2001}, journal={J},
  keywords={x, own}}
@article{newer2002, title={Gr\\"{o}\\ss e}, author={Ann Other and Chijun Sima}, year={2002},
  journal={J}, keywords={own}, pages={1--2}}
@article{foreign2003, title={Not his}, author={Ann Other}, year={2003}, journal={J},
  keywords={owner}}
"""


def test_lists_only_the_owners_newest_first(small: Site) -> None:
    small.write("references.bib", TWO)
    small.project("a", title="A", publications="[older2001]")
    small.project("b", title="B", publications="[older2001, newer2002]")
    assert small.build() == []
    newer, older = small.article("publications").select("ol > li.pf-publication")

    assert (newer["id"], older["id"]) == ("publication-newer2002", "publication-older2001")
    assert words(newer.select(".pf-venue")[0]) == "J"
    assert words(newer.select(".pf-publication__reference strong")[0]) == "Chijun Sima"
    assert (
        words(newer.select(".pf-publication__reference")[0])
        == "Ann Other and Chijun Sima . Größe. J , pages 1–2, 2002."
    )
    assert words(newer.select(".pf-publication__project")[0]) == "B"
    assert [a["href"] for a in older.select(".pf-publication__project a")] == [
        "projects/a.html",
        "projects/b.html",
    ]
    assert newer["data-project"] == "b"


def test_the_bibtex_to_copy_is_the_entry(small: Site) -> None:
    small.write("references.bib", TWO)
    assert small.build() == []
    block = small.article("publications").select("#publication-newer2002 details pre")[0]

    entry = parse_string(block.get_text(), "bibtex").entries["newer2002"]
    assert "keywords" not in entry.fields
    assert entry.fields["pages"] == "1--2"
    assert bibtex(entry) == block.get_text()


def test_a_bibliography_without_own_entries_is_a_mistake(small: Site) -> None:
    small.write("references.bib", "@misc{other2000, title={T}, author={A}, year={2000}}\n")

    assert small.build() == [
        'docs/publications.md:3: no entry of the bibliography has "own" among its keywords'
    ]


@pytest.mark.parametrize(
    ("fields", "label", "address"),
    [
        ("author={Ann Other}, year={2001}", "Other 2001", None),
        ("author={Ann Other and B. {van Dyke}}, year={2001}", "Other and van Dyke 2001", None),
        ("author={Ann Other and others}, url={https://a.b/c\\_d}", "Other et al.", "https://a.b/c_d"),
        ("author={A B and C D and E F}, year={1}, doi={10.1/x}", "B et al. 1", "https://doi.org/10.1/x"),
        ("author={{Some Group}}, doi={10.1/x}, url={https://a}", "Some Group", "https://doi.org/10.1/x"),
        ("year={2001}", "A Title 2001", None),
    ],
)  # fmt: skip
def test_short_citation(fields: str, label: str, address: str | None) -> None:
    entry = parse_string(f"@misc{{k, title={{A {{T}}itle}}, {fields}}}", "bibtex").entries["k"]

    assert author_year(entry).replace("\N{NO-BREAK SPACE}", " ") == label
    assert (source_url(entry), is_own(entry)) == (address, False)
