// @ts-check
/**
 * Pictures from the worker: SVG text becomes elements of this page.
 *
 * It is parsed as XML, checked against the short list of what a drawing of the labs consists of,
 * and only then adopted. Nothing else gets in, whatever the model was made to write.
 */

const SVG = "http://www.w3.org/2000/svg";
const ELEMENTS = new Set("svg title desc g line rect circle ellipse polyline polygon path text tspan".split(" "));
const ATTRIBUTES = new Set(
  (
    "class id role aria-labelledby aria-label aria-hidden viewBox xmlns x y x1 y1 x2 y2 cx cy r rx ry dx dy width height " +
    "points d text-anchor transform data-state data-kind"
  ).split(" "),
);

/**
 * Return the drawing *text* as an element, its ids made unique by *prefix*.
 *
 * @param {string} text @param {string} prefix @returns {SVGElement}
 */
export function adopt(text, prefix) {
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
  const root = parsed.documentElement;
  const all = [root, ...root.querySelectorAll("*")];
  for (const element of all) {
    if (element.namespaceURI !== SVG || !ELEMENTS.has(element.localName)) {
      throw new Error(`a drawing must not contain <${element.localName}>`);
    }
    for (const { name } of element.attributes) {
      if (!ATTRIBUTES.has(name)) throw new Error(`a drawing must not contain the attribute ${name}`);
    }
  }
  for (const element of all) {
    if (element.id) element.id = prefix + element.id;
    const names = element.getAttribute("aria-labelledby");
    if (names) element.setAttribute("aria-labelledby", names.split(/\s+/).map((id) => prefix + id).join(" "));
  }
  return /** @type {SVGElement} */ (/** @type {unknown} */ (document.adoptNode(root)));
}

const LOOK = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap", "font-family", "font-size", "font-weight", "opacity"];

/**
 * Return the picture as the text of a file that looks the same without this page's style sheet.
 *
 * @param {SVGElement} picture
 */
export function standalone(picture) {
  const copy = /** @type {SVGElement} */ (picture.cloneNode(true));
  const shown = [picture, ...picture.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, index) => {
    const look = getComputedStyle(shown[index]);
    for (const name of LOOK) element.setAttribute(name, look.getPropertyValue(name));
    element.removeAttribute("class");
  });
  const [, , width, height] = (picture.getAttribute("viewBox") ?? "0 0 400 400").split(" ");
  const paper = document.createElementNS(SVG, "rect");
  paper.setAttribute("width", width);
  paper.setAttribute("height", height);
  paper.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
  copy.querySelector("desc")?.after(paper);
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  return new XMLSerializer().serializeToString(copy);
}
