// @ts-check
// On the search page, in the place of Sphinx's index: our results come first, as an ordinary list;
// Sphinx's own search is asked, and its index loaded, if ours cannot answer; and if that has no
// index either, a link to the pages is shown.

(() => {
  const MOST = 50;
  const place = document.getElementById("search-results");
  if (!place) return;
  const sphinx = typeof Search === "undefined" ? undefined : Search;
  const stock = sphinx?.performSearch;
  const filters = new Map();
  const facets = Object.assign(document.createElement("div"), { className: "search-facets" });
  const root = document.documentElement.dataset.content_root ?? "./";

  /** Show what is found as the dialog does: rows, filters and help.
   * @param {import("./app.js").App} app @param {string} query */
  const show = async (app, query) => {
    const { finder, element, rows } = app;
    const answer = await finder.find(query, filters, MOST, true);
    const results = answer.results.slice(0, MOST);
    const count = results.length === 1 ? "1 page" : `${results.length} pages`;
    const summary = element("p", { role: "status" }, results.length ? `${count} found. ` : `Nothing found${filters.size ? " under this filter" : ""}. `);
    summary.append(...rows.explain(answer));
    rows.showFilters(facets, answer, filters, () => show(app, query));
    const list = element("ul", { class: "search-page-results" });
    const focused = document.activeElement;
    place.replaceChildren(summary, facets, list);
    if (focused instanceof HTMLElement && facets.contains(focused)) focused.focus();
    const links = results.map(({ page }) => rows.makeRow(finder, page, answer.marks));
    list.append(...links.map((link) => element("li", {}, link)));
    if (!results.length && !filters.size) {
      const again = (/** @type {string} */ name) => location.assign(`?${new URLSearchParams({ q: name })}`);
      list.before(...rows.suggestions(await finder.near(query), again));
    }
    await Promise.all(results.map((result, i) => rows.fillRow(finder, links[i], result, answer.marks)));
  };

  /** Let Sphinx answer: only now is its index needed. @param {string} query */
  const askSphinx = (query) => {
    const index = document.createElement("script");
    index.src = `${root}searchindex.js`;
    index.onerror = browse;
    document.head.append(index);
    if (stock) stock(query);
    else browse();
  };

  /** Nothing can be searched: lead to where everything is listed. */
  const browse = () => {
    const ready = document.querySelector("[data-search-fallback]");
    if (ready instanceof HTMLElement) {
      ready.hidden = false;
      return;
    }
    const link = document.createElement("a");
    link.href = `${root}index.html`;
    link.textContent = "All pages";
    const line = document.createElement("p");
    line.append("The search did not load. ", link, " are listed.");
    place.replaceChildren(line);
  };

  /** @param {string} query */
  const ask = (query) =>
    Promise.resolve(window.siteSearch)
      .then((search) => {
        search.style("page.css");
        return search.load();
      })
      .then((app) => show(app, query))
      .catch(() => askSphinx(query));

  // Sphinx calls this when the page is ready, which is after this script.
  if (sphinx) sphinx.performSearch = ask;
  else ask(new URLSearchParams(location.search).get("q") ?? "");
})();
