// @ts-check
// What the visitor may have meant: each typed word to the terms of the index that explain it.
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
 */

const EXACT = 1;
const SAME_STEM = 0.7;
const STEMMED = 0.9; // the site has other forms of the word only
const COMPLETED = 0.9; // of a word being typed; less the more is missing
const COMPLETED_ANYWAY = 0.95; // what is typed is a word already
const IN_PARTS = 0.95; // the parts of an identifier that the site has as a whole
const JOINED = 0.9;
const ONE_ERROR = 0.7;
const TWO_ERRORS = 0.55;
const FIRST_LETTER = 0.85; // factor of a misspelling that begins with another letter
const MOST_COMPLETIONS = 64;
const MOST_CORRECTIONS = 8;
const MOST_WORDS = 16;
const LARGE = 32; // shards

/** Read a query: its runs, and whether the last word may still be growing. @param {string} text */
function readQuery(text) {
  const found = runs(text.slice(0, 400)).slice(0, MOST_WORDS);
  return { runs: found, open: /[\p{L}\p{N}_]$/u.test(text) };
}

/** @param {string} text @param {Store} store @returns {Promise<Word[]>} */
async function interpret(text, store) {
  const query = readQuery(text);
  const parts = query.runs.flatMap((run) => run.parts);
  const asked = query.runs.flatMap((run) => [run.whole, ...run.parts]);
  // On a large site the first letters of a word would fetch a shard each: wait for the third.
  const growing = query.open ? parts[parts.length - 1] : "";
  const early = growing.length < 3 && store.core.cuts.length > LARGE && /^[a-z]/.test(growing);
  await need(early ? asked.filter((word) => word !== growing) : asked, store);
  /** @type {Word[]} */
  const words = [];
  for (let i = 0; i < parts.length; i++) {
    const word = await readWord(parts[i], query.open && i === parts.length - 1, store);
    if (word.terms.length || (early && i === parts.length - 1)) {
      words.push(word);
      continue;
    }
    const joined = (i > 0 && (await readJoined(parts[i - 1], parts[i], store))) || undefined;
    if (joined) {
      words.splice(-1, 1, joined);
    } else {
      const next = i + 1 < parts.length && (await readJoined(parts[i], parts[i + 1], store));
      words.push(...(next ? [next] : await correct(parts[i], store)));
      if (next) i++;
    }
  }
  if (words.length === parts.length) {
    // Neighbours may also be meant as one: the parts of an identifier, "web assembly".
    let i = 0;
    for (const { whole, parts } of query.runs) {
      const term = parts.length > 1 ? store.term(whole) : undefined;
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

/** Make the shards of words resident. @param {string[]} words @param {Store} store */
function need(words, store) {
  return store.need(words.map((word) => store.shardOf(word)));
}

/** Read a word as it is written. @param {string} typed @param {boolean} growing @param {Store} store
 * @returns {Promise<Word>} */
async function readWord(typed, growing, store) {
  const shard = store.shards[store.shardOf(typed)];
  if (!shard) return { typed, terms: [], stop: true }; // too short to ask for
  /** @type {Map<string, [Term, number]>} */
  const terms = new Map();
  const add = (/** @type {Term} */ term, /** @type {number} */ quality) => {
    if ((terms.get(term.word)?.[1] ?? 0) < quality) terms.set(term.word, [term, quality]);
  };
  const exact = shard.term(typed);
  if (exact) {
    add(exact, EXACT);
    for (const term of sameStem(exact)) add(term, SAME_STEM);
    for (const term of likelier(exact, store)) add(term, ONE_ERROR);
  }
  if (growing) {
    for (const term of await completions(typed, store)) {
      const part = typed.length / term.word.length;
      add(term, (exact ? COMPLETED_ANYWAY : COMPLETED) * (0.7 + 0.3 * part));
    }
  }
  if (!terms.size && /^\p{L}{3,}$/u.test(typed)) {
    // Forms of one word begin alike; without such neighbours the stemmer need not be fetched.
    const beginning = typed.slice(0, Math.max(3, typed.length / 2));
    const alike = shard.words.filter((word) => word.startsWith(beginning));
    if (alike.length) {
      const stem = await store.stemmer();
      const wanted = stem(typed);
      for (const word of alike) {
        if (stem(word) === wanted) add(/** @type {Term} */ (shard.term(word)), STEMMED);
      }
    }
  }
  return { typed, terms: [...terms.values()], stop: shard.stops.has(typed) };
}

/** The other forms of a term: its neighbours with the same stem. @param {Term} term */
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
    .map((other) => /** @type {Term} */ (shard.term(other)))
    .filter(
      (other) =>
        pagesOf(shard.postings(other.at), store) >= 8 * pages && (word.length > 4 || names(other, store)),
    );
}

/** On how many pages a term is. @param {Int32Array} postings @param {Store} store */
function pagesOf(postings, store) {
  return new Set(postings.map((posting) => store.pageOf[posting >> 4])).size;
}

/** Whether a term is in a page's title or among its names. @param {Term} term @param {Store} store */
function names({ shard, at }, store) {
  return shard.postings(at).some((p) => p & NAME || (p & HEADING && store.isRoot[p >> 4]));
}

/** Words that begin with what is typed, the commonest first. A short beginning spans many shards
 * of a large site; then only those already here are asked.
 * @param {string} typed @param {Store} store */
async function completions(typed, store) {
  const first = store.shardOf(typed);
  const last = store.shardOf(`${typed}\uffff`);
  if (last - first < 2 && typed.length > 2) await store.need([first, last]);
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
  await need([typed], store);
  const term = store.term(typed);
  return term && { typed, terms: [[term, JOINED]], stop: false, corrected: typed };
}

/** Explain an unknown word as a misspelling, or as two words written as one.
 * @param {string} typed @param {Store} store @returns {Promise<Word[]>} */
async function correct(typed, store) {
  /** @type {Word} */
  const word = { typed, terms: [], stop: false };
  if (/\d/.test(typed) || typed.length < 3 || typed.length > 40 || CJK_RUN.test(typed)) return [word];
  const shard = /** @type {Shard} */ (store.shards[store.shardOf(typed)]);
  // Most errors leave the beginning as it is: then the shard that is here knows the word.
  let candidates = await readings(nearest(typed, shard, 1), typed, ONE_ERROR, store);
  if (!candidates.some((c) => c.prominent)) {
    const vocabulary = await store.allWords();
    const others = nearest(typed, vocabulary, 1).filter((other) => !shard.at.has(other));
    candidates.push(...(await readings(others, typed, ONE_ERROR, store)));
    const parts = candidates.length ? [] : splitInTwo(typed, [...shard.words, ...vocabulary.words]);
    if (parts.length) {
      await need(parts, store);
      const words = await Promise.all(parts.map((part) => readWord(part, false, store)));
      words[0].corrected = parts[0];
      return words;
    }
    if (typed.length > 6 && !candidates.some((c) => c.named)) {
      // Two errors explain a word if one does not, or if they make it the name of a page.
      const both = new Set([...nearest(typed, shard, 2), ...nearest(typed, vocabulary, 2)]);
      for (const { term } of candidates) both.delete(term.word);
      const more = await readings([...both], typed, TWO_ERRORS, store);
      const only = candidates.length > 0 || typed.length < 8;
      candidates.push(...more.filter((c) => !only || (c.named && (candidates.length || c.first))));
    }
  }
  // A short word has too many neighbours: only what names a page is meant.
  if (typed.length < 5) candidates = candidates.filter((c) => c.named && c.first);
  candidates.sort((a, b) => b.rank - a.rank);
  for (const { term, quality } of candidates.slice(0, MOST_CORRECTIONS)) {
    word.terms.push([term, quality]);
    for (const form of sameStem(term)) word.terms.push([form, quality * SAME_STEM]);
  }
  if (candidates.length) word.corrected = candidates[0].term.word;
  return [word];
}

/** Judge corrections: by quality, by whether they name a page or a section, by frequency.
 * @param {string[]} words @param {string} typed @param {number} quality @param {Store} store */
async function readings(words, typed, quality, store) {
  await need(words, store);
  return words.map((word) => {
    const term = /** @type {Term} */ (store.term(word));
    const postings = term.shard.postings(term.at);
    const first = word[0] === typed[0];
    const q = quality * (first ? 1 : FIRST_LETTER);
    const prominent = postings.some((posting) => posting & HEADING) ? 1 : 0;
    return { term, first, quality: q, prominent, named: names(term, store), rank: 6 * q + prominent + Math.log2(1 + postings.length) / 4 };
  });
}

/** One word that is two to the site: domtree. @param {string} typed @param {string[]} words */
function splitInTwo(typed, words) {
  const known = new Set(words);
  for (let at = typed.length - 3; typed.length > 6 && at > 2; at--) {
    const parts = [typed.slice(0, at), typed.slice(at)];
    if (parts.every((part) => known.has(part))) return parts;
  }
  return [];
}

/** Read known words as possible misspellings too: an error can make one real word of another.
 * @param {Word[]} words @param {Store} store @returns {Promise<Word[]>} */
function doubt(words, store) {
  return Promise.all(
    words.map(async (word) => {
      if (word.stop || word.corrected || word.typed.length < 4) return word;
      const [other] = await correct(word.typed, store);
      return { ...word, terms: [...word.terms, ...other.terms.filter(([term]) => term.word !== word.typed)] };
    }),
  );
}

/** @typedef {{words: string[], letters: Int32Array}} Vocabulary  words and their sets of letters */

/** The words within *errors* edits of *typed*.
 * @param {string} typed @param {Vocabulary} vocabulary @param {number} errors */
function nearest(typed, { words, letters }, errors) {
  const wanted = lettersOf(typed);
  return words.filter(
    (word, i) =>
      // An edit changes at most two letters of the set: most words are ruled out by that.
      bits(letters[i] ^ wanted) <= 2 * errors && word !== typed && distance(typed, word, errors) <= errors,
  );
}

/** The letters of a word as a set of 32 bits. @param {string} word */
function lettersOf(word) {
  let set = 0;
  for (let i = 0; i < word.length; i++) set |= 1 << (word.charCodeAt(i) & 31);
  return set;
}

/** @param {number} set */
function bits(set) {
  let count = 0;
  for (; set; set &= set - 1) count++;
  return count;
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours; *most*
 * + 1 if there are more than *most*. @param {string} a @param {string} b @param {number} most */
function distance(a, b, most) {
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
