// Starts Pyodide in one of several ways and answers one request to a lab; for bench live.py.
//
// The page posts {way, question}; the reply is the model's own.
const here = new URL("..", import.meta.url).href; // "variants/" lies beside "_static/lab/"
const base = `${here}variants/`;

/** @param {string} name */
async function unpacked(name) {
  const { body } = await fetch(`${base}${name}`);
  return new Response(body?.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/** Pyodide's options for a start from memory; see snapshot.mjs. */
async function remembered() {
  const packed = unpacked("snapshot.bin");
  const { default: create } = await import(`${base}pyodide.asm.mjs`);
  const snapshot = packed.then((buffer) => new Uint8Array(buffer));
  return {
    stdLibURL: `${base}empty.zip`,
    env: { PYTHONHASHSEED: "0" },
    _loadSnapshot: snapshot,
    createPyodideModule: async (settings) => {
      const module = await create(settings);
      const { buffer } = await snapshot;
      const [, start] = new Uint32Array(buffer, 0, 2);
      const words = new Uint32Array(buffer, start);
      const fresh = new Uint32Array(module.HEAP8.buffer, 0, words.length);
      for (let index = 0; index < words.length; index++) words[index] ^= fresh[index];
      return module;
    },
  };
}

/** @type {Record<string, {labs: string | null, options: () => object}>} */
const ways = {
  stock: { labs: "labs.zip", options: () => ({}) },
  trimmed: { labs: "labs.zip", options: () => ({ stdLibURL: `${base}trimmed.zip` }) },
  compiled: { labs: "labs.zip", options: () => ({ stdLibURL: `${base}compiled.zip` }) },
  labs: { labs: "labs-compiled.zip", options: () => ({ stdLibURL: `${base}compiled.zip` }) },
  snapshot: { labs: null, options: remembered },
};

self.onmessage = async ({ data: { way, question } }) => {
  const { loadPyodide } = await import(`${base}pyodide.mjs`);
  const python = await loadPyodide({ indexURL: base, ...(await ways[way].options()) });
  if (ways[way].labs) {
    const labs = await (await fetch(`${base}${ways[way].labs}`)).arrayBuffer();
    python.FS.writeFile("/labs.zip", new Uint8Array(labs));
    python.pyimport("sys").path.insert(0, "/labs.zip");
  }
  const json = python.pyimport("json");
  const { call } = python.pyimport("labs.service");
  self.postMessage(JSON.parse(json.dumps(call(json.loads(JSON.stringify(question))))));
};
