// @ts-check
/**
 * The worker: Python, with the labs in it.
 *
 * The four rules of this file: values reach Python as JSON text in an argument, never as source;
 * only JSON goes back; requests are answered in order, one at a time (Python is synchronous, so
 * the worker cannot do otherwise); and nothing is loaded from elsewhere than the addresses that
 * `init` names.
 */

import { fetchPacked, serve } from "./packed.js";

/** @typedef {import("./protocol.js").Request} Request */
/** @typedef {import("./protocol.js").Reply} Reply */
/** @typedef {import("./protocol.js").Files} Files */

const LABS = "/labs.zip";

/** @type {((question: string) => string) | undefined} */
let ask;

/** @param {Reply} reply */
const send = (reply) => self.postMessage(reply);

/**
 * Start Python with the labs. All files are asked for at once, before any has arrived.
 *
 * @param {Files} files @param {(bytes: number) => void} progress @param {() => void} arrived
 */
async function start(files, progress, arrived) {
  const labs = fetchPacked(files.labs, progress);
  serve(files.runtime + "pyodide.asm.wasm", "application/wasm", fetchPacked(files.program, progress));
  serve(files.library, "application/zip", fetchPacked(files.library, progress));
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([
    import(files.runtime + "pyodide.mjs"),
    import(files.runtime + "pyodide.asm.mjs"),
  ]);
  const python = await loadPyodide({
    indexURL: files.runtime,
    stdLibURL: files.library,
    createPyodideModule,
  });
  arrived();
  python.FS.writeFile(LABS, new Uint8Array(await new Response(await labs).arrayBuffer()));
  python.pyimport("sys").path.insert(0, LABS); // Python imports from the archive as it is
  const json = python.pyimport("json");
  const { call } = python.pyimport("labs.kernel.entry");
  ask = (question) => json.dumps(call(json.loads(question)));
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
      if (!ask) throw new Error("asked before Python has started");
      send({ id, kind: "result", answer: JSON.parse(ask(JSON.stringify(request.question))) });
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
