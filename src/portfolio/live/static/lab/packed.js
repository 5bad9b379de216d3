// @ts-check
/**
 * Files that are compressed once, at build time, instead of by each host that serves them.
 *
 * Few hosts compress WebAssembly or archives; so these travel as gzip under a neutral name, and
 * the reader's browser unpacks them while they arrive.
 */

/**
 * Fetch *address* and return its unpacked content as it comes.
 *
 * @param {string} address
 * @param {(bytes: number) => void} progress  told how many bytes came over the network, each time
 * @returns {Promise<ReadableStream<Uint8Array>>}
 */
export async function fetchPacked(address, progress) {
  const response = await fetch(address);
  if (!response.ok || !response.body) {
    throw new Error(`could not load ${address} (status ${response.status})`);
  }
  const counted = new TransformStream({
    transform(chunk, controller) {
      progress(chunk.byteLength);
      controller.enqueue(chunk);
    },
  });
  return response.body.pipeThrough(counted).pipeThrough(new DecompressionStream("gzip"));
}

/** @type {Map<string, () => Promise<Response>>} */
const served = new Map();

/**
 * Answer the next `fetch(address)` in this worker with *content*. Pyodide fetches its program and
 * its library by itself and takes no streams; this is how it gets them.
 *
 * @param {string} address @param {string} type @param {Promise<ReadableStream<Uint8Array>>} content
 */
export function serve(address, type, content) {
  content.catch(() => {}); // reported to whoever asks
  served.set(address, async () => new Response(await content, { headers: { "content-type": type } }));
}

const fetchFromNetwork = self.fetch.bind(self);

/** @type {typeof fetch} */
self.fetch = (resource, options) => {
  const address = resource instanceof Request ? resource.url : String(resource);
  const content = served.get(address);
  served.delete(address);
  return content ? content() : fetchFromNetwork(resource, options);
};
