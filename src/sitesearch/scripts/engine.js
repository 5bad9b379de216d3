// @ts-check
// The engine's one question: what does the site have for this text?

import { OTHER_SPELLING, interpret, isDoubtful } from "./match.js";
import { rank } from "./rank.js";
import { marksOf } from "./snippet.js";
/** @import { Store } from "./store.js" */
/** @import { Result } from "./rank.js" */
/** @import { Marks } from "./snippet.js" */

const LEAST_DOUBTFUL = 0.05; // score of a page that a query with a word in doubt is about

const SHORT = 4; // letters of a word that too many others are like
const MOST_DOUBTED = 5; // words of a query each of which may be another: of many none is on all pages
const NAMED = 1; // score of what several words name
const MOST_LEFT = 2; // words of a query that may be left out

/**
 * @typedef {object} Answer
 * @property {Result[]} results  best first, before filters
 * @property {Marks} marks  the terms that explain the query
 * @property {string | undefined} corrected  the query as it was searched, if not as typed
 * @property {string | undefined} left  the words that the site does not have, if the others were searched
 * @property {boolean} early  whether more may be found at a pause
 */

/** @param {string} text @param {Store} store @param {boolean} settled  whether the visitor pauses
 * @returns {Promise<Answer>} */
export async function search(text, store, settled) {
  await store.open();
  let words = await interpret(text, store, settled);
  let results = words.length ? rank(words, store) : [];
  if (words.length > 1 && (results[0]?.missing ?? 1) > 0.05 && words.some(isDoubtful) && words.length <= MOST_DOUBTED) {
    // No page has every word: perhaps a typing error made one real word of another.
    const { doubt } = await store.repair();
    const doubted = await doubt(words, store);
    const others = rank(doubted, store);
    if ((others[0]?.score ?? 0) > (results[0]?.score ?? 0)) [words, results] = [doubted, others];
  }
  // Where words are unknown or only guessed and no page is about the rest, there is no answer.
  const doubtful = words.length > 1 && words.some((word) => word.guessed || (word.corrected && word.typed.length <= SHORT) || !(word.terms.length || word.stop || word.run));
  if (doubtful && (results[0]?.score ?? 0) < LEAST_DOUBTFUL) results = [];
  let left;
  const unknown = words.filter((word) => !word.terms.length && !word.stop && !word.run);
  const faint = (results[0]?.score ?? 0) < LEAST_DOUBTFUL;
  // Words are on no page, or one is on another page than the rest: what the others say is an
  // answer if it names a page or a heading.
  const lost = unknown.length ? [unknown] : faint && settled ? words.filter(isDoubtful).map((word) => [word]) : [];
  for (const out of lost) {
    if (out.length > MOST_LEFT || (results[0]?.missing ?? 1) <= 0.05) continue;
    const rest = words.filter((word) => !out.includes(word));
    const others = rank(rest, store);
    // The more is left out of it, the surer the rest must be.
    const said = rest.filter((word) => !word.stop);
    const several = said.length > 1;
    const some = several ? !said.some((word) => word.corrected) : (said[0]?.corrected && said[0].typed.length > SHORT) || said[0]?.terms.some(([, quality]) => quality >= OTHER_SPELLING) || said[0]?.run;
    const named = others.slice(0, out.length > 1 ? 1 : 5).some(({ whole, score }) => (unknown.length && whole) || (several && score > NAMED));
    if (some && named && said.length >= out.length) [results, left] = [others, out.map(({ typed }) => typed).join(", ")];
  }
  const corrected = results.length && words.some((word) => word.corrected);
  return {
    results,
    marks: marksOf(words),
    left,
    early: words.some((word) => word.early),
    corrected: corrected ? words.map((word) => word.corrected ?? word.typed).join(" ") : undefined,
  };
}

/** Every page, the weightiest first; those the site is about in their order.
 * @param {Store} store @returns {Result[]} */
export function everything({ core, roots }) {
  const places = core.counts.map((_, page) => core.names.length + page);
  core.names.forEach(([page], place) => (places[page] = place));
  return core.counts
    .map((_, page) => ({ page, section: roots[page], score: core.weights[page] ?? 1, heading: 0, missing: 0 }))
    .sort((a, b) => b.score - a.score || places[a.page] - places[b.page]);
}
