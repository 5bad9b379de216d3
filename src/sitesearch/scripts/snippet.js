// @ts-check
// The sentence of a section that shows why it was found, with the match marked.

import { CJK_RUN, runs } from "./tokens.js";
/** @import { Word } from "./match.js" */

const SNIPPET = 170; // characters shown
const NAME_LENGTH = 50;
/** @type {Map<string, ReturnType<typeof runs>>} */
const tokens = new Map(); // words of what was shown, which is often shown again at the next key
const TOKEN = /(?:[\p{L}\p{M}\p{N}_'’]|(?<=[0-9])(?:\.(?=[0-9])|,(?=[0-9]{3}(?![0-9]))))+/gu;

/**
 * @typedef {Map<string, number>} Marks  terms to mark, each with the number of its word
 * @typedef {{text: string, marked: boolean}[]} Pieces
 */

/** The terms that explain a query. @param {Word[]} words @returns {Marks} */
export function marksOf(words) {
  /** @type {Marks} */
  const marks = new Map();
  words.forEach((word, i) => {
    if (!word.stop || words.length === 1) for (const [term] of word.terms) marks.set(term.word, i);
  });
  return marks;
}

/** Cut a text at the matches: [start, end, number of the word] of each.
 * @param {string} text @param {Marks} marks @returns {[number, number, number][]} */
export function matches(text, marks) {
  /** @type {[number, number, number][]} */
  const found = [];
  for (const token of text.matchAll(TOKEN)) {
    const start = token.index ?? 0;
    if (CJK_RUN.test(token[0])) {
      for (let i = 0; i < token[0].length; i++) {
        const word = marks.get(token[0].slice(i, i + 2));
        if (word !== undefined) found.push([start + i, Math.min(start + i + 2, start + token[0].length), word]);
      }
      continue;
    }
    let cut = tokens.get(token[0]);
    if (!cut) tokens.set(token[0], (cut = runs(token[0])));
    for (const run of cut) {
      const word = [run.whole, ...run.parts].map((term) => marks.get(term)).find((w) => w !== undefined);
      if (word !== undefined) {
        found.push([start, start + token[0].length, word]);
        break;
      }
    }
  }
  return found;
}

/** @param {string} text @param {Marks} marks @returns {Pieces} */
export function mark(text, marks) {
  /** @type {Pieces} */
  const pieces = [];
  let done = 0;
  for (const [start, end] of matches(text, marks)) {
    if (end <= done) continue;
    const from = Math.max(start, done);
    if (from > done) pieces.push({ text: text.slice(done, from), marked: false });
    pieces.push({ text: text.slice(from, end), marked: true });
    done = end;
  }
  if (done < text.length) pieces.push({ text: text.slice(done), marked: false });
  return pieces;
}

/** The sentence of *text* with the most different words of the query, cut to a line or two. A line
 * that is only a name is shown with what follows it. Of nothing but numbers nothing is shown.
 * @param {string} text @param {Marks} marks @returns {Pieces} */
export function snippet(text, marks) {
  let best = "";
  let most = -1;
  const sentences = text.split(/\n|(?<=[.!?。！？])\s+/u);
  // A number, or a row of a table, a name and its number, explains nothing.
  const isFigure = (/** @type {number} */ i) =>
    sentences[i].length < NAME_LENGTH && (/^[\d.,−-]+( \S{1,3})?$/.test(sentences[i]) || /^[\d.,−-]/.test(sentences[i + 1] ?? ""));
  sentences.forEach((sentence, i) => {
    if (isFigure(i)) return;
    const words = new Set(matches(sentence, marks).map((match) => match[2]));
    if (words.size <= most) return;
    most = words.size;
    best = sentence;
    if (sentence.length < NAME_LENGTH && /[\p{L}\p{N}]$/u.test(sentence) && i + 1 < sentences.length) {
      best += ` · ${sentences[i + 1]}`;
    }
  });
  best ||= sentences.find(({ length }) => length >= NAME_LENGTH) ?? sentences.find((_, i) => !isFigure(i)) ?? "";
  const first = matches(best, marks)[0]?.[0] ?? 0;
  let from = 0;
  if (best.length > SNIPPET && first > SNIPPET / 2) {
    from = best.lastIndexOf(" ", first - SNIPPET / 3) + 1;
  }
  let shown = best.slice(from, from + SNIPPET);
  if (from + SNIPPET < best.length) shown = `${shown.replace(/\s\S*$/, "")}…`;
  return mark(from ? `…${shown}` : shown, marks);
}
