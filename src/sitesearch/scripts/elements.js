// @ts-check
// Elements made from text that is never read as markup.

/** @import { Pieces } from "./snippet.js" */

/**
 * Make an element; attributes are set as such, so that text is never read as markup.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Record<string, string>} attributes @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  set(made, attributes);
  made.append(...children);
  return made;
}

/** @param {Element} made @param {Record<string, string>} attributes */
export function set(made, attributes) {
  for (const name in attributes) made.setAttribute(name, attributes[name]);
}

/** A button that does something. @param {() => void} act @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children */
export function button(act, attributes, ...children) {
  const made = element("button", { type: "button", ...attributes }, ...children);
  made.addEventListener("click", act);
  return made;
}

/** @param {Pieces} pieces */
export function marked(pieces) {
  return pieces.map(({ text, marked }) => (marked ? element("mark", {}, text) : text));
}
