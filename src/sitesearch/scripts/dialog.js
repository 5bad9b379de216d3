// @ts-check
// The dialog: a box, filters, and the results while the visitor types.

import { mark } from "./snippet.js";
import { readAddress, writeAddress } from "./address.js";
import { clearRecent, readRecent, remember } from "./recent.js";
import { button, element, marked, set } from "./elements.js";
/** @import { Result } from "./rank.js" */
/** @import { Filters } from "./filter.js" */
/** @import { Marks } from "./snippet.js" */
/** @import { Finder, Found } from "./app.js" */
//
// A native <dialog> keeps the focus inside and closes on Esc. The box is an ARIA combobox over
// a flat listbox: the focus stays in the box, the arrow keys move the active option. Options
// are links, so that a result opens in a new tab as any link does.

const ROWS = 6; // results shown
const TEXT_DELAY = 160; // ms without a key before the results' sentences are fetched
const COMMAND = /Mac|iP/.test(navigator.platform) ? "⌘" : "Ctrl ";
const KEYS = [["↑ ↓", "choose"], ["Enter", "open"], [`${COMMAND}Enter`, "new tab"], ["Esc", "close"]];
const SAY_DELAY = 350; // ms before the number of results is announced

/** Build the dialog; return what opens it, with what was typed into a box of the page.
 * @param {Finder} finder @returns {(box?: HTMLInputElement) => void} */
