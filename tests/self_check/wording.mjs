// Words for people: no syntax of programs, no order turned by what was typed, headings that hold.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { check, fieldAt, go, open, openFiles, press, same, setDate, settle, unfold } from "./page_under_test.mjs";

/// Modules of the page by themselves, for what the rules of this repository have no case of.
async function moduleOf({ sources, folder }, name) {
  const output = `${folder}/${name}.mjs`;
  execFileSync("esbuild", [`${sources}/${name}.js`, "--bundle", "--format=esm", `--outfile=${output}`, "--log-level=error"]);
  return import(pathToFileURL(output));
}

/// A name of several regions is refused; days, digits and units are read exactly.
export async function cellByCell(browser, settings) {
  const { readCell } = await moduleOf(settings, "cells");
  const regions = [{ code: "110101", title: { zh: "鼓楼区" } }, { code: "220202", title: { zh: "鼓楼区" } }, { code: "14", title: { zh: "山西省", en: "Shanxi" } }];
  const read = (type, cell, more = {}) => readCell({ regions, enums: new Map() }, { type, ...more }, cell);
  const twice = read("region", "鼓楼区");
  check(twice.value === "鼓楼区" && twice.problem.includes("110101") && twice.problem.includes("220202"), "an ambiguous region is taken");
  for (const day of ["2023-2-29", "1900/2/29", "2024-13-1", "2024-4-31", "2024-1-0", "2024-1/2", "24-1-2"]) check(read("date", day).problem && read("date", day).value === day, `${day} is taken for a day`);
  for (const [day, exact] of [["2000-2-29", "2000-02-29"], ["2024.12.31", "2024-12-31"]]) same(read("date", day).value, exact, day);
  for (const figure of ["1,00", "10,0000", "1,000,", "1.2.3", "一千"]) same(read("number", figure).value, figure, "a figure that is none");
  same(read("money", "¥100", { currency: "CNY", unit: "万元" }).value, "100元", "a sign of yuan in a column of another unit");
  same(read("money", "100", { currency: "CNY", unit: "万元" }).value, "100", "a figure in the unit of its column");
  same(read("money", "12345678901234567890.10").value, "12345678901234567890.10", "a figure of many digits");
}

/// What is compared reads as a sentence.
export async function sentences(browser, settings) {
  const { explain, formulaText } = await moduleOf(settings, "formula");
  const policy = {
    formulas: [{ kind: "condition", text: "count(items) >= 2", sources: ["count(items)"] },
      { kind: "condition", text: "reading.co_owner != \"first\"", sources: ["reading.co_owner"], names: [{ text: "\"first\"", title: { zh: "第一权利人才付" } }, { text: "\"full\"", title: { zh: "全额" } }] }],
    readings: [{ question: "co_owner", question_title: { zh: "共有的奖怎样付" } }],
  };
  const text = (formula, value) => explain([{ formula, truth: "no", values: [value] }], "no", policy)[0].text;
  same(text(0, "1"), "符合条件的项数为1，须不少于2", "a count");
  same(text(1, "\"full\""), "“共有的奖怎样付”为全额，须不是第一权利人才付", "a reading");
  const window = { kind: "condition", text: "p.date between claim_from and claim_to", sources: ["p.date", "claim_from", "claim_to"], names: [{ text: "p.date", title: { zh: "获奖日" } }] };
  const open = { formula: 0, truth: "unknown", missing: ["prizes"], values: ["?", "2024-05-09", "2024-11-30"] };
  check(explain([open], "unknown", { formulas: [window] })[0].text.startsWith("获奖日须介于2024-05-09与2024-11-30之间"), "bounds without a title are called by their names");
  same(formulaText("some x in items satisfies x.registered >= 2", [{ text: "x.registered", title: { zh: "注册日" } }]), "各项中至少一项满足：注册日 ≥ 2", "some of the items");
}

