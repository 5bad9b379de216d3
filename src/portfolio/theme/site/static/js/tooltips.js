// @ts-check
// Shows, beside the word that asks for it, a reference, the meaning of a term or the long form of
// an abbreviation: when the pointer rests on it, when it has the focus, and when it is tapped (a
// second tap follows the link). Everything shown is text that the page already contains.
{
  const patience = { show: 150, hide: 250 }; // ms: a passing pointer opens nothing, a slow one closes nothing
  const gap = 6; // px between word and note
  const edge = 8; // px between note and window

  const note = document.createElement("div");
  note.id = "beside";
  note.className = "beside";
  note.setAttribute("role", "tooltip");
  note.popover = "manual";
  (document.querySelector("article") ?? document.body).append(note);
  const margin = matchMedia("(min-width: 75em)"); // notes stand beside the text
  const least = 180; // px of a margin that can hold a note

  /** @type {HTMLElement | null} */
  let owner = null;
  let timer = 0;
  let touched = false;

  /**
   * The definitions stand on the first link to each term; later links share them.
   * @type {Map<string, string>}
   */
  const meanings = new Map();
  for (const link of document.querySelectorAll("a[data-meaning]")) {
    meanings.set(link.getAttribute("href") ?? "", link.getAttribute("data-meaning") ?? "");
  }

  /**
   * The element that asks for a note, at or above *target*.
   * @param {EventTarget | null} target
   * @returns {HTMLElement | null}
   */
  const asking = (target) =>
    target instanceof Element ? target.closest("a.footnote-reference, a.term, article abbr[title]") : null;

  /**
   * What to show for *word*, or nothing.
   * @param {HTMLElement} word
   * @returns {string}
   */
  const words = (word) => {
    if (word.tagName === "ABBR") return word.title;
    const href = word.getAttribute("href") ?? "";
    if (!word.matches(".footnote-reference")) return meanings.get(href) ?? "";
    const source = document.getElementById(decodeURIComponent(href.slice(1)));
    const texts = [...(source?.querySelectorAll("p") ?? [])].map((paragraph) => paragraph.textContent ?? "");
    return texts.join(" ").trim();
  };

  const hide = () => {
    clearTimeout(timer);
    owner?.removeAttribute("aria-describedby");
    owner = null;
    if (note.matches(":popover-open")) note.hidePopover();
  };

  /** @param {HTMLElement} word */
  const show = (word) => {
    clearTimeout(timer);
    const text = words(word);
    if (owner === word || !text) return;
    hide();
    owner = word;
    note.textContent = text;
    word.setAttribute("aria-describedby", note.id);
    note.showPopover();
    const at = word.getClientRects()[0];
    const block = (word.closest("p, li, dd, dt") ?? word).getBoundingClientRect();
    const column = document.querySelector(".site-content")?.getBoundingClientRect();
    const room = margin.matches && column ? column.right - block.right - 4 * gap : 0;
    note.classList.toggle("beside-margin", room >= least);
    if (room >= least) {
      note.style.inlineSize = `${Math.min(room, 320)}px`;
      note.style.left = `${block.right + 4 * gap + scrollX}px`;
      note.style.top = `${at.top + scrollY}px`;
      return;
    }
    note.style.inlineSize = "";
    const { width, height } = note.getBoundingClientRect();
    const left = Math.max(edge, Math.min(at.left, document.documentElement.clientWidth - width - edge));
    const below = at.bottom + gap;
    const top = below + height > innerHeight && at.top - gap - height > 0 ? at.top - gap - height : below;
    note.style.left = `${left + scrollX}px`;
    note.style.top = `${top + scrollY}px`;
  };

  /** @param {() => void} act @param {number} delay */
  const soon = (act, delay) => {
    clearTimeout(timer);
    timer = window.setTimeout(act, delay);
  };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const word = asking(event.target);
    if (word && word.tagName !== "ABBR") soon(() => show(word), patience.show); // a browser shows an abbr's title itself
    else if (owner && event.target instanceof Node && note.contains(event.target)) clearTimeout(timer);
    else if (owner && document.activeElement !== owner) soon(hide, patience.hide);
    else if (!owner) clearTimeout(timer);
  });
  document.addEventListener("focusin", (event) => {
    const word = asking(event.target);
    if (word?.matches(":focus-visible")) show(word);
    else if (owner) hide();
  });
  document.addEventListener("focusout", (event) => {
    if (event.target === owner) hide();
  });
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
  });
  document.addEventListener("click", (event) => {
    const word = asking(event.target);
    if (touched && word && word !== owner && words(word)) {
      event.preventDefault();
      show(word);
    } else if (!(event.target instanceof Node && note.contains(event.target))) {
      hide();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && owner) hide();
  });
}
