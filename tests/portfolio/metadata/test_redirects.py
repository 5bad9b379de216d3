"""A page that moved is found at its old address; one that vanished stops the build."""

from pathlib import Path

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