/// Names of rules and places in lists have words on every step.
export async function plainWords(browser, { file, cases, folder }) {
  const page = await open(browser, file, { where: "plain words" });
  for (const { facts, date } of cases) {
    await openFiles(page, facts);
    await setDate(page, date);
    for (const step of ["result", "checklist"]) {
      await go(page, step);
      await unfold(page);
      const text = await page.locator("main").innerText();
      const found = /claim_(?:from|to)|\w*\[(?:\?|\d+)\]|reading\.\w+|项数\(各项\)|flatten|(?:^|\s)\?(?:\s|$)/m.exec(text);
      check(!found, `${step} of ${facts}: '${found?.[0]}' is shown`);
    }
  }
  await go(page, "start");
  writeFileSync(`${folder}/beyond.json`, "{\"payments\":[{\"amount\":\"-5元\"}],\"patent_prizes\":[{\"level\":\"provincial\"}]}");
  await openFiles(page, `${folder}/beyond.json`);
  await go(page, "result");
  const refusals = await page.locator("main .refusal").first().textContent();
  check(refusals.includes("“金额”的值") && !refusals.includes("amount"), `a range error: ${refusals}`);
  await unfold(page);
  check((await page.locator("main").innerText()).includes("第1条专利奖"), "an entry without a key is not called by its place");
  await page.context().close();
}

/// Text that turns the order of letters turns its own only.
export async function directions(browser, { file, folder }) {
  const page = await open(browser, file, { where: "directions" });
  const turned = "\u202Eabc";
  writeFileSync(`${folder}/turned.json`, JSON.stringify({ name: turned, kind: "enterprise", region: "140403", size: turned,
    listings: [{ id: turned, honour: turned, level: "national", date: "2024-10-10" }], patent_prizes: [{ id: turned, level: "provincial", issued_by: "14", grade: "second" }],
    payments: [{ policy: turned, object: turned }] }));
  await openFiles(page, `${folder}/turned.json`);
  await setDate(page, "2024-11-30");
  for (const step of ["start", "questions", "facts", "result", "checklist"]) {
    await go(page, step);
    if (step === "result") await unfold(page);
    const loose = await page.locator("main").evaluate((main) => {
      const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode()) {
        const { nodeValue, parentElement } = walker.currentNode;
        if (nodeValue.includes("\u202E") && !parentElement.closest("bdi, option, pre")) found.push(parentElement.outerHTML.slice(0, 200));
      }
      return found;
    });
    same(loose.join(), "", `texts on ${step} that turn others`);
    check(!/[\uFDD0\uFDD1]/.test(await page.evaluate(() => document.getElementById("page").outerHTML)), `marks of own texts are shown on ${step}`);
  }
  same(await page.locator("bdi").first().evaluate((one) => getComputedStyle(one).unicodeBidi), "isolate", "direction of a text in a sentence");
  await page.context().close();
}

/// What can be applied for now, what hangs on facts and what is a draft stand apart.
export async function checklistGroups(browser, { file, cases }) {
  for (const { facts, date, result } of cases) {
    const page = await open(browser, file, { where: "groups of the checklist" });
    await openFiles(page, facts);
    await setDate(page, date);
    await go(page, "checklist");
    const drafts = new Set(result.cases[0].policies.filter(({ status }) => status === "draft").flatMap(({ clauses }) => (clauses ?? []).map(({ id }) => id)));
    const rows = await page.locator(".paper table.claims tbody tr").evaluateAll((all) =>
      all.map((row) => ({ group: row.closest("table").dataset.group, id: row.querySelector(".clause-cite").textContent.split(" · ").at(-1) })));
    check(rows.length > 0, `${facts}: nothing on the checklist`);
    for (const { group, id } of rows) {
      const clause = result.cases[0].policies.flatMap(({ clauses }) => clauses ?? []).find((one) => one.id === id);
      same(group === "drafts", drafts.has(id), `${id} among the drafts`);
      check(group !== "now" || clause.status !== "possible", `${id} is only possible, and among what can be applied for now`);
      check(group !== "open" || clause.status !== "due", `${id} is due, and among what hangs on facts`);
    }
    if (rows.some(({ group }) => group === "drafts")) check((await page.locator(".paper").textContent()).includes("草案中的项目，尚未生效"), "drafts have no heading of their own");
    await page.context().close();
  }
}

