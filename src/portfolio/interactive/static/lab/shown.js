// @ts-check
/** How values are written for readers: the same as in `portfolio/live/shown.py`. */

const PLACES = 4;

/** @param {string | number} value */
export function number(value) {
  if (typeof value === "string") return value;
  const [whole, decimals = ""] = rounded(Math.abs(value)).split(".");
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (decimals.replace(/0+$/, "") && `.${decimals.replace(/0+$/, "")}`);
  return value < 0 && text !== "0" ? `-${text}` : text;
}

/**
 * Round to PLACES decimals; of two that are equally near take the even one, as Python does.
 *
 * @param {number} value
 */
function rounded(value) {
  const halves = value * 2 ** (PLACES + 1); // odd only if the value ends in an exact half
  if (!Number.isInteger(halves) || halves % 2 === 0) return value.toFixed(PLACES);
  const exact = value.toFixed(PLACES + 1).slice(0, -1);
  return Number(exact.at(-1)) % 2 === 0 ? exact : value.toFixed(PLACES);
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
      return String(value).split(/\r?\n/).map((line) => line.trim()).filter(Boolean).join("; ") || "–";
  }
}
