"""Which builders write a web site, and which pages for a browser."""

import pytest

from portfolio.builders import writes_for_browsers, writes_site
from support.small import Site
from support.stub_app import StubApp


@pytest.mark.parametrize(
    ("builder", "site", "browser"),
    [
        ("html", True, True), ("dirhtml", True, True), ("singlehtml", False, True),
        ("epub", False, False), ("text", False, False), ("latex", False, False),
    ],
)  # fmt: skip
def test_a_site_has_a_page_for_each_page_and_a_browser_runs_scripts(
    small: Site, builder: str, site: bool, browser: bool
) -> None:
    app = StubApp(small, builder=builder)
    assert (writes_site(app), writes_for_browsers(app)) == (site, browser)  # type: ignore[arg-type]
