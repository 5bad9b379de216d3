// @ts-check
// Code that is loaded where a search is shared, or opened from such an address:
// "#search=web+assembly&topics=serverless".

/** @import { Filters } from "./filter.js" */

/** Bring a search into the page's address and copy that; return what was done.
 * @param {string} text @param {Filters} filters */
export async function shareAddress(text, filters) {
  history.replaceState(null, "", `#${new URLSearchParams([["search", text], ...filters])}`);
  try {
    await navigator.clipboard.writeText(location.href); // there is none on plain http
    return "Link copied";
  } catch {
    return "The link is in the address bar";
  }
}

/** @param {string} hash @returns {{text: string, filters: Filters}} */
export function readAddress(hash) {
  const parameters = new URLSearchParams(hash.slice(1));
  const text = parameters.get("search") ?? "";
  parameters.delete("search");
  return { text, filters: new Map(parameters) };
}
