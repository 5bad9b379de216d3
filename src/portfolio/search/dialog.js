// @ts-check
// The dialog: a box, filters, and the results while the visitor types.
//
// A native <dialog> keeps the focus inside and closes on Esc. The box is an ARIA combobox over
// a flat listbox: the focus stays in the box, the arrow keys move the active option. Options
// are links, so that a result opens in a new tab as any link does.

const ROWS = 8; // results shown
const TEXT_DELAY = 120; // ms without a key before the results' sentences are fetched
const SAY_DELAY = 350; // ms before the number of results is announced

class Dialog {
  /** @param {Finder} finder */
  constructor(finder) {
    this.finder = finder;
    /** @type {Filters} */
    this.filters = new Map();
    this.turn = 0; // of the newest query; an older one's answer is dropped
    this.active = -1;
    this.query = "";
    this.input = element("input", {
      type: "text",
      name: "q",
      role: "combobox",
      "aria-label": "Search",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": "search-list",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      enterkeyhint: "go",
      placeholder: "Search",
    });
    this.close = element("button", { type: "button", class: "search-close" }, "Close");
    this.form = element("form", { class: "search-form", action: this.finder.page, role: "search" }, this.input, this.close);
    this.facets = element("div", { class: "search-facets" });
    this.note = element("p", { class: "search-note" });
    this.list = element("ul", { id: "search-list", role: "listbox", "aria-label": "Results" });
    this.aside = element("div", { class: "search-aside" });
    this.status = element("p", { class: "search-status", role: "status" });
    this.share = element("button", { type: "button", class: "search-share" }, "Link to this search");
    const foot = element("div", { class: "search-foot" }, this.status, this.share);
    const body = element("div", { class: "search-body" }, this.note, this.list, this.aside);
    this.dialog = element("dialog", { class: "search-dialog", "aria-label": "Search" }, this.form, this.facets, body, foot);
    document.body.append(this.dialog);

    this.input.addEventListener("input", (event) => {
      if (!(/** @type {InputEvent} */ (event).isComposing)) this.update();
    });
    this.input.addEventListener("compositionend", () => this.update());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.close.addEventListener("click", () => this.dialog.close());
    this.share.addEventListener("click", () => this.copyAddress());
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) this.dialog.close(); // the backdrop
    });
    this.dialog.addEventListener("close", () => {
      this.turn++;
      if (this.box) this.box.value = "";
      this.box?.focus();
      if (location.hash.startsWith("#search=")) history.replaceState(null, "", location.pathname + location.search);
    });
    this.list.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest("a")) this.leave(event);
    });
  }

  /** Show the dialog, with what was typed into a box of the page. @param {HTMLInputElement} [box] */
  open(box) {
    if (this.dialog.open) return;
    this.box = box;
    const shared = box ? undefined : readAddress(location.hash);
    if (shared) this.filters = shared.filters;
    this.input.value = box?.value || shared?.text || "";
    this.dialog.showModal();
    this.input.focus();
    this.input.setSelectionRange(this.input.value.length, this.input.value.length);
    this.update();
  }

  /** Answer what stands in the box. */
  async update() {
    const turn = ++this.turn;
    this.query = this.input.value;
    this.list.setAttribute("aria-busy", "true");
    let found;
    try {
      found = await this.finder.find(this.query, this.filters);
    } catch {
      if (turn === this.turn) this.fail();
      return;
    }
    if (turn !== this.turn) return;
    this.found = found;
    this.showFacets(found);
    this.showNote(found);
    this.showRows(found);
    this.showAside(found);
    this.say(found);
    this.fillRows(found, turn, true);
    clearTimeout(this.textTimer);
    this.textTimer = setTimeout(() => this.fillRows(found, turn, false), TEXT_DELAY);
  }

  fail() {
    this.show([]);
    this.list.removeAttribute("aria-busy");
    this.facets.replaceChildren();
    this.note.textContent = "";
    this.aside.replaceChildren();
    this.status.textContent = "The search index did not load. Enter goes to the search page.";
  }

  /** @param {Found} found */
  showRows(found) {
    this.show(
      found.results.slice(0, ROWS).map((result, i) => {
        const link = element("a", { role: "option", id: `search-${i}`, href: this.finder.address(result.page), tabindex: "-1" });
        link.append(
          element("span", { class: "search-title" }, ...marked(mark(this.finder.title(result.page), found.marks))),
          element("span", { class: "search-text" }),
          element("span", { class: "search-facts" }, this.finder.facts(result.page)),
        );
        return element("li", { role: "presentation" }, link);
      }),
    );
  }

  /** @param {HTMLElement[]} rows */
  show(rows) {
    this.list.replaceChildren(...rows);
    this.input.setAttribute("aria-expanded", String(rows.length > 0));
    this.activate(rows.length ? 0 : -1);
  }

  /** Complete the rows with their sections and sentences; at first with those already *here*.
   * @param {Found} found @param {number} turn @param {boolean} here */
  async fillRows(found, turn, here) {
    if (!here && found.asked && !found.results.length) {
      const near = await this.finder.near(this.query).catch(() => []);
      if (turn === this.turn && near.length) {
        this.aside.append(element("p", {}, "Try instead:"), this.suggestions(near));
      }
    }
    await Promise.all(
      found.results.slice(0, ROWS).map(async (result, i) => {
        if (here && !this.finder.isHere(result)) return;
        const passage = await this.finder.passage(result, found.marks).catch(() => undefined);
        const link = this.list.children[i]?.firstElementChild;
        if (turn !== this.turn || !passage || !(link instanceof HTMLAnchorElement)) return;
        link.href = passage.address;
        const [title, text] = link.children;
        if (passage.heading.length && !title.querySelector(".search-section")) {
          title.append(element("span", { class: "search-section" }, ...marked(passage.heading)));
        }
        text.replaceChildren(...marked(passage.text));
      }),
    );
    if (!here && turn === this.turn) this.list.removeAttribute("aria-busy");
  }

  /** @param {Found} found */
  showNote({ corrected }) {
    this.note.replaceChildren();
    if (corrected) this.note.append("Results for ", element("strong", {}, corrected));
  }

  /** What to do when there is no query, or no result. @param {Found} found */
  showAside({ results, asked }) {
    this.aside.replaceChildren();
    if (!asked) {
      const recent = readRecent();
      if (recent.length) {
        const clear = element("button", { type: "button", class: "search-clear" }, "Clear");
        clear.addEventListener("click", () => {
          clearRecent();
          this.aside.replaceChildren();
          this.input.focus();
        });
        this.aside.append(element("p", {}, "Recent searches ", clear), this.suggestions(recent));
      }
    } else if (!results.length) {
      this.aside.append(element("p", {}, "Nothing found", this.filters.size ? " with these filters." : "."));
    }
  }

  /** Buttons that search for something else. @param {string[]} texts */
  suggestions(texts) {
    return element("p", { class: "search-suggestions" }, ...texts.map((text) => {
      const button = element("button", { type: "button" }, text);
      button.addEventListener("click", () => {
        this.input.value = text;
        this.input.focus();
        this.update();
      });
      return button;
    }));
  }

  /** @param {Found} found */
  showFacets({ facets }) {
    const focused = document.activeElement?.getAttribute("data-facet");
    this.facets.replaceChildren(
      ...facets
        .map(({ facet, label, values }) => {
          const buttons = values
            .filter(({ value, count }) => count || this.filters.get(facet) === value)
            .map(({ value, label, count }) => {
              const pressed = this.filters.get(facet) === value;
              const button = element(
                "button",
                { type: "button", "aria-pressed": String(pressed), "data-facet": `${facet}=${value}` },
                label,
                element("span", { class: "search-count" }, ` ${count}`),
              );
              button.addEventListener("click", () => {
                if (pressed) this.filters.delete(facet);
                else this.filters.set(facet, value);
                this.update();
              });
              return button;
            });
          return buttons.length ? element("div", { role: "group", "aria-label": label }, element("span", { class: "search-label" }, label), ...buttons) : undefined;
        })
        .filter((group) => group !== undefined),
    );
    for (const button of this.facets.querySelectorAll("button")) {
      if (focused && button.getAttribute("data-facet") === focused) button.focus();
    }
  }

  /** @param {Found} found */
  say({ results, asked, corrected }) {
    clearTimeout(this.sayTimer);
    const number = results.length === 1 ? "1 page" : `${results.length} pages`;
    const text = asked ? `${results.length ? number : "Nothing"} found${corrected ? ` for ${corrected}` : ""}` : "";
    this.share.hidden = !asked;
    this.sayTimer = setTimeout(() => (this.status.textContent = text), SAY_DELAY);
  }

  /** @param {number} index */
  activate(index) {
    this.active = index;
    [...this.list.children].forEach((item, i) => {
      item.firstElementChild?.setAttribute("aria-selected", String(i === index));
      if (i === index && index > 0) item.scrollIntoView({ block: "nearest" });
    });
    if (index >= 0) this.input.setAttribute("aria-activedescendant", `search-${index}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const rows = this.list.children.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && rows) {
      event.preventDefault();
      this.activate((this.active + step + rows) % rows);
    }
  }

  /** Enter: open the active result, or go to the search page. @param {SubmitEvent} event */
  submit(event) {
    const link = this.list.children[this.active]?.firstElementChild;
    if (link instanceof HTMLAnchorElement && this.query === this.input.value) {
      event.preventDefault();
      link.click();
    } else {
      remember(this.input.value);
    }
  }

  /** A result is opened. @param {Event} event */
  leave(event) {
    remember(this.input.value);
    const { ctrlKey, metaKey, shiftKey } = /** @type {MouseEvent} */ (event);
    if (ctrlKey || metaKey || shiftKey) return;
    this.box = undefined; // the focus belongs to the place that is opened
    this.dialog.close();
  }

  async copyAddress() {
    const address = writeAddress(this.input.value, this.filters);
    history.replaceState(null, "", address);
    try {
      await navigator.clipboard.writeText(location.href);
      this.status.textContent = "Link copied";
    } catch {
      this.status.textContent = "The link is in the address bar";
    }
  }
}

/**
 * Make an element; attributes are set as such, so that text is never read as markup.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Record<string, string>} attributes @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** @param {Pieces} pieces */
function marked(pieces) {
  return pieces.map(({ text, marked }) => (marked ? element("mark", {}, text) : text));
}
