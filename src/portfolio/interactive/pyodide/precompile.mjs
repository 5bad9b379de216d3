/**
 * Runs in Node at build time: compile the labs for the Python that the browser gets.
 *
 *     node precompile.mjs PACKAGE PRECOMPILE.PY ARCHIVE TARGET
 */

import { readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

// Node would print the line of the error first, and a line of Pyodide has a million characters.
process.on("uncaughtException", (error) => {
  process.stderr.write(error.message);
  process.exitCode = 1;
});

const [pyodide, script, archive, target] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(pyodide, "pyodide.mjs")).href);
const python = await loadPyodide({ indexURL: pyodide, env: { PYTHONNODEBUGRANGES: "1" } });
python.FS.writeFile("precompile.py", new Uint8Array(await readFile(script)));
const { with_bytecode } = python.pyimport("precompile");
const content = python.toPy(new Uint8Array(await readFile(archive)));
await writeFile(target, with_bytecode(content, `/${basename(archive)}`).toJs()); // as in static/lab/worker.js
