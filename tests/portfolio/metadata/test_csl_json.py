"""A paper as CSL-JSON: a field that the paper lacks is left out."""

import json

from portfolio.content.bibliography import Author, Paper
from portfolio.metadata import csl_json
from support.small import Site
from support.stub_app import StubApp


def test_an_item_has_what_the_paper_has() -> None:
    paper = Paper(
        "k", "inproceedings", "T", (Author("Sima", "Chijun"), Author("A Group")), "2022-07",
        conference="Conf", first_page="1", last_page="9", doi="10.1/x",
    )  # fmt: skip

    assert csl_json.csl(paper) == {
        "id": "k",
        "type": "paper-conference",
        "title": "T",
        "author": [{"family": "Sima", "given": "Chijun"}, {"literal": "A Group"}],
        "issued": {"date-parts": [[2022, 7]]},
        "language": "en",
        "container-title": "Conf",
        "page": "1-9",
        "DOI": "10.1/x",
    }


def test_a_kind_that_csl_lacks_is_an_article() -> None:
    item = csl_json.csl(Paper("k", "misc", "T", (), "2022", first_page="7"))

    assert (item["type"], item["page"], item["issued"]) == (
        "article",
        "7",
        {"date-parts": [[2022]]},
    )


def test_only_the_owners_papers_have_a_file(small: Site) -> None:
    app = StubApp(small)
    app.after_build(csl_json)

    assert app.written() == {"csl/own2003.json"}
    (item,) = json.loads((app.outdir / "csl/own2003.json").read_text("utf-8"))
    assert item["title"] == "A Paper"
