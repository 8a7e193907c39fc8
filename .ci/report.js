// Opens every page of a report (from file://), and those of a service where one is given, and checks them; see .ci/report.
"use strict";
const fs = require("fs");
const path = require("path");
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const [, , executablePath, folder, service] = process.argv;
const looks = [
  { colorScheme: "light", viewport: { width: 1200, height: 800 } },
  { colorScheme: "dark", viewport: { width: 360, height: 740 } },
];
let problems = 0;
const say = (where, what) => { problems += 1; console.error(`report: ${where}: ${what}`); };

// A page that may ask for nothing but what begins with `home`.
const open = async (browser, name, look, home, bypassCSP) => {
  const context = await browser.newContext({ ...look, bypassCSP });
  const page = await context.newPage();
  const where = `${name} (${look.colorScheme}, ${look.viewport.width} px)`;
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) say(where, message.text()); });
  page.on("pageerror", (error) => say(where, error.message));
  page.on("request", (request) => { if (!request.url().startsWith(home)) say(where, `asks for ${request.url()}`); });
  return { context, page, where };
};

const inspect = async (page, where) => {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) say(where, `${wide} px wider than the screen`);
  const broken = await page.evaluate(() => Array.from(document.querySelectorAll('a[href^="#"]'))
    .map((a) => a.getAttribute("href").slice(1)).filter((id) => !id.includes("=") && !document.getElementById(id)));
  if (broken.length) say(where, `links to nowhere: ${broken}`);
  await page.evaluate(axe);
  const result = await page.evaluate(() => axe.run());
  for (const violation of result.violations) say(where, `${violation.id}: ${violation.help}: ${violation.nodes[0].html}`);
};

const check = async (browser, name, look) => {
  // The pages forbid all scripts but their own; the checker's must be let in.
  const { context, page, where } = await open(browser, name, look, "file:", true);
  await page.goto("file://" + path.join(folder, name));
  await inspect(page, where);
  if (name === "index.html") await search(page, where);
  await context.close();
};

// Clicks, and waits for the page this leads to with its styles: `click` alone returns while it still loads.
const follow = async (page, link, to) => {
  await Promise.all([page.waitForURL(service + to, { waitUntil: "load" }), page.click(link)]);
};

// Pastes an article into the page of the service: once under its own policy, once with the checker let in.
const paste = async (browser, look, checked) => {
  const { context, page, where } = await open(browser, "the service", look, service, checked);
  await page.goto(service + "/");
  if (checked) await inspect(page, where);
  await page.fill("#text", "Huyện Yên Mô họp\nÔng Trần Văn Bình, Chủ tịch UBND huyện Yên Mô, chủ trì cuộc họp về Luật Đất đai năm 2013.");
  await follow(page, "button", "/report");
  if (checked) await inspect(page, where + ", report");
  if (!(await page.locator("body").innerText()).includes("Trần Văn Bình")) say(where, "the report does not name the official");
  const back = await page.evaluate(() => getComputedStyle(document.querySelector("mark")).backgroundColor);
  if (back === "rgba(0, 0, 0, 0)") say(where, "the report has no styles");
  await follow(page, "nav a", "/");
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
  if (service) for (const look of looks) for (const checked of [false, true]) await paste(browser, look, checked);
  await browser.close();
  console.log(`report: ${names.length} pages in ${looks.length} looks${service ? ", and the service" : ""}, ${problems} problems`);
  process.exit(problems ? 1 : 0);
})().catch((error) => { console.error(`report: ${error.stack}`); process.exit(1); });
