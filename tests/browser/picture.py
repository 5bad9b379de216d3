"""``make picture``: take the README's picture of the built home page."""

from playwright.sync_api import sync_playwright

from support import ROOT
from support.browsers import chromium_path

TARGET = ROOT / ".github/home.png"


def main() -> None:
    """Open the home page from the disk and save what a laptop shows of it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 620})
        page.goto((ROOT / "_build/html/index.html").as_uri())
        page.screenshot(path=TARGET)
        browser.close()


if __name__ == "__main__":
    main()
