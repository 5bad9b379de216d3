"""``make cv``: print the page /about, as a reader's browser would, to ``docs/chijun-sima.pdf``.

The PDF is kept in the repository, so that ``make html`` needs no browser; a test prints the page
again and compares the words, so that it cannot fall behind.
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from portfolio.build.run import build
from support import ROOT
from support.browsers import chromium_path

PDF = ROOT / "docs/chijun-sima.pdf"

# On paper a link to another page of the site needs an address; without one it is only text.
UNLINK = """(base) => {
  for (const link of document.querySelectorAll("a[href]")) {
    const href = link.getAttribute("href");
    if (/^(https?:|#)/.test(href)) continue;
    if (base) link.href = new URL(href, base).href;
    else link.removeAttribute("href");
  }
}"""


def print_page(browser: Browser, page: Path, paper: str, base: str = "") -> bytes:
    """Return the PDF of a built *page* on *paper* (A4 or Letter), tagged for screen readers."""
    sheet = browser.new_page()
    sheet.goto(page.resolve().as_uri())
    sheet.evaluate(UNLINK, base)
    pdf = sheet.pdf(format=paper, tagged=True, outline=True, prefer_css_page_size=False)
    sheet.close()
    return pdf


def main() -> int:
    """Build the site and write the PDF."""
    mistakes = build(ROOT / "docs", ROOT / "_build")
    if mistakes:
        sys.stderr.writelines(f"{mistake}\n" for mistake in mistakes)
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        base = os.environ.get("SITE_URL", "")
        PDF.write_bytes(print_page(browser, ROOT / "_build/html/about.html", "A4", base))
        browser.close()
    sys.stdout.write(f"{PDF.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
