// @ts-check
// Which page a person means: the words of the query against titles, headings and text.

import { FULL_NAME, HEADING, NAME } from "./store.js";
import { TWO_ERRORS } from "./match.js";
/** @import { Characters, Store } from "./store.js" */
/** @import { Word } from "./match.js" */
//
// A page's score is a sum of five kinds of evidence, each about between 0 and 1, times how much
// of the query the page has at all. Words weigh by their rarity (idf), terms by how surely they
// are meant (the quality of match.js). The constants were chosen on the development sets named
// in tests/bench/search.py; the order they must keep by tests/sitesearch/test_queries.py.

const TITLE = 2; // the query is, or is part of, the title
const HEADING_EVIDENCE = 1; // the query is, or is part of, one heading
const EXACT_HEADING = 1.8; // factor of a heading that is said in full, without an error
const IN_FULL = 0.97; // evidence of a heading above which no word is missing and none is wrong
const NAMES = 1; // keywords and the file name
const PART_OF_A_NAME = 0.65; // a word of a keyword that has others
const JOINT = 0.75; // the words are in one section
const TEXT = 0.2; // how often the text says them
const COVERAGE_POWER = 4;
const LEAST_COVERAGE = 0.45; // less is not an answer: this is what keeps nonsense silent
const WHOLE = 0.45; // evidence of a title, a name or a heading from which on it is meant
const WHOLE_TITLE = 0.68; // the share of a title that is all of it, with an error in each word
const STOP_WEIGHT = 0.035; // of a stop word, against another
const REFERENCE = 0.5; // quality of a word that a page has only in what it cites
const NAME_COVERAGE = 0.95; // what a page has of a query that says its name, at least
const NAME_BONUS = 1; // for each word of that name
const LEAST_OF_A_SECTION = 0.8; // of the query, that a section shown under its page has
const MOST_SECTIONS = 3; // shown under the best page
const MOST_TOLD = 2; // words of a query that sections are shown for: more words name one already
const COUNT = [0, 0.45, 0.7, 1]; // weight of a posting's count class

/**
 * @typedef {object} Result
 * @property {number} page
 * @property {number} section  the section to link to
 * @property {number} score
 * @property {number} heading  evidence of the best heading
 * @property {boolean} [cited]  whether the section is what the page cites
 * @property {boolean} [whole]  whether the query, or most of it, names the page or a heading
 * @property {number[]} [more]  other sections of the best page that say it
 * @property {number} missing  the share of the query, without stop words, that the page does not have in any form
 *
 * @typedef {{covered: number, heading: number, headingWords: number, text: number, cited: boolean, worth: number}} SectionEvidence
 *   What a section has of the query: sums over words, by idf.
 *
 * @typedef {object} Evidence  What a page has of the query: sums over words, by idf.
 * @property {number} covered  in any place, by quality
 * @property {number} present  in any place, of any quality, but for stop words
 * @property {number} title
 * @property {number} titleWords  words of the title that are matched
 * @property {number} names
 * @property {number} text
 * @property {Map<number, SectionEvidence>} sections
 */

/** Order the pages that have enough of *words*. @param {Word[]} words @param {Store} store
 * @returns {Result[]} */
