"""A page that moved is found at its old address; one that vanished stops the build."""

from pathlib import Path

import pytest

from portfolio.metadata.redirects import problems
from support.small import Site


def moved(tmp_path: Path) -> Site:
    """Return a site whose page ``old`` was published once and is now called ``new``."""
    site = Site(tmp_path)
    site.page("new", "New", "Here now.")
    names = ["index", "new", "old", "publications", "topics/cloud-systems", "topics/compilers"]
    site.write("addresses.txt", "# Every page\n" + "\n".join(names) + "\n")
    return site


def test_an_old_address_leads_to_the_new_page(tmp_path: Path) -> None:
    site = moved(tmp_path)
    conf = site.docs / "conf.py"
    conf.write_text(conf.read_text() + 'redirects = {"old": "new.html#here"}\n')

    assert site.build() == []

    page = site.page_of("old")
    (refresh,) = page.find_all("meta", attrs={"http-equiv": "refresh"})
    (policy,) = page.find_all("meta", attrs={"http-equiv": "Content-Security-Policy"})
    (link,) = page.find_all("a")
    assert refresh["content"] == "0; url=new.html#here"
    assert str(policy["content"]).startswith("default-src 'none'")
    assert link["href"] == "new.html#here"
    assert page.find_all("script") == []


def test_a_mark_of_byte_order_before_the_ledger_is_none_of_it(tmp_path: Path) -> None:
    """Some editors of Windows write it before every text."""
    site = moved(tmp_path)
    site.page("old", "Old", "Here still.")
    ledger = site.docs / "addresses.txt"
    ledger.write_bytes(b"\xef\xbb\xbf" + ledger.read_bytes().replace(b"\n", b"\r\n"))

    assert site.build() == []


def test_an_address_that_died_stops_the_build(tmp_path: Path) -> None:
    (message,) = moved(tmp_path).build()

    assert message.endswith(
        "docs/addresses.txt:4: the published page 'old' is gone; say in `redirects` where it went"
    )


LEDGER = ["# comment", "", "index", "projects/old", "projects/ekko"]
FOUND = {"index", "projects/ekko"}


@pytest.mark.parametrize(
    ("ledger", "found", "redirects", "expected"),
    [
        (["index", "projects/ekko"], FOUND, {}, []),
        (LEDGER, FOUND, {"projects/old": "ekko.html"}, []),
        (LEDGER, FOUND, {}, [(4, "the published page 'projects/old' is gone")]),
        (["index"], FOUND, {}, [(1, "the page 'projects/ekko' is not listed yet")]),
        (["index", "index", "projects/ekko"], FOUND, {}, [(2, "listed twice")]),
        (LEDGER, FOUND, {"projects/old": "gone.html"}, [(0, "which is no page")]),
        (LEDGER, FOUND, {"projects/old": "../projects/ekko.html#idea"}, []),
        (
            ["index", "projects/ekko"],
            FOUND,
            {"index": "projects/ekko.html"},
            [(0, "still a page")],
        ),
        (LEDGER, FOUND, {"projects/old": "https://elsewhere.example/"}, []),
    ],
)
def test_no_address_dies(
    ledger: list[str],
    found: set[str],
    redirects: dict[str, str],
    expected: list[tuple[int, str]],
) -> None:
    actual = problems(ledger, found, redirects)

    assert [line for line, _ in actual] == [line for line, _ in expected]
    for (_, message), (_, part) in zip(actual, expected, strict=True):
        assert part in message
