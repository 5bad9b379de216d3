"""The home page opens without an error."""

from playwright.sync_api import Page


def test_home_opens(page: Page, address: str) -> None:
    page.goto(address + "/index.html")

    assert "Chijun Sima" in page.title()
