"""What axe finds on a page: WCAG 2.2 A and AA, best practice, contrast 7:1."""

from playwright.sync_api import Page

from support import ROOT

SCHEMES = [("light", "none"), ("dark", "none"), ("light", "active")]
"""Color scheme and forced colors, as Playwright emulates them."""

_AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text("utf-8")
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """async ([tags, contrast]) => {
  const found = await axe.run(document, {
    runOnly: { type: "tag", values: tags },
    rules: { "color-contrast-enhanced": { enabled: contrast } },
    resultTypes: ["violations"],
  });
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)} | ${node.failureSummary}`));
}"""


def violations(page: Page, scheme: str = "light", forced: str = "none") -> list[str]:
    """Return each broken rule with its element, in one color scheme; loads axe if it is missing.

    Contrast is not judged in forced colors, which are the system's.
    """
    page.emulate_media(color_scheme=scheme, forced_colors=forced)  # type: ignore[arg-type]
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_AXE)
    found: list[str] = page.evaluate(_RUN, [_TAGS, forced == "none"])
    return found
