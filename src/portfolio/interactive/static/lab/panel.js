// @ts-check
/**
 * One live panel: what the reader does becomes a state, the state a question, the answer a page.
 *
 * The state (scenario, changed parameters, step) is the only truth. It changes when the reader
 * acts and is written into the address when its picture has been drawn; a refused state leaves
 * picture and address as they were, and its reasons stand beside the controls.
 */

import { command, read, write } from "./address.js";
import { Client, filesOf, NotStarted, Superseded } from "./client.js";
import { Controls } from "./controls.js";
import { download } from "./download.js";
import { moveFrom, placesOf } from "./motion.js";
import { sanitize, standalone } from "./picture.js";
import { Player } from "./player.js";
import { Touch } from "./touch.js";

/** @typedef {import("./protocol.js").Parameters} Parameters */
/** @typedef {import("./protocol.js").View} View */
/** @typedef {import("./address.js").State} State */

/**
 * A tab: its elements, as they were built and as they are, and what it shows at first.
 *
 * @typedef {{name: string, tab: HTMLInputElement, figure: HTMLElement, built: Node[], parameters: Parameters, step: number, steps: number}} Scenario
 */

/**
 * What a file beside the scripts adds to the page, see `panel_data.py`.
 *
 * @typedef {{rest: string, headlines: string[], scenarios: {[name: string]: {parameters: Parameters, step: number, steps: number}}}} PanelData
 * @typedef {{base: string, bytes: number}} Build
 */

const TYPING = 350; // ms without a key before a text is taken as meant
const SLOW = 200; // ms before the reader is told that the model is at work
const ADDRESS = 250; // ms between changes of the address: browsers limit their number
const LIVE = "Live: this picture was computed in your browser.";
const VALID = "The picture shows the last valid settings.";

export class Panel {
  /** @type {State} */
  #state;
  /** @type {View | null} */
  #view = null;
  #typing = 0;
  #slow = 0;
  #addressed = 0;
  /** How often a scenario or an address was entered, or playing was paused. */
  #entered = 0;
  /** The fragment of the address that was last read or written here. */
  #hash = location.hash;

  /**
   * Bring *panel* to life: Python starts while the rest of the panel is on the way.
   *
   * @param {HTMLElement} panel @param {Build} build @param {Promise<PanelData>} completed
   * @returns {Promise<Panel>}
   */
  static async open(panel, build, completed) {
    /** @type {(progress: import("./protocol.js").Reply & {kind: "progress"}) => void} */
    let report = () => {};
    const client = new Client(`${build.base}worker.js`, filesOf(build, panel.dataset.lab ?? ""), (progress) => report(progress));
    client.start().catch(() => {}); // the first question tells of it
    try {
      const live = new Panel(panel, build, client, await completed);
      report = (progress) => live.#report(progress);
      return live;
    } catch (error) {
      client.stop();
      throw error;
    }
  }

