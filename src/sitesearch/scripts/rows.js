// @ts-check
// What the dialog and the search page show alike: rows, filters, and help where nothing is found.

import { button, element, marked, set } from "./elements.js";
import { mark } from "./snippet.js";
/** @import { Filters } from "./filter.js" */
/** @import { Finder, FilteredAnswer } from "./app.js" */
/** @import { Marks } from "./snippet.js" */
/** @import { Result } from "./rank.js" */

/** A link to a page, with room for its sentence. @param {Finder} finder @param {number} page
 * @param {Marks} marks @param {Record<string, string>} [attributes] */
export function makeRow(finder, page, marks, attributes) {
  const { title, facts } = finder.about(page);
  return element(
    "a",
    { href: finder.address(page), class: "search-row", ...attributes },
    element("span", { class: "search-title" }, ...marked(mark(title, marks))),
    element("span", { class: "search-text" }),
    element("span", { class: "search-facts" }, facts),
  );
}

/** Complete a row with its section and its sentence. @param {Finder} finder
 * @param {HTMLAnchorElement} link @param {Result} result @param {Marks} marks */
export async function fillRow(finder, link, result, marks) {
  const passage = await finder.passage(result, marks).catch(() => undefined);
  if (!passage) return;
  link.href = passage.address;
  const [title, text] = link.children;
  if (passage.heading.length && !title.querySelector(".search-section")) {
    title.append(element("span", { class: "search-section" }, ...marked(passage.heading)));
  }
  text.replaceChildren(...marked(passage.text));
}

/** A line for a section of the best page; its heading comes later.
 * @param {Finder} finder @param {number} page @param {Record<string, string>} attributes */
export function makeSection(finder, page, attributes) {
  const path = element("span", { class: "search-path" }, finder.about(page).title);
  return element("a", { href: finder.address(page), class: "search-sub", ...attributes }, path);
}

/** @param {Finder} finder @param {HTMLAnchorElement} link @param {Result} result @param {Marks} marks */
export async function fillSection(finder, link, result, marks) {
  const place = await finder.heading(result, marks).catch(() => undefined);
  if (!place || link.children.length > 1) return;
  link.href = place.address;
  link.append(element("span", { class: "search-section" }, ...marked(place.heading)));
}

/** Bring the buttons of the filters up to date, a group for each facet. They are made once: none
 * loses the focus, and a key writes only the numbers that differ.
 * @param {HTMLElement} place @param {FilteredAnswer} answer @param {Filters} filters
 * @param {() => void} change */
export function showFilters(place, { facets }, filters, change) {
  if (!place.firstChild) {
    for (const { facet, label, values } of facets) {
      const choices = values.map(({ value }) => {
        const toggle = () => {
          if (filters.get(facet) === value) filters.delete(facet);
          else filters.set(facet, value);
          change();
        };
        return button(toggle, { "data-facet": facet });
      });
      place.append(element("div", { role: "group", "aria-label": label }, element("span", { class: "search-label" }, label), ...choices));
    }
  }
  place.hidden = true;
  facets.forEach(({ facet, values }, i) => {
    const [, ...choices] = /** @type {HTMLCollectionOf<HTMLElement>} */ (place.children[i].children);
    let none = true;
    values.forEach(({ value, label, count }, j) => {
      const pressed = filters.get(facet) === value;
      const text = `${label} (${count})`;
      if (choices[j].textContent !== text) choices[j].textContent = text;
      set(choices[j], { "aria-pressed": `${pressed}` });
      choices[j].hidden = !count && !pressed;
      if (!choices[j].hidden) none = place.hidden = false;
    });
    /** @type {HTMLElement} */ (place.children[i]).hidden = none;
  });
}

/** What was searched instead of what was typed, if anything. @param {FilteredAnswer} answer */
export function explain({ left, corrected }) {
  if (left) return ["Nothing here says ", element("strong", {}, left), "; results for the rest"];
  return corrected ? ["Results for ", element("strong", {}, corrected)] : [];
}

/** Names of the site to search for instead. @param {string[]} names @param {(name: string) => void} ask */
export function suggestions(names, ask) {
  return [
    element("p", {}, "Try instead:"),
    element("p", { class: "search-suggestions" }, ...names.map((name) => button(() => ask(name), {}, name))),
  ];
}
