// @ts-check
// Shortens scripts with Terser. One JSON request on standard input, one reply on standard output:
//
//   { "js": Record<path, source>, "together": {paths, names} }
//     -> { "js": Record<path, source>, "words": string[] }
//     or { "wrong": [path of a script, line, what is wrong][] }
//
// The scripts that work together also shorten the names of the properties that only they have,
// all alike. The words are those in quotes: each may be a class that a script sets.

import process from "node:process";
import { pathToFileURL } from "node:url";
import { createRequire } from "node:module";

const require = createRequire(pathToFileURL(`${process.argv[2]}/package.json`));
const { minify } = require("terser");

let text = "";
for await (const chunk of process.stdin) text += chunk;
const { js: sources, together } = JSON.parse(text);

/** @type {[string, number, string][]} */
const wrong = [];
/** @type {Record<string, string>} */
const js = {};
// The second pass saves a two-hundredth of the bytes, a third none.
const compress = { passes: 2, unsafe_arrows: true };
/** @type {import("terser").MinifyOptions} */
const options = { ecma: 2020, compress, mangle: true, format: { comments: false } };
const internal = {
  compress: { ...compress, unsafe: true, pure_getters: true }, // no getter of theirs does anything but read
  mangle: { properties: { builtins: true, regex: new RegExp(`^(${together.names})$`) } },
  nameCache: {},
};
for (const [path, source] of Object.entries(sources)) {
  try {
    js[path] = (await minify(/** @type {string} */ (source), { ...options, ...(together.paths.includes(path) && internal) })).code ?? "";
  } catch (/** @type {any} */ error) {
    wrong.push([path, error.line ?? 1, error.message]);
  }
}

const quoted = Object.values(js).flatMap((code) => code.match(/"[^"]*"|'[^']*'|`[^`]*`/g) ?? []);
const words = quoted.flatMap((text) => text.match(/[A-Za-z][\w-]*/g) ?? []);
process.stdout.write(JSON.stringify(wrong.length ? { wrong } : { js, words: [...new Set(words)].sort() }));
