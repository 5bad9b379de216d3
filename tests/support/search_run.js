// Runs the search engine's own scripts under Node, without a browser.
// Standard input: {"scripts": string, "folder"?: string, "tokens"?: string[],
//   "queries"?: string[], "cold"?, "typed"?, "distances"?: [string, string, number][], "snippets"?: [string, string][]}
// Standard output: the same keys, answered.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const request = JSON.parse(fs.readFileSync(0, "utf8"));

/** Reads data files as the browser does: each calls $file. Code is loaded as the module it is. */
function load(folder, loaded) {
  return async (name) => {
    loaded.push(name);
    if (!/\d$|^core$/.test(name)) return import(`${request.scripts}/${name}.js`);
    let data;
    globalThis.$file = (_version, content) => (data = content);
    vm.runInThisContext(fs.readFileSync(path.join(folder, `${name}.js`), "utf8"));
    return data;
  };
}

(async () => {
  const modules = ["tokens", "letters", "store", "engine", "filter", "snippet"];
  const imported = await Promise.all(modules.map((name) => import(`${request.scripts}/${name}.js`)));
  const { runs, distance, Store, search, snippet } = Object.assign({}, ...imported);
  const reply = {};
  reply.tokens = (request.tokens ?? []).map((text) => runs(text).map(({ whole, parts }) => [whole, parts]));
  reply.distances = (request.distances ?? []).map((triple) => distance(...triple));
  reply.answers = [];
  let store;
  for (const query of request.queries ?? []) {
    const loaded = [];
    if (request.cold || !store) store = new Store(load(request.folder, loaded));
    // Typed: one key after the other, the last answer counts.
    if (request.typed) for (let i = 1; i < query.length; i++) await search(query.slice(0, i), store, false);
    const started = performance.now();
    const answer = await search(query, store, true);
    const took = performance.now() - started;
    const shown = answer.results.slice(0, request.rows ?? 10);
    await store.loadPages(shown.map(({ page }) => page));
    const results = await Promise.all(
      shown.map(async ({ page, section, score, cited }) => {
        const [anchor, heading, text] = await store.text(section);
        const pieces = snippet(text, answer.marks);
        return { url: store.about(page).url, anchor, heading, score, cited, snippet: pieces };
      }),
    );
    for (const section of shown[0]?.more ?? []) await store.heading(section);
    const { corrected, left } = answer;
    const near = results.length ? [] : await (await store.nothing()).nearWords(query, store);
    reply.answers.push({ results, count: answer.results.length, corrected, left, near, loaded, took });
  }
  process.stdout.write(JSON.stringify(reply));
})();
