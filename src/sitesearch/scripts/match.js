// @ts-check
// What the visitor may have meant: each typed word to the terms of the index that explain it.

import { nearest } from "./letters.js";
import { CJK_RUN, runs } from "./tokens.js";
/** @import { Characters, Shard, Store, Term } from "./store.js" */
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
 * @property {boolean} [guessed]  whether that is only a guess: it does not name a page
 */

const EXACT = 1;
export const SAME_STEM = 0.7;
export const OTHER_SPELLING = 0.98;
const STEMMED = 0.9; // the site has other forms of the word only
const COMPLETED = 0.9; // of a word being typed; less the more is missing
const COMPLETED_ANYWAY = 0.95; // what is typed is a word already
const IN_PARTS = 0.95; // the parts of what the site has as a whole, an identifier or a name
export const JOINED = 0.9;
export const ONE_ERROR = 0.7;
export const TWO_ERRORS = 0.55;
const AUTHORS_ERROR = 0.85; // a rare word of the site that is one error from the name of a page
const MOST_COMPLETIONS = 64;
const MOST_WORDS = 12;
const MOST_ASKED = 5; // words that may ask for a file, besides stop words
const MOST_PAIRS = 10; // pairs of Chinese characters that are read
// What differs between British and American words: the letters before, one spelling, the other,
// the letters behind.
/** @type {[RegExp, string][]} */
const SPELLINGS = [
  ["[iy]", "s", "z", "e[drs]?|ers?|ing|ations?|able"],
  ["o", "ur", "r", "(s|ed|ing|al|able|ful|ites?|hoods?)?"],
  ["[bt]", "re", "er", "s?"],
  ["og", "ue", "", "s?"],
  ["[aeiou]l", "l", "", "ed|ing|ers?"],
  ["[ef]n", "c", "s", "e(s|less)?"],
  ["am", "me", "", "[sd]?"],
].flatMap(([before, one, two, behind]) =>
  [[one, two], [two, one]].map(([from, to]) => /** @type {[RegExp, string]} */ ([RegExp(`(?<=${before})${from}(?=(${behind})$)`), to])),
);
const MANY = 3; // words before the one that is typed

/** Read a query: its runs, and whether the last word may still be growing.
 * @param {string} text @param {Store} store */
export function readQuery(text, store) {
  const found = runs(plain(text.slice(0, 400), store)).slice(0, MOST_WORDS);
  let pairs = 0;
  for (const run of found) {
    // The last character of a run says nothing beside its pairs.
    if (run.parts.length > 1) run.parts = run.parts.filter((part) => !CJK_RUN.test(part) || (part.length > 1 && ++pairs <= MOST_PAIRS));
  }
  return { runs: found.filter(({ parts }) => parts.length), open: /[\p{L}\p{N}_]$/u.test(text) };
}

/** Write the unit of a number as its sign, and leave out of a query what says nothing: "percent"
 * and "times" after a number, and the particles and question words of a Chinese sentence.
 * @param {string} text @param {Store} store */
function plain(text, { characters }) {
  const numbers = text
    .replace(/百分之(?=\d)/g, "")
    .replace(/(\d)\s*(m?)(?:illi)?s(?:ec\w*)?(?!\w)/gi, "$1 $2s")
    .replace(/(\d)\s*([kmgt])[a-z]*bytes?(?!\w)/gi, "$1 $2b")
    .replace(/(\d)\s*(?:per\s?cent|pct|times|fold|倍)(?![a-z])/gi, "$1");
  const rest = characters?.withoutParticles(numbers) ?? numbers;
  return /[\p{L}\p{N}]/u.test(rest) ? rest : numbers;
}

/** Other spellings of an English word: British for American and the other way.
 * @param {string} word @returns {string[]} */
function spellings(word) {
  if (word.length < 5 || /[^a-z]/.test(word)) return [];
  const other = new Set(SPELLINGS.map(([from, to]) => word.replace(from, to)));
  other.delete(word);
  return [...other];
}

/** @param {string} text @param {Store} store @param {boolean} settled  whether the visitor pauses
 * @returns {Promise<Word[]>} */
export async function interpret(text, store, settled) {
  if (CJK_RUN.test(text)) store.characters = await store.loadOnce("characters");
  const query = readQuery(text, store);
  const parts = query.runs.flatMap((run) => run.parts);
  // The pairs of a run of Chinese characters belong together; the last character alone is one of
  // them only where there is no pair.
  const runOf = query.runs.flatMap((run, i) => run.parts.map((part) => (CJK_RUN.test(part) ? i + 1 : 0)));
  const growing = query.open ? parts[parts.length - 1] : "";
  // What stop words say is not worth a file, unless there is little else.
  const said = [...new Set(parts.filter((part) => !store.stops.has(part)))];
  const silent = said.length > 1 ? new Set([...store.stops, ...said.filter((part) => !CJK_RUN.test(part)).slice(MOST_ASKED)]) : new Set();
  const asked = query.runs.flatMap((run) => [run.whole, ...run.parts]).filter((word) => !silent.has(word) || word === growing);
  const count = store.isLarge ? 1 : parts.filter((part) => !silent.has(part)).length;
  // The first letters of a word would ask for a file each: they can wait for a pause.
  const short = parts.length > MANY ? 3 : 2;
  const early = !settled && /^[a-z]+$/.test(growing) && growing.length <= short;
  asked.push(...asked.flatMap(spellings));
  await loadShards(asked.filter((word) => word !== growing || !early), store);
  /** @type {Word[]} */
  const words = [];
  for (let i = 0; i < parts.length; i++) {
    const grows = query.open && i === parts.length - 1;
    const run = runOf[i];
    const word = (grows ? early : silent.has(parts[i]))
      ? { typed: parts[i], terms: [], stop: true, early: grows }
      : await readWord(parts[i], grows && (settled ? 2 : 1), store);
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
    const { readUnknown } = await store.repair();
    i += await readUnknown(parts, i, words, count, store);
  }
  if (runOf.some(Boolean)) return /** @type {Characters} */ (store.characters).cutRuns(words);
  if (words.some((word) => !word.terms.length && !word.stop && !word.run)) {
    // Where one word means nothing here, the guesses at others are not believed either.
    for (const word of words) if (word.guessed) Object.assign(word, { terms: [], corrected: undefined });
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
    let last = 0;
    for (i = 1; i < words.length; i++) {
      const pair = [words[last], words[i]];
      const name = pair[0].typed + pair[1].typed;
      // On a large site there is always some word that may be another form.
      const term = (store.isLarge ? store.term(name) : joinedTerm(name, store)) ?? store.term(words[i - 1].typed + parts[i]);
      if (!words[i].stop) last = i;
      if (!term) continue;
      // What names a page or a section as one word is hardly meant as two.
      const one = term.shard.marks(term.at) & 3;
      for (const word of pair) {
        if (one) for (const reading of word.terms) reading[1] *= IN_PARTS;
        word.terms.push([term, one ? EXACT : JOINED]);
      }
    }
  }
  return words;
}