export function rank(words, store) {
  const { roots, heads, core } = store;
  const { pages, total, meant, best: sure } = collect(words, store);
  const surety = sure / total; // what a page can have at most of words that are only guessed
  /** @type {Result[]} */
  const results = [];
  const named = namedPages(words, store);
  let crowd = 0; // pages with this very heading: "Motivation" tells nothing
  for (const [page, e] of pages) {
    const coverage = e.covered / total;
    const root = roots[page];
    // A page whose name or whole title is said is an answer, whatever is said beside it.
    if (coverage < LEAST_COVERAGE && !named.has(page) && share(e.titleWords, heads[root]) < WHOLE_TITLE) continue;
    let heading = 0;
    let joint = 0;
    let best = -2;
    let section = root;
    for (const [number, s] of e.sections) {
      const said = number === root ? 0 : s.heading / total;
      const exact = said > IN_FULL && s.headingWords >= heads[number] && words.length > 1;
      const h = (said / surety) ** 8 * surety ** 5 * (0.5 + 0.5 * share(s.headingWords, heads[number])) * (exact ? EXACT_HEADING : 1);
      const j = (s.covered / total) ** 3;
      heading = Math.max(heading, h);
      joint = Math.max(joint, j);
      const worth = 2 * h + 0.3 * j + s.text / total - Number(s.cited);
      s.worth = worth;
      if (worth > best) [best, section] = [worth, number];
    }
    const title = (e.title / total) ** 2.8 * (0.4 + 0.6 * share(e.titleWords, heads[root]));
    // A page that is meant as a whole, misspelt or not, is linked to as a whole.
    const entire = title / (e.covered / total) ** 2.8;
    if (title >= heading && entire >= 0.5) section = root;
    if (heading > IN_FULL) crowd++;
    const names = NAMES * (e.names / total) ** 2;
    const score = TITLE * title + names + JOINT * joint + (TEXT * e.text) / total;
    const whole = Math.max((e.title / total) ** 2, (e.names / total) ** 2, heading) >= WHOLE;
    const cited = e.sections.get(section)?.cited;
    results.push({ page, section, score, heading, cited, whole, missing: 1 - e.present / meant });
  }
  for (const result of results) {
    const { page, heading } = result;
    const evidence = (HEADING_EVIDENCE * heading) / (heading > IN_FULL ? crowd ** 0.4 : 1);
    const name = named.get(page) ?? 0;
    const coverage = Math.max(/** @type {Evidence} */ (pages.get(page)).covered / total, name && NAME_COVERAGE);
    const score = result.score + evidence + NAME_BONUS * name;
    result.score = coverage ** COVERAGE_POWER * score * (core.weights[page] ?? 1);
  }
  results.sort((a, b) => b.score - a.score || a.page - b.page);
  if (results.length && words.length <= MOST_TOLD) results[0].more = otherSections(results[0], /** @type {Evidence} */ (pages.get(results[0].page)), total, store);
  return results;
}

/** The sections of a page, besides the one it is found by, that have most of the query, best first.
 * A passage that goes on with a section stands for that section.
 * @param {Result} result @param {Evidence} evidence @param {number} total @param {Store} store */
function otherSections({ page, section }, { sections }, total, { heads, roots }) {
  const start = (/** @type {number} */ number) => {
    while (number > roots[page] && !heads[number]) number--;
    return number;
  };
  const said = [...sections].filter(([, s]) => !s.cited && s.covered / total >= LEAST_OF_A_SECTION);
  const starts = said.sort((a, b) => b[1].worth - a[1].worth || a[0] - b[0]).map(([number]) => start(number));
  return [...new Set(starts)].filter((number) => number !== roots[page] && number !== start(section)).slice(0, MOST_SECTIONS);
}

/** The pages whose file name is said in full, with how many words it has, each by its quality.
 * @param {Word[]} words @param {Store} store */
function namedPages(words, { core }) {
  /** @type {Map<number, number>} */
  const named = new Map();
  const said = words.filter((word) => !word.stop).length;
  for (const [page, name] of core.names) {
    const qualities = name.map((part) => Math.max(0, ...words.map((word) => word.terms.find(([term]) => term.word === part)?.[1] ?? 0)));
    if (said > 1 && said >= name.length && qualities.every((quality) => quality >= TWO_ERRORS)) {
      named.set(page, qualities.reduce((sum, quality) => sum + quality, 0));
    }
  }
  // "Ekko Elastic" names one page and not also "Ekko".
  for (const [page, name] of core.names) {
    const longer = core.names.some(([other, parts]) => named.has(other) && parts.length > name.length && name.every((part) => parts.includes(part)));
    if (longer) named.delete(page);
  }
  return named;
}

/** @param {number} part @param {number} whole */
export function share(part, whole) {
  return Math.min(1, part / Math.max(1, whole));
}

/** Add up what the pages have of all words; *total* is what a page with everything would have.
 * @param {Word[]} words @param {Store} store */
