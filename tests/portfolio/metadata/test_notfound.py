"""The 404 page works at any depth."""

import pytest

from portfolio.metadata import notfound


@pytest.mark.parametrize(
    ("address", "expected"),
    [("", "/"), ("https://example.org/", "/"), ("https://example.org/a/b/", "/a/b/")],
)
def test_the_base_path_of_the_404_page(address: str, expected: str) -> None:
    assert notfound.base_path(address) == expected
