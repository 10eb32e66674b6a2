"use strict";
// Answers to open questions and repairs, kept in this page until they are downloaded as decisions.toml.
// Nothing leaves the machine: the page's policy forbids every connection.
(() => {
  const byId = (id) => document.getElementById(id);
  const articles = new Map();
  for (const data of document.querySelectorAll("script[type='application/json']")) {
    const { edits, others } = JSON.parse(data.textContent);
    const items = Object.fromEntries([...others, ...edits].map((item) => [item.key, item]));
    articles.set(data.dataset.article, { edits, items });
  }
  const store = "docforge:" + document.documentElement.dataset.report;
  let answers = {};
  try { answers = JSON.parse(localStorage.getItem(store)) || {}; } catch { /* no storage: this page only */ }
  document.documentElement.classList.add("live");

  const VERDICTS = { accept: "accepted", reject: "kept as found", replace: "replaced by your text" };
  const of = (article) => (answers[article] = answers[article] || {});
  const itemOf = (article, key) => articles.get(article).items[key];
  const count = (article) => Object.keys(answers[article] || {}).length;

  function make(name, text, attributes = {}) {
    const node = document.createElement(name);
    if (text) node.textContent = text;
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  }

  // ------------------------------------------------------------ answers

  function answer(article, key, verdict, text) {
    const given = of(article)[key];
    if (verdict === null || (given && given.verdict === verdict && verdict !== "replace")) {
      delete of(article)[key];
    } else {
      of(article)[key] = verdict === "replace" ? { verdict, text } : { verdict };
    }
    show();
  }

  function answerRule(article, rule, verdict) {
    for (const [key, item] of Object.entries(articles.get(article).items)) {
      if (item.rule === rule && item.proposal) of(article)[key] = { verdict };
    }
    show();
  }

  // The editor's own text is written in place, under the buttons.
  function ask(box) {
    const { article, key } = box.dataset;
    const open = box.querySelector("form");
    if (open) { open.remove(); return; }
    const given = of(article)[key];
    const form = make("form");
    const id = "text-" + key;
    const area = make("textarea", "", { id, rows: "2" });
    area.value = given && given.text !== undefined ? given.text : itemOf(article, key).after;
    form.append(make("label", "What stands there instead", { for: id }), area, make("button", "Keep this text", { class: "main" }));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      form.remove();
      answer(article, key, "replace", area.value);
      box.querySelector("button[data-verdict='replace']").focus();
    });
    box.append(form);
    area.focus();
  }

  // ------------------------------------------------------------ decisions.toml

  function quoted(value) {
    const plain = value.replace(/[\ud800-\udfff]/g, (c, i, s) =>
      /[\ud800-\udbff]/.test(c) && /[\udc00-\udfff]/.test(s[i + 1] || "") ? c
        : /[\udc00-\udfff]/.test(c) && /[\ud800-\udbff]/.test(s[i - 1] || "") ? c : "\ufffd");
    return JSON.stringify(plain).replace(/\u007f/g, "\\u007f");
  }

  function toml(article) {
    const lines = ["# The editor's decisions, collected in report.html. Merge them with: docforge decide " + article
      + " --from decisions.toml", ""];
    for (const [key, given] of Object.entries(answers[article])) {
      const item = itemOf(article, key) || { rule: "", before: "", after: "" };
      lines.push("[[decision]]", "key = " + quoted(key), "verdict = " + quoted(given.verdict));
      if (given.verdict === "replace") lines.push("text = " + quoted(given.text));
      lines.push("rule = " + quoted(item.rule), "before = " + quoted(item.before), "after = " + quoted(item.after), "");
    }
    return lines.join("\n");
  }

  function download(article) {
    const link = make("a", "", { download: "decisions.toml" });
    link.href = URL.createObjectURL(new Blob([toml(article)], { type: "application/toml" }));
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  // ------------------------------------------------------------ what is shown

  function show() {
    try { localStorage.setItem(store, JSON.stringify(answers)); } catch { /* shown, not kept */ }
    for (const box of document.querySelectorAll("[data-answers]")) {
      const { article, key } = box.dataset;
      const given = (answers[article] || {})[key];
      for (const button of box.querySelectorAll("button[data-verdict]")) {
        button.setAttribute("aria-pressed", String(Boolean(given) && given.verdict === button.dataset.verdict));
      }
      const said = box.querySelector(".said");
      said.textContent = !given ? "" : given.verdict === "replace" ? "Your text: “" + given.text + "”" : "";
    }
    for (const mark of document.querySelectorAll(".e")) {
      const article = mark.closest("[data-article]").dataset.article;
      const edits = articles.get(article).edits;
      const given = mark.dataset.e.split(" ").map((n) => (answers[article] || {})[edits[n].key]).find(Boolean);
      mark.classList.toggle("answered", Boolean(given));
    }
    const bar = byId("answers");
    bar.replaceChildren();
    const total = [...articles.keys()].reduce((sum, article) => sum + count(article), 0);
    bar.hidden = total === 0;
    byId("spoken").textContent = total === 1 ? "1 answer" : total + " answers";
    if (!total) return;
    bar.append(make("b", total === 1 ? "1 answer" : total + " answers"));
    for (const article of articles.keys()) {
      if (!count(article)) continue;
      const name = articles.size > 1 ? "Download decisions.toml of " + article + " (" + count(article) + ")" : "Download decisions.toml";
      bar.append(make("button", name, { type: "button", "data-download": article, class: "main" }));
    }
    bar.append(make("button", "Forget the answers", { type: "button", "data-forget": "" }));
  }

  function buttons(article, key, item) {
    const box = make("div", "", { class: "answers", "data-answers": "", "data-article": article, "data-key": key });
    const choices = item.proposal
      ? [["accept", item.applied ? "Right" : "Accept"], ["reject", "Keep as found"], ["replace", "Write …"]]
      : [["accept", "May stand as it is"], ["reject", "Is wrong"]];
    for (const [verdict, name] of choices) {
      box.append(make("button", name, { type: "button", "data-verdict": verdict }), " ");
    }
    box.append(make("span", "", { class: "said" }));
    return box;
  }

  // ------------------------------------------------------------ one repair, in the panel

  const panel = byId("panel");
  let opener = null;

  function reading(name, text, kind) {
    const row = make("div");
    row.append(make("dt", name), make("dd"));
    row.lastChild.append(text ? make(kind, text, { class: "reading" }) : make("span", "nothing", { class: "quiet" }));
    return row;
  }

  function open(mark) {
    const article = mark.closest("[data-article]").dataset.article;
    const data = articles.get(article);
    panel.replaceChildren(make("button", "Close", { type: "button", "data-close": "", class: "close" }));
    for (const number of mark.dataset.e.split(" ")) {
      const edit = data.edits[number];
      const list = make("dl");
      list.append(reading("Before", edit.before, "del"));
      list.append(edit.aside ? reading("Set aside as", edit.aside, "span") : reading("After", edit.after, "ins"));
      const part = make("section");
      part.append(make("h3", edit.rule.replaceAll("-", " ")), list, make("p", edit.why));
      part.append(make("p", edit.confidence + " · " + edit.place + " · " + edit.key, { class: "place" }));
      part.append(buttons(article, edit.key, data.items[edit.key] || edit));
      panel.append(part);
    }
    opener = mark;
    panel.hidden = false;
    for (const other of document.querySelectorAll(".e.current")) other.classList.remove("current");
    const first = mark.dataset.e.split(" ")[0];
    for (const twin of mark.closest("table").querySelectorAll(".e")) {
      if (twin.dataset.e.split(" ")[0] === first) twin.classList.add("current");
    }
    show();
  }

  function close() {
    if (panel.hidden) return;
    panel.hidden = true;
    for (const other of document.querySelectorAll(".e.current")) other.classList.remove("current");
    if (opener) opener.focus();
  }

  function focusMark(mark) {
    for (const other of mark.closest("table").querySelectorAll(".e[tabindex='0']")) other.tabIndex = -1;
    mark.tabIndex = 0;
    mark.focus();
  }

  function find(article, key) {
    const number = articles.get(article).edits.findIndex((edit) => edit.key === key);
    const table = document.querySelector("table.facing[data-article='" + CSS.escape(article) + "']");
    const mark = table && [...table.querySelectorAll("td.source .e")].find((m) => m.dataset.e.split(" ").includes(String(number)));
    if (!mark) return;
    mark.closest("details").open = true;
    mark.scrollIntoView({ block: "center" });
    focusMark(mark);
    open(mark);
  }

  // ------------------------------------------------------------ clicks and keys

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const mark = event.target.closest(".e");
    if (button) {
      const data = button.dataset;
      const box = button.closest("[data-answers]");
      if (data.verdict && box) {
        const { article, key } = box.dataset;
        if (data.verdict === "replace") ask(box); else answer(article, key, data.verdict);
      } else if (data.allVerdict) answerRule(data.article, data.rule, data.allVerdict);
      else if (data.find) find(data.article, data.find);
      else if (data.download) download(data.download);
      else if ("forget" in data) { answers = {}; show(); }
      else if ("close" in data) close();
    } else if (mark) {
      focusMark(mark);
      open(mark);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    const mark = event.target.closest && event.target.closest(".e");
    if (!mark || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = [...mark.closest("table").querySelectorAll("td.source .e")];
    const at = all.indexOf(mark);
    const article = mark.closest("[data-article]").dataset.article;
    const key = articles.get(article).edits[mark.dataset.e.split(" ")[0]].key;
    const step = { ArrowDown: 1, ArrowRight: 1, j: 1, ArrowUp: -1, ArrowLeft: -1, k: -1 }[event.key];
    if (step && at >= 0 && all[at + step]) {
      focusMark(all[at + step]);
      if (!panel.hidden) open(all[at + step]);
    } else if (event.key === "Enter" || event.key === " ") open(mark);
    else if (event.key === "a") answer(article, key, "accept");
    else if (event.key === "r") answer(article, key, "reject");
    else return;
    event.preventDefault();
  });

  for (const place of document.querySelectorAll("[data-offer]")) {
    const { article, key } = place.dataset;
    place.replaceWith(buttons(article, key, itemOf(article, key)));
  }
  show();
})();
