// @ts-check
// The only script of the search that every page loads: it waits for a sign that the visitor
// wants to search (the box focused, hovered or typed in, "/", Ctrl-K, a shared search in the
// address) and loads the rest then. Without it, or without any script, forms go to the search
// page.

(() => {
  const root = new URL(document.documentElement.dataset.content_root ?? "./", document.baseURI).href;
  const folder = `${root}_static/search/`;
  const results = document.getElementById("search-results"); // on the search page only
  /** @type {Promise<App> | undefined} */
  let loading;

  /** @param {HTMLElement} element @returns {Promise<unknown>} */
  const arrival = (element) =>
    new Promise((resolve, reject) => {
      element.onload = resolve;
      element.onerror = () => {
        element.remove();
        reject(new Error("a file of the search did not load"));
      };
      document.head.append(element);
    });

  /** @param {string} name */
  const script = (name) =>
    arrival(Object.assign(document.createElement("script"), { src: folder + name }));

  const load = () => {
    if (!loading) {
      const sheet = { rel: "stylesheet", href: `${folder}search.css` };
      loading = Promise.all([
        script("app.js"),
        arrival(Object.assign(document.createElement("link"), sheet)).catch(() => {}),
      ]).then(() => window.portfolioSearch.start(root));
      loading.catch(() => (loading = undefined));
    }
    return loading;
  };

  /** Open the dialog. If that is impossible the box still works; without one, go to the page.
   * @param {HTMLInputElement} [box] */
  const open = (box) =>
    load().then(
      (app) => app.open(box),
      () => {
        const page = document.querySelector('link[rel="search"]:not([type])');
        if (!box && page instanceof HTMLLinkElement) location.assign(page.href);
      },
    );

  /** @param {Event} event */
  const boxOf = ({ target }) =>
    !results && target instanceof HTMLInputElement && target.name === "q" && !target.closest("dialog")
      ? target
      : undefined;

  window.portfolioSearch = { script, put: () => {}, start: () => Promise.reject() };

  for (const sign of ["focusin", "pointerover"]) {
    addEventListener(sign, (event) => void (boxOf(event) && load().catch(() => {})));
  }
  for (const sign of ["click", "input", "compositionend"]) {
    addEventListener(sign, (event) => {
      const box = boxOf(event);
      if (box && !(/** @type {InputEvent} */ (event).isComposing)) open(box);
    });
  }
  // In the capture phase, since Sphinx and Read the Docs listen for "/" too.
  addEventListener(
    "keydown",
    (event) => {
      const { key, target, ctrlKey, metaKey, altKey, shiftKey } = event;
      const typing =
        target instanceof Element && target.closest("input, textarea, select, [contenteditable]");
      const command = ctrlKey || metaKey;
      const slash = key === "/" && !typing && !command && !altKey;
      const k = key.toLowerCase() === "k" && command && !altKey && !shiftKey;
      if (event.isComposing || event.defaultPrevented || !(slash || k)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      open();
    },
    true,
  );
  if (location.hash.startsWith("#search=")) open();
  if (results) {
    // Our results come first; Sphinx's own search is asked only if ours cannot answer.
    const sphinx = typeof Search === "undefined" ? undefined : Search;
    const stock = sphinx?.performSearch;
    const ask = (/** @type {string} */ query) =>
      load()
        .then((app) => app.page(results, query))
        .catch(() => stock?.(query));
    if (sphinx) sphinx.performSearch = ask;
    else ask(new URLSearchParams(location.search).get("q") ?? "");
  }
})();
