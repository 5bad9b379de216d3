"""The bibliography is parsed once; the owner's papers are its entries with the keyword own."""

from pybtex.database import parse_string

from portfolio.content.bibliography import Author, Paper, author_year, is_own, read_paper

BIB = """
@inproceedings{k1, author={M{\\"u}ller, Ana and Bo Li}, title={A {Large} Thing},
  booktitle={Proc.}, year=2022, month=jul, pages={821--839}, keywords={own},
  url={https://example.org}}
@misc{k2, author={X Y}, title={Other}, year=2020, keywords={owner, disowned}}
@misc{k3, author={X Y and P Q and R S}, title={Other}, year=2020}
@misc{k4, title={The {Title}}}
"""


def test_a_paper_is_read_with_all_its_fields() -> None:
    entry = parse_string(BIB, "bibtex").entries["k1"]

    assert read_paper("k1", entry) == Paper(
        key="k1",
        kind="inproceedings",
        title="A Large Thing",
        authors=(Author("Müller", "Ana"), Author("Li", "Bo")),
        date="2022-07",
        conference="Proc.",
        first_page="821",
        last_page="839",
        url="https://example.org",
    )


def test_own_is_a_whole_keyword() -> None:
    entries = parse_string(BIB, "bibtex").entries

    assert [key for key, entry in entries.items() if is_own(entry)] == ["k1"]


def test_a_citation_names_authors_and_year() -> None:
    entries = parse_string(BIB, "bibtex").entries

    labels = [author_year(entry).replace("\N{NO-BREAK SPACE}", " ") for entry in entries.values()]
    assert labels == ["Müller and Li 2022", "Y 2020", "Y et al. 2020", "The Title"]
