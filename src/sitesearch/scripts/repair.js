// @ts-check
// Code that is loaded for a word that the site does not have: what it may mean.

import { bits, lettersOf, nearest } from "./letters.js";
import { JOINED, ONE_ERROR, SAME_STEM, TWO_ERRORS, isDoubtful, joinedTerm, loadShards, readWord, sameStem, shardOf } from "./match.js";
import { DIGITS, decodeVocabulary, rangeOf } from "./store.js";
import { CJK_RUN, runs } from "./tokens.js";
/** @import { Store, Term } from "./store.js" */
/** @import { Word } from "./match.js" */

/** @typedef {{words: string[], letters: Int32Array, marks: (at: number) => number}} Lexicon */

const FIRST_LETTER = 0.85; // factor of a misspelling that begins with another letter
const MOST_CORRECTIONS = 4;
const LONGEST = 24; // letters of a word that may be two
// How far to look for what an unknown word may mean. On a small site the lexicons are much of the
// index, and cost more than they are worth in a query that has many words beside the unknown one.
const EVERYWHERE = 1; // words of a query, at most, to look through all lexicons
const NEARBY = 3; // to look through the lexicon of the word's initial, and for two words in one; else in its shard only
const TITLE_MARK = 3; // of a word in a title: it is in a heading, and names a page

/** Explain an unknown word of a query with its neighbors or by itself, and add what it means to the
 * *words* before it. @param {string[]} parts  words of the query @param {number} at  the unknown one
 * @param {Word[]} words @param {number} count  words that say something @param {Store} store
 * @returns {Promise<number>} how many parts behind it are explained too */
export async function readUnknown(parts, at, words, count, store) {
  const joined = at > 0 && (await readJoined(parts[at - 1], parts[at], store));
  if (joined) {
    words.splice(-1, 1, joined);
    return 0;
  }
  const next = at + 1 < parts.length && (await readJoined(parts[at], parts[at + 1], store));
  words.push(...(next ? [next] : await correct(parts[at], count, store)));
  return Number(!!next);
}

/** Two words that are one to the site. @param {string} one @param {string} other @param {Store} store
 * @returns {Promise<Word | undefined>} */
async function readJoined(one, other, store) {
  const typed = one + other;
  if (typed.length > LONGEST) return;
  await loadShards([typed], store);
  const term = joinedTerm(typed, store);
  return term && { typed, terms: [[term, JOINED]], stop: false, corrected: term.word };
}

/** Explain an unknown word as a misspelling, or as two words written as one.
 * @param {string} typed @param {number} count  words of the query
 * @param {Store} store @returns {Promise<Word[]>} */
async function correct(typed, count, store) {
  /** @type {Word} */
  const word = { typed, terms: [], stop: false };
  if (/\d/.test(typed) || typed.length < 3 || typed.length > LONGEST || CJK_RUN.test(typed)) return [word];
  if (typed.length > 4 && bits(lettersOf(typed)) < 3) return [word]; // a finger resting on a key
  // Most errors leave the first letter as it is.
  /** @type {Lexicon[]} */
  const near = [shardOf(typed, store)];
  let found = candidates(typed, near, 1);
  if (count <= NEARBY && !found.some((c) => c.named)) {
    near.push(await lexicon(typed, store));
    found = candidates(typed, near, 1);
  }
  if (!found.some((c) => c.prominent)) {
    const parts = found.length || count > NEARBY ? [] : await splitInTwo(typed, near, store);
    if (parts.length) {
      const words = await Promise.all(parts.map((part) => readWord(part, false, store)));
      words[0].corrected = parts[0];
      return words;
    }
    const two = (/** @type {Lexicon[]} */ lexicons) => twoErrors(typed, lexicons, found).filter((c) => c.first || count === 1);
    const nearby = two(near);
    if ((store.isLarge || (!found.length && !nearby.length)) && count <= (store.isLarge ? EVERYWHERE : NEARBY)) {
      near.push(...(await lexicons(store)));
      found = candidates(typed, near, 1);
      found.push(...two(near));
    } else found.push(...nearby);
  }
  // A short word has too many neighbors: only what names a page or a section is meant; of three letters, none
  // may be another.
  if (typed.length < 5) found = found.filter((c) => (c.named || c.prominent) && c.first);
  if (typed.length < 4) found = found.filter((c) => c.word.length > 3 || lettersOf(c.word) === lettersOf(typed));
  found = found.sort((a, b) => b.rank - a.rank).slice(0, MOST_CORRECTIONS);
  await loadShards(found.map((c) => c.word), store);
  for (const { word: other, quality } of found) {
    const term = /** @type {Term} */ (store.term(other));
    word.terms.push([term, quality]);
    for (const form of sameStem(term)) word.terms.push([form, quality * SAME_STEM]);
  }
  if (found.length) Object.assign(word, { corrected: found[0].word, guessed: !found[0].named });
  return [word];
}

