// Opens a budget page in headless Chromium: no error, no request, charts drawn, nothing wider
// than the window, in light and dark, in both languages, at 1280 and 390 pixels.
//
//   node check_page.mjs PAGE.html [FOLDER for screenshots]
//
// Exit code 77: no Chromium or no playwright-core here.
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";

let chromium;
try {
  ({ chromium } = await import("playwright-core"));
} catch {
  console.log("playwright-core is missing");
  process.exit(77);
}
const browserPath = "/usr/bin/chromium";
if (!existsSync(browserPath)) {
  console.log("Chromium is missing");
  process.exit(77);
}
const [page_file, folder] = process.argv.slice(2);
const faults = [];
let checks = 0;
const check = (holds, what) => {
  checks += 1;
  if (!holds) faults.push(what);
};

async function checkPage(browser, width, colorScheme) {
  const where = `${width}px ${colorScheme}`;
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, offline: true });
  page.on("console", message => { if (message.type() === "error") faults.push(`${where}: console: ${message.text()}`); });
  page.on("pageerror", error => faults.push(`${where}: error: ${error.message}`));
  page.on("request", request => { if (!request.url().startsWith("file:")) faults.push(`${where}: request: ${request.url()}`); });
  await page.goto(pathToFileURL(page_file).href);
  const theme = await page.evaluate(() => document.documentElement.dataset.theme);
  check(theme === colorScheme, `${where}: theme is ${theme}`);
  for (const language of [0, 1]) {
    const lang = await page.evaluate(() => document.documentElement.lang);
    const charts = await page.evaluate(() => [...document.querySelectorAll(".chart")].map(chart => ({
      id: chart.id, shapes: chart.querySelectorAll("svg path, svg text").length, width: chart.clientWidth })));
    check(charts.length >= 3, `${where} ${lang}: ${charts.length} charts`);
    charts.forEach(chart => check(chart.shapes >= 4 && chart.width > 100, `${where} ${lang}: ${chart.id} is not drawn: ${JSON.stringify(chart)}`));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(wide <= 0, `${where} ${lang}: ${wide}px wider than the window`);
    const empty = await page.evaluate(() => /NaN|undefined|\[object/.test(document.body.innerText));
    check(!empty, `${where} ${lang}: NaN, undefined or [object in the text`);
    const tables = await page.evaluate(() => document.querySelectorAll("details table tbody tr").length);
    check(tables > 0, `${where} ${lang}: no table has a row`);
    if (folder) await page.screenshot({ path: `${folder}/${width}-${colorScheme}-${lang}.png`, fullPage: true });
    if (language === 0) await page.click("#language");
  }
  if (width === 1280 && colorScheme === "light") {
    await page.click("#theme");
    check(await page.evaluate(() => document.documentElement.dataset.theme) === "dark", `${where}: the button does not change the theme`);
    await page.emulateMedia({ media: "print" });
    check(!(await page.isVisible("#language")), `${where}: buttons are printed`);
  }
  await page.close();
}

const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
for (const width of [1280, 390]) {
  for (const scheme of ["light", "dark"]) await checkPage(browser, width, scheme);
}
await browser.close();
faults.forEach(fault => console.log(fault));
console.log(`${checks} checks, ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
