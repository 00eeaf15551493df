// The page in headless Chromium, offline, and what is found wrong with it.
// In: the page's file. Out: opened pages, faults. Never: a request beyond the file.
import { pathToFileURL } from "node:url";

export const faults = [];
let checks = 0;

export function check(holds, what) {
  checks += 1;
  if (!holds) faults.push(what);
}

export function same(actual, expected, what) {
  check(actual === expected, `${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
}

export const count = () => checks;

/// A new tab on the page; whatever it reports, requests or asks is a fault.
export async function open(browser, file, { width = 1280, scheme = "light", language = "zh", where = "" } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, offline: true, acceptDownloads: true });
  const page = await context.newPage();
  const place = `${where} ${width}px ${scheme} ${language}`;
  page.on("console", (message) => faults.push(`${place}: console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`${place}: error: ${error.message}`));
  page.on("dialog", (dialog) => { faults.push(`${place}: asks: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => { if (!/^(file|blob):/.test(request.url())) faults.push(`${place}: request: ${request.url().slice(0, 100)}`); });
  await page.goto(pathToFileURL(file).href);
  await page.waitForSelector("main h1");
  if (language === "en") await page.click(".language");
  return page;
}

export async function go(page, step) {
  await page.evaluate((hash) => { location.hash = hash; }, step);
  await page.waitForSelector(`body[data-step="${step.split("/")[0]}"]`);
  await settle(page);
}

/// The button of a name, where several have it the first to be seen.
export const press = (page, name) => page.locator("button:visible, a.button:visible", { hasText: name }).first().click();

/// Until the engine has seen the last change, and the step is drawn.
export async function settle(page) {
  await page.waitForFunction(() => document.getElementById("totals")?.getAttribute("aria-busy") === "false" &&
    document.body.dataset.drawn === location.hash && !document.querySelector("dialog[aria-busy=true]"));
  await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => setTimeout(done, 0)); }));
}

/// Everything that can be unfolded, with what that brings.
export async function unfold(page) {
  await page.waitForFunction(() => {
    const closed = document.querySelectorAll("main details:not([open])");
    closed.forEach((one) => { one.open = true; });
    const isFilled = (one) => one.children.length > 1 && [...one.children].at(-1).childNodes.length > 0;
    return closed.length === 0 && [...document.querySelectorAll("main details")].every(isFilled);
  });
}

export async function openFiles(page, files) {
  await go(page, "start");
  await page.setInputFiles("input[type=file]", files);
  await page.waitForSelector(".read-outcome > *");
}

export async function setDate(page, date) {
  await go(page, "start");
  await page.locator("main input[type=date]").fill(date);
  await settle(page);
}

export const totalsOf = (page) => page.locator("#totals .totals dd").allTextContents();

/// The field of a fact, wherever the step shows it.
export const fieldAt = (page, path) => page.locator(`.field[data-path="${path}"]`);
