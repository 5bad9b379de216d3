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
  const root = document.documentElement.dataset.content_root ?? "./";

  /** @param {import("./app.js").App} app @param {string} query */
  const show = async ({ finder, element, marked, mark }, query) => {
    const found = await finder.find(query, new Map(), MOST, true);
    const results = found.results.slice(0, MOST);
    const count = results.length === 1 ? "1 page" : `${results.length} pages`;
    const summary = element("p", { role: "status" }, results.length ? `${count} found` : "Nothing found.");
    if (found.corrected && !found.left) summary.append(" for ", element("strong", {}, found.corrected));
    const list = element("ul", { class: "search-page-results" });
    place.replaceChildren(summary, list);
    if (found.left) summary.append("; nothing here says ", element("strong", {}, found.left));
    const near = results.length ? [] : await finder.near(query);
    if (near.length) summary.append(" Try instead:");
    for (const name of near) summary.append(" ", element("a", { href: `?${new URLSearchParams({ q: name })}` }, name));
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
      .then((search) => search.load())
      .then((app) => show(app, query))
      .catch(() => askSphinx(query));

  // Sphinx calls this when the page is ready, which is after this script.
  if (sphinx) sphinx.performSearch = ask;
  else ask(new URLSearchParams(location.search).get("q") ?? "");
})();
