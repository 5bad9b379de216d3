// @ts-check
/** How values are written for readers: the same as in `portfolio/live/shown.py`. */

const PLACES = 4;

/** @param {string | number} value */
export function number(value) {
  if (typeof value === "string") return value;
  const text = value.toLocaleString("en-US", { maximumFractionDigits: PLACES, roundingMode: "halfEven" });
  return text === "-0" ? "0" : text;
}

/** @param {string} name */
export function label(name) {
  const words = name.replaceAll("_", " ");
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/**
 * @param {HTMLElement} control  the parameter's control: it knows kind, unit and labels
 * @param {string | number | boolean} value
 */
export function setting(control, value) {
  switch (control.dataset.kind) {
    case "int":
    case "float":
      return number(Number(value)) + (control.dataset.unit ? ` ${control.dataset.unit}` : "");
    case "choice": {
      const options = [...control.querySelectorAll("option")];
      return options.find((option) => option.value === value)?.textContent ?? String(value);
    }
    case "flag":
      return value ? "yes" : "no";
    default:
      return String(value).split(/\r?\n/).map((line) => line.trim()).filter(Boolean).join("; ");
  }
}
