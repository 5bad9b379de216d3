// @ts-check
// What boot.js starts: the engine over the site's files, and the interfaces on top of it.

import { Store } from "./store.js";
import { everything, search } from "./engine.js";
import { countValues, passes, readFilters } from "./filter.js";
import { mark, snippet } from "./snippet.js";
import { element } from "./elements.js";
import { explain, fillRow, makeRow, showFilters, suggestions } from "./rows.js";
import { makeDialog } from "./dialog.js";
/** @import { Result } from "./rank.js" */
/** @import { Filters } from "./filter.js" */
/** @import { Marks } from "./snippet.js" */

/**
 * @typedef {object} FilteredAnswer
 * @property {boolean} asked  whether there was anything to look for
 * @property {Result[]} results  after filters
 * @property {Marks} marks
 * @property {string | undefined} corrected
 * @property {string | undefined} left  the word that was left out
 * @property {number} without  results without the chosen filters
 * @property {boolean} early
 * @property {ReturnType<typeof countValues>} facets
 *
 * @typedef {object} App  What the rest of the page may use.
 * @property {(box?: HTMLInputElement) => void} open
 * @property {Finder} finder
 * @property {typeof element} element
 * @property {{explain: typeof explain, fillRow: typeof fillRow, makeRow: typeof makeRow, showFilters: typeof showFilters, suggestions: typeof suggestions}} rows
 */

/** The engine as the interfaces see it. */
export class Finder {
  /** @param {string} root  the site's address, with its slash */
  constructor(root) {
    this.root = root;
    this.page = /** @type {HTMLFormElement} */ (window.siteSearch.dialog?.firstElementChild).action;
    this.renew("");
  }

  /** Start with an empty store. @param {string} fresh  makes the browser ask the server again */
  renew(fresh) {
    const { siteSearch } = window;
    let current = fresh;
    this.store = new Store(async (name) => {
      const { first } = siteSearch; // core.js was asked for when this script was
      siteSearch.first = undefined;
      const [version, data] = (await (first ?? siteSearch.script(`${name}.js${current && `?${current}`}`))) ?? [];
      if (name === "core") current = version ?? "";
      else if (version && version !== current) throw new Error("the site was published anew while this page was open");
      return data;
    });
  }

  get core() {
    return /** @type {Store} */ (this.store).core;
  }

  /** Answer a query; what is *about* its first *most* pages is known then.
   * @param {string} typed @param {Filters} chosen @param {number} most
   * @param {boolean} settled  whether the visitor pauses @returns {Promise<FilteredAnswer>} */
  async find(typed, chosen, most, settled) {
    const store = /** @type {Store} */ (this.store);
    try {
      await store.open();
      const { text, filters } = readFilters(typed, this.core);
      const all = new Map([...chosen, ...filters]);
      const answer = await search(text, store, settled);
      const written = /[\p{L}\p{N}]/u.test(text);
      const asked = written || all.size > 0;
      const unfiltered = written ? answer.results : everything(store);
      const results = asked ? unfiltered.filter(({ page }) => passes(page, all, this.core)) : [];
      await store.loadPages(results.slice(0, most).map(({ page }) => page));
      return { ...answer, asked, results, without: unfiltered.length, facets: countValues(unfiltered, all, this.core) };
    } catch (error) {
      this.renew(`${Date.now()}`);
      throw error;
    }
  }

  /** What to try when nothing was found. @param {string} text */
  async near(text) {
    const store = /** @type {Store} */ (this.store);
    const { nearWords } = await store.nothing();
    return nearWords(text, store);
  }

  /** Code for addresses of searches. @returns {Promise<typeof import("./address.js")>} */
  sharing() {
    return /** @type {Store} */ (this.store).loadOnce("address");
  }

  /** @param {number} page @param {string} [anchor] */
  address(page, anchor) {
    let url = this.root + this.about(page).url;
    if (location.protocol === "file:" && url.endsWith("/")) url += "index.html";
    return anchor ? `${url}#${anchor}` : url;
  }

  /** The pages that the site is about, in their order. */
  entries() {
    return this.core.names.map(([page]) => page);
  }

  /** Make what is about pages resident. @param {number[]} pages */
  loadPages(pages) {
    return /** @type {Store} */ (this.store).loadPages(pages);
  }

  /** Title, address and facts. @param {number} page */
  about(page) {
    return /** @type {Store} */ (this.store).about(page);
  }

  /** Whether a result's text, or only its *heading*, has been asked for.
   * @param {Result} result @param {boolean} heading */
  isHere({ section }, heading) {
    const store = /** @type {Store} */ (this.store);
    return store.pending.has((heading ? store.headingOf(section) : store.blockOf(section))[0]);
  }

  /** The pictures of pages, as SVG. @returns {Promise<Map<number, string>>} */
  async pictures() {
    const store = /** @type {Store} */ (this.store);
    return new Map(this.core.pictures ? await store.loadOnce("g0") : []);
  }

  /** Where a section is and what it is called. @param {Result} result @param {Marks} marks */
  async heading({ page, section }, marks) {
    const [anchor, heading] = await /** @type {Store} */ (this.store).heading(section);
    return { address: this.address(page, anchor), heading: mark(heading, marks) };
  }

  /** Where a result leads to and what it says there. @param {Result} result @param {Marks} marks */
  async passage({ page, section }, marks) {
    const store = /** @type {Store} */ (this.store);
    const [anchor, heading, text] = await store.text(section);
    let said = snippet(text, marks);
    if (!said.length) said = snippet((await store.text(store.roots[page]))[2], marks); // what the page is about
    return { address: this.address(page, anchor), heading: mark(heading, marks), text: said };
  }
}

/** @param {string} root @returns {Promise<App>} */
window.siteSearch.start = async (root) => {
  const finder = new Finder(root);
  finder.store?.open().catch(() => {}); // while the visitor's hand moves to the keys
  /** @type {ReturnType<typeof makeDialog> | undefined} */
  let open;
  return { open: (box) => (open ??= makeDialog(finder))(box), finder, element, rows: { explain, fillRow, makeRow, showFilters, suggestions } };
};
