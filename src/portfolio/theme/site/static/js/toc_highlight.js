// @ts-check
// Marks the section being read in the contents of the page.
{
  /** @type {Map<string, Element>} */
  const links = new Map();
  for (const link of document.querySelectorAll(".page-toc a[href^='#']")) {
    links.set(decodeURIComponent((link.getAttribute("href") ?? "").slice(1)), link);
  }
  const sections = [...links.keys()].map((id) => document.getElementById(id));
  const watcher = new IntersectionObserver(
    () => {
      let current = "";
      for (const section of sections) {
        if (section && section.getBoundingClientRect().top < innerHeight / 3) current = section.id;
      }
      for (const [id, link] of links) {
        if (id === current) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    },
    { rootMargin: "0px 0px -66% 0px" },
  );
  for (const section of sections) if (section) watcher.observe(section);
}
