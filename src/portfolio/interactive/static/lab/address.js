// @ts-check
/**
 * The state of a panel in the page's address: `#lab-dominators?scenario=fan&size=8&step=3`.
 *
 * Only what differs from the scenario is written. What is read is text from a stranger: it goes
 * into controls and to the model, which judges it, and never into markup.
 */

/**
 * @typedef {object} State
 * @property {string} scenario  its name
 * @property {import("./protocol.js").Parameters} parameters  what differs from the scenario's
 * @property {number | null} step  null for the scenario's own
 */

const OWN = ["scenario", "step"];

/**
 * Read the state of the panel *id* from an address's fragment; null if it names none.
 *
 * @param {string} id @param {string} hash @returns {State | null}
 */
export function read(id, hash) {
  const start = `#${id}?`;
  if (!hash.startsWith(start)) return null;
  const query = new URLSearchParams(hash.slice(start.length));
  const step = query.get("step");
  return {
    scenario: query.get("scenario") ?? "",
    parameters: Object.fromEntries([...query].filter(([name]) => !OWN.includes(name))),
    step: step !== null && /^\d{1,9}$/.test(step) ? Number(step) : null,
  };
}

/** @param {string} id @param {State} state */
export function write(id, { scenario, parameters, step }) {
  const query = new URLSearchParams({ scenario });
  for (const [name, value] of Object.entries(parameters)) query.set(name, String(value));
  if (step !== null) query.set("step", String(step));
  return `#${id}?${query}`;
}

/**
 * Return the command that computes the same picture in a terminal.
 *
 * @param {string} lab @param {State} state
 */
export function command(lab, { scenario, parameters, step }) {
  const changed = Object.entries(parameters).map(([name, value]) => `--${name.replaceAll("_", "-")} ${quoted(String(value))}`);
  const picture = step === null ? [] : [`--step ${step}`];
  return [`labs ${lab} --scenario ${scenario}`, ...changed, ...picture].join(" ");
}

/** @param {string} text */
function quoted(text) {
  return /^[\w.,:%+=/@][\w.,:%+=/@-]*$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
