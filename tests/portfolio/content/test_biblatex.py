"""Entries of BibLaTeX become what BibTeX calls the same; entries of BibTeX stay as they are."""

import pytest

from portfolio.content.biblatex import as_bibtex


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("online", {"date": "2022-07-31"}, ("misc", {"year": "2022", "month": "July"})),
        ("online", {"date": "2022"}, ("misc", {"year": "2022"})),
        ("misc", {"date": "2020-01/2021-03"}, ("misc", {"year": "2020", "month": "January"})),
        ("misc", {"date": "2022-07", "year": "2021"}, ("misc", {"year": "2021", "month": "July"})),
        ("misc", {"date": "last summer"}, ("misc", {"date": "last summer"})),
        ("misc", {"month": "12"}, ("misc", {"month": "December"})),
        ("misc", {"month": "13"}, ("misc", {"month": "13"})),
        ("article", {"journaltitle": "J"}, ("article", {"journal": "J"})),
        (
            "article",
            {"journaltitle": "J", "journal": "K"},
            ("article", {"journaltitle": "J", "journal": "K"}),
        ),
        ("conference", {"location": "Oslo"}, ("inproceedings", {"address": "Oslo"})),
        ("thesis", {"institution": "E"}, ("phdthesis", {"school": "E"})),
        ("thesis", {"type": "mathesis"}, ("mastersthesis", {})),
        ("thesis", {"type": "Bachelor thesis"}, ("mastersthesis", {"type": "Bachelor thesis"})),
        ("report", {"institution": "E"}, ("techreport", {"institution": "E"})),
        ("inbook", {"booktitle": "B"}, ("incollection", {"booktitle": "B"})),
        ("inbook", {"chapter": "1"}, ("inbook", {"chapter": "1"})),
    ],
)
def test_an_entry_in_terms_of_bibtex(
    kind: str, fields: dict[str, str], expected: tuple[str, dict[str, str]]
) -> None:
    before = dict(fields)

    assert as_bibtex(kind, fields) == expected
    assert fields == before, "what was given is not changed"
