// @ts-check
/**
 * Files that are compressed once, at build time, instead of by each host that serves them.
 *
 * Few hosts compress WebAssembly or archives; so these travel as gzip under a neutral name, and
 * the reader's browser unpacks them while they arrive.
 */

/**
 * Fetch *address*: its unpacked content as it comes, and a promise that all of it has come.
 *
 * @param {string} address
 * @param {(bytes: number) => void} progress  told how many bytes came over the network, each time
 * @returns {{content: ReadableStream<Uint8Array>, complete: Promise<void>}}
 */
export function fetchPacked(address, progress) {
  const unpacked = new DecompressionStream("gzip");
  const counted = new TransformStream({
    transform(chunk, controller) {
      progress(chunk.byteLength);
      controller.enqueue(chunk);
    },
  });
  const name = new URL(address).pathname.split("/").at(-1);
  const load = async () => {
    let response;
    try {
      response = await fetchFromNetwork(address);
      if (response.ok && response.body) return await response.body.pipeThrough(counted).pipeTo(unpacked.writable);
    } catch {
      throw new Error(`the connection broke while ${name} was loading`);
    }
    throw new Error(`the site answered with status ${response.status} when asked for ${name}`);
  };
  return { content: unpacked.readable, complete: load() };
}

const fetchFromNetwork = self.fetch.bind(self);

/** @type {Map<string, () => Response>} */
const served = new Map();

/**
 * Answer the next `fetch(address)` in this worker with *content*. Pyodide fetches its program and
 * its library by itself and takes no streams; this is how it gets them.
 *
 * @param {string} address @param {string} type @param {ReadableStream<Uint8Array>} content
 */
export function serve(address, type, content) {
  served.set(address, () => new Response(content, { headers: { "content-type": type } }));
}

/** @type {typeof fetch} */
self.fetch = async (resource, options) => {
  const address = resource instanceof Request ? resource.url : String(resource);
  const answer = served.get(address);
  served.delete(address);
  return answer ? answer() : fetchFromNetwork(resource, options);
};
