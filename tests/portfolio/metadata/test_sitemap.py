"""The sitemap lists every page by its absolute address, or is not there."""

from xml.etree import ElementTree as ET

from portfolio.metadata import sitemap
from support.small import Site
from support.stub_app import StubApp


def test_every_page_has_its_address_and_the_date_of_its_content(small: Site) -> None:
    small.project("a")
    small.page("404", "Not found", "Gone.")
    app = StubApp(small, "https://a.example/")
    app.env.metadata["publications"]["updated"] = "2022-03-04"
    app.after_build(sitemap)

    root = ET.parse(app.outdir / "sitemap.xml").getroot()
    found = [tuple(field.text for field in entry) for entry in root]
    assert found == [
        ("https://a.example/", "2022-08-01"),
        ("https://a.example/projects/a.html", "2022-08-01"),
        ("https://a.example/publications.html", "2022-03-04"),
        ("https://a.example/topics/cloud-systems.html", "2022-08-01"),
        ("https://a.example/topics/compilers.html", "2022-08-01"),
    ]
    assert {entry.tag for entry in root} == {f"{{{sitemap.NAMESPACE}}}url"}


def test_one_of_an_earlier_address_is_removed(small: Site) -> None:
    StubApp(small, "https://a.example/").after_build(sitemap)
    app = StubApp(small)
    assert app.written() == {"sitemap.xml"}

    app.after_build(sitemap)
    assert app.written() == set()
