"""Every mistake in the bibliography is a line of it; reference managers' escapes are none."""

import json

import pytest

from portfolio.content.bibtex_check import address, check, doi
from support import ROOT
from support.small import BIBLIOGRAPHY, Site, words

GOOD = '''@misc{first2001,
  author = {Ann Other and Other, Bob},
  title = {A {Title}},
  year = {2001}
}
'''  # fmt: skip


def test_the_sites_own_bibliography_is_right() -> None:
    assert check((ROOT / "docs/references.bib").read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ("misc{first2001,", "misc{first2001", 1, 'no comma after the key "first2001"'),
        ("misc{first2001,", "misc{", 1, "has no key"),
        ("@misc", "misc", 1, "stands in no entry"),
        ("@misc{", "@misc", 1, "not followed by a brace"),
        ("Other, Bob},", "Other, Bob,", 2, "no closing brace"),
        ("Other, Bob},", "Other, Bob}", 2, 'no comma after the value of "author"'),
        ("title =", "title", 3, 'no equals sign after "title"'),
        ("= {A {", "= A {", 3, "unknown abbreviation"),
        ("{2001}\n}", "{2001}\n", 1, "no closing brace"),
        ("{2001}", "{20011}", 4, 'year is "20011"; allowed: four digits'),
        ("{2001}", "{2001},\n  month = june", 5, "did you mean jun?"),
        ("{2001}", "{2001},\n  year = {2002}", 5, '"year" is given twice'),
        ("{2001}", "{2001},\n  doi = {11.1/x}", 5, "allowed: a DOI"),
        ("{2001}", "{2001},\n  url = {example.org}", 5, "an address"),
        ("{2001}", "{2001},\n  urldate = {2022-8-1}", 5, "allowed: a date"),
        ("{2001}", "{2001},\n  urldate = {20220801}", 5, "allowed: a date such as 2022-08-31"),
        ("{2001}", "{2001},\n  crossref = {first2001}", 5, "refers to itself"),
        ("  year = {2001}\n", "", 0, ""),
        ("{2001}", "{2001},\n  crossref = {nobody}", 5, "the key of no entry"),
        ("A {Title}", r"A \nosuch{Title}", 3, r'title has "\nosuch", which is no TeX'),
        ("A {Title}", "A $x Title", 3, 'title has "$", which is no TeX'),
        ("A {Title}", r"A \{Title\}", 3, r'title has "\{", which is no TeX'),
        ("Ann Other", r"Ann \Other", 2, r'author has "\Other", which is no TeX'),
        ("misc", "article", 1, "no journal"),
        ("misc", "report", 1, "no institution"),
        ("{2001}", "{2001},\n  date = {2001~}", 5, 'date is "2001~"; allowed: a date such as'),
        ("A {Title}", "On <i>E. coli</i>", 3, 'title has "<i>", which is no TeX'),
        ("A {Title}", "A &amp; B", 3, 'title has "&amp;", which is no TeX'),
        ("A {Title}", "The systemâ€™s", 3, 'title has "â€", read in a wrong encoding'),
        ("A {Title}", "A \vTitle", 3, "U+000B is no sign of text"),
        ("misc", "nosuch", 1, "allowed: article, book"),
        ("  author = {Ann Other and Other, Bob},\n", "", 1, "no author"),
        ("Ann Other and", "and", 2, "an empty name"),
        ("Other, Bob", "Other, Bob, C, D", 2, "too many commas"),
    ],
)
def test_each_mistake_is_named_at_its_line(before: str, after: str, line: int, said: str) -> None:
    assert before in GOOD

    mistakes = check(GOOD.replace(before, after, 1))

    if not said:  # a page on the web need not have a year
        assert mistakes == []
    else:
        assert [number for number, text in mistakes if said in text] == [line], mistakes


FROM_ZOTERO = r"""
@article{doeFinding2006,
  title = {Finding {{Dominators}}},
  author = {Doe, Jane and G{\"o}del, Kurt},
  date = {2006-01-15},
  journaltitle = {Journal of Graphs},
  file = {C:/Papers/Doe.pdf},
  keywords = {own}
}
@online{page2020, title={A Page}, author={Jane Doe}, date={2020}, url={https://example.org/}}
@thesis{phd2001, title={P}, author={Jane Doe}, date={2001-05/2001-06}, institution={MIT},
  type={phdthesis}}
@thesis{master2002, title={M}, author={Jane Doe}, date={2002}, institution={ETH},
  type={mathesis}}
@report{report2003, title={R}, author={Jane Doe}, year={2003}, month={7}, institution={Bell}}
@inbook{part2004, title={Part}, booktitle={Whole}, author={Jane Doe}, date={2004},
  publisher={Pub}, location={Oslo}}
@comment{jabref-meta: databaseType:biblatex;}
"""


