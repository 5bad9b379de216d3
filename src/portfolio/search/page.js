// @ts-check
// The search page: the same engine, its results as an ordinary list.

const MOST_ON_PAGE = 50;

/** @param {HTMLElement} place @param {string} text @param {Finder} finder */
async function showPage(place, text, finder) {
  const found = await finder.find(text, new Map());
  const results = found.results.slice(0, MOST_ON_PAGE);
  const count = results.length === 1 ? "1 page" : `${results.length} pages`;
  const summary = element("p", { role: "status" }, results.length ? `${count} found` : "Nothing found.");
  if (found.corrected) summary.append(" for ", element("strong", {}, found.corrected));
  const list = element("ul", { class: "search-page-results" });
  place.replaceChildren(summary, list);
  const near = results.length ? [] : await finder.near(text);
  if (near.length) summary.append(` Try instead: ${near.join(", ")}.`);
  for (const result of results) {
    const link = element("a", { href: finder.address(result.page) }, ...marked(mark(finder.title(result.page), found.marks)));
    const item = element("li", {}, link);
    list.append(item);
    finder.passage(result, found.marks).then((passage) => {
      link.href = passage.address;
      if (passage.heading.length) link.append(" › ", ...marked(passage.heading));
      item.append(element("p", {}, ...marked(passage.text)));
    }, () => {});
  }
}