function collect(words, store) {
  const onlyStops = words.every((word) => word.stop);
  /** @type {Map<number, Evidence>} */
  const pages = new Map();
  let total = 0;
  let best = 0; // what a page has at most
  let meant = 0; // without stop words
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    let hits = hitsOf(word, store);
    if (word.run) {
      // The pairs of a Chinese run are one word: alone each of them says little.
      const first = i;
      const ends = words.findIndex((other, at) => at > first && other.run !== word.run);
      i = (ends < 0 ? words.length : ends) - 1;
      hits = /** @type {Characters} */ (store.characters).hitsOfRun(words.slice(first, i + 1), store);
    }
    if (word.stop && !hits.size) continue;
    const weak = word.stop && !onlyStops;
    // Of a word that is on no page nobody knows how rare it is; it must not outweigh the others.
    const pagesWith = word.terms.length ? hits.size : Math.sqrt(store.roots.length);
    const rarity = Math.log(1 + store.roots.length / (1 + pagesWith));
    const idf = weak ? STOP_WEIGHT * Math.min(rarity, 1) : rarity; // a rare stop word says no more
    const counted = weak ? 0 : 1;
    total += idf;
    best += idf * (word.terms.length ? Math.max(...word.terms.map(([, quality]) => quality)) : 1);
    meant += counted * idf;
    for (const [page, hit] of hits) {
      let e = pages.get(page);
      if (!e) {
        e = { covered: 0, present: 0, title: 0, titleWords: 0, names: 0, text: 0, sections: new Map() };
        pages.set(page, e);
      }
      e.covered += idf * hit.quality;
      e.present += counted * idf;
      e.title += idf * hit.title;
      e.titleWords += counted * hit.title;
      e.names += idf * hit.names;
      let text = 0;
      for (const [section, [quality, heading, said, cited]] of hit.sections) {
        let s = e.sections.get(section);
        if (!s) e.sections.set(section, (s = { covered: 0, heading: 0, headingWords: 0, text: 0, cited: !!cited, worth: 0 }));
        s.covered += idf * quality;
        s.heading += idf * heading;
        s.headingWords += counted * heading;
        s.text += idf * said;
        text += said;
      }
      e.text += (idf * text) / (text + 1);
    }
  }
  return { pages, total, best, meant };
}

/**
 * @typedef {{quality: number, title: number, names: number, sections: Map<number, [number, number, number, number]>}} Hit
 */

/**
 * Find one word: for each page the best quality of match anywhere, in the title, among its names;
 * for each section the best quality anywhere and in the heading, and how often the text says it.
 * @param {Word} word @param {Store} store @param {number} part  what a part of a name is worth
 * @returns {Map<number, Hit>}
 */
export function hitsOf(word, { pageOf, isRoot, lengths }, part = PART_OF_A_NAME) {
  /** @type {Map<number, Hit>} */
  const pages = new Map();
  for (const [{ shard, at }, surety] of word.terms) {
    for (const posting of shard.postings(at)) {
      const section = posting >> 4;
      const page = pageOf[section];
      const cited = (posting & 15) === 0; // no level: the word is in what the page cites
      const quality = surety * (cited ? REFERENCE : 1);
      let hit = pages.get(page);
      if (!hit) pages.set(page, (hit = { quality: 0, title: 0, names: 0, sections: new Map() }));
      let here = hit.sections.get(section);
      if (!here) hit.sections.set(section, (here = [0, 0, 0, Number(cited)]));
      hit.quality = Math.max(hit.quality, quality);
      here[0] = Math.max(here[0], quality);
      if (posting & HEADING) {
        here[1] = Math.max(here[1], quality);
        if (isRoot[section]) hit.title = Math.max(hit.title, quality);
      }
      if (posting & NAME) hit.names = Math.max(hit.names, quality * ((posting & FULL_NAME) === FULL_NAME ? 1 : part));
      // Of a name the index says only whether the text has it.
      const count = posting & NAME ? (posting & 1) * 2 : posting & 3;
      here[2] = Math.max(here[2], quality * COUNT[count] * (1 - lengths[section] / 10));
    }
  }
  return pages;
}
