// Answers requests to the labs as the browser's worker does, under Node and without a browser:
//
//     node answer.mjs FOLDER < requests.json > replies.json
//
// FOLDER is _static/lab of a built site, its compressed files unpacked under their usual names.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);
const python = await loadPyodide({ indexURL: folder });
python.FS.writeFile("/labs.zip", new Uint8Array(await readFile(join(folder, "labs.zip"))));
python.pyimport("sys").path.insert(0, "/labs.zip");
const json = python.pyimport("json");
const { call } = python.pyimport("labs.service");

let text = "";
for await (const chunk of process.stdin) text += chunk;
const replies = JSON.parse(text).map((request) => json.dumps(call(json.loads(JSON.stringify(request)))));
process.stdout.write(`[${replies.join(", ")}]`);
