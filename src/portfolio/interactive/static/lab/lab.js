// @ts-check
// Waits, on pages with a panel, for the reader's first sign of interest in it: a pointer over
// it, a touch, the focus, or an address that names a picture of it. Only then are the scripts
// that drive it loaded, and only then does Python start. What the reader did to the panel in the
// meantime is done again when it can answer.
{
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const base = new URL(".", script.src).href;
  const { version = "", bytes = "0" } = script.dataset;
  const actions = ["click", "input", "change", "keydown"];
  const modules = "panel address client controls picture player save shown worker packed".split(" ");

  /** @param {HTMLElement} panel */
  const obstacle = (panel) => {
    const model = panel.querySelector(".lab-model") ? " All figures, words and numbers are here without it." : "";
    if (location.protocol === "file:") {
      return "Browsers do not start Python from a file on disk: to use the controls, open the published site, or run “make live”." + model;
    }
    if (typeof Worker === "undefined" || typeof WebAssembly === "undefined" || typeof DecompressionStream === "undefined") {
      return "This browser cannot run Python, so the controls are off." + model;
    }
    return "";
  };

  /** @param {HTMLElement} panel */
  const wait = (panel) => {
    const status = /** @type {HTMLElement} */ (panel.querySelector(".lab-status"));
    const reason = obstacle(panel);
    if (reason) {
      panel.dataset.state = "still";
      status.textContent = reason;
      return;
    }
    const megabytes = (Number(bytes) / 1e6).toFixed(1);
    status.textContent = `Live when you touch it: loads Python, ${megabytes} MB, once.`;
    panel.dataset.state = "waiting";

    /** @type {Event[]} */
    const missed = [];
    /** @param {Event} event */
    const remember = (event) => {
      missed.push(event);
    };
    const signs = ["pointerdown", "touchstart", "focusin", "keydown"];
    // To pass over the panel is a sign too, unless the reader asks to save data.
    const connection = /** @type {{saveData?: boolean} | undefined} */ (/** @type {any} */ (navigator).connection);
    if (!connection?.saveData) signs.push("pointerenter");

    const begin = async () => {
      for (const sign of signs) panel.removeEventListener(sign, begin);
      removeEventListener("hashchange", beginIfNamed);
      panel.dataset.state = "starting";
      status.textContent = "Loading…";
      // All at once, not each when the one before has told of it.
      for (const name of modules) {
        const link = document.createElement("link");
        link.rel = "modulepreload";
        link.href = `${base}${name}.js`;
        document.head.append(link);
      }
      try {
        const { Panel } = await import(base + "panel.js");
        await Panel.open(panel, { base, version, bytes: Number(bytes) });
      } catch (error) {
        console.error(error);
        panel.dataset.state = "broken";
        status.textContent = "The controls could not be loaded, so the figure stays still. Once you are online, reload the page to try again.";
        return;
      }
      for (const action of actions) panel.removeEventListener(action, remember, true);
      for (const event of missed) {
        const constructor = /** @type {typeof Event} */ (event.constructor);
        event.target?.dispatchEvent(new constructor(event.type, event));
      }
    };
    const beginIfNamed = () => {
      if (location.hash.startsWith(`#${panel.id}?`)) void begin();
    };
    for (const action of actions) panel.addEventListener(action, remember, true);
    for (const sign of signs) panel.addEventListener(sign, begin, { passive: true });
    addEventListener("hashchange", beginIfNamed);
    beginIfNamed();
  };

  for (const panel of document.querySelectorAll(".lab")) {
    if (panel instanceof HTMLElement) wait(panel);
  }
}
