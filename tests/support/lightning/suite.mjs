// Runs scripts of the official suite in Pyodide: node suite.mjs FOLDER RUNNER < scripts.json
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, runner] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);
const python = await loadPyodide({ indexURL: folder });
python.FS.writeFile("/labs.zip", new Uint8Array(await readFile(join(folder, "labs.zip"))));
python.FS.writeFile("/runner.py", await readFile(runner, "utf8"));
let text = "";
for await (const chunk of process.stdin) text += chunk;
python.globals.set("scripts", text);
const answer = python.runPython(`
import json, sys
sys.path[:0] = ["/labs.zip", "/"]
from labs.lightning.compiler import compiled
from labs.lightning.interpreter import interpreted
from runner import run_script
json.dumps([
    [outcome.commands, outcome.failures]
    for text in json.loads(scripts)
    for tier in (interpreted, compiled)
    for outcome in [run_script(text, tier)]
])
`);
process.stdout.write(answer);
