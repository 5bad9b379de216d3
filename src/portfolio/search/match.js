// @ts-check
// What the visitor may have meant: each typed word to the terms of the index that explain it.
//
// The readings are tried from the surest to the boldest and the first that finds anything
// wins: the word itself with the forms of its stem; for the word being typed, its
// completions; the parts of an identifier; one typing error; two words joined or one word
// split; two typing errors.

/**
 * @typedef {object} Word  One thing the visitor asked for.
 * @property {string} typed  as written, folded
 * @property {[Term, number][]} terms  terms that may be meant, each with its quality in (0, 1]
 * @property {boolean} stop  whether it says nothing by itself, as "the" does
 * @property {string} [corrected]  the word that was searched instead of the typed one
 */

const EXACT = 1;
const SAME_STEM = 0.7;
const STEMMED = 0.9; // the site has other forms of the word, not this one
const COMPLETED = 0.8;
const JOINED = 0.9;
const ONE_ERROR = 0.7;
const TWO_ERRORS = 0.5;
const MOST_COMPLETIONS = 64;
const MOST_CORRECTIONS = 8;
const MOST_WORDS = 16;

/** @param {string} text @returns {{runs: Run[], open: boolean}}  *open*: still being typed */
function readQuery(text) {
  return { runs: runs(text.slice(0, 400)).slice(0, MOST_WORDS), open: /[\p{L}\p{N}_]$/u.test(text) };
}

/** @param {string} text @param {Store} store @returns {Promise<Word[]>} */
async function interpret(text, store) {
  const query = readQuery(text);
  const typed = query.runs.flatMap((run) => [run.whole, ...run.parts]);
  await store.need(typed.map((word) => store.shardOf(word)));
  /** @type {string[]} */
  const words = [];
  for (const run of query.runs) {
    // An identifier the site knows stays one word; otherwise its parts are looked for.
    if (run.parts.length > 1 && store.term(run.whole)) words.push(run.whole);
    else words.push(...run.parts);
  }
  /** @type {Word[]} */
  const found = [];
  for (let i = 0; i < words.length; i++) {
    const last = query.open && i === words.length - 1;
    const word = await readWord(words[i], last, store);
    if (word.terms.length === 0) {
      const joined = await join(words, i, store);
      if (joined) {
        if (joined.at < i) found.pop();
        found.push(joined.word);
        if (joined.at === i) i++;
        continue;
      }
      found.push(...(await correct(word, store)));
    } else {
      found.push(word);
    }
  }
  joinKnown(words, found, store);
  return found;
}

/** Read a word as it is written. @param {string} typed @param {boolean} last @param {Store} store
 * @returns {Promise<Word>} */
async function readWord(typed, last, store) {
  const number = store.shardOf(typed);
  const shard = /** @type {Shard} */ (store.shards[number]);
  /** @type {Map<string, [Term, number]>} */
  const terms = new Map();
  const add = (/** @type {Term} */ term, /** @type {number} */ quality) => {
    if ((terms.get(term.word)?.[1] ?? 0) < quality) terms.set(term.word, [term, quality]);
  };
  const exact = shard.term(typed);
  if (exact) {
    add(exact, EXACT);
    for (const term of sameStem(exact)) add(term, WEIGHT.stem);
    for (const term of likelier(exact, store)) add(term, WEIGHT.typo);
  }
  if (last) {
    for (const term of await completions(typed, store)) {
      add(term, exact ? WEIGHT.compx : WEIGHT.comp * (0.7 + (0.3 * typed.length) / term.word.length));
    }
  }
  if (terms.size === 0 && /^\p{L}{3,}$/u.test(typed)) {
    const stem = await store.stemmer();
    const wanted = stem(typed);
    for (const word of shard.words) {
      if (word[0] === typed[0] && word[1] === typed[1] && stem(word) === wanted) {
        add(/** @type {Term} */ (shard.term(word)), STEMMED);
      }
    }
  }
  return { typed, terms: [...terms.values()], stop: shard.stops.has(typed) };
}

