// @ts-check
/**
 * What page and worker say to each other: plain JSON values, one request at a time.
 *
 * The page sends `init` once and then any number of `run` and `code`; the worker answers each with
 * any number of `progress` and then one `result` or one `error`. A `run` carries a request to
 * `labs.service` as it is, and its `result` carries the answer as it is: the model's own
 * refusals ("Size must be …") are results. A `code` carries lines that the reader may have edited,
 * to be run by `labs.console`; its `result` is what they print. `error` is for what should not
 * happen: a file that could not be had, a failure inside Python.
 *
 * @typedef {{[name: string]: string | number | boolean}} Parameters
 *
 * @typedef {{request: "run", lab: string, parameters: Parameters, step: number | null}} Question
 *
 * @typedef {object} View
 * @property {Parameters} parameters  every parameter with the value that was used, and the view
 * @property {number} steps  how many pictures there are
 * @property {number} step  which one this is, from 0
 * @property {string} headline  what the picture shows, in one sentence
 * @property {string} svg
 * @property {string} text  the picture in words
 * @property {[string, string][]} rows  the run's numbers as text, each with its label
 * @property {[string, string][]} settings  the relevant parameters as text, each with its label
 * @property {string} csv  the numbers as a file
 *
 * @typedef {{parameter: string | null, message: string}} Complaint
 *
 * @typedef {{ok: true, view: View} | {ok: false, errors: Complaint[]}} Answer
 *
 * @typedef {object} Files  addresses of what the worker loads
 * @property {string} runtime  folder of pyodide.js and pyodide.asm.js, with a final slash
 * @property {string} program  Pyodide's WebAssembly, gzip
 * @property {string} library  Python's standard library, gzip
 * @property {{name: string, address: string}[]} archives  the kernel and the lab, each a zip file, gzip
 *
 * @typedef {{kind: "run", question: Question} | {kind: "code", source: string}} Task
 *
 * @typedef {{id: number, kind: "init", files: Files} | ({id: number} & Task)} Request
 *
 * @typedef {{id: number, kind: "progress", bytes: number, stage: "download" | "start"}
 *   | {id: number, kind: "result", answer: unknown}
 *   | {id: number, kind: "error", message: string}} Reply
 */

export {};
