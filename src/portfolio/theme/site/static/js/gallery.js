// @ts-check
// Filters the list of all projects in place. The address bar follows, so that a choice can be
// shared; what it says is compared with the choices there are, and never becomes markup.
{
  const form = document.querySelector("form.gallery-filter");
  const fold = document.querySelector(".gallery-fold");
  const reset = document.querySelector(".gallery-filter [type=reset]");
  const count = document.querySelector(".gallery-count");
  const items = [...document.querySelectorAll(".pf-gallery__item")].filter((item) => item instanceof HTMLElement);
  const selects = [...document.querySelectorAll(".gallery-filter select")].filter(
    (select) => select instanceof HTMLSelectElement,
  );

  /**
   * The values of *item* in a field: a list, except for organizations, whose names have spaces.
   * @param {HTMLElement} item @param {string} name @returns {string[]}
   */
  const values = (item, name) => {
    const value = item.dataset[name] ?? "";
    return name === "organization" ? [value] : value.split(" ");
  };

  const apply = () => {
    let shown = 0;
    for (const item of items) {
      item.hidden = !selects.every(({ name, value }) => !value || values(item, name).includes(value));
      if (!item.hidden) shown += 1;
    }
    const all = items.length;
    const chosen = selects.some(({ value }) => value);
    if (reset instanceof HTMLElement) reset.hidden = !chosen;
    if (fold instanceof HTMLDetailsElement && chosen) fold.open = true;
    if (count) count.textContent = shown === all ? `${all} projects` : `${shown} of ${all} projects`;
  };

  const remember = () => {
    const query = new URLSearchParams();
    for (const { name, value } of selects) if (value) query.set(name, value);
    const address = query.size ? `?${query}` : location.pathname;
    try {
      history.replaceState(null, "", address + location.hash);
    } catch {
      // A page opened from a file may not change its address.
    }
  };

  const recall = () => {
    const query = new URLSearchParams(location.search);
    for (const select of selects) {
      const value = query.get(select.name) ?? "";
      select.value = [...select.options].some((option) => option.value === value) ? value : "";
    }
    apply();
  };

  form?.addEventListener("change", () => {
    apply();
    remember();
  });
  form?.addEventListener("reset", (event) => {
    event.preventDefault(); // a reset would bring back what the address asked for on arrival
    for (const select of selects) select.value = "";
    apply();
    remember();
  });
  form?.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", recall);
  recall();
}
