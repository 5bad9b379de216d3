// Starts Pyodide in one of several ways and answers one request to a lab; for bench live.py.
//
// The page posts {way, question}; the reply is the model's own.
const here = new URL("..", import.meta.url).href; // "variants/" lies beside "_static/lab/"

/** @type {Record<string, (address: string) => object>} */
const ways = {
  stock: () => ({}),
  trimmed: (base) => ({ stdLibURL: `${base}trimmed.zip` }),
  compiled: (base) => ({ stdLibURL: `${base}compiled.zip` }),
  snapshot: (base) => ({
    stdLibURL: `${base}empty.zip`,
    _loadSnapshot: fetch(`${base}snapshot.bin`).then((response) =>
      new Response(response.body?.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer(),
    ),
  }),
};

self.onmessage = async ({ data: { way, question } }) => {
  const base = `${here}variants/`;
  const { loadPyodide } = await import(`${base}pyodide.mjs`);
  const python = await loadPyodide({ indexURL: base, ...ways[way](base) });
  const labs = await (await fetch(`${base}labs.zip`)).arrayBuffer();
  python.FS.writeFile("/labs.zip", new Uint8Array(labs));
  python.pyimport("sys").path.insert(0, "/labs.zip");
  const json = python.pyimport("json");
  const { call } = python.pyimport("labs.kernel.entry");
  self.postMessage(JSON.parse(json.dumps(call(json.loads(JSON.stringify(question))))));
};
