"""Which builders write a web site."""

import pytest

from portfolio.builders import writes_site
from support.small import Site
from support.stub_app import StubApp


@pytest.mark.parametrize(
    ("builder", "expected"),
    [
        ("html", True), ("dirhtml", True), ("singlehtml", False), ("epub", False),
        ("text", False), ("latex", False), ("linkcheck", False),
    ],
)  # fmt: skip
def test_a_site_has_a_page_for_each_page(small: Site, builder: str, expected: bool) -> None:
    assert writes_site(StubApp(small, builder=builder)) is expected  # type: ignore[arg-type]
