// @ts-check
// What the visitor may have meant: each typed word to the terms of the index that explain it.

import { bits, lettersOf, nearest } from "./letters.js";
import { CJK_RUN, runs } from "./tokens.js";
/** @import { Lexicon, Shard, Store, Term } from "./store.js" */
//
// Readings are tried from the surest to the boldest, and the first that finds anything wins:
// the word itself with the other forms of its stem; for the word being typed, its completions;
// another form of a word the site has; two words that are one to the site; one typing error;
// one word that is two to the site; two typing errors. A reading's quality says how sure it is.

/**
 * @typedef {object} Word  One thing the visitor asked for.
 * @property {string} typed  as written, folded
 * @property {[Term, number][]} terms  terms that may be meant, each with its quality in (0, 1]
 * @property {boolean} stop  whether it says nothing by itself, as "the" does
 * @property {string} [corrected]  what was searched instead of the typed word
 * @property {boolean} [early]  whether more may be found at a pause
 * @property {number} [run]  the number of the run of Chinese characters it is a pair of
 * @property {boolean} [bold]  whether that is only a guess: it does not name a page
 */

const EXACT = 1;
const SAME_STEM = 0.7;
export const OTHER_SPELLING = 0.98;
const STEMMED = 0.9; // the site has other forms of the word only
const COMPLETED = 0.9; // of a word being typed; less the more is missing
const COMPLETED_ANYWAY = 0.95; // what is typed is a word already
const IN_PARTS = 0.95; // the parts of an identifier that the site has as a whole
const JOINED = 0.9;
const ONE_ERROR = 0.7;
export const TWO_ERRORS = 0.55;
const AUTHORS_ERROR = 0.85; // a rare word of the site that is one error from the name of a page
const FIRST_LETTER = 0.85; // factor of a misspelling that begins with another letter
const MOST_COMPLETIONS = 64;
const MOST_CORRECTIONS = 4;
const MOST_WORDS = 12;
const MOST_ASKED = 6; // words that may ask for a file, besides stop words
const LONGEST = 24; // letters of a word that may be two
// How far to look for what an unknown word may mean. On a small site the lexicons are much of the
// index, and cost more than they are worth in a query that has many words beside the unknown one.
const EVERYWHERE = 1; // words of a query, at most, to look through all lexicons
export const NEARBY = 3; // to look through the lexicon of the word's initial, else in its shard only
const PARTICLES = /为什么|怎么样?|什么|如何|哪[里些个所家位儿]|怎样|请问|有没有|多少|(?<![关对基由])于|[的了是在和与吗呢他她你]/g;
/** @type {[RegExp, string][]} */
const SPELLINGS = [
  [/is(e[drs]?|ers?|ing|ations?|able)$/, "iz$1"],
  [/iz(e[drs]?|ers?|ing|ations?|able)$/, "is$1"],
  [/ys(e[drs]?|ers?|ing)$/, "yz$1"],
  [/yz(e[drs]?|ers?|ing)$/, "ys$1"],
  [/our(s|ed|ing|al|able|ful|ites?|hoods?)?$/, "or$1"],
  [/or(s|ed|ing|al|able|ful|ites?|hoods?)?$/, "our$1"],
  [/([bt])re(s|d)?$/, "$1er$2"],
  [/([bt])er(s|ed)?$/, "$1re$2"],
  [/ogue(s)?$/, "og$1"],
  [/og(s)?$/, "ogue$1"],
  [/ll(ed|ing|ers?)$/, "l$1"],
  [/([aeiou])l(ed|ing|ers?)$/, "$1ll$2"],
  [/([ef]n)ce(s|less)?$/, "$1se$2"],
  [/([ef]n)se(s|less)?$/, "$1ce$2"],
  [/amme(s|d)?$/, "am$1"],
];
const MANY = 3; // words before the one that is typed
const SPAN = 4; // shards that completions may take

/** Read a query: its runs, and whether the last word may still be growing. @param {string} text */
export function readQuery(text) {
  const found = runs(plain(text.slice(0, 400))).slice(0, MOST_WORDS);
  for (const run of found) {
    // The last character of a run says nothing beside its pairs.
    if (run.parts.length > 1) run.parts = run.parts.filter((part) => part.length > 1 || !CJK_RUN.test(part));
  }
  return { runs: found, open: /[\p{L}\p{N}_]$/u.test(text) };
}

