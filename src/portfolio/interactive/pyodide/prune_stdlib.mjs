/**
 * Runs in Node at build time: prepare Pyodide for the browser.
 *
 *     node prune_stdlib.mjs PACKAGE PRUNE_STDLIB.PY TARGET MODULE…
 *
 * Writes into the folder TARGET what a page loads: Pyodide's program (compressed), the standard
 * library as far as the modules need it (trimmed, compiled, compressed), the JavaScript around
 * them (as it is in the npm package), and an empty list of further packages.
 */

import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// Node would print the line of the error first, and a line of Pyodide has a million characters.
process.on("uncaughtException", (error) => {
  process.stderr.write(error.message);
  process.exitCode = 1;
});

const [source, script, target, ...modules] = process.argv.slice(2);

const { loadPyodide } = await import(pathToFileURL(join(source, "pyodide.mjs")).href);
const python = await loadPyodide({ indexURL: source, env: { PYTHONNODEBUGRANGES: "1" } });

python.FS.writeFile("prune_stdlib.py", new Uint8Array(await readFile(script)));
const trim = python.pyimport("prune_stdlib");

async function writeCompressed(name, content) {
  const packed = trim.compress(python.toPy(content));
  await writeFile(join(target, name), packed.toJs());
  packed.destroy();
}

await writeCompressed("python.bin", new Uint8Array(await readFile(join(source, "pyodide.asm.wasm"))));
await writeCompressed("library.bin", trim.library(python.toPy(modules)).toJs());
// The list of further packages is empty: none can be loaded, and none is looked for elsewhere.
const lock = JSON.parse(await readFile(join(source, "pyodide-lock.json"), "utf8"));
await writeFile(
  join(target, "pyodide-lock.json"),
  JSON.stringify({ info: lock.info, packages: {} }),
);
// Named .js, since many servers know no type for .mjs, and browsers refuse a module without.
for (const name of ["pyodide", "pyodide.asm"]) {
  await copyFile(join(source, `${name}.mjs`), join(target, `${name}.js`));
}
