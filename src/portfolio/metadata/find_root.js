// @ts-check
// The page for addresses that lead nowhere is shown at any depth. When the site was built without
// its address, nobody knows where it begins: at the host's root, as its links say, or in one of the
// folders of this address. The first that has the site's style sheet is taken.
(async () => {
  if (!location.protocol.startsWith("http")) return;
  const has = async (/** @type {string} */ root) =>
    (await fetch(`${root}/_static/site.css`, { method: "HEAD" }).catch(() => ({ ok: false }))).ok;
  const folders = location.pathname.split("/").slice(1, -1);
  const roots = folders.map((_, n) => `/${folders.slice(0, n + 1).join("/")}`);
  if (await has("")) return;
  /** @type {string | undefined} */
  let root;
  for (const one of roots) if (!root && (await has(one))) root = one;
  if (!root) return;
  if (document.readyState === "loading") await new Promise((done) => addEventListener("DOMContentLoaded", done));
  document.documentElement.dataset.content_root = `${root}/`;
  for (const name of ["href", "src", "action"]) {
    for (const element of document.querySelectorAll(`[${name}^="/"]`)) {
      element.setAttribute(name, root + element.getAttribute(name));
    }
  }
  for (const script of document.querySelectorAll("script[src]")) {
    const again = document.createElement("script"); // the first found nothing at its address
    for (const { name, value } of script.attributes) again.setAttribute(name, value);
    again.async = false;
    script.replaceWith(again);
  }
})();
