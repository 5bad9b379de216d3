// @ts-check
/**
 * The page's side of the worker: starts it, asks it one question at a time, ends it.
 *
 * While an answer is awaited only the newest further question is kept: a reader who drags a
 * slider wants the last picture, not all of them.
 */

/** @typedef {import("./protocol.js").Task} Task */
/** @typedef {import("./protocol.js").Files} Files */
/** @typedef {import("./protocol.js").Request} Request */
/** @typedef {import("./protocol.js").Reply} Reply */

/** Thrown at whoever waits for a question that a newer one, or Stop, has made pointless. */
export class Superseded extends Error {}

/** Thrown when Python could not be started; the next question tries again. */
export class NotStarted extends Error {}

/**
 * @typedef {object} Waiting
 * @property {Task} task
 * @property {(answer: any) => void} resolve
 * @property {(error: Error) => void} reject
 */

/**
 * Return the addresses of what a worker loads for *lab*.
 *
 * @param {{base: string}} build @param {string} lab @returns {Files}
 */
export function filesOf({ base }, lab) {
  return {
    runtime: `${base}python/`,
    program: `${base}python/python.bin`,
    library: `${base}python/library.bin`,
    archives: ["kernel", lab].map((name) => ({ name, address: `${base}${name}.bin` })),
  };
}

export class Client {
  /** @type {Worker | null} */
  #worker = null;
  /** @type {Promise<void> | null} */
  #started = null;
  /** @type {Waiting | null} */
  #asked = null;
  /** @type {Waiting | null} */
  #next = null;
  #id = 0;

  /** Whether Python has started and can be asked. */
  ready = false;

  /**
   * @param {string} script  address of the worker's script
   * @param {Files} files
   * @param {(progress: Reply & {kind: "progress"}) => void} progress
   */
  constructor(script, files, progress) {
    this.script = script;
    this.files = files;
    this.progress = progress;
  }

  /** Whether an answer is awaited. */
  get busy() {
    return this.#asked !== null;
  }

  /** Start the worker, unless it runs; settles when Python is ready. */
  start() {
    this.#started ??= this.#open();
    return this.#started;
  }

  /**
   * Ask; rejects with {@link Superseded} when a newer question takes this one's place.
   *
   * @template [T=import("./protocol.js").Answer]
   * @param {Task} task @returns {Promise<T>}
   */
  async ask(task) {
    /** @type {Promise<T>} */
    const answer = new Promise((resolve, reject) => {
      this.#next?.reject(new Superseded());
      this.#next = { task, resolve, reject };
    });
    answer.catch(() => {}); // whoever asked handles it; this only tells the browser so
    this.start().then(
      () => this.#send(),
      (error) => this.#fail(error),
    );
    return answer;
  }

  /** End the worker at once, whatever it is doing. The next question starts another. */
  stop() {
    this.#worker?.terminate();
    this.#worker = null;
    this.#started = null;
    this.ready = false;
    this.#fail(new Superseded());
  }

  /** @param {Error} error */
  #fail(error) {
    this.#asked?.reject(error);
    this.#next?.reject(error);
    this.#asked = this.#next = null;
  }

  #send() {
    if (this.#asked || !this.#next || !this.#worker) return;
    this.#asked = this.#next;
    this.#next = null;
    this.#post({ id: ++this.#id, ...this.#asked.task });
  }

  /** @param {Request} request */
  #post(request) {
    this.#worker?.postMessage(request);
  }

  /** @returns {Promise<void>} */
  #open() {
    return new Promise((resolve, reject) => {
      const worker = new Worker(this.script, { type: "module" });
      this.#worker = worker;
      const begun = ++this.#id;
      /** @param {Error} error */
      const broken = (error) => {
        const failure = this.ready ? error : new NotStarted(error.message);
        reject(failure);
        worker.terminate();
        if (this.#worker !== worker) return;
        this.#worker = this.#started = null;
        this.ready = false;
        this.#fail(failure);
      };
      worker.addEventListener("error", (event) => broken(new Error(event.message || "the worker could not be loaded")));
      worker.addEventListener("message", (/** @type {MessageEvent<Reply>} */ { data: reply }) => {
        if (this.#worker !== worker) return; // said before it was ended
        if (reply.kind === "progress") this.progress(reply);
        else if (reply.id === begun) {
          if (reply.kind === "error") broken(new Error(reply.message));
          else {
            this.ready = true;
            resolve();
          }
        } else if (reply.id === this.#id) {
          // The model refuses in words; an error means that Python itself is in trouble.
          if (reply.kind === "error") return broken(new Error(reply.message));
          const asked = this.#asked;
          this.#asked = null;
          asked?.resolve(reply.answer);
          this.#send();
        }
      });
      this.#post({ id: begun, kind: "init", files: this.files });
    });
  }
}
