// Takes a snapshot of Pyodide's memory after its start; for bench live.py.
//
//     node snapshot.mjs PYODIDE LIBRARY.ZIP TARGET MODULE…
import { writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [source, library, target, ...modules] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${source}/pyodide.mjs`).href);
const python = await loadPyodide({ stdLibURL: library, _makeSnapshot: true });
for (const name of modules) python.runPython(`import ${name}`);
await writeFile(target, python.makeMemorySnapshot());