def test_entries_of_biblatex_are_published_as_those_of_bibtex(small: Site) -> None:
    small.write("references.bib", BIBLIOGRAPHY + FROM_ZOTERO)
    keys = ["doeFinding2006", "page2020", "phd2001", "master2002", "report2003", "part2004"]
    cited = " ".join(f"{{footcite:p}}`{key}`" for key in keys)
    small.page("cites", "Cites", f"{cited}\n\n```{{footbibliography}}\n```")

    assert small.build() == []
    said = words(small.article("cites"))
    for part in ("Kurt Gödel. Finding Dominators. Journal of Graphs , January 2006.",
                 "A page. 2020.", "PhD thesis, MIT, May 2001.", "Master's thesis, ETH, 2002.",
                 "Technical Report, Bell, July 2003.", "Pub, Oslo, 2004."):  # fmt: skip
        assert part in said.replace("’", "'"), said
    offered = words(small.article("publications"))
    assert "journal = {Journal of Graphs}" in offered
    assert "year = {2006}" in offered
    assert "C:/Papers" not in offered
    (item,) = json.loads(small.file("csl/doeFinding2006.json").read_text("utf-8"))
    assert item["issued"] == {"date-parts": [[2006, 1]]}


def test_a_key_given_twice_is_one_message() -> None:
    assert check(GOOD + GOOD) == [
        (6, 'the key "first2001" is given twice; the first stands in line 1')
    ]


def test_the_entries_after_a_mistake_are_checked_too() -> None:
    text = GOOD.replace("first2001,", "first2001") + GOOD.replace("{2001}", "{year}")

    assert [line for line, _ in check(text)] == [1, 9]


def test_a_mistake_ends_the_build_with_its_line_and_nothing_else(small: Site) -> None:
    small.write("references.bib", BIBLIOGRAPHY + "@misc{a,\n author={Jane Doe}\n title={T}}\n")
    at = BIBLIOGRAPHY.count("\n") + 2

    assert small.build() == [f'docs/references.bib:{at}: no comma after the value of "author"']


def test_escapes_of_reference_managers_are_understood(small: Site) -> None:
    entry = (
        "@misc{esc2004, title={T}, author={A. Author}, year={2004}, url={https://a.org/a\\_b\\%20}}\n"
        "@misc{doi2004, title={U}, author={B. Author}, year={2004}, doi={https://doi.org/10.1000/c}}"
    )
    small.write("references.bib", BIBLIOGRAPHY + entry)
    small.page(
        "cites",
        "Cites",
        "{footcite:p}`esc2004` {footcite:p}`doi2004`\n\n```{footbibliography}\n```",
    )

    assert small.build() == []
    links = [a["href"] for a in small.article("cites").select("a.external")]
    assert {"https://a.org/a_b%20", "https://doi.org/10.1000/c"} <= set(links)
    assert address("https://a.org/~x") == "https://a.org/~x"
    assert doi("10.1/x") == "10.1/x"


CROSSED = """@inproceedings{part2003, author={A. Author}, title={Part}, crossref={whole2003},
  keywords={own}}
@proceedings{whole2003, editor={B. Editor}, title={Proceedings of Parts}, year={2003},
  publisher={C}}
"""


def test_an_entry_has_what_the_entry_of_its_crossref_has(small: Site) -> None:
    small.write("references.bib", CROSSED)

    assert small.build() == []
    (item,) = json.loads(small.file("csl/part2003.json").read_text("utf-8"))
    assert (item["title"], item["container-title"]) == ("Part", "Proceedings of Parts")
    assert (item["publisher"], item["issued"]) == ("C", {"date-parts": [[2003]]})


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        (", year={2003}", "", 1, '"part2003" has no year'),
        ("publisher={C}", "crossref={part2003}", 1, "which has a crossref itself"),
        ("author={A. Author}, ", "", 0, ""),  # the editor is the parent's
    ],
)
def test_what_a_crossref_cannot_give(before: str, after: str, line: int, said: str) -> None:
    assert before in CROSSED

    mistakes = check(CROSSED.replace(before, after))

    if said:
        assert (line, said) in [(number, text[-len(said) :]) for number, text in mistakes], mistakes
    else:
        assert [text for _, text in mistakes] == ['"part2003" has no author']