/** The other forms of a term: its neighbours with the same stem. @param {Term} term */
function sameStem({ shard, at }) {
  const forms = [];
  for (const step of [-1, 1]) {
    for (let i = at + step; shard.groups[i] === shard.groups[at]; i += step) {
      forms.push({ word: shard.words[i], shard, at: i });
    }
  }
  return forms;
}

/** A much commoner word one edit away: authors misspell too. @param {Term} term @param {Store} store */
function likelier({ word, shard, at }, store) {
  if (word.length < 5 || /\d/.test(word)) return [];
  const rare = pagesOf(shard.postings(at), store);
  if (rare > 2) return [];
  const found = [];
  for (let i = 0; i < shard.words.length; i++) {
    if (Math.abs(shard.words[i].length - word.length) > 1 || i === at) continue;
    if (distance(word, shard.words[i], 1) === 1 &&
        shard.coded[i].length >= 8 * shard.coded[at].length &&
        pagesOf(shard.postings(i), store) >= 8 * rare) {
      found.push({ word: shard.words[i], shard, at: i });
    }
  }
  return found;
}

/** Whether a term is in a title or among a page's names. @param {Int32Array} postings @param {Store} store */
function names(postings, store) {
  const roots = new Set(store.roots);
  return postings.some((p) => p & NAME || (p & HEADING && roots.has(p >> 4)));
}

/** @param {Int32Array} postings @param {Store} store */
function pagesOf(postings, store) {
  const pageOf = /** @type {Int32Array} */ (store.pageOf);
  let count = 0;
  let last = -1;
  for (const posting of postings) {
    const page = pageOf[posting >> 4];
    if (page !== last) count++;
    last = page;
  }
  return count;
}

/** Words that begin with what is typed. A short beginning spans many shards of a large site:
 * then only those already here are asked. @param {string} typed @param {Store} store */
async function completions(typed, store) {
  const first = store.shardOf(typed);
  const last = store.shardOf(typed + "\uffff");
  const span = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  if (span.length <= 2) await store.need(span);
  /** @type {Term[]} */
  const found = [];
  for (const number of span) {
    const shard = store.shards[number];
    if (!shard) continue;
    shard.words.forEach((word, at) => {
      if (word.length > typed.length && word.startsWith(typed)) found.push({ word, shard, at });
    });
  }
  // The commonest completions, judged by the size of their postings.
  const size = (/** @type {Term} */ t) => t.shard.coded[t.at].length;
  return found.sort((a, b) => size(b) - size(a) || (a.word < b.word ? -1 : 1)).slice(0, MOST_COMPLETIONS);
}

/** Two unknown neighbours that are one word to the site: dom tree, web assembly.
 * @param {string[]} words @param {number} i @param {Store} store
 * @returns {Promise<{at: number, word: Word} | undefined>} */
async function join(words, i, store) {
  for (const at of [i - 1, i]) {
    if (at < 0 || at + 1 >= words.length) continue;
    const typed = words[at] + words[at + 1];
    await store.need([store.shardOf(typed)]);
    const term = store.term(typed);
    if (term) return { at, word: { typed, terms: [[term, JOINED]], stop: false, corrected: typed } };
  }
  return undefined;
}

/** Neighbours that are known apart and joined may also be meant joined.
 * @param {string[]} words @param {Word[]} found @param {Store} store */
function joinKnown(words, found, store) {
  if (words.length !== found.length) return;
  for (let i = 0; i + 1 < found.length; i++) {
    const term = store.term(words[i] + words[i + 1]);
    if (!term) continue;
    for (const word of [found[i], found[i + 1]]) word.terms.push([term, JOINED]);
  }
}

/** Explain an unknown word as a misspelling, or as two words written as one.
 * @param {Word} word @param {Store} store @returns {Promise<Word[]>} */
