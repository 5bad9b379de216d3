// @ts-check
// Text to words: the twin of tokens.py, which says what runs, wholes and parts are.
// tests/sitesearch/test_tokens.py runs one table through both.

const CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af";
export const CJK_RUN = new RegExp(`[${CJK}]`);
const RUN = /[\p{L}\p{N}_]+(?:['’][\p{L}\p{N}_]+|(?<=[0-9])\.(?=[0-9])[\p{L}\p{N}_]+)*/gu;
const PART = new RegExp(
  `[${CJK}]+|[0-9]+(?:\\.[0-9]+)*|[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[^A-Z0-9_'’.${CJK}]+`,
  "gu",
);

// Letters that Unicode does not decompose, and signs that do not show.
/** @type {Record<string, string>} */
const FOLDED = {
  ß: "ss", ẞ: "SS", æ: "ae", Æ: "AE", œ: "oe", Œ: "OE", ø: "o", Ø: "O", ł: "l", Ł: "L", đ: "d", Đ: "D",
  ð: "d", Ð: "D", þ: "th", Þ: "Th", ı: "i", "\u00ad": "", "\u200b": "", "\u2060": "",
};
const FOLDING = new RegExp(`[${Object.keys(FOLDED).join("")}]`, "g");

/** @typedef {{whole: string, parts: string[]}} Run */

/** @param {string} text @returns {string} */
function normalize(text) {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFKC")
    .replace(FOLDING, (letter) => FOLDED[letter])
    .replace(/([0-9]),(?=[0-9]{3}(?![0-9]))/g, "$1")
    .replace(/([\p{L}\p{N}])['’]s(?![\p{L}\p{N}])/gu, "$1");
}

/** @param {string} text @returns {Run[]} */
export function runs(text) {
  const found = [];
  for (const run of normalize(text).match(RUN) ?? []) {
    /** @type {string[]} */
    const parts = [];
    for (const part of run.match(PART) ?? []) {
      if (CJK_RUN.test(part)) {
        for (let i = 0; i < part.length; i++) parts.push(part.slice(i, i + 2));
      } else if (/^[0-9]/.test(part)) {
        parts.push(part.replace(/^0+(?=[0-9])/, ""));
      } else {
        parts.push(part.toLowerCase());
      }
    }
    if (parts.length === 0) continue;
    if (parts.length > 1 && !CJK_RUN.test(run)) {
      found.push({ whole: run.replace(/[_'’]/g, "").toLowerCase(), parts });
    } else {
      found.push({ whole: parts[0], parts: [...new Set(parts)] });
    }
  }
  return found;
}
