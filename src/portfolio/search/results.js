// @ts-check
// On the search page: our results come first, as an ordinary list; Sphinx's own search is asked
// if ours cannot answer; and if that has no index either, a link to the pages is shown.

(() => {
  const MOST = 50;
  const place = document.getElementById("search-results");
  if (!place) return;
  const sphinx = typeof Search === "undefined" ? undefined : Search;
  const stock = sphinx?.performSearch;

  /** @param {App} app @param {string} query */
  const show = async ({ finder, element, marked, mark }, query) => {
    const found = await finder.find(query, new Map(), MOST, true);
    const results = found.results.slice(0, MOST);
    const count = results.length === 1 ? "1 page" : `${results.length} pages`;
    const summary = element("p", { role: "status" }, results.length ? `${count} found` : "Nothing found.");
    if (found.corrected) summary.append(" for ", element("strong", {}, found.corrected));
    const list = element("ul", { class: "search-page-results" });
    place.replaceChildren(summary, list);
    const near = results.length ? [] : await finder.near(query);
    if (near.length) summary.append(` Try instead: ${near.join(", ")}.`);
    for (const result of results) {
      const title = marked(mark(finder.about(result.page).title, found.marks));
      const link = element("a", { href: finder.address(result.page) }, ...title);
      const item = element("li", {}, link);
      list.append(item);
      const passage = await finder.passage(result, found.marks).catch(() => undefined);
      if (!passage) continue;
      link.href = passage.address;
      if (passage.heading.length) link.append(" › ", ...marked(passage.heading));
      item.append(element("p", {}, ...marked(passage.text)));
    }
  };

  const look = () => {
    const browse = document.querySelector("[data-search-fallback]");
    if (browse instanceof HTMLElement) browse.hidden = Boolean(sphinx?.hasIndex());
  };

  /** @param {string} query */
  const ask = (query) =>
    window.portfolioSearch
      .load()
      .then((app) => show(app, query))
      .catch(() => {
        stock?.(query);
        if (document.readyState === "complete") look();
        else addEventListener("load", look);
      });

  // Sphinx calls this when the page is ready, which is after this script.
  if (sphinx) sphinx.performSearch = ask;
  else ask(new URLSearchParams(location.search).get("q") ?? "");
})();