async function correct(word, store) {
  const { typed } = word;
  if (/\d/.test(typed) || typed.length < 3 || typed.length > 40 || CJK_RUN.test(typed)) return [word];
  const vocabulary = await store.allWords();
  let errors = 1;
  let quality = WEIGHT.typo;
  let candidates = nearest(typed, vocabulary, 1);
  if (candidates.length === 0) {
    const parts = splitInTwo(typed, vocabulary.words);
    if (parts.length) {
      await store.need(parts.map((part) => store.shardOf(part)));
      const words = await Promise.all(parts.map((part) => readWord(part, false, store)));
      words[0].corrected = parts.join(" ");
      return words;
    }
    if (typed.length < 7) return [word];
    errors = 2;
    quality = WEIGHT.two;
    candidates = nearest(typed, vocabulary, 2);
  }
  await store.need(candidates.map((candidate) => store.shardOf(candidate)));
  /** @type {[Term, number, number][]} */
  const scored = [];
  for (const candidate of candidates) {
    const term = store.term(candidate);
    if (!term) continue;
    const first = candidate[0] === typed[0] ? 1 : WEIGHT.first;
    const postings = term.shard.postings(term.at);
    const prominent = postings.some((posting) => posting & HEADING) ? 1 : 0;
    if (typed.length < 5 && (first < 1 || !names(postings, store))) continue;
    if (errors === 2 && typed.length < 8 && (first < 1 || !prominent)) continue;
    scored.push([term, quality * first, prominent + Math.log2(1 + postings.length) / 4 + 4 * first]);
  }
  scored.sort((a, b) => b[2] - a[2]);
  for (const [term, q] of scored.slice(0, MOST_CORRECTIONS)) {
    word.terms.push([term, q]);
    for (const form of sameStem(term)) word.terms.push([form, q * WEIGHT.stem]);
  }
  if (scored.length) word.corrected = scored[0][0].word;
  return [word];
}

/** One word that is two to the site: domtree. @param {string} typed @param {string[]} vocabulary */
function splitInTwo(typed, vocabulary) {
  if (typed.length < 7) return [];
  const known = new Set(vocabulary);
  for (let at = typed.length - 2; at > 2; at--) {
    const parts = [typed.slice(0, at), typed.slice(at)];
    if (parts.every((part) => part.length > 2 && known.has(part))) return parts;
  }
  return [];
}

/** The words within *errors* edits of *typed*.
 * @param {string} typed @param {Vocabulary} vocabulary @param {number} errors */
function nearest(typed, { words, letters }, errors) {
  const wanted = lettersOf(typed);
  return words.filter(
    (word, i) =>
      Math.abs(word.length - typed.length) <= errors &&
      // An edit changes at most two letters of the set: most words are ruled out by that.
      bits(letters[i] ^ wanted) <= 2 * errors &&
      distance(typed, word, errors) <= errors,
  );
}

/** @typedef {{words: string[], letters: Int32Array}} Vocabulary  words and their sets of letters */

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

/** Optimal string alignment: insertions, deletions, substitutions and swaps, up to *most*;
 * *most* + 1 if there are more. @param {string} a @param {string} b @param {number} most */
function distance(a, b, most) {
  let start = 0;
  let endA = a.length;
  let endB = b.length;
  while (start < endA && start < endB && a[start] === b[start]) start++;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const n = endA - start;
  const m = endB - start;
  if (n === 0 || m === 0) return Math.min(n + m, most + 1);
  if (Math.abs(n - m) > most) return most + 1;
  let before = /** @type {number[]} */ ([]);
  let last = Array.from({ length: m + 1 }, (_, j) => j);
  for (let i = 1; i <= n; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= m; j++) {
      const same = a[start + i - 1] === b[start + j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[start + i - 1] === b[start + j - 2] && a[start + i - 2] === b[start + j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (row[j] < least) least = row[j];
    }
    if (least > most) return most + 1;
    before = last;
    last = row;
  }
  return Math.min(last[m], most + 1);
}

/** Read every word as a possible misspelling too. @param {Word[]} words @param {Store} store
 * @returns {Promise<Word[]>} */
async function doubt(words, store) {
  const doubted = [];
  for (const word of words) {
    const known = word.terms.some(([term]) => term.word === word.typed);
    if (word.stop || !known || word.typed.length < 4) {
      doubted.push(word);
      continue;
    }
    const [other] = await correct({ typed: word.typed, terms: [], stop: false }, store);
    const terms = [...word.terms, ...other.terms.filter(([term]) => term.word !== word.typed)];
    doubted.push({ ...word, terms });
  }
  return doubted;
}
