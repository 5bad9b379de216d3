// @ts-check
// The dialog: a box, filters, and the results while the visitor types.

import { clearRecent, readRecent, remember, rememberMarks } from "./recent.js";
import { button, element, set } from "./elements.js";
import { explain, fillRow, fillSection, makeRow, makeSection, showFilters, suggestions } from "./rows.js";
/** @import { Marks } from "./snippet.js" */
/** @import { Result } from "./rank.js" */
/** @import { Filters } from "./filter.js" */
/** @import { Finder, FilteredAnswer } from "./app.js" */
//
// A native <dialog> keeps the focus inside and closes on Esc. The box is an ARIA combobox over
// a flat listbox: the focus stays in the box, the arrow keys move the active option. Options
// are links, so that a result opens in a new tab as any link does.

const ROWS = 5; // results shown
const TEXT_DELAY = 160; // ms without a key before the results' sentences are fetched
const COMMAND = /Mac|iP/.test(navigator.platform) ? "⌘" : "Ctrl ";
const KEYS = [["↑ ↓", "choose"], ["Enter", "open"], [`${COMMAND}Enter`, "new tab"], ["Esc", "close"]];
const SHARED = /^#search=/; // the address of a search
const OPTION = { role: "option", tabindex: "-1" };
const SAY_DELAY = 350; // ms before the number of results is announced

/** Build the dialog; return what opens it, with what was typed into a box of the page.
 * @param {Finder} finder @returns {(box?: HTMLInputElement) => Promise<void>} */
