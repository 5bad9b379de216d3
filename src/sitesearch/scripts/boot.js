// @ts-check
// The only script of the search that every page loads: it waits for a sign that the visitor
// wants to search (the box focused, hovered or typed in, "/", Ctrl-K, a shared search in the
// address) and loads the rest then. Without it, or without any script, forms go to the search
// page.

(() => {
  const root = new URL(document.documentElement.dataset.content_root ?? "./", document.baseURI).href;
  const folder = `${root}_static/search/`;
  const onSearchPage = document.getElementById("search-results");
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

  /** @type {Window["portfolioSearch"]} */
  const search = (window.portfolioSearch = {
    script,
    arrived: new Map(),
    load: () => load(),
    start: () => Promise.reject(),
  });

  window.$found = (name, ...file) => void search.arrived.set(name, file);

  const load = () => {
    if (!loading) {
      search.first = script("core.js"); // every query needs it: not one after the other
      search.first.catch(() => {});
      const sheet = { rel: "stylesheet", href: `${folder}search.css` };
      loading = Promise.all([
        script("app.js"),
        arrival(Object.assign(document.createElement("link"), sheet)).catch(() => {}),
      ]).then(() => search.start(root));
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

  /** A link to the search page that would rather open the dialog. @param {Event} event */
  const linkOf = ({ target }) => target instanceof Element && target.closest("a[data-search]");

  /** @param {Event} event */
  const boxOf = ({ target }) =>
    !onSearchPage && target instanceof HTMLInputElement && target.name === "q" && !target.closest("dialog")
      ? target
      : undefined;


  for (const sign of ["focusin", "pointerover"]) {
    addEventListener(sign, (event) => {
      if (boxOf(event) || linkOf(event)) load().catch(() => {});
    });
  }
  for (const sign of ["click", "input", "compositionend"]) {
    addEventListener(sign, (event) => {
      const box = boxOf(event);
      if (box && !(/** @type {InputEvent} */ (event).isComposing)) open(box);
    });
  }
  addEventListener("click", (event) => {
    const { button, ctrlKey, metaKey, shiftKey } = /** @type {MouseEvent} */ (event);
    if (!linkOf(event) || button || ctrlKey || metaKey || shiftKey) return;
    event.preventDefault();
    open();
  });
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
})();
