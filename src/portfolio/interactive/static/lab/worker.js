// @ts-check
/**
 * The worker: Python, with the labs in it.
 *
 * The four rules of this file: values reach Python as JSON text in an argument, never as source,
 * but for lines that the reader asks to run; only JSON and text go back; requests are answered in order, one at a time (Python is synchronous, so
 * the worker cannot do otherwise); and nothing is loaded from elsewhere than the addresses that
 * `init` names.
 */

import { fetchPacked, serve } from "./gzip_fetch.js";

/** @typedef {import("./protocol.js").Request} Request */
/** @typedef {import("./protocol.js").Reply} Reply */
/** @typedef {import("./protocol.js").Files} Files */

/** @type {((question: string) => string) | undefined} */
let ask;

/** @type {((source: string) => string) | undefined} */
let evaluate;

/** @param {Reply} reply */
const send = (reply) => self.postMessage(reply);

/**
 * Start Python with the labs. All files are asked for at once, before any has arrived.
 *
 * @param {Files} files @param {(bytes: number) => void} progress @param {() => void} started
 */
async function start(files, progress, started) {
  const [program, library, ...archives] = [files.program, files.library, ...files.archives.map(({ address }) => address)].map((address) =>
    fetchPacked(address, progress),
  );
  serve(files.runtime + "pyodide.asm.wasm", "application/wasm", program.content);
  serve(files.library, "application/zip", library.content);
  const begin = async () => {
    const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([
      import(files.runtime + "pyodide.js"),
      import(files.runtime + "pyodide.asm.js"),
    ]);
    const python = await loadPyodide({ indexURL: files.runtime, stdLibURL: files.library, createPyodideModule });
    started();
    // Python imports from the archives as they are; all of them are parts of the package `labs`.
    for (const [index, { name }] of files.archives.entries()) {
      const file = `/${name}.zip`;
      python.FS.writeFile(file, new Uint8Array(await new Response(archives[index].content).arrayBuffer()));
      if (index === 0) python.pyimport("sys").path.insert(0, file);
      else python.pyimport("labs").__path__.append(`${file}/labs`);
    }
    ask = python.pyimport("labs.service").answer;
    evaluate = (source) => python.pyimport("labs.console").run(source);
  };
  // Pyodide waits for ever when its program does not arrive; a file that fails ends the wait.
  await Promise.all([program.complete, library.complete, ...archives.map(({ complete }) => complete), begin()]);
}

/** @param {Request} request */
async function answer(request) {
  const { id } = request;
  try {
    if (request.kind === "init") {
      let bytes = 0;
      await start(
        request.files,
        (more) => send({ id, kind: "progress", stage: "download", bytes: (bytes += more) }),
        () => send({ id, kind: "progress", stage: "start", bytes }),
      );
      send({ id, kind: "result", answer: null });
    } else {
      if (!ask || !evaluate) throw new Error("asked before Python has started");
      const result = request.kind === "run" ? JSON.parse(ask(JSON.stringify(request.question))) : evaluate(request.source);
      send({ id, kind: "result", answer: result });
    }
  } catch (error) {
    send({ id, kind: "error", message: error instanceof Error ? error.message : String(error) });
  }
}

/** @type {Promise<void>} */
let queue = Promise.resolve();
self.addEventListener("message", ({ data }) => {
  queue = queue.then(() => answer(data));
});