/// What the readings give is there without being looked for, also on paper.
export async function readingsWithoutScrolling(browser, { file, cases }) {
  const page = await open(browser, file, { where: "readings" });
  await openFiles(page, cases[0].facts);
  await setDate(page, cases[0].date);
  await go(page, "result");
  await page.locator(".reading").first().waitFor({ state: "attached" });
  await page.evaluate(() => { window.requestIdleCallback = () => 0; });
  await go(page, "start");
  await go(page, "result");
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  check(!(await page.locator("main").innerText()).includes("正在"), "something is being computed on paper");
  await page.context().close();
}

/// Filters act while typing; marks stand where the mistake is; what is dangerous is not at hand.
export async function inputs(browser, { file }) {
  const page = await open(browser, file, { where: "inputs" });
  await press(page, "清除全部");
  same(await page.evaluate(() => document.activeElement.value), "no", "focus of the question before clearing");
  await page.keyboard.press("Escape");
  await fieldAt(page, "region").locator("select").selectOption("\u0000other");
  await fieldAt(page, "region").locator("input").fill("14040");
  await settle(page);
  same(await fieldAt(page, "region").locator("input").getAttribute("aria-invalid"), "true", "mark of a refused code");
  same(await fieldAt(page, "region").locator("select").getAttribute("aria-invalid"), null, "mark beside a refused code");
  await fieldAt(page, "region").locator("select").selectOption("140403");
  await fieldAt(page, "kind").locator("label", { hasText: "企业" }).first().click();
  await settle(page);
  await press(page, "开始回答");
  await press(page, "确定，下一题");
  const note = page.locator("form.question > .refusal[role=alert]");
  check(await note.isVisible(), "an empty answer is taken");
  await press(page, "确认没有");
  await settle(page);
  check(!(await note.isVisible()), "an answer leaves the error there");
  await page.context().close();
}

/// Counts agree with what is listed; English begins with a capital; the steps fit on a phone.
export async function figuresAndLabels(browser, { file, cases }) {
  const page = await open(browser, file, { width: 390, language: "en", where: "labels" });
  await openFiles(page, cases[0].facts);
  await setDate(page, cases[0].date);
  const cut = await page.locator(".steps a").evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().right > innerWidth).map((one) => one.textContent));
  same(cut.join(), "", "steps cut off at 390 pixels");
  await go(page, "facts");
  const labels = await page.locator("main label, main legend, main h2, main h3").evaluateAll((all) => all.map((one) => one.innerText.trim()).filter((text) => /^[a-z]/.test(text)));
  same(labels.join(), "", "labels that begin small");
  const row = page.locator("[data-list=listings] tbody tr").first();
  const shown = await row.locator("td").evaluateAll((all) => all.filter((one) => one.getClientRects().length > 0).length);
  check(shown <= 4, `${shown} lines of an entry at 390 pixels`);
  await go(page, "result");
  await unfold(page);
  check(!(await page.locator("main").innerText()).match(/\b1 (clauses|entries|items)\b/), "one of several");
  check((await page.locator(".clause summary .figure, .totals dd").allTextContents()).every((text) => !/– *$/.test(text)), "an amount without an end looks cut off");
  await page.context().close();
}

/// A reload of the result finds what was unfolded, and where.
export async function reloading(browser, { file, cases }) {
  const page = await open(browser, file, { where: "reloading" });
  await openFiles(page, cases[0].facts);
  await setDate(page, cases[0].date);
  await go(page, "result");
  await page.locator("#clause-changzhi-ip-CZ-10b summary").click();
  await page.evaluate(() => scrollTo(0, 600));
  await page.reload();
  await page.waitForSelector("#clause-changzhi-ip-CZ-10b");
  check(await page.locator("#clause-changzhi-ip-CZ-10b").evaluate((one) => one.open), "a reload folds a clause");
  await page.waitForFunction(() => scrollY > 500);
  await page.context().close();
}
