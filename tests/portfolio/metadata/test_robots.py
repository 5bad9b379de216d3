"""What crawlers are told first."""

from portfolio.metadata import robots
from support.small import Site
from support.stub_app import StubApp


def test_the_sitemap_is_named_where_there_is_one(small: Site) -> None:
    app = StubApp(small, "https://a.example/x/")
    app.after_build(robots)

    assert (app.outdir / "robots.txt").read_text().splitlines() == [
        "User-agent: *", "Allow: /", "", "Sitemap: https://a.example/x/sitemap.xml",
    ]  # fmt: skip
    assert app.written() == {"robots.txt", ".nojekyll"}


def test_without_an_address_all_may_be_read_and_no_sitemap_is_named(small: Site) -> None:
    app = StubApp(small)
    app.after_build(robots)

    assert (app.outdir / "robots.txt").read_text() == "User-agent: *\nAllow: /\n"


def test_a_build_that_failed_or_writes_no_site_gets_no_such_file(small: Site) -> None:
    failed, text = StubApp(small), StubApp(small, builder="epub")
    failed.after_build(robots, ValueError())
    text.after_build(robots)

    assert failed.written() == text.written() == set()
