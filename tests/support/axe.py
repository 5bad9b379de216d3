"""What axe finds on a page: WCAG 2.2 A and AA, best practice, contrast 7:1."""

from typing import Any

from playwright.sync_api import Page

from support import ROOT

SCHEMES = [("light", "none"), ("dark", "none"), ("light", "active")]
"""Color scheme and forced colors, as Playwright emulates them."""

HEIGHTS = {360: 740, 1440: 900}
"""The height of a window by its width."""

_AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text("utf-8")
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_COLOR = ["color-contrast", "link-in-text-block"]
_ENHANCED = "color-contrast-enhanced"
_RUN = """async (settings) => {
  const found = await axe.run(document, { ...settings, resultTypes: ["violations"] });
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)} | ${node.failureSummary}`));
}"""
_SHAPE = """() => [...document.querySelectorAll("*")].map((element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  const seen = element.checkVisibility({ visibilityProperty: true });
  return [element.tagName, seen, x, y, width, height].join();
}).join("\\n")"""
"""What is on the page, whether it is seen, and where."""


def widen(page: Page, width: int) -> None:
    """Give the window of *page* this width, and the height that goes with it."""
    page.set_viewport_size({"width": width, "height": HEIGHTS[width]})


def violations(page: Page) -> list[str]:
    """Return each broken rule with its element, in every color scheme; loads axe if it is missing.

    Rules that do not judge colors are asked again only in a scheme that changes what is seen or
    where it stands. Contrast of 7:1 is not asked in forced colors, which are the system's.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_AXE)
    found: list[str] = []
    shape = None
    for scheme, forced in SCHEMES:
        page.emulate_media(color_scheme=scheme, forced_colors=forced)  # type: ignore[arg-type]
        enhanced = forced == "none"
        settings: dict[str, Any] = {
            "runOnly": {"type": "tag", "values": _TAGS},
            "rules": {_ENHANCED: {"enabled": enhanced}},
        }
        before, shape = shape, page.evaluate(_SHAPE)
        if shape == before:
            rules = [*_COLOR, _ENHANCED] if enhanced else _COLOR
            settings = {"runOnly": {"type": "rule", "values": rules}}
        broken: list[str] = page.evaluate(_RUN, settings)
        found += [f"{scheme} {forced}: {violation}" for violation in broken]
    page.emulate_media(color_scheme="light", forced_colors="none")
    return found
