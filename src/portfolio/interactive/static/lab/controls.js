// @ts-check
/**
 * The form of a panel: its values, its errors, and which of its controls belong to the view.
 *
 * A number has two inputs, a slider and a field for exact values, that follow each other. Values
 * are handed on as they were typed: the model judges them and says in words what is wrong.
 */

/** @typedef {import("./protocol.js").Parameters} Parameters */
/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */

const SLIDER = 1000; // positions of a logarithmic slider, as in controls.py

export class Controls {
  /** The view that the values belong to; the scenario implies it. */
  view = "";

  /** @param {HTMLFormElement} form @param {(moved: boolean) => void} changed */
  constructor(form, changed) {
    this.form = form;
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
      this.#showRelevant();
      changed(input.type === "range" || control.dataset.kind === "choice" || control.dataset.kind === "flag");
    });
    form.addEventListener("keydown", (event) => {
      const field = /** @type {HTMLInputElement} */ (event.target);
      const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (!by || field.dataset.step === undefined || !Number.isFinite(Number(field.value))) return;
      const { min, max, step } = bounds(field);
      field.value = String(Math.min(Math.max(Number(field.value) + by * step, min), max));
      field.dispatchEvent(new Event("input", { bubbles: true }));
      event.preventDefault();
    });
  }

  /** Every value of the view as the reader left it. @returns {Parameters} */
  get values() {
    /** @type {Parameters} */
    const values = {};
    for (const [name, control] of this.controls) {
      if (!this.#taken(control)) continue;
      const field = this.#field(control);
      values[name] = isFlag(field) ? field.checked : field.value;
    }
    return values;
  }

  /** @param {Parameters} values */
  set values(values) {
    if (typeof values.view === "string") this.view = values.view;
    for (const [name, control] of this.controls) {
      const value = values[name];
      if (value === undefined) continue;
      const field = this.#field(control);
      if (isFlag(field)) field.checked = value === true || value === "true" || value === "on" || value === "1";
      else if (field.value !== String(value)) field.value = String(value);
      this.#follow(control);
    }
    this.#showRelevant();
  }

  /** What the reader has changed in the view since the page was built. @returns {Parameters} */
  get touched() {
    /** @type {Parameters} */
    const touched = {};
    for (const [name, control] of this.controls) {
      if (!this.#taken(control)) continue;
      const field = this.#field(control);
      const slider = this.#slider(control);
      // a browser rounds where a logarithmic slider begins to a whole step
      const moved = slider ? Math.abs(Number(slider.value) - Number(slider.defaultValue)) > 0.51 * Number(slider.step) : false;
      if (slider && moved && field.value === defaultOf(field)) {
        field.value = fromSlider(slider, field); // moved before the two followed each other
      }
      if (isFlag(field) ? field.checked !== field.defaultChecked : field.value !== defaultOf(field)) {
        touched[name] = isFlag(field) ? field.checked : field.value;
      }
    }
    return touched;
  }

  /**
   * Show the texts that the model used in place of those that were sent, unless one is being typed.
   *
   * @param {Parameters} sent @param {Parameters} used
   */
  normalize(sent, used) {
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
  showErrors(complaints) {
    for (const control of this.controls.values()) {
      const place = /** @type {HTMLElement} */ (control.querySelector(".lab-error"));
      place.hidden = true;
      this.#field(control).removeAttribute("aria-invalid");
    }
    return complaints.filter(({ parameter, message }) => {
      const control = this.controls.get(parameter ?? "");
      if (!control || control.hidden) return true;
      const place = /** @type {HTMLElement} */ (control.querySelector(".lab-error"));
      place.textContent = message;
      place.hidden = false;
      this.#field(control).setAttribute("aria-invalid", "true");
      return false;
    });
  }

  /** Whether a complaint stands beside a control. */
  get hasErrors() {
    return this.form.querySelector("[aria-invalid]") !== null;
  }

  /**
   * Keep the form as high as its highest set of controls, so that nothing below it moves.
   *
   * @param {Parameters[]} starts  the values of every scenario
   */
  reserve(starts) {
    const { view, values } = this;
    this.form.style.minBlockSize = "";
    const heights = starts.map((start) => {
      this.view = String(start.view);
      this.#showRelevant(start);
      return this.form.offsetHeight;
    });
    this.view = view;
    this.#showRelevant(values);
    this.form.style.minBlockSize = `${Math.max(...heights)}px`;
  }

  /** @param {HTMLElement} control @returns {Field} */
  #field(control) {
    return /** @type {Field} */ (control.querySelector("[name]"));
  }

  /** @param {HTMLElement} control */
  #slider(control) {
    return /** @type {HTMLInputElement | null} */ (control.querySelector(".lab-slider"));
  }

  /** Put the slider where the field is. @param {HTMLElement} control */
  #follow(control) {
    const slider = this.#slider(control);
    const field = this.#field(control);
    if (slider && field.value.trim() !== "" && Number.isFinite(Number(field.value))) {
      slider.value = String(toSlider(slider, field));
    }
  }

  #showRelevant(values = this.values) {
    for (const control of this.controls.values()) {
      control.hidden = !(this.#taken(control) && isRelevant(control, values));
    }
    for (const part of this.form.children) {
      if (part instanceof HTMLElement && !part.matches(".lab-control")) part.hidden = !this.#taken(part);
    }
  }

  /** Whether the view has this part of the form. @param {HTMLElement} part */
  #taken(part) {
    return (part.dataset.views ?? "").split(" ").includes(this.view);
  }
}

/** @param {Field} field @returns {field is HTMLInputElement} */
function isFlag(field) {
  return field instanceof HTMLInputElement && field.type === "checkbox";
}

/** @param {Field} field */
function defaultOf(field) {
  if (!(field instanceof HTMLSelectElement)) return field.defaultValue;
  return [...field.options].find((option) => option.defaultSelected)?.value ?? field.options[0]?.value;
}

/**
 * Whether a parameter has a meaning beside the other *values*.
 *
 * @param {HTMLElement} control @param {Parameters} values
 */
function isRelevant(control, values) {
  /** @type {{parameter: string, values: (string | number | boolean)[]}[]} */
  const conditions = JSON.parse(control.dataset.visibleIf ?? "[]");
  return conditions.every((one) => one.values.some((value) => String(value) === String(values[one.parameter])));
}

/** @param {HTMLInputElement} slider @param {Field} field */
function fromSlider(slider, field) {
  if (slider.dataset.scale !== "log") return slider.value;
  const { min, max, step } = bounds(field);
  const value = min * (max / min) ** (Number(slider.value) / SLIDER);
  const places = (String(step).split(".")[1] ?? "").length;
  return String(Number((Math.round(value / step) * step).toFixed(places)));
}

/** @param {HTMLInputElement} slider @param {Field} field */
function toSlider(slider, field) {
  if (slider.dataset.scale !== "log") return Number(field.value);
  const { min, max } = bounds(field);
  return (SLIDER * Math.log(Number(field.value) / min)) / Math.log(max / min);
}

/** @param {HTMLElement} field */
function bounds({ dataset }) {
  return { min: Number(dataset.min), max: Number(dataset.max), step: Number(dataset.step) };
}
