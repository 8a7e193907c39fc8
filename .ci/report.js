// Opens every page of a report (from file://) and checks it; see .ci/report.
"use strict";
const fs = require("fs");
const path = require("path");
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const [, , executablePath, folder] = process.argv;
const looks = [
  { colorScheme: "light", viewport: { width: 1200, height: 800 } },
  { colorScheme: "dark", viewport: { width: 360, height: 740 } },
];
let problems = 0;
const say = (where, what) => { problems += 1; console.error(`report: ${where}: ${what}`); };

const check = async (browser, name, look) => {
  // The pages forbid all scripts but their own; the checker's must be let in.
  const context = await browser.newContext({ ...look, bypassCSP: true });
  const page = await context.newPage();
  const where = `${name} (${look.colorScheme}, ${look.viewport.width} px)`;
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) say(where, message.text()); });
  page.on("pageerror", (error) => say(where, error.message));
  page.on("request", (request) => { if (!request.url().startsWith("file:")) say(where, `asks for ${request.url()}`); });
  await page.goto("file://" + path.join(folder, name));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) say(where, `${wide} px wider than the screen`);
  const broken = await page.evaluate(() => Array.from(document.querySelectorAll('a[href^="#"]'))
    .map((a) => a.getAttribute("href").slice(1)).filter((id) => !id.includes("=") && !document.getElementById(id)));
  if (broken.length) say(where, `links to nowhere: ${broken}`);
  await page.evaluate(axe);
  const result = await page.evaluate(() => axe.run());
  for (const violation of result.violations) say(where, `${violation.id}: ${violation.help}: ${violation.nodes[0].html}`);
  if (name === "index.html") await search(page, where);
  await context.close();
};

const search = async (page, where) => {
  const shown = () => page.locator("#list > li:visible").count();
  const all = await shown();
  const name = await page.locator("#list > li").first().getAttribute("data-official");
  const official = name.split("|")[1];
  await page.selectOption("#kind", "official");
  await page.fill("#query", official.replace(/-/g, " ").toUpperCase());
  const found = await shown();
  if (found < 1 || found >= all) say(where, `searching for ${official} shows ${found} of ${all}`);
  await page.fill("#query", "không có ai tên này");
  if (await shown() !== 0) say(where, "a search for nobody finds somebody");
  await page.evaluate((hash) => { location.hash = hash; }, "#official=" + official);
  await page.waitForFunction(() => !document.getElementById("count").textContent.startsWith("0 "));
  if (await shown() !== found) say(where, "a link to an official shows other articles than the search");
};

(async () => {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const names = fs.readdirSync(folder).filter((name) => name.endsWith(".html"));
  for (const name of names) for (const look of looks) await check(browser, name, look);
  await browser.close();
  console.log(`report: ${names.length} pages in ${looks.length} looks, ${problems} problems`);
  process.exit(problems ? 1 : 0);
})().catch((error) => { console.error(`report: ${error.stack}`); process.exit(1); });
