// @ts-check
// Recent searches: on the visitor's machine only, and gone when the visitor says so.

const RECENT = "sitesearch-recent";
const MOST_RECENT = 5;

/** @returns {string[]} */
export function readRecent() {
  try {
    const list = JSON.parse(localStorage.getItem(RECENT) ?? "[]");
    return Array.isArray(list) ? list.filter((text) => typeof text === "string").slice(0, MOST_RECENT) : [];
  } catch {
    return []; // storage is forbidden, or what it holds is not ours
  }
}

/** @param {string} text */
export function remember(text) {
  const query = text.trim().slice(0, 80);
  if (!query) return;
  const list = [query, ...readRecent().filter((other) => other !== query)].slice(0, MOST_RECENT);
  try {
    localStorage.setItem(RECENT, JSON.stringify(list));
  } catch {
    // A visitor who forbids storage has no recent searches.
  }
}

export function clearRecent() {
  localStorage.removeItem(RECENT);
}

/** Let the page that a result opens mark what was searched; marks.js reads it.
 * @param {HTMLAnchorElement} link @param {string} query @param {Map<string, number>} marks */
export function rememberMarks({ pathname }, query, marks) {
  try {
    sessionStorage.setItem("sitesearch-marks", JSON.stringify([pathname, query, [...marks]]));
  } catch {
    return;
  }
  if (pathname === location.pathname) window.siteSearch.script("marks.js").catch(() => {});
}
