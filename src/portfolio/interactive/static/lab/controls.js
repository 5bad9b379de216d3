// @ts-check
/**
 * The form of a panel: its values, its errors, and which of its controls matter.
 *
 * A number has two inputs, a slider and a field for exact values, that follow each other. Values
 * are handed on as they were typed: the model judges them and says in words what is wrong.
 */

/** @typedef {import("./protocol.js").Parameters} Parameters */

const SLIDER = 1000; // positions of a logarithmic slider, as in controls.py

/**
 * Add to *form* the controls that it lacks, in the order of all; those that are there stay, with
 * what the reader has done to them.
 *
 * @param {HTMLFormElement} form @param {string[]} all  the markup of each, from a file of the build
 */
export function complete(form, all) {
  const present = new Map([...form.children].map((control) => [/** @type {HTMLElement} */ (control).dataset.parameter, control]));
  /** @type {Element | null} */
  let last = null;
  for (const markup of all) {
    const parsed = new DOMParser().parseFromString(markup, "text/html").body.firstElementChild;
    if (!(parsed instanceof HTMLElement)) throw new Error("a control is an element");
    const control = present.get(parsed.dataset.parameter) ?? document.adoptNode(parsed);
    if (!control.parentElement) {
      if (last) last.after(control);
      else form.prepend(control);
    }
    last = control;
  }
}

export class Controls {
  /** @param {HTMLFormElement} form @param {(moved: boolean) => void} changed */
  constructor(form, changed) {
    /** @type {Map<string, HTMLElement>} */
    this.controls = new Map();
    for (const control of form.querySelectorAll(".lab-control")) {
      if (control instanceof HTMLElement) this.controls.set(control.dataset.parameter ?? "", control);
    }
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => {
      const input = /** @type {HTMLInputElement} */ (event.target);
      const control = /** @type {HTMLElement | null} */ (input.closest(".lab-control"));
      if (!control) return;
      if (input.type === "range") this.#field(control).value = fromSlider(input, this.#field(control));
      else this.#follow(control);
      this.#showWhatMatters();
      changed(input.type === "range" || control.dataset.kind === "choice" || control.dataset.kind === "flag");
    });
  }

  /** Every value as the reader left it. @returns {Parameters} */
  get values() {
    /** @type {Parameters} */
    const values = {};
    for (const [name, control] of this.controls) {
      const field = this.#field(control);
      values[name] = field instanceof HTMLInputElement && field.type === "checkbox" ? field.checked : field.value;
    }
    return values;
  }

  /** @param {Parameters} values */
  set values(values) {
    for (const [name, control] of this.controls) {
      const value = values[name];
      if (value === undefined) continue;
      const field = this.#field(control);
      if (field instanceof HTMLInputElement && field.type === "checkbox") {
        field.checked = value === true || value === "true" || value === "on" || value === "1";
      } else if (field.value !== String(value)) {
        field.value = String(value);
      }
      this.#follow(control);
    }
    this.#showWhatMatters();
  }

  /**
   * Show the texts that the model used in place of those that were sent, unless one is being typed.
   *
   * @param {Parameters} sent @param {Parameters} used
   */
  settle(sent, used) {
    for (const [name, control] of this.controls) {
      const field = this.#field(control);
      const other = typeof used[name] === "string" && name in sent && used[name] !== String(sent[name]);
      if (other && field !== document.activeElement) field.value = String(used[name]);
    }
  }

  /**
   * Show each complaint beside its control; return those that have none.
   *
   * @param {import("./protocol.js").Complaint[]} complaints
   */
  complain(complaints) {
    for (const control of this.controls.values()) {
      const place = /** @type {HTMLElement} */ (control.querySelector(".lab-error"));
      place.hidden = true;
      this.#field(control).removeAttribute("aria-invalid");
    }
    return complaints.filter(({ parameter, message }) => {
      const control = this.controls.get(parameter ?? "");
      if (!control) return true;
      const place = /** @type {HTMLElement} */ (control.querySelector(".lab-error"));
      place.textContent = message;
      place.hidden = false;
      control.hidden = false;
      this.#field(control).setAttribute("aria-invalid", "true");
      return false;
    });
  }

  /** @param {HTMLElement} control */
  #field(control) {
    return /** @type {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} */ (
      control.querySelector("[name]")
    );
  }

  /** Put the slider where the field is. @param {HTMLElement} control */
  #follow(control) {
    const slider = /** @type {HTMLInputElement | null} */ (control.querySelector(".lab-slider"));
    const field = this.#field(control);
    if (slider && field.value.trim() !== "" && Number.isFinite(Number(field.value))) {
      slider.value = String(toSlider(slider, field));
    }
  }

  #showWhatMatters() {
    const values = this.values;
    for (const control of this.controls.values()) {
      control.hidden = !matters(control, values);
    }
  }
}

/**
 * Whether a parameter has a meaning beside the other *values*.
 *
 * @param {HTMLElement} control @param {Parameters} values
 */
export function matters(control, values) {
  /** @type {{parameter: string, values: (string | number | boolean)[]}[]} */
  const conditions = JSON.parse(control.dataset.when ?? "[]");
  return conditions.every((when) => when.values.some((value) => String(value) === String(values[when.parameter])));
}

/** @param {HTMLInputElement} slider @param {HTMLElement} field */
function fromSlider(slider, field) {
  if (slider.dataset.scale !== "log") return slider.value;
  const { min, max, step } = bounds(field);
  const value = min * (max / min) ** (Number(slider.value) / SLIDER);
  const places = (String(step).split(".")[1] ?? "").length;
  return String(Number((Math.round(value / step) * step).toFixed(places)));
}

/** @param {HTMLInputElement} slider @param {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} field */
function toSlider(slider, field) {
  if (slider.dataset.scale !== "log") return Number(field.value);
  const { min, max } = bounds(field);
  return (SLIDER * Math.log(Number(field.value) / min)) / Math.log(max / min);
}

/** @param {HTMLElement} field */
function bounds({ dataset }) {
  return { min: Number(dataset.min), max: Number(dataset.max), step: Number(dataset.step) };
}
