// @ts-check
// The only script of the search that every page loads: it waits for a sign that the visitor
// wants to search (the box focused, hovered or typed in, "/", Ctrl-K, a shared search in the
// address) and loads the rest then. Without it, or without any script, forms go to the search
// page.

(() => {
  const root = new URL(document.documentElement.dataset.content_root ?? "./", document.baseURI).href;
  const folder = `${root}_static/search/`;
  // Style sheets show the key beside a box: Ctrl K, or ⌘K where this says so.
  if (/Mac|iP/.test(navigator.platform)) document.documentElement.setAttribute("data-search-key", "⌘");
  const onSearchPage = document.getElementById("search-results");
  /** @type {Promise<import("./app.js").App> | undefined} */
  let loading;

  /** @type {DataFile | undefined} */
  let file; // of the script that ran last: its "load" follows at once, before any other script
  window.$file = (...content) => void (file = content);

  /** @param {HTMLElement} element @returns {Promise<DataFile | undefined>} */
  const arrival = (element) =>
    new Promise((resolve, reject) => {
      element.onload = () => {
        resolve(file);
        file = undefined;
      };
      element.onerror = () => {
        element.remove();
        reject(new Error("a search file did not load"));
      };
      document.head.append(element);
    });

  /** @param {string} name */
  const script = (name) =>
    arrival(Object.assign(document.createElement("script"), { src: folder + name }));

  /** @param {string} name */
  const style = (name) =>
    arrival(Object.assign(document.createElement("link"), { rel: "stylesheet", href: folder + name })).catch(() => undefined);

  /** @type {Window["siteSearch"]} */
  const search = (window.siteSearch = {
    script,
    style,
    load: () => load(),
    start: () => Promise.reject(),
  });

  const load = () => {
    if (!loading) {
      search.first = script("core.js"); // every query needs it: not one after the other
      search.first.catch(() => {});
      loading = Promise.all([
        script("app.js"),
        style("search.css"),
      ]).then(() => search.start(root));
      loading.catch(() => (loading = undefined));
    }
    return loading;
  };

  /** @template {keyof HTMLElementTagNameMap} T
   * @param {T} tag @param {Record<string, string>} properties */
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const dialog = (search.dialog = make("dialog", { className: "search-dialog", ariaLabel: "Search" }));
  const input = make("input", { name: "q", ariaLabel: "Search", placeholder: "Search", autocomplete: "off" });
  const link = document.querySelector('link[rel="search"]:not([type])');
  const page = link instanceof HTMLLinkElement ? link.href : `${root}search.html`;
  const form = make("form", { className: "search-form", action: page });
  form.append(input);
  dialog.append(form);
  let lastKey = 0; // when the last key came
  input.oninput = () => void (lastKey = Date.now());

  /** Show the box at once, so that no key is lost, and the rest when it has come. If it does not
   * come, the box of the page still works; without one, go to the search page. The focus returns
   * in a pause of typing: a key that comes while it moves may be lost.
   * @param {HTMLInputElement} [box] */
  const open = (box) => {
    if (dialog.open) return;
    const selected = `${getSelection()}`.trim();
    input.value = box?.value || (selected.length < 80 ? selected : "");
    document.body.append(dialog);
    dialog.showModal();
    input.focus();
    lastKey = Date.now();
    const fail = () => {
      if (!dialog.open) return;
      if (Date.now() < lastKey + 300) return void setTimeout(fail, 300);
      dialog.close();
      if (box) {
        box.value = input.value;
        box.focus();
      } else form.submit();
    };
    load().then((app) => dialog.open && app.open(box), fail);
  };

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
      const { key, code, target, ctrlKey, metaKey, altKey, shiftKey } = event;
      const typing =
        target instanceof Element && target.closest("input, textarea, select, [contenteditable]");
      const command = ctrlKey || metaKey;
      const slash = key === "/" && !typing && !command && !altKey;
      // On a keyboard of other letters the key says so by its place.
      const k = (/^[a-z]$/i.test(key) ? key.toLowerCase() === "k" : code === "KeyK") && command && !altKey && !shiftKey;
      if (event.isComposing || event.defaultPrevented || !(slash || k)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      open();
    },
    true,
  );
  try {
    if (sessionStorage.getItem("sitesearch-marks")) script("marks.js").catch(() => {});
  } catch {
    // A visitor who forbids storage sees no marks.
  }
  const shared = () => location.hash.startsWith("#search=") && open();
  addEventListener("hashchange", shared);
  shared();
})();