export function makeDialog(finder) {
  /** @type {Filters} */
  let filters = new Map();
  /** @type {HTMLInputElement | undefined} */
  let origin; // the box of the page that gets the focus back
  let turn = 0; // of the newest query; an older one's answer is dropped
  let active = -1; // the option that Enter opens
  let answered = ""; // the query the list answers
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
  const share = button(shareAddress, { class: "search-share" }, "Link to this search");
  const keys = element("p", { class: "search-keys" });
  for (const [key, does] of KEYS) keys.append(element("kbd", {}, key), ` ${does} `);
  dialog.append(
    facets,
    element("div", { class: "search-body" }, note, list, aside),
    element("div", { class: "search-foot" }, status, keys, share),
  );

  /** @param {number} row */
  const linkAt = (row) => /** @type {HTMLAnchorElement | null} */ (list.children[row]?.firstElementChild);

  /** Answer what stands in the box. @param {boolean} settled  whether the visitor pauses */
  async function update(settled) {
    const now = ++turn;
    const query = input.value;
    list.setAttribute("aria-busy", "true");
    clearTimeout(textTimer);
    clearTimeout(sayTimer);
    clear.hidden = !query;
    let found;
    try {
      found = await finder.find(query, filters, ROWS, settled);
    } catch {
      if (now === turn) fail();
      return;
    }
    if (now !== turn) return;
    answered = found.early ? "" : query;
    showFacets(found);
    note.replaceChildren();
    if (found.left) note.append("Nothing here says ", element("strong", {}, found.left), "; results for the rest");
    else if (found.corrected) note.append("Results for ", element("strong", {}, found.corrected));
    showRows(found.asked ? found.results.slice(0, ROWS).map((result) => row(result, found.marks)) : await begin());
    if (now !== turn) return;
    showAside(found);
    share.hidden = !found.asked;
    list.toggleAttribute("data-asked", found.asked);
    list.dataset.answered = answered;
    if (entering && !found.early) return enter();
    fillRows(found, true);
    textTimer = setTimeout(() => (found.early ? update(true) : fillRows(found, false)), TEXT_DELAY);
    sayTimer = setTimeout(() => (status.textContent = summary(found)), SAY_DELAY);
  }

  function fail() {
    if (entering) return form.submit();
    showRows([]);
    list.removeAttribute("aria-busy");
    for (const part of [facets, note, aside]) part.replaceChildren();
    status.textContent = "The search index did not load. Enter goes to the search page.";
  }

  /** @param {Result} result @param {Marks} marks */
  function row({ page }, marks) {
    return element(
      "a",
      { role: "option", href: finder.address(page), tabindex: "-1", class: "search-row" },
      element("span", { class: "search-title" }, ...marked(mark(finder.about(page).title, marks))),
      element("span", { class: "search-text" }),
      element("span", { class: "search-facts" }, finder.about(page).facts),
    );
  }

  /** @param {HTMLElement[]} rows */
  function showRows(rows) {
    rows.forEach((row, i) => (row.id = `search-${i}`));
    list.replaceChildren(...rows.map((row) => element("li", { role: "presentation" }, row)));
    input.setAttribute("aria-expanded", `${rows.length > 0}`);
    activate(rows.length ? 0 : -1);
  }

  /** @param {number} row */
  function activate(row) {
    linkAt(active)?.removeAttribute("aria-selected");
    active = row;
    const link = linkAt(row);
    link?.setAttribute("aria-selected", "true");
    link?.scrollIntoView({ block: "nearest" });
    if (link) input.setAttribute("aria-activedescendant", link.id);
    else input.removeAttribute("aria-activedescendant");
  }

  /** Complete the rows with their sections and sentences; first with those already *here*.
   * @param {Found} found @param {boolean} here */
  async function fillRows(found, here) {
    const now = turn;
    if (!here && found.asked && !found.results.length && !filters.size) {
      const near = await finder.near(answered).catch(() => []);
      if (now === turn && near.length) aside.append(element("p", {}, "Try instead:"), suggestions(near));
    }
    await Promise.all(
      (found.asked ? found.results.slice(0, ROWS) : []).map(async (result, i) => {
        if (here && !finder.isHere(result)) return;
        const passage = await finder.passage(result, found.marks).catch(() => undefined);
        const link = linkAt(i);
        if (now !== turn || !passage || !link) return;
        link.href = passage.address;
        const [title, text] = link.children;
        if (passage.heading.length && !title.querySelector(".search-section")) {
          title.append(element("span", { class: "search-section" }, ...marked(passage.heading)));
        }
        text.replaceChildren(...marked(passage.text));
      }),
    );
    if (!here && now === turn) list.removeAttribute("aria-busy");
  }

  /** Where nothing is asked yet: recent searches and the pages the site is about. */
  async function begin() {
    const pages = finder.entries();
    await finder.know(pages);
    return [
      ...readRecent().map((text) => {
        const again = element("a", { role: "option", href: writeAddress(text, new Map()), tabindex: "-1", class: "search-again" }, text);
        again.addEventListener("click", (event) => {
          event.preventDefault();
          event.stopPropagation();
          ask(text);
        });
        return again;
      }),
      ...pages.map((page) => row({ page, section: 0, score: 0, heading: 0, missing: 0 }, new Map())),
    ];
  }

  /** What to do beside the rows. @param {Found} found */
  function showAside({ results, asked, early, without }) {
    aside.replaceChildren();
    if (!asked && readRecent().length) {
      const forget = () => {
        clearRecent();
        ask("");
      };
      aside.append(button(forget, {}, "Forget recent searches"));
    }
    if (results.length > ROWS && asked) {
      const all = element("a", { href: `${finder.page}?${new URLSearchParams({ q: input.value })}` }, `All ${results.length} results`);
      aside.append(element("p", {}, filters.size ? `${results.length} results` : all));
    }
    if (!asked || early || results.length) return;
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

  /** Buttons that search for something else. @param {string[]} texts */
  function suggestions(texts) {
    const buttons = texts.map((text) => button(() => ask(text), {}, text));
    return element("p", { class: "search-suggestions" }, ...buttons);
  }

  /** @param {Found} found */
  function showFacets(found) {
    const focused = document.activeElement?.getAttribute("data-facet");
    facets.replaceChildren();
    for (const { facet, label, values } of found.facets) {
      const group = element("div", { role: "group", "aria-label": label }, element("span", { class: "search-label" }, label));
      for (const { value, label, count } of values) {
        const pressed = filters.get(facet) === value;
        if (!count && !pressed) continue;
        const toggle = () => {
          if (pressed) filters.delete(facet);
          else filters.set(facet, value);
          update(true);
        };
        const name = `${facet}=${value}`;
        const choice = button(toggle, { "aria-pressed": `${pressed}`, "data-facet": name }, `${label} (${count})`);
        group.append(choice);
        if (name === focused) setTimeout(() => document.activeElement !== input && choice.focus());
      }
      if (group.children.length > 1) facets.append(group);
    }
  }

  /** @param {Found} found */
  function summary({ results: { length }, asked, corrected }) {
    status.classList.toggle("search-quiet", !length); // said beside the rows already
    if (!asked) return "";
    return `${length === 1 ? "1 page" : length ? `${length} pages` : "Nothing"} found${corrected ? ` for ${corrected}` : ""}`;
  }

  async function shareAddress() {
    history.replaceState(null, "", writeAddress(input.value, filters));
    try {
      await navigator.clipboard.writeText(location.href); // there is none on plain http
      status.textContent = "Link copied";
    } catch {
      status.textContent = "The link is in the address bar";
    }
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
    const rows = list.children.length;
    if (!step || !rows) return;
    event.preventDefault();
    activate((active + step + rows) % rows);
  });
  // Enter opens the active result, or goes to the search page.
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (answered === input.value) return enter();
    entering = true; // the settled answer is taken, when it is there
    update(true);
  });
  // Of the whole page: a filter that is drawn anew has lost the focus for a moment.
  addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    const letter = [...key].length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey;
    if (dialog.open && target !== input && (letter || key.startsWith("Arrow"))) input.focus();
  });
  list.addEventListener("click", (event) => {
    const { target, ctrlKey, metaKey, shiftKey } = event;
    if (!(target instanceof Element && target.closest("a"))) return;
    remember(input.value);
    if (ctrlKey || metaKey || shiftKey) return;
    origin = undefined; // the focus belongs to the place that is opened
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
    if (location.hash.startsWith("#search=")) {
      history.replaceState(null, "", location.pathname + location.search);
    }
  });

  return (box) => {
    origin = box;
    const shared = box || input.value ? undefined : readAddress(location.hash);
    if (shared) [filters, input.value] = [shared.filters, shared.text];
    input.setSelectionRange(input.value.length, input.value.length);
    update(false);
  };
}