/** Leave out of a query what says nothing: the comma of 1,980, "percent" and "times" after a
 * number, and the particles and question words of a Chinese sentence. @param {string} text */
function plain(text) {
  const numbers = text
    .replace(/(\d),(?=\d{3}(?!\d))/g, "$1")
    .replace(/百分之(?=\d)/g, "")
    .replace(/(\d)\s*(?:per\s?cent|pct|times|fold|倍)(?![a-z])/gi, "$1");
  const rest = numbers.replace(PARTICLES, " ");
  return /[\p{L}\p{N}]/u.test(rest) ? rest : numbers;
}

/** Other spellings of an English word: British for American and the other way.
 * @param {string} word @returns {string[]} */
function spellings(word) {
  if (word.length < 5 || /[^a-z]/.test(word)) return [];
  const other = new Set();
  for (const [from, to] of SPELLINGS) if (from.test(word)) other.add(word.replace(from, to));
  other.delete(word);
  return [...other];
}

/** @param {string} text @param {Store} store @param {boolean} settled  whether the visitor pauses
 * @returns {Promise<Word[]>} */
export async function interpret(text, store, settled) {
  const query = readQuery(text);
  const parts = query.runs.flatMap((run) => run.parts);
  // The pairs of a run of Chinese characters belong together; the last character alone is one of
  // them only where there is no pair.
  const runOf = query.runs.flatMap((run, i) => run.parts.map((part) => (CJK_RUN.test(part) ? i + 1 : 0)));
  const growing = query.open ? parts[parts.length - 1] : "";
  // What stop words say is not worth a file, unless there is little else.
  const said = [...new Set(parts.filter((part) => !store.stops.has(part)))];
  const silent = said.length > 1 ? new Set([...store.stops, ...said.filter((part) => !CJK_RUN.test(part)).slice(MOST_ASKED)]) : new Set();
  const asked = query.runs.flatMap((run) => [run.whole, ...run.parts]);
  const count = store.isLarge ? 1 : parts.filter((part) => !silent.has(part)).length;
  // The first letters of one more word would ask for a file each: they can wait for a pause.
  const short = parts.length > MANY ? 3 : 2;
  const early = !settled && /^[a-z]+$/.test(growing) && growing.length <= short && (parts.length > 1 || store.isLarge);
  asked.push(...asked.flatMap(spellings));
  await need(asked.filter((word) => (word === growing ? !early : !silent.has(word))), store);
  /** @type {Word[]} */
  const words = [];
  for (let i = 0; i < parts.length; i++) {
    const grows = query.open && i === parts.length - 1;
    const run = runOf[i];
    const word = (grows ? early : silent.has(parts[i]))
      ? { typed: parts[i], terms: [], stop: true, early: grows }
      : await readWord(parts[i], grows, store);
    if (run) word.run = run;
    if (word.terms.length || word.stop || run) {
      words.push(word);
      continue;
    }
    if (!settled) {
      // Most words are unknown while they are typed: what they may mean is looked for at a pause.
      words.push({ typed: parts[i], terms: [], stop: true, early: true });
      continue;
    }
    const joined = (i > 0 && (await readJoined(parts[i - 1], parts[i], store))) || undefined;
    if (joined) {
      words.splice(-1, 1, joined);
    } else {
      const next = i + 1 < parts.length && (await readJoined(parts[i], parts[i + 1], store));
      if (next) {
        words.push(next);
        i++;
      } else {
        words.push(...(await correct(parts[i], count, store)));
      }
    }
  }
  if (runOf.some(Boolean)) return cutRuns(words);
  if (words.some((word) => !word.terms.length && !word.stop && !word.run)) {
    // Where one word means nothing here, the guesses at others are not believed either.
    for (const word of words) if (word.bold) Object.assign(word, { terms: [], corrected: undefined });
  }
  if (words.length === parts.length) {
    // Neighbors may also be meant as one: the parts of an identifier, "web assembly".
    let i = 0;
    for (const { whole, parts } of query.runs) {
      const term = parts.length > 1 && !CJK_RUN.test(whole) ? store.term(whole) : undefined;
      const here = words.slice(i, (i += parts.length));
      // An identifier is found whole or by all of its parts: "pep9999" is not any "pep".
      const broken = !term && !CJK_RUN.test(whole) && here.some((word) => !word.terms.length);
      for (const word of here) {
        if (broken) word.terms = [];
        if (!term) continue;
        for (const reading of word.terms) reading[1] *= IN_PARTS;
        word.terms.push([term, EXACT]);
      }
    }
    for (i = 1; i < words.length; i++) {
      const term = store.term(parts[i - 1] + parts[i]);
      if (term) for (const word of [words[i - 1], words[i]]) word.terms.push([term, JOINED]);
    }
  }
  return words;
}

