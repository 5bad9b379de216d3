// @ts-check
// The index in memory: the core, and the files that the visitor's words have asked for.
// index.py and write.py say how it was written.

import { lettersOf } from "./letters.js";
import { CJK_RUN } from "./tokens.js";

export const HEADING = 4; // levels of a posting, as in index.py
export const NAME = 8;
export const FULL_NAME = 10; // a name that is said in full
const HEADINGS = 12; // in a file, as in write.py
export const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
const LEVELS = "!#$%&()*+,./:;=?";
/** @type {Map<string, number>} */
const VALUE = new Map([
  ...[...DIGITS].map((digit, i) => /** @type {[string, number]} */ ([digit, i])),
  ...[...LEVELS].map((level, i) => /** @type {[string, number]} */ ([level, 64 + i])),
]);

/**
 * @typedef {object} Core  What core.js says that is not kept in a better form.
 * @property {number[]} counts  sections of each page
 * @property {string} blocks  a mark a section: 1 where it begins a block of text
 * @property {number} characters  the number of shards of Chinese terms, by their first character
 * @property {string[]} initials  first initial of each lexicon
 * @property {string[]} suffixes  by which forms of one word differ
 * @property {[string, string, [string, string][], number[][]][]} facets
 *   name, label, [value, label] pairs, and for each page the numbers of its values
 * @property {number[]} weights  a factor for each page, or none for all
 * @property {[page: number, name: string[]][]} names  of the pages that are meant by their file name
 * @property {number} pictures  how many pages have a picture
 *
 * @typedef {[pages: Sheet | number, counts: number[], lengths: string, heads: string, blocks: string,
 *   cuts: string, characters: number, initials: string[], suffixes: string[], stops: string,
 *   facets: Core["facets"], weights: number[], names: Core["names"], pictures: number]} CoreFile
 *   What write.py puts into core.js. Pages: all of a small site, else how many are in each file.
 *   Lengths and heads: a digit a section, the length class of its text and the words in its heading.
 *   Cuts: the first key of each shard, front-coded. Stops: the stop words, front-coded.
 *
 * @typedef {[titles: string[], urls: string[], facts: string[]]} Sheet
 *   words, their sets of letters, and what index.py says a mark is
 * @typedef {{word: string, shard: Shard, at: number}} Term
 * @typedef {[anchor: string, heading: string, text: string]} Passage
 * @typedef {typeof import("./characters.js")} Characters
 * @typedef {(name: string) => Promise<any>} Load  fetches one file of the index
 */

/** Front-coded words back to lists: the words, and for each the number of its stem.
 * @param {string} coded */
export function decodeVocabulary(coded) {
  /** @type {string[]} */
  const words = [];
  /** @type {number[]} */
  const groups = [];
  let word = "";
  let group = 0;
  for (const [, same, shared, rest] of coded.matchAll(/(=?)([A-Z])([^A-Z=]*)/g)) {
    word = word.slice(0, shared.charCodeAt(0) - 65) + rest;
    if (!same) group++;
    words.push(word);
    groups.push(group);
  }
  return { words, groups };
}

/** One range of the vocabulary. */
export class Shard {
  /** @param {[vocabulary: string, postings: string]} data @param {Int8Array} isRoot */
  constructor([vocabulary, postings], isRoot) {
    const { words, groups } = decodeVocabulary(vocabulary);
    this.words = words;
    this.groups = groups;
    this.isRoot = isRoot;
    this.letters = Int32Array.from(words, lettersOf);
    this.coded = postings.split(" ");
    /** @type {Map<string, number>} */
    this.at = new Map(words.map((word, i) => [word, i]));
    /** @type {Map<number, Int32Array>} */
    this.decoded = new Map();
  }

  /** Return a term's postings, each a section number times 16 plus its level.
   * @param {number} at */
  postings(at) {
    let list = this.decoded.get(at);
    if (!list) this.decoded.set(at, (list = decodePostings(this.coded[at])));
    return list;
  }

  /** @param {string} word @returns {Term | undefined} */
  term(word) {
    const at = this.at.get(word);
    return at === undefined ? undefined : { word, shard: this, at };
  }

  /** @param {number} at */
  marks(at) {
    const postings = this.postings(at);
    let mark = 4 * (32 - Math.clz32(postings.length));
    for (const posting of postings) {
      if (posting & HEADING) mark |= this.isRoot[posting >> 4] ? 3 : 1;
      if ((posting & FULL_NAME) === FULL_NAME) mark |= 2;
    }
    return mark;
  }
}

/** @param {string} coded */
function decodePostings(coded) {
  const list = [];
  let section = -1;
  let level = 1;
  let gap = 0;
  let shift = 0;
  for (let i = 0; i < coded.length; i++) {
    const value = /** @type {number} */ (VALUE.get(coded[i]));
    if (value > 63) {
      level = value - 64;
    } else if (value > 31) {
      gap |= (value & 31) << shift;
      shift += 5;
    } else {
      section += 1 + (gap | (value << shift));
      list.push(section * 16 + level);
      level = 1;
      gap = shift = 0;
    }
  }
  return Int32Array.from(list);
}

/** The last range that begins at or before *word*; the first begins at "".
 * @param {string} word @param {string[]} starts */
export function rangeOf(word, starts) {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= word) low = middle;
    else high = middle;
  }
  return low;
}

