// @ts-check
// On the page that a result opens: what was searched is marked, until the visitor says otherwise.

import { button, element } from "./elements.js";
import { matches } from "./snippet.js";

const STORED = "sitesearch-marks"; // [path of the page, query, terms]
const MOST = 400; // places marked
const SILENT = "script, style, svg, math, form, button, input, select, textarea, nav, pre, figure, label, mark, [data-lab]";

/** @returns {[string, string, [string, number][]] | undefined} */
function take() {
  try {
    const stored = sessionStorage.getItem(STORED);
    sessionStorage.removeItem(STORED);
    return stored ? JSON.parse(stored) : undefined;
  } catch {
    return undefined; // storage is forbidden, or what it holds is not ours
  }
}

function unmark() {
  for (const made of document.querySelectorAll(".search-mark")) {
    const parent = made.parentNode;
    made.replaceWith(...made.childNodes);
    parent?.normalize();
  }
  document.querySelector(".search-marked")?.remove();
}

/** @param {string} query @param {Map<string, number>} marks */
function show(query, marks) {
  const place = document.querySelector("article, main, [role=main]") ?? document.body;
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const texts = [];
  while (walker.nextNode()) {
    const text = /** @type {Text} */ (walker.currentNode);
    if (!text.parentElement?.closest(SILENT)) texts.push(text);
  }
  let count = 0;
  for (const text of texts) {
    if (count >= MOST) break;
    // From the end, so that the places before stay where they are.
    let after = Infinity;
    for (const [start, end] of matches(text.data, marks).reverse()) {
      if (end > after) continue;
      after = start;
      const found = text.splitText(start);
      found.splitText(end - start);
      const made = element("mark", { class: "search-mark" });
      found.replaceWith(made);
      made.append(found);
      count++;
    }
  }
  if (!count) return;
  const said = element("p", { class: "search-marked" }, `Marked: ${query} `, button(unmark, {}, "Remove marks"));
  document.body.append(said);
}

const taken = take();
unmark();
if (taken && taken[0] === location.pathname) {
  const { siteSearch } = window;
  siteSearch.style("page.css");
  show(taken[1], new Map(taken[2]));
}
