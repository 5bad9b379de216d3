// @ts-check
// Code that is loaded for a query with Chinese characters, or others that are written without spaces.

import { CJK_RUN } from "./tokens.js";
import { hitsOf, share } from "./rank.js";
/** @import { Hit } from "./rank.js" */
/** @import { Store } from "./store.js" */
/** @import { Word } from "./match.js" */

const PARTICLES = /有?(?<!做)为?什么|怎么[样办做]?|[这那]个|如何|哪[里些个所家位儿]|怎样|请问|有没有|多少|可以看?|能[不否]?能?|是否|相关|有关|关于(?!我|本)|方[面向]|(?<![关对基由])于|[的了是在和与吗呢吧啊他她你谁]/g;
const MOST_OF_A_RUN = 0.6; // share of the characters of a Chinese run that a page must have

/** Leave out the particles and question words of a sentence. @param {string} text */
export function withoutParticles(text) {
  return text.replace(PARTICLES, " ");
}

/** Cut the runs of Chinese characters into words: where the site has no pair of neighbors, one
 * word ends. Characters that no pair of the site covers are a word that it does not have.
 * @param {Word[]} words @returns {Word[]} */
export function cutRuns(words) {
  /** @type {Word[]} */
  const cut = [];
  let run = 0;
  words.forEach((word, i) => {
    const before = words[i - 1]?.run === word.run ? words[i - 1] : undefined;
    // A character alone that the site does not have says as little as a stop word.
    if (!word.run || word.typed.length < 2) cut.push(word.run && !word.terms.length ? { ...word, stop: true, run: undefined } : { ...word, run: word.run && ++run });
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

/** Find a run of characters by its pairs: a page must have most of them.
 * @param {Word[]} pairs @param {Store} store @returns {Map<number, Hit>} */
export function hitsOfRun(pairs, store) {
  /** @type {Map<number, Hit>} */
  const pages = new Map();
  /** @type {Map<number, Set<number>>} */
  const characters = new Map();
  pairs.forEach((pair, i) => {
    for (const [page, hit] of hitsOf(pair, store, pairs.length > 1 ? 1 : undefined)) {
      const has = characters.get(page) ?? new Set();
      characters.set(page, has);
      for (let at = 0; at < pair.typed.length; at++) has.add(i + at);
      const whole = pages.get(page) ?? { quality: 0, title: 0, names: 0, sections: new Map() };
      pages.set(page, whole);
      const part = 1 / pairs.length;
      whole.title += part * hit.title;
      whole.names += part * hit.names;
      for (const [section, [quality, heading, said, cited]] of hit.sections) {
        const here = whole.sections.get(section) ?? [0, 0, 0, cited];
        here[0] += part * quality;
        here[1] += part * heading;
        here[2] += part * said;
        whole.sections.set(section, here);
      }
    }
  });
  const length = pairs.length - 1 + pairs[pairs.length - 1].typed.length;
  for (const [page, hit] of pages) {
    const has = share(/** @type {Set<number>} */ (characters.get(page)).size, length);
    if (has < MOST_OF_A_RUN) pages.delete(page);
    hit.quality = has;
  }
  return pages;
}
