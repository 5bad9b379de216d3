// @ts-check
// A search as an address: "#search=web+assembly&topics=serverless".

/** @import { Filters } from "./filter.js" */

/** @param {string} text @param {Filters} filters */
export function writeAddress(text, filters) {
  return `#${new URLSearchParams([["search", text], ...filters])}`;
}

/** @param {string} hash @returns {{text: string, filters: Filters} | undefined} */
export function readAddress(hash) {
  const parameters = new URLSearchParams(hash.slice(1));
  const text = parameters.get("search");
  if (text === null) return undefined;
  parameters.delete("search");
  return { text, filters: new Map(parameters) };
}
