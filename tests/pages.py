"""Which pages of the built site the tests open."""

from pathlib import Path


def names(site: Path) -> list[str]:
    """Return the address of every page a reader can open; a redirect is not one."""
    return [
        page.relative_to(site).as_posix()
        for page in sorted(site.rglob("*.html"))
        if 'http-equiv="refresh"' not in page.read_text("utf-8")
    ]
