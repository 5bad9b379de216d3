// @ts-check
// Makes one style sheet of all. One JSON request on standard input, one reply on standard output:
//
//   { "css": string[], "seen": {classes, ids, tags, names, values, words} }
//     -> { "css": string, "unused": string[][] }
//     or { "wrong": [number of a sheet, line, what is wrong][] }
//
// PurgeCSS drops the rules that match nothing in the pages and no word of a script; PostCSS drops
// the variables that nothing reads.

import process from "node:process";
import { pathToFileURL } from "node:url";
import { createRequire } from "node:module";

const require = createRequire(pathToFileURL(`${process.argv[2]}/package.json`));
const { PurgeCSS } = require("purgecss");
const postcss = require("postcss");

let text = "";
for await (const chunk of process.stdin) text += chunk;
const request = JSON.parse(text);
const { seen } = request;

/** @type {[number, number, string][]} */
const wrong = [];
request.css.forEach((/** @type {string} */ sheet, /** @type {number} */ number) => {
  try {
    postcss.parse(sheet);
  } catch (/** @type {any} */ error) {
    wrong.push([number, error.line ?? 1, error.reason ?? error.message]);
  }
});
if (wrong.length) {
  process.stdout.write(JSON.stringify({ wrong }));
  process.exit();
}

const purged = await new PurgeCSS().purge({
  content: [{ raw: "", extension: "seen" }],
  extractors: [
    {
      extensions: ["seen"],
      extractor: () => ({
        attributes: { names: seen.names, values: seen.values },
        classes: seen.classes,
        ids: seen.ids,
        tags: seen.tags,
        undetermined: seen.words,
      }),
    },
  ],
  css: request.css.map((/** @type {string} */ raw) => ({ raw })),
  dynamicAttributes: ["open", "hidden", "aria-expanded", "aria-selected", "aria-current", "aria-pressed"],
  keyframes: true,
  variables: false,
  rejected: true,
});

// All sheets in one, in their order; then the variables that nothing reads any more.
const sheet = postcss.parse(purged.map((/** @type {{css: string}} */ result) => result.css).join("\n"));

// What tokens.css sets on "html body[data-theme]" outranks every other rule for body.
const ours = new Set();
sheet.walkRules("html body[data-theme]", (/** @type {any} */ rule) => {
  rule.walkDecls(/^--/, (/** @type {any} */ decl) => void ours.add(decl.prop));
});
sheet.walkRules(/^body/, (/** @type {any} */ rule) => {
  rule.walkDecls(/^--/, (/** @type {any} */ decl) => {
    if (ours.has(decl.prop)) decl.remove();
  });
});

for (let before = -1, after = sheet.toString().length; before !== after; ) {
  before = after;
  const read = new Set([...sheet.toString().matchAll(/var\(\s*(--[\w-]+)/g)].map((match) => match[1]));
  sheet.walkDecls(/^--/, (/** @type {any} */ decl) => {
    if (!read.has(decl.prop)) decl.remove();
  });
  sheet.walk((/** @type {any} */ node) => {
    if (node.nodes && node.nodes.every((/** @type {any} */ child) => child.type === "comment")) node.remove();
  });
  after = sheet.toString().length;
}

process.stdout.write(
  JSON.stringify({
    css: sheet.toString(),
    unused: purged.map((/** @type {{rejected?: string[]}} */ result) => result.rejected ?? []),
  }),
);