/** Cut the runs of Chinese characters into words: where the site has no pair of neighbors, one
 * word ends. Characters that no pair of the site covers are a word that it does not have.
 * @param {Word[]} words @returns {Word[]} */
function cutRuns(words) {
  /** @type {Word[]} */
  const cut = [];
  let run = 0;
  words.forEach((word, i) => {
    const before = words[i - 1]?.run === word.run ? words[i - 1] : undefined;
    if (!word.run || word.typed.length < 2) cut.push({ ...word, run: word.run && ++run });
    else if (word.terms.length) cut.push({ ...word, run: before?.terms.length ? run : ++run });
    else {
      const after = words[i + 1]?.run === word.run ? words[i + 1] : undefined;
      const typed = (before?.terms.length ? "" : word.typed[0]) + (after ? "" : word.typed[1]);
      const last = cut[cut.length - 1];
      if (before && last && !last.run) last.typed += typed;
      else if (typed) cut.push({ typed, terms: [], stop: false });
    }
  });
  // A character alone between two words says as little as a stop word.
  for (const word of cut) if (CJK_RUN.test(word.typed) && !word.run && word.typed.length < 2) word.stop = true;
  return cut;
}

/** The resident shard that would hold a word. @param {string} word @param {Store} store */
function shardOf(word, store) {
  return /** @type {Shard} */ (store.shards[store.shardOf(word)]);
}

/** Make the shards of words resident. @param {string[]} words @param {Store} store */
function need(words, store) {
  return store.need(words.map((word) => store.shardOf(word)));
}

/** Read a word as it is written. @param {string} typed @param {boolean} growing @param {Store} store
 * @returns {Promise<Word>} */
async function readWord(typed, growing, store) {
  const shard = shardOf(typed, store);
  /** @type {Map<string, [Term, number]>} */
  const terms = new Map();
  const add = (/** @type {Term} */ term, /** @type {number} */ quality) => {
    if ((terms.get(term.word)?.[1] ?? 0) < quality) terms.set(term.word, [term, quality]);
  };
  const exact = shard.term(typed);
  for (const spelling of spellings(typed)) {
    const other = store.term(spelling);
    if (!other) continue;
    add(other, OTHER_SPELLING);
    for (const term of sameStem(other)) add(term, SAME_STEM);
  }
  if (exact) {
    add(exact, EXACT);
    for (const term of sameStem(exact)) add(term, SAME_STEM);
    for (const term of likelier(exact, store)) add(term, shard.marks(term.at) & 2 ? AUTHORS_ERROR : ONE_ERROR);
  }
  // A word that is in a heading or a name already is not completed: WAN is not a Wang.
  if (growing && !(exact && shard.marks(exact.at) & 3)) {
    for (const term of await completions(typed, store)) {
      const part = typed.length / term.word.length;
      add(term, (exact ? COMPLETED_ANYWAY : COMPLETED) * (0.7 + 0.3 * part));
    }
  }
  if (!terms.size) {
    // Of a short word "another form" may be any word: one error is likelier.
    const short = typed.length < 6 && nearest(typed, shard, 1).some((at) => shard.marks(at) & 2);
    for (const term of short ? [] : otherForms(typed, shard, store.core.endings)) {
      add(term, STEMMED);
      for (const form of sameStem(term)) add(form, SAME_STEM);
    }
  }
  return { typed, terms: [...terms.values()], stop: store.stops.has(typed) };
}

/** The words that differ from an unknown one by endings only, and late. The endings are those by
 * which the forms of the site's own words differ: the stemmer itself stays at the build.
 * @param {string} typed @param {Shard} shard @param {string[]} endings */
function otherForms(typed, shard, endings) {
  let most = typed.length / 2;
  /** @type {Term[]} */
  let found = [];
  shard.words.forEach((word, at) => {
    let same = 0;
    while (same < typed.length && typed[same] === word[same]) same++;
    if (same < most || same < (same < word.length ? 4 : 3) || !endings.includes(typed.slice(same)) || !endings.includes(word.slice(same))) return;
    if (same > most) found = [];
    most = same;
    found.push({ word, shard, at });
  });
  return found;
}

