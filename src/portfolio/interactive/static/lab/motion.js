// @ts-check
/**
 * What has moved between two pictures is seen moving: parts with the same `data-key`.
 *
 * Each slides from its old place to its new one, and leaves a ghost at the old place that fades.
 * Readers who ask for less motion see the new picture at once.
 */

const DURATION = 300; // ms

/** @typedef {Map<string, {place: DOMRect, element: Element}>} Places */

/** @param {Element} picture @returns {Places} */
export function placesOf(picture) {
  const parts = [...picture.querySelectorAll("[data-key]")];
  return new Map(parts.map((element) => [element.getAttribute("data-key") ?? "", { place: element.getBoundingClientRect(), element }]));
}

/**
 * Move the parts of *picture* from where they were *before*.
 *
 * @param {Element} picture @param {Places} before
 */
export function moveFrom(picture, before) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const [key, { place, element }] of placesOf(picture)) {
    const old = before.get(key);
    const dx = old ? old.place.x - place.x : 0;
    const dy = old ? old.place.y - place.y : 0;
    if (!old || Math.hypot(dx, dy) < 2) continue;
    const options = { duration: DURATION, easing: "ease-in-out" };
    element.animate([{ transform: `translate(${dx}px, ${dy}px)` }, { transform: "none" }], options);
    const ghost = /** @type {Element} */ (old.element.cloneNode(true));
    for (const name of ["data-key", "data-kind", "tabindex", "role"]) ghost.removeAttribute(name);
    ghost.setAttribute("class", "fig-fading");
    element.before(ghost);
    void ghost.animate([{ opacity: 0.6 }, { opacity: 0 }], { duration: 2 * DURATION }).finished.then(() => ghost.remove(), () => ghost.remove());
  }
}
