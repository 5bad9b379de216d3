"""Dead links are told apart from an absent network."""

import json

from portfolio.build.linkcheck import Link, read, report

LINE = {"filename": "docs/a.md", "lineno": 3, "code": 0, "info": "", "status": "working"}


def _link(address: str, status: str, info: str = "") -> Link:
    return Link("docs/a.md", 3, address, status, info)


def test_each_external_link_is_read_once() -> None:
    lines = [
        json.dumps(LINE | {"uri": "https://a.example/"}),
        json.dumps(LINE | {"uri": "https://a.example/"}),
        json.dumps(LINE | {"uri": "local.html", "status": "local"}),
        json.dumps(LINE | {"uri": "#here", "status": "unchecked"}),
    ]

    assert read(lines) == [_link("https://a.example/", "working")]


def test_a_link_that_a_server_denies_fails() -> None:
    words, status = report(
        [
            _link("https://a.example/", "working"),
            _link("https://b.example/", "broken", "404 Client Error: Not Found"),
            _link("https://c.example/", "broken", "500 Server\n Error"),
            _link("https://d.example/", "redirected"),
        ]
    )

    assert status == 1
    assert words == (
        "docs/a.md:3: dead: https://b.example/ (404 Client Error: Not Found)\n"
        "docs/a.md:3: no answer: https://c.example/ (500 Server Error)\n"
        "4 external links: 1 dead, 1 without answer."
    )


def test_a_slow_server_does_not_fail() -> None:
    assert report([_link("https://a.example/", "timeout"), _link("https://b/", "working")])[1] == 0


def test_without_a_network_nothing_fails() -> None:
    links = [_link(f"https://{n}.example/", "broken", "Failed to resolve") for n in "ab"]

    assert report(links) == ("The network is away: none of 2 external links answered.", 0)


def test_a_site_without_external_links_passes() -> None:
    assert report([]) == ("0 external links: 0 dead, 0 without answer.", 0)