/** The other forms of a term: its neighbors with the same stem. @param {Term} term */
function sameStem({ shard, at }) {
  const { words, groups } = shard;
  /** @type {Term[]} */
  const forms = [];
  for (const step of [-1, 1]) {
    for (let i = at + step; groups[i] === groups[at]; i += step) forms.push({ word: words[i], shard, at: i });
  }
  return forms;
}

/** Words of many pages one edit from a word of one or two: authors misspell too.
 * @param {Term} term @param {Store} store @returns {Term[]} */
function likelier({ word, shard, at }, store) {
  const pages = pagesOf(shard.postings(at), store);
  if (word.length < 3 || /\d/.test(word) || pages > 2) return [];
  return nearest(word, shard, 1)
    .filter((i) => pagesOf(shard.postings(i), store) >= 8 * pages && (word.length > 4 || shard.marks(i) & 2))
    .map((i) => ({ word: shard.words[i], shard, at: i }));
}

/** On how many pages a term is. @param {Int32Array} postings @param {Store} store */
function pagesOf(postings, store) {
  return new Set(postings.map((posting) => store.pageOf[posting >> 4])).size;
}

/** Words that begin with what is typed, the commonest first. A short beginning spans many shards
 * of a large site; then only those already here are asked.
 * @param {string} typed @param {Store} store */
async function completions(typed, store) {
  const first = store.shardOf(typed);
  const last = store.shardOf(`${typed}\uffff`);
  if (last - first < SPAN && typed.length > 2) await store.need([first, last]);
  /** @type {Term[]} */
  const found = [];
  for (const shard of store.shards.slice(first, last + 1)) {
    shard?.words.forEach((word, at) => {
      if (word.length > typed.length && word.startsWith(typed)) found.push({ word, shard, at });
    });
  }
  const size = (/** @type {Term} */ { shard, at }) => shard.coded[at].length;
  return found.sort((a, b) => size(b) - size(a) || (a.word < b.word ? -1 : 1)).slice(0, MOST_COMPLETIONS);
}

/** Two words that are one to the site. @param {string} one @param {string} other @param {Store} store
 * @returns {Promise<Word | undefined>} */
async function readJoined(one, other, store) {
  const typed = one + other;
  if (typed.length > LONGEST) return;
  await need([typed], store);
  const term = store.term(typed);
  return term && { typed, terms: [[term, JOINED]], stop: false, corrected: typed };
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
  if (count <= NEARBY) near.push(await store.lexicon(typed));
  let found = candidates(typed, near, 1);
  if (!found.some((c) => c.prominent)) {
    const parts = found.length ? [] : await splitInTwo(typed, near, store);
    if (parts.length) {
      const words = await Promise.all(parts.map((part) => readWord(part, false, store)));
      words[0].corrected = parts[0];
      return words;
    }
    const two = (/** @type {Lexicon[]} */ lexicons) => twoErrors(typed, lexicons, found).filter((c) => c.first || count === 1);
    const nearby = two(near);
    if ((store.isLarge || (!found.length && !nearby.length)) && count <= EVERYWHERE) {
      near.push(...(await store.lexicons()));
      found = candidates(typed, near, 1);
      found.push(...two(near));
    } else found.push(...nearby);
  }
  // A short word has too many neighbors: only what names a page is meant; of three letters, none
  // may be another.
  if (typed.length < 5) found = found.filter((c) => c.named && c.first);
  if (typed.length < 4) found = found.filter((c) => c.word.length > 3 || lettersOf(c.word) === lettersOf(typed));
  found = found.sort((a, b) => b.rank - a.rank).slice(0, MOST_CORRECTIONS);
  await need(found.map((c) => c.word), store);
  for (const { word: other, quality } of found) {
    const term = /** @type {Term} */ (store.term(other));
    word.terms.push([term, quality]);
    for (const form of sameStem(term)) word.terms.push([form, quality * SAME_STEM]);
  }
  if (found.length) Object.assign(word, { corrected: found[0].word, bold: !found[0].named });
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
    await need(parts, store);
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
      if (word.stop || word.corrected || word.typed.length < 4) return word;
      const [other] = await correct(word.typed, Infinity, store);
      return { ...word, terms: [...word.terms, ...other.terms] };
    }),
  );
}
