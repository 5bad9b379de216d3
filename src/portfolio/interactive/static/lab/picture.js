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
    "class id role aria-labelledby aria-describedby viewBox xmlns x y x1 y1 x2 y2 cx cy r rx ry dx dy width height " +
    "points d text-anchor transform data-key data-kind data-parameter data-label data-press data-drag data-drop"
  ).split(" "),
);

/**
 * Return the drawing *text* as elements, one for each panel. Title and description are left out:
 * the page has both as text, and names the picture by them.
 *
 * @param {string} text @returns {SVGElement[]}
 */
export function sanitize(text) {
  const root = parse(text);
  const panels = panelsOf(root);
  for (const panel of panels) {
    const [, , width, height] = (panel.getAttribute("viewBox") ?? "").split(" ");
    for (const name of ["role", "aria-labelledby", "aria-describedby", "x", "y"]) panel.removeAttribute(name);
    panel.setAttribute("class", "fig fig-panel");
    panel.setAttribute("width", width);
    panel.setAttribute("height", height);
    for (const child of [...panel.children]) if (/^(title|desc)$/.test(child.localName)) child.remove();
  }
  return panels.map((panel) => /** @type {SVGElement} */ (/** @type {unknown} */ (document.adoptNode(panel))));
}

/** @param {string} text */
function parse(text) {
  const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  for (const element of [root, ...root.querySelectorAll("*")]) {
    if (element.namespaceURI !== SVG || !ELEMENTS.has(element.localName)) {
      throw new Error(`a drawing must not contain <${element.localName}>`);
    }
    for (const { name } of element.attributes) {
      if (!ATTRIBUTES.has(name)) throw new Error(`a drawing must not contain the attribute ${name}`);
    }
  }
  return root;
}

/** @param {Element} root @returns {Element[]} */
function panelsOf(root) {
  const nested = [...root.children].filter((child) => child.localName === "svg");
  return nested.length ? nested : [root];
}

const LOOK = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap", "font-family", "font-size", "font-weight", "opacity", "paint-order"];

/**
 * Return the drawing *text* as a file that looks as *shown*, its panels on this page, without the
 * page's style sheet.
 *
 * @param {string} text @param {Element[]} shown
 */
export function standalone(text, shown) {
  const root = parse(text);
  const marks = (/** @type {Element} */ panel) => [...panel.querySelectorAll("*")].filter((e) => !/^(title|desc)$/.test(e.localName));
  panelsOf(root).forEach((panel, index) => {
    const looks = marks(shown[index]).map((element) => getComputedStyle(element));
    marks(panel).forEach((element, place) => {
      for (const name of LOOK) element.setAttribute(name, looks[place].getPropertyValue(name));
    });
  });
  for (const element of [root, ...root.querySelectorAll("*")]) {
    for (const { name } of [...element.attributes]) if (name === "class" || name.startsWith("data-")) element.removeAttribute(name);
  }
  const [, , width, height] = (root.getAttribute("viewBox") ?? "").split(" ");
  const paper = document.createElementNS(SVG, "rect");
  paper.setAttribute("width", width);
  paper.setAttribute("height", height);
  paper.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
  root.querySelector("desc")?.after(paper);
  root.setAttribute("width", width);
  root.setAttribute("height", height);
  root.setAttribute("fill", "none");
  return new XMLSerializer().serializeToString(root);
}