export function makeDialog(finder) {
  /** @type {Filters} */
  const filters = new Map();
  /** @type {HTMLInputElement | undefined} */
  let origin; // the box of the page that gets the focus back
  let turn = 0; // of the newest query; an older one's answer is dropped
  let active = -1; // the option that Enter opens
  let answered = ""; // the query the list answers
  /** @type {Marks} */
  let marks = new Map(); // of what is shown
  let scrolled = false; // whether the rows may not stand at their top
  let entering = false; // Enter was pressed before the answer was settled
  /** @type {number | undefined} */
  let textTimer;
  /** @type {number | undefined} */
  let sayTimer;

  // boot.js has shown the box already, and what is typed is in it.
  const dialog = /** @type {HTMLDialogElement} */ (window.siteSearch.dialog);
  const form = /** @type {HTMLFormElement} */ (dialog.firstElementChild);
  const input = /** @type {HTMLInputElement} */ (form.firstElementChild);
  set(form, { role: "search" });
  set(input, {
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": "search-list",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "go",
  });
  const clear = button(() => ask(""), { class: "search-clear" }, "Clear");
  const narrow = button(toggleFilters, { class: "search-narrow", "aria-expanded": "false", "aria-controls": "search-facets" }, "Filters");
  form.append(clear, narrow, button(() => dialog.close(), { class: "search-close" }, "Close"));
  const facets = element("div", { id: "search-facets", class: "search-facets" });
  const note = element("p", { class: "search-note" });
  const list = element("ul", { id: "search-list", role: "listbox", "aria-label": "Results" });
  const aside = element("div", { class: "search-aside" });
  const status = element("p", { class: "search-status", role: "status" });
  const sharer = button(share, { class: "search-share" }, "Link to this search");
  const keys = element("p", { class: "search-keys" });
  for (const [key, does] of KEYS) keys.append(element("kbd", {}, key), ` ${does} `);
  const body = element("div", { class: "search-body" }, note, list, aside);
  body.addEventListener("scroll", () => (scrolled = true));
  dialog.append(
    facets,
    body,
    element("div", { class: "search-foot" }, status, keys, sharer),
  );

  const pageOf = (/** @type {string} */ text) => `${finder.page}?${new URLSearchParams({ q: text })}`;
  const options = () => list.querySelectorAll("a");

  /** @param {number} row */
  const linkAt = (row) => /** @type {HTMLAnchorElement | undefined} */ (options()[row]);

  /** Answer what stands in the box. @param {boolean} settled  whether the visitor pauses */
  async function update(settled) {
    const now = ++turn;
    const query = input.value;
    list.setAttribute("aria-busy", "true");
    clearTimeout(textTimer);
    clearTimeout(sayTimer);
    clear.hidden = !query;
    let answer;
    try {
      answer = await finder.find(query, filters, ROWS, settled);
    } catch {
      if (now === turn) fail();
      return;
    }
    if (now !== turn) return;
    if (answer.early) {
      // What is shown stays until the answer is settled: no row changes under the hand.
      textTimer = setTimeout(() => update(true), TEXT_DELAY);
      return;
    }
    answered = query;
    marks = answer.marks;
    showFilters(facets, answer, filters, () => update(true));
    const rows = answer.asked ? rowsOf(answer) : await begin();
    if (now !== turn) return;
    note.replaceChildren(...explain(answer));
    showRows(rows);
    showAside(answer);
    sharer.hidden = !answer.asked;
    list.toggleAttribute("data-asked", answer.asked);
    list.dataset.answered = query;
    if (entering) return enter();
    fillRows(answer, true);
    textTimer = setTimeout(() => fillRows(answer, false), TEXT_DELAY);
    sayTimer = setTimeout(() => (status.textContent = summary(answer)), SAY_DELAY);
  }

  function fail() {
    if (entering) return form.submit();
    showRows([]);
    list.removeAttribute("aria-busy");
    for (const part of [facets, note, aside]) part.replaceChildren();
    status.textContent = "The search index did not load. Enter goes to the search page.";
  }

  /** @param {HTMLElement[]} rows */
  function showRows(rows) {
    rows.forEach((row, i) => (row.id = `search-${i}`));
    list.replaceChildren(...rows.map((row) => element("li", { role: "presentation" }, row)));
    input.setAttribute("aria-expanded", `${rows.length > 0}`);
    activate(rows.length ? 0 : -1);
    // To ask whether it must scroll would lay out the page, twice for a key.
    if (scrolled) body.scrollTop = 0;
    scrolled = false;
  }

  /** @param {number} row */
  function activate(row) {
    linkAt(active)?.removeAttribute("aria-selected");
    active = row;
    const link = linkAt(row);
    link?.setAttribute("aria-selected", "true");
    if (link) input.setAttribute("aria-activedescendant", link.id);
    else input.removeAttribute("aria-activedescendant");
  }

  /** A row for each result, and under the best one a line for each of its other sections.
   * @param {FilteredAnswer} answer */
  function rowsOf({ results, marks }) {
    return results.slice(0, ROWS).flatMap(({ page, more = [] }, i) => [
      makeRow(finder, page, marks, OPTION),
      ...(i ? [] : more).map(() => makeSection(finder, page, OPTION)),
    ]);
  }

  /** Complete the rows with their sections and sentences; first with those already *here*.
   * @param {FilteredAnswer} answer @param {boolean} here */
  async function fillRows(answer, here) {
    const now = turn;
    if (!here && answer.asked && !answer.results.length && !filters.size) {
      const near = await finder.near(answered).catch(() => []);
      if (now === turn && near.length) aside.append(...suggestions(near, ask));
    }
    if (!answer.asked && !here) await showPictures();
    const sections = answer.results[0]?.more ?? [];
    /** @type {[Result, typeof fillRow][]} */
    const shown = answer.results.slice(0, ROWS).map((result) => [result, fillRow]);
    shown.splice(1, 0, ...sections.map((section) => /** @type {typeof shown[0]} */ ([{ ...answer.results[0], section }, fillSection])));
    await Promise.all(
      (answer.asked ? shown : []).map(([result, fill], i) => {
        const link = linkAt(i);
        return now === turn && link && (!here || finder.isHere(result, fill === fillSection)) && fill(finder, link, result, answer.marks);
      }),
    );
    if (!here && now === turn) list.removeAttribute("aria-busy");
  }

  /** Where nothing is asked yet: recent searches and the pages the site is about. */
  async function begin() {
    const pages = finder.entries();
    await finder.loadPages(pages);
    return [
      ...readRecent().map((text) => {
        const again = element("a", { role: "option", href: pageOf(text), tabindex: "-1", class: "search-again" }, text);
        again.addEventListener("click", (event) => {
          event.preventDefault();
          event.stopPropagation();
          ask(text);
        });
        return again;
      }),
      ...pages.map((page) => {
        const row = makeRow(finder, page, new Map(), OPTION);
        if (finder.core.pictures) row.prepend(element("span", { class: "search-picture", "aria-hidden": "true", "data-page": `${page}` }));
        return row;
      }),
    ];
  }

  /** Fill the places of the pictures, which are there before: nothing jumps. */
  async function showPictures() {
    const pictures = await finder.pictures().catch(() => new Map());
    for (const place of list.querySelectorAll(".search-picture")) {
      const svg = pictures.get(Number(place.getAttribute("data-page")));
      const picture = new DOMParser().parseFromString(svg ?? "", "image/svg+xml").documentElement;
      if (picture instanceof SVGElement) place.replaceChildren(document.importNode(picture, true));
    }
  }

  /** What to do beside the rows. @param {FilteredAnswer} answer */
  function showAside({ results, asked, without }) {
    aside.replaceChildren();
    if (!asked && readRecent().length) {
      const forget = () => {
        clearRecent();
        ask("");
      };
      aside.append(button(forget, {}, "Forget recent searches"));
    }
    if (!asked && input.value.trim()) aside.append(element("p", {}, "A search needs a letter or a digit."));
    if (results.length > ROWS && asked) {
      const all = element("a", { href: pageOf(input.value) }, `All ${results.length} results`);
      aside.append(element("p", {}, filters.size ? `${results.length} results` : all));
    }
    if (!asked || results.length) return;
    const all = () => {
      filters.clear();
      update(true);
    };
    aside.append(element("p", {}, `Nothing found${filters.size ? " under this filter" : ""}.`));
    if (without) aside.append(button(all, {}, `${without} without the filter`));
  }

  /** Search for another text. @param {string} text */
  function ask(text) {
    input.value = text;
    input.focus();
    update(true);
  }

  function toggleFilters() {
    set(narrow, { "aria-expanded": `${narrow.getAttribute("aria-expanded") !== "true"}` });
  }

  /** Open the active row, or go to the search page. @param {boolean} [beside]  in a new tab */
  function enter(beside) {
    entering = false;
    const link = linkAt(active);
    remember(input.value);
    if (!link) form.submit();
    else if (beside) window.open(link.href);
    else link.click();
  }

  /** @param {FilteredAnswer} answer */
  function summary({ results: { length }, asked, corrected }) {
    status.classList.toggle("search-quiet", !length); // said beside the rows already
    if (!asked) return "";
    return `${length === 1 ? "1 page" : length ? `${length} pages` : "Nothing"} found${corrected ? ` for ${corrected}` : ""}`;
  }

  async function share() {
    const { shareAddress } = await finder.sharing();
    status.textContent = await shareAddress(input.value, filters);
  }

  input.addEventListener("input", (event) => {
    entering = false;
    if (!(/** @type {InputEvent} */ (event).isComposing)) update(false);
  });
  input.addEventListener("compositionend", () => update(false));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return; // the key belongs to the input method
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && linkAt(active)) {
      event.preventDefault();
      enter(true);
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const rows = options().length;
    if (!step || !rows) return;
    event.preventDefault();
    activate((active + step + rows) % rows);
    linkAt(active)?.scrollIntoView({ block: "nearest" });
  });
  // Enter opens the active result, or goes to the search page.
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (answered === input.value) return enter();
    entering = true; // the settled answer is taken, when it is there
    update(true);
  });
  // Of the whole page: a filter that is hidden under the hand has lost the focus.
  addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    const letter = [...key].length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey;
    if (dialog.open && target !== input && (letter || key.startsWith("Arrow"))) input.focus();
  });
  list.addEventListener("click", (event) => {
    const { target, ctrlKey, metaKey, shiftKey } = event;
    const link = target instanceof Element && target.closest("a");
    if (!link) return;
    remember(input.value);
    if (ctrlKey || metaKey || shiftKey) return;
    origin = undefined; // the focus belongs to the place that is opened
    rememberMarks(link, input.value, marks);
    dialog.close();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // the backdrop
  });
  dialog.addEventListener("close", () => {
    turn++;
    entering = false;
    filters.clear();
    set(narrow, { "aria-expanded": "false" });
    if (origin) origin.value = "";
    origin?.focus();
    if (SHARED.test(location.hash)) {
      history.replaceState(null, "", location.pathname + location.search);
    }
  });

  return async (box) => {
    origin = box;
    if (!box && SHARED.test(location.hash)) {
      const shared = await finder.sharing().then(({ readAddress }) => readAddress(location.hash), () => undefined);
      if (shared && !input.value) {
        input.value = shared.text;
        for (const [facet, value] of shared.filters) filters.set(facet, value);
      }
    }
    input.setSelectionRange(input.value.length, input.value.length);
    update(false);
  };
}
