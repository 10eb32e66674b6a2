// Loads pages in Chromium, light and dark, narrow and wide, and runs axe-core in each; one line of JSON a page.
// Called by validate/axe.py:  node browser_check.cjs PAGE...
"use strict";
const { pathToFileURL } = require("node:url");
const puppeteer = require("puppeteer");
const { source } = require("axe-core");

const VIEWS = [
  { scheme: "light", width: 320, height: 640 },
  { scheme: "light", width: 1280, height: 900 },
  { scheme: "dark", width: 320, height: 640 },
  { scheme: "dark", width: 1280, height: 900 },
];

async function look(browser, file) {
  const found = { file, axe: [], complaints: [], requests: [], wide: [] };
  const page = await browser.newPage();
  const here = pathToFileURL(file).href;
  // The page's own policy must hold while it loads; axe is put in from outside.
  page.on("console", (m) => { if (m.type() === "error" || m.type() === "warn") found.complaints.push(m.text()); });
  page.on("pageerror", (e) => found.complaints.push(String(e)));
  page.on("request", (r) => { if (!/^(file|data|blob):/.test(r.url())) found.requests.push(r.url()); });
  await page.goto(here, { waitUntil: "load" });
  await page.evaluate(source);
  for (const view of VIEWS) {
    await page.setViewport({ width: view.width, height: view.height });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: view.scheme }]);
    const result = await page.evaluate(() =>
      globalThis.axe.run(document, { resultTypes: ["violations"], elementRef: false, preload: false }));
    for (const rule of result.violations)
      for (const node of rule.nodes)
        found.axe.push({
          rule: rule.id, help: rule.help, impact: rule.impact, view: `${view.scheme}, ${view.width} px`,
          target: node.target.flat().join(" "), html: node.html.slice(0, 200), said: node.failureSummary || "",
        });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) found.wide.push({ view: `${view.scheme}, ${view.width} px`, over });
  }
  await page.close();
  return found;
}

(async () => {
  const browser = await puppeteer.launch({
    headless: true,
    args: ["--no-sandbox", "--disable-setuid-sandbox", "--hide-scrollbars", "--disable-background-networking"],
    timeout: 60000,
    protocolTimeout: 240000,
  });
  try {
    for (const file of process.argv.slice(2)) process.stdout.write(JSON.stringify(await look(browser, file)) + "\n");
  } finally {
    await browser.close();
  }
})().catch((error) => { process.stderr.write(String(error) + "\n"); process.exit(1); });
