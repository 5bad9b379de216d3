"""``make shots``: photograph every kind of page, at three widths, by day and by night.

Writes ``_build/shots/<page>-<width>-<scheme>.png`` (whole pages) and one contact sheet,
``_build/shots/index.html``, that shows them side by side.
"""

import html
import sys

from playwright.sync_api import sync_playwright

from support import ROOT
from support.browsers import chromium_path

SITE = ROOT / "_build/html"
SHOTS = ROOT / "_build/shots"
PAGES = [
    "index",
    "projects/index",
    "projects/ekko",
    "projects/lightning",
    "projects/ekko-elastic",
    "projects/consensus",
    "projects/llvm",
    "topics/compilers",
    "publications",
    "about",
    "glossary",
    "colophon",
    "authors",
    "privacy",
    "search",
    "404",
]
WIDTHS = {360: 740, 768: 1024, 1440: 900}
SCHEMES = ("light", "dark")


def main() -> None:
    """Take the photographs and write the contact sheet."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        for width, height in WIDTHS.items():
            for scheme in SCHEMES:
                page = browser.new_page(
                    viewport={"width": width, "height": height}, color_scheme=scheme
                )
                for name in PAGES:
                    page.goto((SITE / f"{name}.html").as_uri())
                    page.screenshot(path=SHOTS / shot(name, width, scheme), full_page=True)
                page.close()
        browser.close()
    rows = "".join(row(name) for name in PAGES)
    sheet = SHOTS / "index.html"
    sheet.write_text(f"<!doctype html><meta charset=utf-8><title>Shots</title>{rows}\n", "utf-8")
    sys.stdout.write(f"{sheet.relative_to(ROOT)}\n")


def shot(name: str, width: int, scheme: str) -> str:
    """Return the file name of one photograph."""
    return f"{name.replace('/', '-')}-{width}-{scheme}.png"


def row(name: str) -> str:
    """Return the photographs of one page for the contact sheet."""
    pictures = "".join(
        f'<img src="{shot(name, width, scheme)}" width="{width // 3}" alt="{width} {scheme}"> '
        for scheme in SCHEMES
        for width in WIDTHS
    )
    return f"<h2>{html.escape(name)}</h2><p>{pictures}</p>"


if __name__ == "__main__":
    main()