/**
 * @typedef {object} Candidate  A word that may be meant, and what speaks for it.
 * @property {string} word
 * @property {boolean} first  whether it begins with the letter that was typed
 * @property {boolean} prominent  whether it is in a heading
 * @property {boolean} named  whether it names a page
 * @property {number} quality
 * @property {number} rank
 */

/** The words within *errors* edits of *typed*. @param {string} typed @param {Lexicon[]} lexicons
 * @param {number} errors @returns {Candidate[]} */
function candidates(typed, lexicons, errors) {
  /** @type {Map<string, Candidate>} */
  const found = new Map();
  for (const lexicon of lexicons) {
    for (const at of nearest(typed, lexicon, errors)) {
      const word = lexicon.words[at];
      if (found.has(word)) continue;
      const mark = lexicon.marks(at);
      const first = word[0] === typed[0];
      const quality = (errors > 1 ? TWO_ERRORS : ONE_ERROR) * (first ? 1 : FIRST_LETTER);
      const prominent = (mark & 1) > 0;
      const rank = 6 * quality + Number(prominent) + (mark >> 2) / 4;
      found.set(word, { word, first, prominent, named: (mark & 2) > 0, quality, rank });
    }
  }
  return [...found.values()];
}

/** Two errors explain a word if one does not, or if they make it the name of a page. What they lead
 * to must be in a heading or a name: two letters from a word there is always some other word.
 * @param {string} typed @param {Lexicon[]} lexicons @param {Candidate[]} found  with one error */
function twoErrors(typed, lexicons, found) {
  if (typed.length < 6 || found.some((c) => c.named)) return [];
  const only = found.length > 0 || typed.length < 8;
  return candidates(typed, lexicons, 2).filter(
    (c) =>
      !found.some(({ word }) => word === c.word) &&
      (c.prominent || c.named) &&
      (!only || (c.named && (found.length > 0 || c.first))),
  );
}

/** One word that is two to the site: domtree. @param {string} typed @param {Lexicon[]} near
 * @param {Store} store */
async function splitInTwo(typed, near, store) {
  for (let at = typed.length - 3; typed.length > 6 && at > 2; at--) {
    const parts = [typed.slice(0, at), typed.slice(at)];
    if (!near.some(({ words }) => words.includes(parts[0]))) continue;
    await loadShards(parts, store);
    const [head, tail] = parts.map((part) => store.term(part));
    const sections = new Set(head?.shard.postings(head.at).map((posting) => posting >> 4));
    // Two words that are one to somebody stand together somewhere.
    if (tail?.shard.postings(tail.at).some((posting) => sections.has(posting >> 4))) return parts;
  }
  return [];
}

/** Read known words as possible misspellings too: an error can make one real word of another.
 * @param {Word[]} words @param {Store} store @returns {Promise<Word[]>} */
export function doubt(words, store) {
  return Promise.all(
    words.map(async (word) => {
      if (!isDoubtful(word)) return word;
      const [other] = await correct(word.typed, Infinity, store);
      return { ...word, terms: [...word.terms, ...other.terms] };
    }),
  );
}

/** Load the words that begin as *word* does. @param {string} word @param {Store} store
 * @returns {Promise<Lexicon>} */
export function lexicon(word, store) {
  return lexiconAt(rangeOf(word, store.core.initials), store);
}

/** Load the words that a misspelling may mean whose first letter is wrong: of a small site, where
 * the lexicons would be much of the index, those of the titles. @param {Store} store @returns {Promise<Lexicon[]>} */
async function lexicons(store) {
  if (store.isLarge) return Promise.all(store.core.initials.map((_, i) => lexiconAt(i, store)));
  const titles = store.sheets.flatMap(([titles]) => titles).join(" ");
  const words = [...new Set(runs(titles).flatMap(({ parts }) => parts))].filter((word) => word.length > 3 && !store.stops.has(word));
  return [{ words, letters: Int32Array.from(words, lettersOf), marks: () => TITLE_MARK }];
}

/** @param {number} number @param {Store} store @returns {Promise<Lexicon>} */
function lexiconAt(number, store) {
  return store.loadOnce(`v${number}`, ([vocabulary, marks]) => {
    const { words } = decodeVocabulary(vocabulary);
    return {
      words,
      letters: Int32Array.from(words, lettersOf),
      marks: (/** @type {number} */ at) => DIGITS.indexOf(marks[at]),
    };
  });
}
