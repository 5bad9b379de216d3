// @ts-check
// On the search page: our results come first, Sphinx's own search is asked if ours cannot answer,
// and if that has no index either, a link to the pages is shown.

(() => {
  const place = document.getElementById("search-results");
  if (!place) return;
  const sphinx = typeof Search === "undefined" ? undefined : Search;
  const stock = sphinx?.performSearch;

  const look = () => {
    const browse = document.querySelector("[data-search-fallback]");
    if (browse instanceof HTMLElement) browse.hidden = Boolean(sphinx?.hasIndex());
  };

  /** @param {string} query */
  const ask = (query) =>
    window.portfolioSearch
      .load()
      .then((app) => app.page(place, query))
      .catch(() => {
        stock?.(query);
        if (document.readyState === "complete") look();
        else addEventListener("load", look);
      });

  // Sphinx calls this when the page is ready, which is after this script.
  if (sphinx) sphinx.performSearch = ask;
  else ask(new URLSearchParams(location.search).get("q") ?? "");
})();
