// @ts-check
// Code that is loaded where nothing is found: what to try instead.

import { readQuery } from "./match.js";
import { everything } from "./engine.js";
/** @import { Store } from "./store.js" */

const MOST_WORDS = 3; // of a query that names are looked for
const LEAST_LIKENESS = 0.5; // share of pairs of letters of a name that may be meant

/** What to try when nothing was found: the names of pages that share the most pairs of letters with
 * the words of a text; if none shares many, the titles of the weightiest pages.
 * @param {string} text @param {Store} store */
export async function nearWords(text, store) {
  const { lexicon } = await store.repair();
  const typed = readQuery(text, store).runs.map((run) => run.whole);
  const asked = typed.length > MOST_WORDS ? [] : typed.filter((word) => /^[a-z]/.test(word));
  const lexicons = await Promise.all(asked.map((word) => lexicon(word, store)));
  const names = lexicons.flatMap(({ words, marks }) => words.filter((_, at) => marks(at) & 2));
  /** @type {Map<string, number>} */
  const likeness = new Map();
  for (const word of asked) {
    const wanted = pairs(word.slice(0, 40));
    for (const other of names) {
      if (other.length < 4 || typed.includes(other) || Math.abs(other.length - word.length) > 4) continue;
      const has = pairs(other);
      let common = 0;
      for (const pair of has) if (wanted.has(pair)) common++;
      const value = (2 * common) / (has.size + wanted.size);
      if (value > (likeness.get(other) ?? LEAST_LIKENESS)) likeness.set(other, value);
    }
  }
  const near = [...likeness].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
  if (near.length) return near.slice(0, 3);
  const pages = everything(store).slice(0, 7).map(({ page }) => page);
  await store.loadPages(pages);
  return pages.map((page) => store.about(page).title);
}

/** @param {string} word */
function pairs(word) {
  const padded = `^${word}`;
  return new Set([...padded].slice(1).map((letter, i) => padded[i] + letter));
}
