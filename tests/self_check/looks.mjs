// Every step at both widths, in both languages, light and dark: nothing too wide, axe content.
import { readFileSync } from "node:fs";
import { check, faults, go, open, openFiles, setDate, unfold } from "./page_under_test.mjs";

const steps = ["start", "questions", "facts", "result", "checklist"];

async function judge(page, axe, where) {
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() => window.axe.run());
  check(passes.length > 10, `${where}: axe looked at nothing`);
  for (const { id, nodes } of violations) faults.push(`${where}: axe: ${id}: ${nodes[0].html.slice(0, 160)}`);
}

async function isWhole(page, where) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(wide <= 0, `${where}: ${wide}px wider than the window`);
  const text = await page.locator("body").innerText();
  check(!/undefined|NaN|\[object|\{\}/.test(text), `${where}: undefined, NaN, [object or {} in the text`);
  // The names of tables to be pasted are words of this kind.
  if (!where.startsWith("start")) check(!/\b(claim_from|claim_to|satisfies|funded_projects|geographical_indications)\b/.test(text), `${where}: words of formulas in the text`);
}

export async function looks(browser, { file, cases, modules, screenshots }) {
  const axe = readFileSync(`${modules}/axe-core/axe.min.js`, "utf8");
  for (const width of [1280, 390]) {
    for (const scheme of ["light", "dark"]) {
      for (const language of ["zh", "en"]) {
        // On a narrow page the elements and colours are the same: judged once.
        const isJudged = width === 1280 || (scheme === "light" && language === "zh");
        const page = await open(browser, file, { width, scheme, language, where: "looks" });
        await openFiles(page, cases[0].facts);
        await setDate(page, cases[0].date);
        for (const step of steps) {
          const where = `${step} ${width}px ${scheme} ${language}`;
          await go(page, step);
          if (step === "result") {
            await page.locator(".readings").scrollIntoViewIfNeeded();
            await page.locator(".reading").first().waitFor();
          }
          await unfold(page);
          await isWhole(page, where);
          if (isJudged) await judge(page, axe, where);
          if (screenshots) await page.screenshot({ path: `${screenshots}/${step}-${width}-${scheme}-${language}.png`, fullPage: true });
        }
        await go(page, "facts");
        await page.locator("[data-list=madrid_applications] button.small").first().click();
        if (isJudged) await judge(page, axe, `dialog ${width}px ${scheme} ${language}`);
        if (screenshots) await page.screenshot({ path: `${screenshots}/dialog-${width}-${scheme}-${language}.png` });
        await page.context().close();
      }
    }
  }
}
