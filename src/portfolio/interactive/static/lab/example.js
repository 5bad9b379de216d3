// @ts-check
/**
 * A code example that runs: its lines can be edited, and what they print stands below them.
 */

import { Client, filesOf, NotStarted, Superseded } from "./client.js";

export class Example {
  /** @param {HTMLElement} example @param {import("./panel.js").Build} build */
  constructor(example, build) {
    const code = /** @type {HTMLElement} */ (example.querySelector("pre"));
    this.output = document.createElement("output");
    this.output.className = "lab-output";
    this.output.setAttribute("aria-live", "polite");
    this.editor = document.createElement("textarea");
    this.editor.className = "lab-input lab-editor";
    this.editor.spellcheck = false;
    this.editor.setAttribute("aria-label", "The example, to be edited");
    this.editor.value = JSON.parse(example.dataset.source ?? '""');
    this.editor.rows = this.editor.value.split("\n").length;
    this.button = /** @type {HTMLButtonElement} */ (example.querySelector(".lab-run"));
    const block = /** @type {HTMLElement} */ (code.closest("div[class*=highlight-]") ?? code);
    block.hidden = true;
    block.after(this.editor);
    example.append(this.output);
    this.client = new Client(`${build.base}worker.js`, filesOf(build, example.dataset.lab ?? ""), ({ stage, bytes }) => {
      this.#say(stage === "start" || bytes >= build.bytes ? "Starting Python…" : `Loading Python: ${(bytes / 1e6).toFixed(1)} of ${(build.bytes / 1e6).toFixed(1)} MB…`);
    });
    this.button.addEventListener("click", () => (this.client.busy ? this.#stop() : void this.run()));
    this.editor.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void this.run();
    });
  }

  async run() {
    this.button.textContent = "Stop";
    try {
      if (!this.client.ready) this.#say("Loading Python…");
      this.#say(await this.client.ask({ kind: "code", source: this.editor.value }));
    } catch (error) {
      if (error instanceof Superseded) return;
      this.#say(error instanceof NotStarted ? `Python did not start: ${error.message}. Press Run to try again.` : String(error));
    } finally {
      this.button.textContent = "Run";
    }
  }

  #stop() {
    this.client.stop();
    this.#say("Stopped.");
  }

  /** @param {string} words */
  #say(words) {
    this.output.textContent = words;
  }
}