  /** @param {HTMLElement} panel @param {Build} build @param {Client} client @param {PanelData} data */
  constructor(panel, { bytes }, client, data) {
    this.panel = panel;
    this.bytes = bytes;
    this.client = client;
    this.lab = panel.dataset.lab ?? "";
    this.status = this.#find(".lab-status");
    this.refusal = this.#find(".lab-refusal");
    this.bar = document.createElement("progress");
    this.bar.className = "lab-progress";
    this.bar.max = bytes;
    this.bar.setAttribute("aria-hidden", "true"); // the status says the same
    this.status.after(this.bar);
    this.scenarios = this.#scenarios(data.scenarios);
    const [first] = this.scenarios;
    const checked = this.scenarios.find(({ tab }) => tab.checked) ?? first;
    this.#state = { scenario: checked.name, parameters: {}, step: null };

    const form = /** @type {HTMLFormElement} */ (this.#find(".lab-controls"));
    this.controls = new Controls(form, (moved) => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.#controlsChanged(), moved ? 0 : TYPING);
    });
    this.player = new Player(
      () => this.#move(1),
      () => this.#showTransport(),
    );
    this.touch = new Touch(
      panel,
      (parameter, value) => this.#edit(parameter, value),
      (words) => this.#say("ready", words),
    );
    // What the reader did to the controls while these scripts were on their way is meant.
    this.controls.view = String(checked.parameters.view);
    const touched = this.controls.touched;
    const position = /** @type {HTMLInputElement} */ (this.#find(".lab-position"));
    const step = position.value === position.defaultValue ? null : Number(position.value);
    this.#listen();
    const named = read(panel.id, location.hash);
    if (named) this.#follow(named);
    else this.#enter(this.#state, touched, step);
    this.controls.reserve(this.scenarios.map(({ parameters }) => parameters));
  }

  // --- what the reader does ---------------------------------------------------------------

  #listen() {
    this.panel.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("[data-action]") : null;
      if (button instanceof HTMLElement) this.#act(button.dataset.action ?? "");
    });
    this.panel.addEventListener("change", (event) => {
      const input = /** @type {HTMLInputElement} */ (event.target);
      if (input.matches(".lab-tab")) this.#choose(input.value);
      if (input.matches(".lab-speed")) this.player.speed = Number(input.value);
    });
    this.#find(".lab-position").addEventListener("input", (event) => {
      this.player.pause();
      void this.#go(Number(/** @type {HTMLInputElement} */ (event.target).value));
    });
    this.panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.client.busy) this.#stop();
      else if (event.target instanceof Element && event.target.closest(".lab-picture")) this.#key(event);
    });
    addEventListener("click", ({ target }) => {
      for (const menu of this.panel.querySelectorAll(".lab-menu[open]")) {
        if (target instanceof Node && !menu.contains(target)) menu.removeAttribute("open");
      }
    });
    addEventListener("hashchange", () => {
      this.#hash = location.hash;
      const named = read(this.panel.id, location.hash);
      if (named) this.#follow(named);
    });
  }

  /** @param {string} action */
  #act(action) {
    const { steps } = this.#now;
    if (action === "play") this.#playOrPause();
    else this.player.pause();
    if (action === "first") void this.#go(0);
    if (action === "back") void this.#move(-1);
    if (action === "forward") void this.#move(1);
    if (action === "last") void this.#go(steps - 1);
    if (action === "stop") this.#stop();
    if (action === "reset") this.#choose(this.#state.scenario);
    if (action === "link") void this.#copyLink();
    if (action === "svg") void this.#savePicture();
    if (action === "csv") void this.#saveNumbers();
    if (action === "command") void this.#copy(this.#find(".lab-command code").textContent ?? "", "The command is copied.");
    if (/^(svg|csv)$/.test(action)) this.#find(".lab-menu").removeAttribute("open");
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.matches("input, select, textarea, button, summary, a")) return;
    /** @type {{[key: string]: string}} */
    const actions = { ArrowLeft: "back", ArrowRight: "forward", Home: "first", End: "last", " ": "play", r: "reset" };
    const action = actions[event.key];
    if (action) this.#act(action);
    else if (event.key === "+" || event.key === "-") this.#faster(event.key === "+" ? 1 : -1);
    else return;
    event.preventDefault();
  }

  /** @param {number} by */
  #faster(by) {
    const speed = /** @type {HTMLSelectElement} */ (this.#find(".lab-speed"));
    speed.selectedIndex = Math.min(Math.max(speed.selectedIndex + by, 0), speed.options.length - 1);
    this.player.speed = Number(speed.value);
  }

  #playOrPause() {
    if (this.player.playing) {
      this.#entered += 1; // a picture that is under way is not shown
      clearTimeout(this.#slow);
      this.player.pause();
      return this.#say("ready", LIVE);
    }
    const { step, steps } = this.#now;
    if (step === steps - 1) void this.#go(0).then(() => this.player.play());
    else this.player.play();
  }

  #controlsChanged() {
    this.player.pause();
    const { parameters } = this.#scenario;
    const changed = Object.entries(this.controls.values).filter(([name, value]) => String(value) !== String(parameters[name]));
    void this.#try({ ...this.#state, parameters: Object.fromEntries(changed), step: this.#state.step });
  }

  /** Give a parameter a value by touching the picture. @param {string} parameter @param {string} value */
  #edit(parameter, value) {
    this.player.pause();
    clearTimeout(this.#typing);
    this.controls.values = { [parameter]: value };
    const parameters = { ...this.#state.parameters, [parameter]: value };
    void this.#try({ ...this.#state, parameters, step: null }, true);
  }

  /** Show a scenario as it was built. @param {string} name */
  #choose(name) {
    clearTimeout(this.#typing);
    this.#enter({ scenario: name, parameters: {}, step: null });
    this.#writeAddress();
  }

  /** Show what an address names. @param {State} state */
  #follow(state) {
    const { view, ...parameters } = state.parameters;
    const scenario = state.scenario
      ? this.scenarios.find(({ name }) => name === state.scenario)
      : (this.scenarios.find((one) => one.parameters.view === view) ?? this.#scenario);
    if (!scenario) {
      return this.#enter(this.#state, {}, null, `The address names the scenario “${state.scenario.slice(0, 40)}”, which this lab does not have.`);
    }
    if (view !== undefined && view !== scenario.parameters.view) {
      return this.#enter(this.#state, {}, null, `The address names the view “${String(view).slice(0, 40)}”, which is not that of its scenario.`);
    }
    this.#enter({ scenario: scenario.name, parameters: {}, step: null }, parameters, state.step);
    this.panel.scrollIntoView({ block: "start" });
  }

  /** @param {number} by @returns {Promise<boolean>} whether there is a picture after that */
  async #move(by) {
    const { step, steps } = this.#now;
    const to = Math.min(Math.max(step + by, 0), steps - 1);
    if (to !== step) await this.#go(to);
    return this.#now.step < steps - 1;
  }

  /** @param {number} step */
  #go(step) {
    return this.#goOn({ ...this.#state, step });
  }

  /** Go on with the settings that are shown; those that were refused are given up. @param {State} state */
  #goOn(state) {
    if (!this.refusal.hidden || this.controls.hasErrors) {
      this.controls.values = { ...this.#scenario.parameters, ...this.#state.parameters };
    }
    return this.#try(state);
  }

  #stop() {
    clearTimeout(this.#typing);
    clearTimeout(this.#slow);
    const wasReady = this.panel.dataset.state !== "starting";
    this.player.pause();
    this.client.stop();
    this.#say("stopped", "Stopped. The last picture stands.");
    if (!wasReady) return;
    // Python starts again at once, from the browser's cache, so that the next move is not slow.
    this.client.start().then(
      () => this.panel.dataset.state === "stopped" && this.#say("ready", "Stopped. The last picture stands; Python is ready again."),
      (error) => this.#reportFailure(error),
    );
  }

  async #copyLink() {
    const address = location.href.split("#")[0] + write(this.panel.id, this.#state);
    if (await this.#copy(address, "The link to this picture is copied.")) return;
    history.replaceState(history.state, "", address);
    this.#hash = location.hash;
    this.#say("ready", "The link to this picture is in the address bar.");
  }

  /** @param {string} text @param {string} words @returns {Promise<boolean>} whether the browser allows it */
  async #copy(text, words) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      return false;
    }
    this.#say("ready", words);
    return true;
  }

  async #savePicture() {
    if (!this.#view) await this.#goOn(this.#state); // an image so far
    const shown = [...this.#picture.querySelectorAll("svg.fig-panel")];
    if (this.#view) download(`${this.#fileName}.svg`, "image/svg+xml", standalone(this.#view.svg, shown));
  }

  async #saveNumbers() {
    if (!this.#view) await this.#goOn(this.#state);
    if (this.#view) download(`${this.#fileName}.csv`, "text/csv", this.#view.csv);
  }

  // --- state, question, answer ------------------------------------------------------------

  /**
   * Show the scenario of *state* as built, and have the model draw it, with changes if there are any.
   *
   * @param {State} state @param {Parameters} [changes] @param {number | null} [step]
   * @param {string} [refused]  what is wrong with the address that led here
   */
  #enter(state, changes = {}, step = null, refused = "") {
    clearTimeout(this.#addressed); // it would write the state before over the address that led here
    this.#entered += 1;
    this.player.pause();
    this.#state = state;
    this.#view = null;
    const scenario = this.#scenario;
    scenario.tab.checked = true;
    for (const { figure } of this.scenarios) figure.hidden = figure !== scenario.figure;
    this.#build(scenario);
    this.controls.values = { ...scenario.parameters, ...changes };
    this.controls.showErrors([]);
    this.#refuse(refused);
    this.#showTransport();
    void this.#try({ ...state, parameters: changes, step: step ?? state.step }, false, refused);
  }

  /**
   * Ask the model for the picture of *state*; show it, or say why not.
   *
   * @param {State} state @param {boolean} [touched]  whether the reader touched the picture itself
   * @param {string} [refused]  what stays said beside the picture
   */
  async #try(state, touched = false, refused = "") {
    const scenario = this.scenarios.find(({ name }) => name === state.scenario) ?? this.scenarios[0];
    const entered = this.#entered;
    const parameters = { ...scenario.parameters, ...state.parameters };
    const own = Object.keys(state.parameters).length > 0;
    const step = state.step ?? (own ? null : scenario.step);
    if (!this.client.ready) this.#say("starting", "Starting…");
    const wait = () => {
      clearTimeout(this.#slow);
      this.#slow = setTimeout(() => this.client.busy && this.#say("working", "Working…"), SLOW);
    };
    /** @param {number | null} step @returns {import("./protocol.js").Task} */
    const task = (step) => ({ kind: "run", question: { request: "run", lab: this.lab, parameters, step } });
    try {
      const asked = this.client.ask(task(step));
      this.client.start().then(wait, () => {}); // whoever asks hears of what went wrong
      let answer = await asked;
      if (!answer.ok && answer.errors.every(({ parameter }) => parameter === "step") && own) {
        state = { ...state, step: null }; // the run has fewer pictures now: show its last
        answer = await this.client.ask(task(null));
      }
      clearTimeout(this.#slow);
      if (entered !== this.#entered) return; // the reader has left that state
      if (answer.ok) {
        this.#show(state, answer.view);
        this.#refuse(refused);
        this.controls.normalize(parameters, answer.view.parameters);
        if (refused) this.#say("refused", VALID);
        else this.#say("ready", LIVE);
      } else {
        this.#refuse(this.controls.showErrors(answer.errors).map(({ message }) => message).join(" "), true);
        if (touched) this.controls.values = { ...scenario.parameters, ...this.#state.parameters };
        this.#say("refused", VALID);
      }
    } catch (error) {
      if (!(error instanceof Superseded)) this.#reportFailure(error);
    }
  }

  /** @param {State} state @param {View} view */
  #show(state, view) {
    const { figure } = this.#scenario;
    const picture = this.#picture;
    const before = this.#view ? placesOf(picture) : new Map();
    const within = picture.contains(document.activeElement) && document.activeElement !== picture;
    const label = document.activeElement?.getAttribute("data-label");
    const panels = this.#find(".fig-panels", picture);
    panels.replaceChildren(...sanitize(view.svg));
    panels.setAttribute("role", this.touch.prepare(panels) ? "group" : "img");
    if (within) {
      const same = [...panels.querySelectorAll("[data-label]")].find((part) => part.getAttribute("data-label") === label);
      /** @type {HTMLElement} */ (same ?? picture).focus({ preventScroll: true });
    }
    panels.setAttribute("data-live", "true");
    moveFrom(panels, before);
    const headline = this.#find(".lab-headline", figure);
    headline.textContent = view.headline;
    const room = Number.parseFloat(getComputedStyle(this.panel).getPropertyValue("--lab-headline"));
    if (headline.offsetHeight > room) this.panel.style.setProperty("--lab-headline", `${headline.offsetHeight}px`);
    this.#find(".lab-text", figure).textContent = view.text;
    this.#find(".lab-values tbody", figure).replaceChildren(...view.rows.map(row));
    this.#state = state;
    this.#view = view;
    this.controls.showErrors([]);
    this.#showTransport();
    this.#writeAddress();
  }

  /** @param {unknown} error */
  #reportFailure(error) {
    clearTimeout(this.#slow);
    this.player.pause();
    const lines = String(error instanceof Error ? error.message : error).trim().split("\n");
    const reason = lines[lines.length - 1].replace(/\.$/, "");
    if (error instanceof NotStarted) {
      this.#say("broken", `Python did not start: ${reason}. The picture stands; move a control or press Reset to try again.`);
    } else {
      this.#say("broken", `This did not work: ${reason}. The last picture stands.`);
    }
  }

  /** @param {string} words  what no control can be blamed for, or nothing @param {boolean} [stop] */
  #refuse(words, stop = false) {
    if (stop) this.player.pause();
    this.refusal.textContent = words;
    this.refusal.hidden = words === "";
  }

  #writeAddress() {
    clearTimeout(this.#addressed);
    this.#addressed = setTimeout(() => {
      if (location.hash !== this.#hash) return; // the reader has gone on: it will be followed
      const { scenario, parameters, step } = this.#state;
      const plain = scenario === this.scenarios[0].name && Object.keys(parameters).length === 0 && step === null;
      const hash = plain ? "" : write(this.panel.id, this.#state);
      const ours = location.hash.startsWith(`#${this.panel.id}?`);
      if (hash ? location.hash !== hash : ours) {
        history.replaceState(history.state, "", hash || location.pathname + location.search);
        this.#hash = location.hash;
      }
    }, ADDRESS);
  }

  // --- what the reader sees ---------------------------------------------------------------

  /** @param {string} state @param {string} words */
  #say(state, words) {
    this.panel.dataset.state = state;
    this.bar.hidden = state !== "starting";
    this.#find("[data-action=stop]").hidden = state !== "starting" && state !== "working";
    if (this.status.textContent !== words) this.status.textContent = words;
  }

  /** @param {import("./protocol.js").Reply & {kind: "progress"}} progress */
  #report({ stage, bytes }) {
    if (this.panel.dataset.state === "stopped") return; // it starts again behind the reader's back
    this.bar.value = bytes;
    if (stage === "start") this.#say("starting", "Loading the model…");
    else if (bytes >= this.bytes) this.#say("starting", "Starting Python…");
    else {
      // The bar moves with every byte; the words are read aloud, and change ten times.
      const tenth = Math.floor((10 * bytes) / this.bytes) * (this.bytes / 10);
      this.#say("starting", `Loading Python: ${(tenth / 1e6).toFixed(1)} of ${(this.bytes / 1e6).toFixed(1)} MB…`);
    }
  }

  #showTransport() {
    const { step, steps } = this.#now;
    this.#find(".lab-transport").toggleAttribute("data-idle", steps < 2); // its room is kept
    this.#find(".lab-command code").textContent = command(this.lab, this.#state);
    const position = /** @type {HTMLInputElement} */ (this.#find(".lab-position"));
    position.max = String(steps - 1);
    position.value = String(step);
    position.setAttribute("aria-valuetext", `step ${step + 1} of ${steps}`);
    this.#find(".lab-step").textContent = `${step + 1} / ${steps}`;
    const headline = this.#find(".lab-headline", this.#scenario.figure);
    headline.setAttribute("aria-live", this.player.playing ? "off" : "polite");
    headline.textContent += ""; // said again when playing ends
    const play = this.#find("[data-action=play]");
    const words = this.player.playing ? "Pause" : "Play";
    play.setAttribute("aria-label", words);
    play.title = words;
    play.setAttribute("data-playing", String(this.player.playing)); // in quotes, so that its rule is kept
    /** @param {string} action @param {boolean} disabled */
    const off = (action, disabled) => this.#find(`[data-action=${action}]`).setAttribute("aria-disabled", String(disabled));
    off("first", step === 0);
    off("back", step === 0);
    off("forward", step === steps - 1);
    off("last", step === steps - 1);
  }

  get #now() {
    const { step, steps } = this.#view ?? this.#scenario;
    return { step, steps };
  }

  get #scenario() {
    return /** @type {Scenario} */ (this.scenarios.find(({ name }) => name === this.#state.scenario));
  }

  get #picture() {
    return this.#find(".lab-picture", this.#scenario.figure);
  }

  get #fileName() {
    return `${this.lab}-${this.#state.scenario}-step-${this.#now.step + 1}`;
  }

  /** Undo every change to the figure of *scenario*, which keeps the focus. @param {Scenario} scenario */
  #build({ figure, built }) {
    if (!figure.querySelector("[data-live]")) return;
    const held = figure.contains(document.activeElement);
    figure.replaceChildren(...built.map((node) => node.cloneNode(true)));
    if (held) this.#find(".lab-picture", figure).focus({ preventScroll: true });
  }

  /** @param {PanelData["scenarios"]} starts @returns {Scenario[]} */
  #scenarios(starts) {
    return [...this.panel.querySelectorAll(".lab-scenario")].map((figure) => {
      if (!(figure instanceof HTMLElement)) throw new Error("a scenario is a figure");
      const name = figure.dataset.scenario ?? "";
      const tab = /** @type {HTMLInputElement} */ (this.#find(`.lab-tab[value="${CSS.escape(name)}"]`));
      const built = [...figure.childNodes].map((node) => node.cloneNode(true));
      return { name, tab, figure, built, ...starts[name] };
    });
  }

  /** @param {string} selector @param {HTMLElement} [within] */
  #find(selector, within = this.panel) {
    return /** @type {HTMLElement} */ (within.querySelector(selector));
  }
}

/** @param {[string, string]} pair  a label and a number, both as text */
function row([label, number]) {
  const row = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = label;
  const cell = document.createElement("td");
  cell.textContent = number;
  row.append(head, cell);
  return row;
}
