// @ts-check
// Waits, on pages with a lab or a runnable example, for the reader's first action on it: a press,
// a touch, the focus, a changed control, or an address that names a picture of it. Only then are
// the scripts that drive it loaded, and only then does Python start. Passing over it loads nothing.
{
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const base = new URL(".", script.src).href;
  const { sizes = "{}" } = script.dataset;
  const modules = "panel address client controls download gzip_fetch motion picture player touch worker".split(" ");
  const signs = ["pointerdown", "focusin", "keydown", "input", "change"];

  const obstacle = () => {
    if (location.protocol === "file:") {
      return "Browsers do not start Python from a file on disk: to use the controls, open the published site, or run “make live”.";
    }
    if (typeof Worker === "undefined" || typeof WebAssembly === "undefined" || typeof DecompressionStream === "undefined") {
      return "This browser cannot run Python, so the controls are off.";
    }
    return "";
  };

  /** @param {HTMLElement} panel @returns {import("./panel.js").Build} */
  const build = (panel) => ({ base, bytes: JSON.parse(sizes)[panel.dataset.lab ?? ""] ?? 0 });

  /** @param {string[]} names */
  const preload = (names) => {
    // All at once, not each when the one before has told of it.
    for (const name of names) {
      const link = document.createElement("link");
      link.rel = "modulepreload";
      link.href = `${base}${name}.js`;
      document.head.append(link);
    }
  };

  /**
   * Keep room for the highest picture and the longest headline of a panel, so that choosing and
   * stepping move nothing below. A picture's `data-panels` has the size of each of its panels:
   * "320x240 320x120".
   *
   * @param {HTMLElement} panel @param {string[]} headlines  the longest of each scenario, if known
   */
  const reserve = (panel, headlines) => {
    const pictures = /** @type {HTMLElement[]} */ ([...panel.querySelectorAll(".lab-picture")]);
    const width = panel.clientWidth;
    const gap = 24;
    const heights = pictures.map((picture) => {
      let row = 0, x = 0, total = 0;
      for (const size of (picture.dataset.panels ?? "").split(" ")) {
        const [w, h] = size.split("x").map(Number);
        const shrunk = Math.min(1, width / w);
        if (x && x + w > width) [total, row, x] = [total + row + gap, 0, 0];
        [x, row] = [x + w + gap, Math.max(row, h * shrunk)];
      }
      return total + row;
    });
    panel.style.setProperty("--lab-height", `${Math.ceil(Math.max(0, ...heights))}px`);
    const shown = panel.querySelector(".lab-scenario:not([hidden]) .lab-headline");
    const probe = /** @type {HTMLElement | undefined} */ (shown?.cloneNode());
    if (!shown || !probe) return;
    probe.removeAttribute("id");
    probe.removeAttribute("aria-live");
    panel.style.setProperty("--lab-headline", "0px");
    shown.after(probe);
    const lines = [shown.textContent ?? "", ...headlines].map((words) => {
      probe.textContent = words;
      return probe.offsetHeight;
    });
    probe.remove();
    panel.style.setProperty("--lab-headline", `${Math.max(...lines)}px`);
  };

  /** Show the figure of the scenario that is picked. @param {HTMLElement} panel */
  const show = (panel) => {
    const tab = /** @type {HTMLInputElement | null} */ (panel.querySelector(".lab-tab:checked"));
    const figures = /** @type {HTMLElement[]} */ ([...panel.querySelectorAll(".lab-scenario")]);
    if (!tab || !figures.some(({ dataset }) => dataset.scenario === tab.value)) return;
    for (const figure of figures) figure.hidden = figure.dataset.scenario !== tab.value;
  };

  /** Load the style sheet of what comes with the rest of a panel, once. */
  const styled = () => {
    if (document.querySelector(`link[href="${base}rest.css"]`)) return;
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = `${base}rest.css`;
    document.head.append(link);
    return new Promise((resolve) => {
      for (const end of ["load", "error"]) link.addEventListener(end, resolve);
    });
  };

  /**
   * Add the rest of a panel: other figures, controls, foot. Its file is the same for every page.
   *
   * @param {HTMLElement} panel @returns {Promise<import("./panel.js").PanelData>}
   */
  const complete = async (panel) => {
    const [response] = await Promise.all([fetch(`${base}${panel.dataset.lab}.json`), styled()]);
    if (!response.ok) throw new Error(`status ${response.status}`);
    const data = await response.json();
    const body = /** @type {HTMLElement} */ (panel.querySelector(".lab-body"));
    const { body: rest } = new DOMParser().parseFromString(data.rest, "text/html");
    const root = new URL("../../../", base);
    for (const name of ["href", "src"]) {
      for (const element of rest.querySelectorAll(`[${name}]`)) {
        element.setAttribute(name, new URL(element.getAttribute(name) ?? "", root).href);
      }
    }
    const here = body.querySelector(".lab-scenario");
    for (const element of [...rest.children]) {
      if (!(element instanceof HTMLElement)) continue;
      if (here instanceof HTMLElement && here.dataset.scenario === element.dataset.scenario) continue;
      body.append(document.adoptNode(element));
    }
    show(panel);
    reserve(panel, data.headlines);
    return data;
  };

  /** @param {HTMLElement} panel */
  const wait = (panel) => {
    const status = /** @type {HTMLElement} */ (panel.querySelector(".lab-status"));
    reserve(panel, []);
    const picked = /** @type {HTMLElement | null} */ (panel.querySelector(".lab-tab:checked + label"));
    const picker = picked?.parentElement;
    if (picker) picker.scrollLeft = picked.offsetLeft - picker.offsetLeft - picker.clientWidth / 3;
    /** @type {Promise<import("./panel.js").PanelData> | undefined} */
    let completed;
    let width = panel.clientWidth;
    new ResizeObserver(() => {
      if (panel.clientWidth === width) return; // it has grown by what it shows
      width = panel.clientWidth;
      (completed ?? Promise.reject()).then(({ headlines }) => reserve(panel, headlines), () => reserve(panel, []));
    }).observe(panel);
    const reason = obstacle();
    if (reason) {
      panel.dataset.state = "still";
      panel.classList.add("lab-still");
      status.textContent = reason;
      return;
    }
    status.textContent = `Live when you touch it: loads Python, ${(build(panel).bytes / 1e6).toFixed(1)} MB, once.`;
    panel.dataset.state = "waiting";

    const near = new IntersectionObserver(
      ([{ isIntersecting }]) => {
        if (isIntersecting) (completed ??= complete(panel)).catch(() => {});
      },
      { rootMargin: "100% 0%" },
    );
    near.observe(panel);
    panel.addEventListener("change", () => show(panel));

    // Values of controls are read when the panel opens; a press of a button or a key is repeated.
    /** @type {Event[]} */
    const missed = [];
    /** @param {Event} event */
    const remember = (event) => {
      if (event.target instanceof Element && event.target.closest("[data-action], .lab-picture")) missed.push(event);
    };
    const begin = async () => {
      for (const sign of signs) panel.removeEventListener(sign, begin);
      removeEventListener("hashchange", beginIfNamed);
      panel.dataset.state = "starting";
      status.textContent = "Loading…";
      preload(modules);
      try {
        near.disconnect();
        completed ??= complete(panel);
        const { Panel } = await import(`${base}panel.js`);
        await Panel.open(panel, build(panel), completed);
      } catch (error) {
        console.error(error);
        panel.dataset.state = "broken";
        status.textContent = "The controls could not be loaded, so the figure stays still. Once you are online, reload the page to try again.";
        return;
      }
      for (const action of ["click", "keydown"]) panel.removeEventListener(action, remember, true);
      for (const event of missed) {
        const constructor = /** @type {typeof Event} */ (event.constructor);
        event.target?.dispatchEvent(new constructor(event.type, event));
      }
    };
    const beginIfNamed = () => {
      if (location.hash.startsWith(`#${panel.id}?`)) void begin();
    };
    for (const action of ["click", "keydown"]) panel.addEventListener(action, remember, true);
    for (const sign of signs) panel.addEventListener(sign, begin, { passive: true });
    addEventListener("hashchange", beginIfNamed);
    beginIfNamed();
  };

  for (const panel of document.querySelectorAll(".lab")) {
    if (panel instanceof HTMLElement) wait(panel);
  }

  /** @param {HTMLElement} example */
  const offer = (example) => {
    void styled();
    const copy = /** @type {HTMLButtonElement} */ (example.querySelector(".lab-copy"));
    const said = /** @type {HTMLElement} */ (example.querySelector(".lab-said"));
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      const editor = example.querySelector("textarea");
      const text = `${editor?.value ?? JSON.parse(example.dataset.source ?? "\"\"")}\n`;
      try {
        await navigator.clipboard.writeText(text); // there is none on plain http
        said.textContent = "Copied";
      } catch {
        said.textContent = "The browser does not allow it: select the text instead";
      }
    });
    const run = example.querySelector(".lab-run");
    if (!(run instanceof HTMLButtonElement) || obstacle()) return;
    run.hidden = false;
    const begin = async () => {
      run.removeEventListener("click", begin);
      preload(["example", "client", "worker", "gzip_fetch"]);
      const { Example } = await import(`${base}example.js`);
      new Example(example, build(example)).run();
    };
    run.addEventListener("click", begin);
  };
  for (const example of document.querySelectorAll(".lab-example")) {
    if (example instanceof HTMLElement) offer(example);
  }
}
