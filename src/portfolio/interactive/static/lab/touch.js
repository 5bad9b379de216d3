// @ts-check
/**
 * Pictures that can be touched. A part of a drawing says which parameter it edits (`data-parameter`)
 * and how (`data-kind`, one or more of):
 *
 * - `press`: a click, or Enter, gives the parameter the value `data-press`;
 * - `drag`: dragged to another part, or picked up with Enter and put down there with Enter, it
 *   gives the parameter the value `data-drag`, with "{}" in place of that part's `data-drop`;
 * - `drop`: something that edits the same parameter may be put down here.
 *
 * The parts are one stop of the Tab key; ↑ and ↓ lead from each to the next.
 */

const SVG = "http://www.w3.org/2000/svg";
const FAR = 6; // px that a press may move without being a drag

export class Touch {
  /** @type {Element | null} */
  #picked = null;
  /** @type {SVGLineElement | null} */
  #line = null;
  /** @type {{x: number, y: number} | null} */
  #start = null;

  /**
   * @param {HTMLElement} panel
   * @param {(parameter: string, value: string) => void} edit
   * @param {(words: string) => void} say  told what is picked up
   */
  constructor(panel, edit, say) {
    this.edit = edit;
    this.say = say;
    panel.addEventListener("pointerdown", (event) => this.#down(event));
    panel.addEventListener("pointermove", (event) => this.#move(event));
    panel.addEventListener("pointerup", (event) => this.#up(event));
    panel.addEventListener("pointercancel", () => this.#putDown());
    panel.addEventListener("click", (event) => {
      const part = this.#part(event.target);
      if (part && event.detail === 0) this.#press(part); // by an assistive technology
    });
    panel.addEventListener("keydown", (event) => this.#key(event), true);
  }

  /** Make the parts of *picture* reachable and named. @param {Element} picture */
  prepare(picture) {
    this.#putDown();
    const parts = [...picture.querySelectorAll("[data-kind]")];
    for (const [index, part] of parts.entries()) {
      part.setAttribute("role", "button");
      part.setAttribute("tabindex", index ? "-1" : "0");
      part.setAttribute("aria-label", nameOf(part));
    }
    return parts.length > 0;
  }

  /** @param {EventTarget | null} target @returns {Element | null} */
  #part(target) {
    return target instanceof Element ? target.closest(".lab-picture [data-kind]") : null;
  }

  /** @param {Element} part @param {string} kind */
  #can(part, kind) {
    return (part.getAttribute("data-kind") ?? "").split(" ").includes(kind);
  }

  /** Whether something was picked up by a key or a tap, and waits to be put down. */
  get #waits() {
    return this.#picked?.hasAttribute("data-picked") ?? false;
  }

  /** Whether what is picked up may be put down on *part*. @param {Element | null} part */
  #accepts(part) {
    const own = this.#picked?.getAttribute("data-parameter");
    return part && part !== this.#picked && this.#can(part, "drop") && part.getAttribute("data-parameter") === own;
  }

  /** @param {PointerEvent} event */
  #down(event) {
    const part = this.#part(event.target);
    if (!part || event.button !== 0) return;
    this.#start = { x: event.clientX, y: event.clientY };
    if (this.#waits || !this.#can(part, "drag")) return;
    event.preventDefault(); // no text is selected while something is dragged
    if (part instanceof SVGElement) part.focus({ preventScroll: true });
    this.#pick(part, false);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (!this.#picked || this.#waits || !this.#start || !event.buttons) return;
    const svg = this.#picked.closest("svg");
    if (!svg) return;
    this.#line ??= svg.appendChild(document.createElementNS(SVG, "line"));
    this.#line.setAttribute("class", "fig-line-accent fig-dashed fig-drawn");
    const scale = svg.viewBox.baseVal.width / svg.getBoundingClientRect().width;
    const frame = svg.getBoundingClientRect();
    const [from, to] = [this.#start, { x: event.clientX, y: event.clientY }];
    for (const [index, { x, y }] of [from, to].entries()) {
      this.#line.setAttribute(`x${index + 1}`, String((x - frame.x) * scale));
      this.#line.setAttribute(`y${index + 1}`, String((y - frame.y) * scale));
    }
    const below = this.#part(document.elementFromPoint(event.clientX, event.clientY));
    for (const part of svg.querySelectorAll("[data-over]")) part.removeAttribute("data-over");
    if (below && this.#accepts(below)) below.setAttribute("data-over", "true");
  }

  /** @param {PointerEvent} event */
  #up(event) {
    if (!this.#start) return;
    const far = Math.hypot(event.clientX - this.#start.x, event.clientY - this.#start.y) > FAR;
    this.#start = null;
    const part = this.#part(document.elementFromPoint(event.clientX, event.clientY));
    if (this.#picked && far && !this.#waits) {
      if (part && this.#accepts(part)) this.#drop(part);
      else this.#putDown();
    } else if (part && !far) this.#press(part);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const part = this.#part(event.target);
    if (!part || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") this.#press(part);
    else if (event.key === "Escape" && this.#picked) this.#putDown();
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") this.#walk(part, event.key === "ArrowDown" ? 1 : -1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {Element} part @param {number} by */
  #walk(part, by) {
    const parts = [...(part.closest(".lab-picture")?.querySelectorAll("[data-kind]") ?? [])];
    const next = parts[(parts.indexOf(part) + by + parts.length) % parts.length];
    part.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    if (next instanceof SVGElement) next.focus();
  }

  /** @param {Element} part */
  #press(part) {
    if (this.#picked && part !== this.#picked && this.#accepts(part)) return this.#drop(part);
    if (this.#can(part, "press")) {
      this.#putDown();
      return this.edit(part.getAttribute("data-parameter") ?? "", part.getAttribute("data-press") ?? "");
    }
    if (!this.#can(part, "drag")) return;
    if (this.#waits && part === this.#picked) this.#putDown();
    else this.#pick(part, true);
  }

  /** @param {Element} part @param {boolean} aloud */
  #pick(part, aloud) {
    if (this.#picked !== part) this.#putDown();
    this.#picked = part;
    if (!aloud) return;
    part.setAttribute("data-picked", "true");
    this.say(`${part.getAttribute("data-label")}: choose where to. Escape puts it back.`);
  }

  /** @param {Element} target */
  #drop(target) {
    const part = /** @type {Element} */ (this.#picked);
    const value = (part.getAttribute("data-drag") ?? "").replace("{}", () => target.getAttribute("data-drop") ?? "");
    this.#putDown();
    this.edit(part.getAttribute("data-parameter") ?? "", value);
  }

  #putDown() {
    this.#line?.remove();
    this.#line = null;
    this.#picked?.removeAttribute("data-picked");
    for (const part of this.#picked?.closest("svg")?.querySelectorAll("[data-over]") ?? []) part.removeAttribute("data-over");
    this.#picked = null;
  }
}

/** The label of a part; it contains the words that are seen. @param {Element} part */
function nameOf(part) {
  const label = part.getAttribute("data-label") ?? "";
  const seen = [...part.querySelectorAll("text")].map((text) => text.textContent ?? "").join(" ").trim();
  return label.toLowerCase().includes(seen.toLowerCase()) ? label : `${label}: ${seen}`;
}
