"""Where the site is published: one of two variables, and refused if it is no web address."""

import pytest
from sphinx.errors import ConfigError

from portfolio.metadata.base_url import absolute, site_address


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, ""),
        ({"SITE_URL": ""}, ""),
        ({"SITE_URL": "https://example.org"}, "https://example.org/"),
        ({"SITE_URL": "https://example.org/repo/"}, "https://example.org/repo/"),
        (
            {"READTHEDOCS_CANONICAL_URL": "https://x.example.org/en/latest/"},
            "https://x.example.org/en/latest/",
        ),
        (
            {"SITE_URL": "https://mine.example", "READTHEDOCS_CANONICAL_URL": "https://x.example/"},
            "https://mine.example/",
        ),
    ],
)
def test_the_address_comes_from_one_place(environment: dict[str, str], expected: str) -> None:
    assert site_address(environment) == expected


@pytest.mark.parametrize(
    "value",
    [
        *("example.org", "ftp://example.org", "https://", "/repo/", "http://[", "javascript:x"),
        *('https://a.org/"x', "https://a.org/'x", "https://a.org/<b>/", "https://a.org/a b/"),
        *(
            "https://a.org/\nDisallow: /",
            "https://a.org\t/",
            "https://me:pass@a.org/",
            "http://a:x/",
        ),
    ],
)
def test_an_address_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(ConfigError, match=r"SITE_URL=.*not a web address"):
        site_address({"SITE_URL": value})


def test_an_address_with_a_query_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"without \? or #"):
        site_address({"SITE_URL": "https://example.org/?a=1"})


def test_the_home_page_is_the_address_itself() -> None:
    assert absolute("https://example.org/", "index.html") == "https://example.org/"
    assert absolute("https://example.org/", "a/b.html") == "https://example.org/a/b.html"
