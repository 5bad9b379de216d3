// @ts-check
// The reader's choice of light or dark. This one script runs before the page is painted, so that
// a dark page never flashes white; everything else is deferred.
{
  /** @typedef {"auto" | "light" | "dark"} Scheme */
  const key = "theme";
  const words = { auto: "automatic", light: "light", dark: "dark" };

  /** @returns {Scheme} */
  const stored = () => {
    let value = null;
    try {
      value = localStorage.getItem(key);
    } catch {
      // A browser may refuse storage; the choice then lasts for this page.
    }
    return value === "light" || value === "dark" ? value : "auto";
  };

  /** @param {Scheme} scheme */
  const show = (scheme) => {
    document.body.dataset.theme = scheme;
    for (const button of document.querySelectorAll("[data-scheme-button]")) {
      const label = `Color scheme: ${words[scheme]}`;
      button.setAttribute("aria-label", label);
      button.setAttribute("title", label);
    }
  };

  show(stored());

  document.addEventListener("DOMContentLoaded", () => {
    show(stored());
    for (const button of document.querySelectorAll("[data-scheme-button]")) {
      button.addEventListener("click", () => {
        const now = document.body.dataset.theme;
        // First the opposite of what is seen, then the other, then back to automatic.
        const dark = matchMedia("(prefers-color-scheme: dark)").matches;
        const order = /** @type {Scheme[]} */ (dark ? ["auto", "light", "dark"] : ["auto", "dark", "light"]);
        const next = order[(order.findIndex((name) => name === now) + 1) % order.length];
        try {
          if (next === "auto") localStorage.removeItem(key);
          else localStorage.setItem(key, next);
        } catch {
          // As above.
        }
        show(next);
      });
    }
  });
}
