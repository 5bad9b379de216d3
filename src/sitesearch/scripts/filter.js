// @ts-check
// Facets: results of one topic, kind, year or organization only, with counts.

/** @import { Core } from "./store.js" */
/** @import { Result } from "./rank.js" */

/** @typedef {Map<string, string>} Filters  facet → the value chosen; one a facet */

/** Take "topic:compilers" out of a query. @param {string} text @param {Core} core
 * @returns {{text: string, filters: Filters}} */
export function readFilters(text, core) {
  /** @type {Filters} */
  const filters = new Map();
  const rest = text.replace(/(\S+?):(\S+)/g, (all, name, wanted) => {
    for (const [facet, label, values] of core.facets) {
      if (!same(name, facet) && !same(name, label)) continue;
      const value = values.find(([value, label]) => same(wanted, value) || same(wanted, label.replaceAll(" ", "-")));
      if (value) {
        filters.set(facet, value[0]);
        return "";
      }
    }
    return all;
  });
  return { text: rest, filters };
}

/** @param {string} typed @param {string} name */
function same(typed, name) {
  return name.toLowerCase() === typed.toLowerCase() || name.toLowerCase() === `${typed.toLowerCase()}s`;
}

/** Whether a page has the values chosen, in all facets but *except*.
 * @param {number} page @param {Filters} filters @param {Core} core @param {string} [except] */
export function passes(page, filters, core, except) {
  return core.facets.every(([facet, , values, pages]) => {
    const chosen = filters.get(facet);
    return facet === except || !chosen || pages[page].some((i) => values[i][0] === chosen);
  });
}

/**
 * Count the results each value would leave.
 * @param {Result[]} results @param {Filters} filters @param {Core} core
 * @returns {{facet: string, label: string, values: {value: string, label: string, count: number}[]}[]}
 */
export function countValues(results, filters, core) {
  return core.facets.map(([facet, label, values, pages]) => {
    const counts = values.map(() => 0);
    for (const { page } of results) {
      if (passes(page, filters, core, facet)) for (const i of pages[page]) counts[i]++;
    }
    return { facet, label, values: values.map(([value, label], i) => ({ value, label, count: counts[i] })) };
  });
}