/** The term, or another form of it, that two words are together. @param {string} typed
 * @param {Store} store @returns {Term | undefined} */
export function joinedTerm(typed, store) {
  const shard = store.shards[store.shardOf(typed)];
  return shard?.term(typed) ?? (shard && otherForms(typed, shard, store.core.suffixes)[0]);
}

/** Whether a word may be a misspelling of another that the site has too. @param {Word} word */
export function isDoubtful({ typed, stop, corrected, run }) {
  return !stop && !corrected && !run && typed.length > 3;
}

/** The resident shard that would hold a word. @param {string} word @param {Store} store */
export function shardOf(word, store) {
  return /** @type {Shard} */ (store.shards[store.shardOf(word)]);
}

/** Make the shards of words resident. @param {string[]} words @param {Store} store */
export function loadShards(words, store) {
  return store.loadShards(words.map((word) => store.shardOf(word)));
}

/** Read a word as it is written. @param {string} typed
 * @param {number | false} growing  of a word being typed, how many files its completions may take
 * @param {Store} store
 * @returns {Promise<Word>} */
export async function readWord(typed, growing, store) {
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
    for (const term of await completions(typed, growing, store)) {
      const part = typed.length / term.word.length;
      add(term, (exact ? COMPLETED_ANYWAY : COMPLETED) * (0.7 + 0.3 * part));
    }
  }
  // A key that was held too long is likelier than the beginning of what the site hardly says.
  const single = exact ? undefined : shard.term(typed.replace(/(.)\1$/, "$1"));
  if (single && shard.marks(single.at) & 2) add(single, JOINED);
  if (!terms.size) {
    // One error from the name of a page is likelier than another form of what names none.
    const names = (/** @type {number} */ at) => shard.marks(at) & 2;
    const forms = [typed, ...spellings(typed)].flatMap((word) => otherForms(word, shardOf(word, store), store.core.suffixes));
    const wrong = (typed.length < 6 || !forms.some(({ at }) => names(at))) && nearest(typed, shard, 1).some(names);
    for (const term of wrong ? [] : forms) {
      add(term, STEMMED);
      for (const form of sameStem(term)) add(form, SAME_STEM);
    }
  }
  return { typed, terms: [...terms.values()], stop: store.stops.has(typed) };
}

/** The words that differ from an unknown one by suffixes only, and late. The suffixes are those by
 * which the forms of the site's own words differ: the stemmer itself stays at the build.
 * @param {string} typed @param {Shard} shard @param {string[]} suffixes */
function otherForms(typed, shard, suffixes) {
  let most = typed.length / 2;
  /** @type {Term[]} */
  let found = [];
  shard.words.forEach((word, at) => {
    let same = 0;
    while (same < typed.length && typed[same] === word[same]) same++;
    // A short word has no other form but its plural; of "brown" there are no "brownies".
    if (same < most || same < (same < word.length || typed.slice(same) !== "s" ? 4 : 3) || !suffixes.includes(typed.slice(same)) || !suffixes.includes(word.slice(same)) || (same === word.length && typed.startsWith("ie", same))) return;
    if (same > most) found = [];
    most = same;
    found.push({ word, shard, at });
  });
  return found;
}

/** The other forms of a term: its neighbors with the same stem. @param {Term} term */
export function sameStem({ shard, at }) {
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
    .filter((i) => {
      const named = shard.marks(i) & 2;
      return pagesOf(shard.postings(i), store) >= (named ? 5 : 8) * pages && (word.length > 4 || named);
    })
    .map((i) => ({ word: shard.words[i], shard, at: i }));
}

/** On how many pages a term is. @param {Int32Array} postings @param {Store} store */
function pagesOf(postings, store) {
  return new Set(postings.map((posting) => store.pageOf[posting >> 4])).size;
}

/** Words that begin with what is typed, the commonest first. A short beginning spans many shards
 * of a large site; then only those already here are asked.
 * @param {string} typed @param {number} span  files that may be asked for @param {Store} store */
async function completions(typed, span, store) {
  const first = store.shardOf(typed);
  const last = store.shardOf(`${typed}\uffff`);
  if (last - first < span && typed.length > 2) await store.loadShards([first, last]);
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
