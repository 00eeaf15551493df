// All stories of the self-check page in headless Chromium.
//
//   node check_page.mjs SETTINGS.json [STORY...]
//
// SETTINGS is written by check_self_check.py. Exit code 77: no Chromium or no package here.
import { existsSync, readFileSync, writeFileSync } from "node:fs";

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
const { count, faults } = await import("./page_under_test.mjs");
const stories = { ...await import("./flows.mjs"), ...await import("./entries.mjs"), ...await import("./wording.mjs"), ...await import("./hostile.mjs"), ...await import("./looks.mjs") };
const [settingsFile, ...wanted] = process.argv.slice(2);
const settings = { ...JSON.parse(readFileSync(settingsFile, "utf8")), writeFile: writeFileSync };
const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
for (const [name, story] of Object.entries(stories)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const start = Date.now();
  try {
    await story(browser, settings);
  } catch (error) {
    faults.push(`${name}: ${error.stack}`);
  }
  console.log(`${name}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
}
await browser.close();
faults.forEach((fault) => console.log(fault));
console.log(`${count()} checks, ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
