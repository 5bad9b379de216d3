// @ts-check
const all = [...document.querySelectorAll("p")];
for (const one of all) {
  one.title ??= `${all.length}`;
}