export class Store {
  /** @param {Load} load */
  constructor(load) {
    this.load = load;
    /** @type {Map<string, Promise<any>>} */
    this.pending = new Map();
    /** @type {(Shard | undefined)[]} */
    this.shards = [];
    /** @type {Set<string>} */
    this.stops = new Set();
    /** @type {Sheet[]} */
    this.sheets = [];
    this.inSheet = Infinity; // pages in each; a small site has one sheet, in the core
    /** @type {Characters | undefined} */
    this.characters = undefined; // code for Chinese, if any was typed
    // Empty until open() has filled them.
    this.core = /** @type {Core} */ (/** @type {unknown} */ ({}));
    this.cuts = [""]; // first key of each shard
    /** @type {number[]} */
    this.roots = []; // the first section of each page
    this.isRoot = new Int8Array(); // of each section: whether it is one of those,
    this.pageOf = new Int32Array(); // its page,
    this.lengths = new Int8Array(); // the length class of its text,
    this.heads = new Int8Array(); // the words of its heading
  }

  /** Load a file once; a failure may be tried again.
   * @template T @param {string} name @param {(data: any) => T} [use] @returns {Promise<T>} */
  loadOnce(name, use = (data) => data) {
    let pending = this.pending.get(name);
    if (!pending) {
      pending = this.load(name).then(use);
      pending.catch(() => this.pending.delete(name));
      this.pending.set(name, pending);
    }
    return pending;
  }

  /** Load what every query needs. */
  open() {
    return this.loadOnce("core", (/** @type {CoreFile} */ file) => {
      const [pages, counts, lengths, heads, blocks, cuts, characters, initials, suffixes, stops, facets, weights, names, pictures] = file;
      this.core = { counts, blocks, characters, initials, suffixes, facets, weights, names, pictures };
      this.cuts = decodeVocabulary(cuts).words;
      if (typeof pages === "number") this.inSheet = pages;
      else this.sheets = [pages];
      this.stops = new Set(decodeVocabulary(stops).words);
      this.lengths = Int8Array.from(lengths, Number);
      this.heads = Int8Array.from(heads, (digit) => DIGITS.indexOf(digit));
      this.pageOf = new Int32Array(lengths.length);
      this.isRoot = new Int8Array(lengths.length);
      let section = 0;
      counts.forEach((count, page) => {
        this.roots.push(section);
        this.isRoot[section] = 1;
        while (count--) this.pageOf[section++] = page;
      });
    });
  }

  get isLarge() {
    return this.inSheet < Infinity;
  }

  /** Return the number of the shard that would hold *word*. @param {string} word */
  shardOf(word) {
    const { characters } = this.core;
    return characters && CJK_RUN.test(word[0]) ? this.cuts.length + (word.charCodeAt(0) % characters) : rangeOf(word, this.cuts);
  }

  /** Make shards resident. @param {Iterable<number>} numbers */
  loadShards(numbers) {
    return Promise.all(
      [...new Set(numbers)].map((n) =>
        this.shards[n] ??
        this.loadOnce(`s${n}`, (data) => {
          this.shards[n] = new Shard(data, this.isRoot);
        }),
      ),
    );
  }

  /** Return the resident term *word*, if the site has it. @param {string} word */
  term(word) {
    return this.shards[this.shardOf(word)]?.term(word);
  }

  /** Code for words that the site does not have. @returns {Promise<typeof import("./repair.js")>} */
  repair() {
    return this.loadOnce("repair");
  }

  /** Code for where nothing is found. @returns {Promise<typeof import("./nothing.js")>} */
  nothing() {
    return this.loadOnce("nothing");
  }

  /** Make the titles, addresses and facts of pages resident. @param {number[]} pages */
  async loadPages(pages) {
    const numbers = new Set(pages.map((page) => Math.floor(page / this.inSheet)));
    await Promise.all(
      [...numbers].map(
        async (n) => (this.sheets[n] ??= await this.loadOnce(`p${n}`)),
      ),
    );
  }

  /** Title, address and facts of a page that is known. @param {number} page */
  about(page) {
    const [titles, urls, facts] = this.sheets[Math.floor(page / this.inSheet)];
    const at = page % this.inSheet;
    return { title: titles[at], url: urls[at], facts: facts[at] ?? "" };
  }

  /** Return the file with a section's text, and the section's place in it.
   * @param {number} section @returns {[string, number]} */
  blockOf(section) {
    const { blocks } = this.core;
    const first = blocks.lastIndexOf("1", section);
    let block = 0;
    for (let i = 0; i < first; i++) if (blocks[i] === "1") block++;
    return [`t${block}`, section - first];
  }

  /** Return a section's anchor, heading and text. @param {number} section @returns {Promise<Passage>} */
  async text(section) {
    const [name, place] = this.blockOf(section);
    return (await this.loadOnce(name))[place];
  }

  /** Return the file with a section's anchor and heading, and the place in it.
   * @param {number} section @returns {[string, number]} */
  headingOf(section) {
    let file = -1;
    let place = HEADINGS;
    for (let n = 0; n <= section; n++) {
      if (this.isRoot[n]) place = this.isLarge ? place : HEADINGS;
      else if (this.heads[n]) {
        if (place === HEADINGS) [file, place] = [file + 1, 0];
        place++;
      }
    }
    return [`h${file}`, place - 1];
  }

  /** Return a section's anchor and heading. @param {number} section
   * @returns {Promise<[anchor: string, heading: string]>} */
  async heading(section) {
    const [name, place] = this.headingOf(section);
    return (await this.loadOnce(name))[place];
  }
}
