// @ts-check
// Which page a person means: the words of the query against titles, headings and text.
//
// A page's score is a sum of five kinds of evidence, each between 0 and 1, times how much of
// the query the page has at all. Words weigh by rarity (idf), terms by how surely they are
// meant (match.js).

const WEIGHT = {
  title: 2.0, // the query is (part of) the title
  heading: 1.0, // the query is (part of) one heading
  name: 0.35, // keywords and the file name
  joint: 0.75, // all words in one section
  text: 0.2, // how often the text says them
  hp: 8, tp: 2.8, hf: 0.5, tf: 0.6, crowd: 0.4, cov: 4, jp: 3, typo: 0.7, comp: 0.9, compx: 0.9, stem: 0.7, two: 0.55, first: 0.85,
};
const LEAST_COVERAGE = 0.45;
const COVERAGE_POWER = 4;
const STOP_WEIGHT = 0.08; // of a stop word, against a content word
const COUNT = [0, 0.45, 0.7, 1]; // count classes of a posting
const MOST_RESULTS = 50;

/**
 * @typedef {object} Result
 * @property {number} page
 * @property {number} section  the section to link to
 * @property {number} score
 * @property {number} coverage  how much of the query the page has, by weight of its words
 * @property {number} heading
 *
 * @typedef {object} Evidence  What one page has of the query; sums over words, by idf.
 * @property {number} covered  of any kind, by quality of match
 * @property {number} title
 * @property {number} titleWords
 * @property {number} name
 * @property {number} text
 * @property {Map<number, {covered: number, heading: number, headingWords: number, text: number}>} sections
 */

/** Rank the pages that have enough of *words*. @param {Word[]} words @param {Store} store
 * @returns {Result[]} */
function rank(words, store) {
  const pageOf = /** @type {Int32Array} */ (store.pageOf);
  const roots = /** @type {number[]} */ (store.roots);
  const heads = /** @type {Int8Array} */ (store.heads);
  const lengths = /** @type {Int8Array} */ (store.lengths);
  const core = /** @type {Core} */ (store.core);
  const onlyStops = words.every((word) => word.stop);
  /** @type {Map<number, Evidence>} */
  const pages = new Map();
  let total = 0;
  for (const word of words) {
    const hits = gather(word, pageOf, roots, lengths);
    const rarity = Math.log(1 + core.titles.length / (1 + hits.size));
    const idf = rarity * (word.stop && !onlyStops ? STOP_WEIGHT : 1);
    total += idf;
    const counts = word.stop && !onlyStops ? 0 : 1;
    for (const [page, hit] of hits) {
      let e = pages.get(page);
      if (!e) {
        e = { covered: 0, title: 0, titleWords: 0, name: 0, text: 0, sections: new Map() };
        pages.set(page, e);
      }
      e.covered += idf * hit.quality;
      e.title += idf * hit.title;
      e.titleWords += counts * hit.title;
      e.name += idf * hit.name;
      let text = 0;
      for (const [section, [quality, heading, said]] of hit.sections) {
        let s = e.sections.get(section);
        if (!s) e.sections.set(section, (s = { covered: 0, heading: 0, headingWords: 0, text: 0 }));
        s.covered += idf * quality;
        s.heading += idf * heading;
        s.headingWords += counts * heading;
        s.text += idf * said;
        text += said;
      }
      e.text += idf * (text / (text + 1));
    }
  }
  /** @type {Result[]} */
  const results = [];
  let crowd = 0;
  for (const [page, e] of pages) {
    const coverage = e.covered / total;
    if (coverage < LEAST_COVERAGE) continue;
    let heading = 0;
    let joint = 0;
    let best = -1;
    let section = roots[page];
    for (const [number, s] of e.sections) {
      const root = number === roots[page];
      const h = root ? 0 : (s.heading / total) ** WEIGHT.hp * fill(s.headingWords, heads[number], WEIGHT.hf);
      const j = (s.covered / total) ** WEIGHT.jp;
      heading = Math.max(heading, h);
      joint = Math.max(joint, j);
      const value = 2 * h + j + (0.5 * s.text) / total + (root ? 0.1 * j : 0);
      if (value > best) [best, section] = [value, number];
    }
    const title = (e.title / total) ** WEIGHT.tp * fill(e.titleWords, heads[roots[page]], WEIGHT.tf);
    // A page that is meant as a whole is linked to as a whole.
    if (title >= Math.max(heading, 0.5)) section = roots[page];
    if (heading > 0.8) crowd++;
    const evidence =
      WEIGHT.title * title +
      WEIGHT.name * (e.name / total) ** 2 +
      WEIGHT.joint * joint +
      (WEIGHT.text * e.text) / total;
    results.push({ page, section, score: evidence, heading, coverage });
  }
  for (const r of results) {
    const evidence = r.score + (WEIGHT.heading * r.heading) / Math.max(1, r.heading > 0.8 ? crowd : 1) ** WEIGHT.crowd;
    r.score = r.coverage ** WEIGHT.cov * evidence * (core.weights[r.page] ?? 1);
  }
  results.sort((a, b) => b.score - a.score || a.page - b.page);
  return results;
}

/** How much of a heading the query fills: half the evidence is being in it, half being it.
 * @param {number} matched @param {number} length @param {number} f */
function fill(matched, length, f) {
  return 1 - f + f * Math.min(1, matched / Math.max(1, length));
}

/**
 * Collect where one word occurs: for each page the best quality of match, in the title, among
 * its names, and for each section [quality, in heading, said in text].
 * @param {Word} word @param {Int32Array} pageOf @param {number[]} roots @param {Int8Array} lengths
 */
function gather(word, pageOf, roots, lengths) {
  /** @type {Map<number, {quality: number, title: number, name: number, sections: Map<number, [number, number, number]>}>} */
  const pages = new Map();
  for (const [term, quality] of word.terms) {
    for (const posting of term.shard.postings(term.at)) {
      const section = posting >> 4;
      const page = pageOf[section];
      let hit = pages.get(page);
      if (!hit) pages.set(page, (hit = { quality: 0, title: 0, name: 0, sections: new Map() }));
      if (quality > hit.quality) hit.quality = quality;
      let here = hit.sections.get(section);
      if (!here) hit.sections.set(section, (here = [0, 0, 0]));
      if (quality > here[0]) here[0] = quality;
      if (posting & HEADING) {
        if (quality > here[1]) here[1] = quality;
        if (section === roots[page] && quality > hit.title) hit.title = quality;
      }
      if (posting & NAME && quality > hit.name) hit.name = quality;
      const said = quality * COUNT[posting & 3] * (1.15 - lengths[section] / 10);
      if (said > here[2]) here[2] = said;
    }
  }
  return pages;
}
