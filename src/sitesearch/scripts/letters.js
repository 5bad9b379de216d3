// @ts-check
// How like two words are: edits between them, and sets of letters that rule most words out.

/** @import { Lexicon } from "./repair.js" */

/** The places of the words within *errors* edits of *typed*.
 * @param {string} typed @param {Pick<Lexicon, "words" | "letters">} lexicon @param {number} errors */
export function nearest(typed, { words, letters }, errors) {
  const wanted = lettersOf(typed);
  /** @type {number[]} */
  const found = [];
  words.forEach((word, i) => {
    // An edit changes at most two letters of the set: most words are ruled out by that.
    if (bits(letters[i] ^ wanted) > 2 * errors || word === typed) return;
    if (distance(typed, word, errors) <= errors) found.push(i);
  });
  return found;
}

/** The letters of a word as a set of 32 bits. @param {string} word */
export function lettersOf(word) {
  let set = 0;
  for (let i = 0; i < word.length; i++) set |= 1 << (word.charCodeAt(i) & 31);
  return set;
}

/** @param {number} set */
export function bits(set) {
  let count = 0;
  for (; set; set &= set - 1) count++;
  return count;
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbors; *most*
 * + 1 if there are more than *most*. @param {string} a @param {string} b @param {number} most */
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  /** @type {number[]} */
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      if (row[j] < least) least = row[j];
    }
    if (least > most) return most + 1;
    [before, last] = [last, row];
  }
  return Math.min(last[b.length], most + 1);
}
