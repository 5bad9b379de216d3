// Takes a snapshot of Pyodide's memory after the labs have been imported; for bench live.py.
//
//     node snapshot.mjs PYODIDE LIBRARY.ZIP LABS.ZIP TARGET
//
// As small as it can be had without changing Pyodide: garbage is collected before, and what the
// program itself puts into memory when it is loaded is left out (live.js adds it again).
import { readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [source, library, labs, target] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${source}/pyodide.mjs`).href);
const { default: create } = await import(pathToFileURL(`${source}/pyodide.asm.mjs`).href);
const env = { PYTHONHASHSEED: "0" };

const python = await loadPyodide({ stdLibURL: library, _makeSnapshot: true, env });
python.FS.writeFile("/labs.zip", new Uint8Array(await readFile(labs)));
python.runPython(`
import gc, json, sys
sys.path.insert(0, "/labs.zip")
from labs import registry
from labs.service import call
for name in registry.NAMES:
    registry.lab(name)
gc.collect()
`);
const snapshot = python.makeMemorySnapshot();

/** @type {Int8Array | undefined} */
let fresh;
await loadPyodide({
  stdLibURL: library,
  _loadSnapshot: Promise.resolve(snapshot.slice()),
  env,
  createPyodideModule: async (settings) => {
    const module = await create(settings);
    fresh = module.HEAP8.slice();
    return module;
  },
});
const start = new Uint32Array(snapshot.buffer, snapshot.byteOffset, 2)[1]; // after its header
for (let index = start; index < snapshot.length; index++) snapshot[index] ^= fresh[index - start];
await writeFile(target, snapshot);
