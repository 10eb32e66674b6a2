// The search of the site: looks for all words in each section of each article. Runs from a file, asks nobody.
"use strict";
(() => {
  const index = globalThis.docforgeIndex;
  const form = document.getElementById("search");
  const field = document.getElementById("words");
  const said = document.getElementById("said");
  const list = document.getElementById("found");
  if (!index || !form) return;
  const known = Object.keys(index.words);

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");

  function places(word) {
    let at = 0;
    return index.words[word].split(" ").map((step) => (at += parseInt(step, 36)));
  }

  // Sections that have a word that begins with what was typed.
  function sectionsOf(typed) {
    const found = new Set();
    for (const word of known) if (word.startsWith(typed)) for (const n of places(word)) found.add(n);
    return found;
  }

  function search(text) {
    const typed = fold(text).match(/[\p{L}\p{N}]+/gu) || [];
    if (!typed.length) return null;
    return typed.map(sectionsOf).reduce((all, some) => new Set([...all].filter((n) => some.has(n))));
  }

  function link(href, text) {
    const made = document.createElement("a");
    made.href = href;
    made.textContent = text;
    return made;
  }

  function show() {
    list.replaceChildren();
    const found = search(field.value);
    if (!found) { said.textContent = ""; return; }
    const byArticle = new Map();
    for (const n of [...found].sort((a, b) => a - b)) {
      const at = index.sections[n][0];
      if (!byArticle.has(at)) byArticle.set(at, []);
      byArticle.get(at).push(index.sections[n]);
    }
    const count = byArticle.size;
    said.textContent = (said.dataset[["none", "one"][count] ?? "many"]).replace("{}", count);
    for (const [at, sections] of byArticle) {
      const [path, title, people] = index.articles[at];
      const item = document.createElement("li");
      const head = document.createElement("p");
      head.className = "title";
      head.append(link(path, title));
      item.append(head);
      if (people) {
        const by = document.createElement("p");
        by.className = "by";
        by.textContent = people;
        item.append(by);
      }
      const inner = document.createElement("ul");
      for (const [, name, heading] of sections) {
        if (!name || !heading) continue;
        const line = document.createElement("li");
        line.append(link(`${path}#${encodeURIComponent(name)}`, heading));
        inner.append(line);
      }
      if (inner.children.length) item.append(inner);
      list.append(item);
    }
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  field.addEventListener("input", show);
  field.focus();
})();
