// @ts-check
// The two pinned tools, called once a build. One JSON request on standard input, one reply on
// standard output:
//
//   { "css": string[], "seen": {classes, ids, tags, names, values},
//     "js": Record<path, source> }
//     -> { "css": string, "unused": string[][], "js": Record<path, source> }
//
// PurgeCSS drops the rules that match nothing in the pages, PostCSS prints what is left without
// comments and spaces, and Terser shortens each script.

import process from "node:process";
import { pathToFileURL } from "node:url";
import { createRequire } from "node:module";

const require = createRequire(pathToFileURL(`${process.argv[2]}/package.json`));
const { PurgeCSS } = require("purgecss");
const postcss = require("postcss");
const { minify } = require("terser");

/** @param {import("postcss").Root} root */
const squeeze = (root) => {
  root.walkComments((comment) => void comment.remove());
  root.walk((node) => {
    node.raws = {};
    if (node.type === "rule") node.selector = tight(node.selector);
    if (node.type === "atrule") {
      node.raws.afterName = /^[("]/.test(node.params) ? "" : " ";
      node.params = tight(node.params);
      // "@media (…)" may lose its space, "@media not print" may not.
    }
    if (node.type === "decl") {
      node.value = tight(node.value);
      node.raws.between = ":";
    }
    if (node.type === "decl" && node.important) node.raws.important = "!important";
  });
  return root.toString((/** @type {any} */ node, /** @type {any} */ builder) => print(node, builder));
};

/** Collapses white space, outside strings. @param {string} text */
const tight = (text) =>
  text
    .replace(/("[^"]*"|'[^']*'|url\([^)]*\))|\s*(,)\s*|\s+/g, (_, kept, comma) => kept ?? comma ?? " ")
    .trim();

/** @param {any} node @param {(text: string, node?: any) => void} out */
const print = (node, out) => {
  if (node.type === "root") {
    for (const child of node.nodes) print(child, out);
  } else if (node.type === "decl") {
    out(`${node.prop}:${node.value}${node.important ? "!important" : ""}`, node);
  } else {
    out(node.type === "rule" ? node.selector : `@${node.name}${node.params && node.raws.afterName}${node.params}`, node);
    if (!node.nodes) return out(";");
    out("{");
    node.nodes.forEach((/** @type {any} */ child, /** @type {number} */ i) => {
      if (i > 0 && node.nodes[i - 1].type === "decl") out(";");
      print(child, out);
    });
    out("}");
  }
};

let text = "";
for await (const chunk of process.stdin) text += chunk;
const request = JSON.parse(text);
const { seen } = request;

// Scripts first: without their comments, what stands in quotes may be a class they set.
/** @type {Record<string, string>} */
const js = {};
for (const [path, source] of Object.entries(request.js)) {
  js[path] = (await minify(/** @type {string} */ (source), { ecma: 2020, compress: { passes: 3, unsafe_arrows: true }, mangle: true, format: { comments: false } })).code ?? "";
}

const quoted = Object.values(js).flatMap((code) => code.match(/"[^"]*"|'[^']*'|`[^`]*`/g) ?? []);
const words = quoted.flatMap((text) => text.match(/[A-Za-z][\w-]*/g) ?? []);

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
        undetermined: words,
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
    css: squeeze(sheet),
    unused: purged.map((/** @type {{rejected?: string[]}} */ result) => result.rejected ?? []),
    js,
  }),
);
