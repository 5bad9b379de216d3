// @ts-check
// Puts a button beside each BibTeX entry that copies it.
{
  for (const entry of document.querySelectorAll(".pf-publication__bibtex pre")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    const said = document.createElement("span");
    said.className = "copy-said";
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      const text = (entry.textContent ?? "").trimEnd() + "\n";
      try {
        await navigator.clipboard.writeText(text); // there is none on plain http
        said.textContent = "Copied";
      } catch {
        said.textContent = "The browser does not allow it: select the text instead";
      }
    });
    const line = document.createElement("p");
    line.className = "copy-line";
    line.append(button, said);
    entry.closest(".pf-publication__bibtex")?.append(line);
  }
}
