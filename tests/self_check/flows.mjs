// What an enterprise does on the page, one story each.
import { readFileSync, writeFileSync } from "node:fs";
import { check, fieldAt, go, open, openFiles, press, same, setDate, settle, totalsOf, unfold } from "./page_under_test.mjs";

const heading = (page) => page.locator("form.question .field > legend, form.question .field > label, form.question h3").first().textContent();

async function chooseBasics(page) {
  await fieldAt(page, "region").locator("select").selectOption("140403");
  await fieldAt(page, "kind").locator("label", { hasText: "企业" }).first().click();
  await setDate(page, "2024-11-30");
}

/// Questions come by the money they decide; answering and skipping go on.
export async function questions(browser, { file }) {
  const page = await open(browser, file, { where: "questions" });
  await chooseBasics(page);
  await press(page, "开始回答");
  const first = await heading(page);
  check(first.length > 0, "no first question");
  const stakes = await page.locator(".up-next .stake").allTextContents();
  const worth = stakes.map((text) => (text.includes("无上限") || text.includes("尚无") ? Infinity : Number((/([\d.]+)万元/.exec(text) ?? [0, 0])[1])));
  check(worth.every((one, i) => i === 0 || worth[i - 1] >= one), `questions are not in the order of money: ${stakes}`);
  await press(page, "跳过");
  await settle(page);
  const second = await heading(page);
  check(second !== first, `'${first}' is asked again after being skipped`);
  check((await page.locator(".up-next").textContent()).includes(first), "a skipped question is not listed");
  await press(page, "确定，下一题");
  check(await page.locator("form.question .refusal[role=alert]").isVisible(), "an empty answer is taken");
  await press(page, "确认没有");
  await press(page, "确定，下一题");
  await settle(page);
  check(await heading(page) !== second, "an answered question is asked again");
  await page.goBack();
  await settle(page);
  same(await heading(page), second, "back does not lead to the question before");
  check((await page.locator("form.question").textContent()).includes("已确认没有"), "back lost the answer");
  await page.goForward();
  await page.reload();
  await page.waitForSelector("form.question");
  await go(page, "start");
  check(await fieldAt(page, "kind").locator("input").first().isChecked(), "a reload lost the kind");
  same(await fieldAt(page, "region").locator("select").inputValue(), "140403", "region after a reload");
  same(await page.locator("main input[type=date]").inputValue(), "2024-11-30", "date after a reload");
  await page.context().close();
}

/// A holding entered in the dialog pays by its clause.
export async function holdings(browser, { file }) {
  const page = await open(browser, file, { where: "holdings" });
  await chooseBasics(page);
  await go(page, "facts");
  const list = page.locator("[data-list=patent_prizes]");
  await list.locator("button.add").click();
  const dialog = page.locator("dialog[open]");
  const put = async (name, value) => {
    const field = dialog.locator(`.field[data-path="patent_prizes[1].${name}"]`);
    const select = field.locator("select");
    if (await select.count()) await select.selectOption(value);
    else await field.locator("input").first().fill(value);
  };
  await put("id", "SX-1");
  await put("level", "provincial");
  await put("issued_by", "14");
  await put("grade", "second");
  await put("date", "2024-10-18");
  await dialog.locator("button[type=submit]").click();
  await settle(page);
  const row = list.locator("tbody tr");
  same(await row.count(), 1, "rows of prizes");
  check((await row.textContent()).includes("二等奖"), "the row does not show its grade");
  await go(page, "result");
  const clause = page.locator("#clause-changzhi-ip-CZ-10b");
  check((await clause.locator("summary").textContent()).includes("30,000"), "the prize does not pay 30,000");
  await clause.locator("summary").click();
  await clause.locator(".line").first().waitFor();
  const body = await clause.textContent();
  for (const part of ["三(一)5", "市级", "获奖证书", "SX-1"]) check(body.includes(part), `the clause does not name ${part}`);
  await go(page, "facts");
  await list.locator("button", { hasText: "删除" }).first().click();
  same(await list.locator("tbody tr").count(), 0, "rows after deleting");
  await list.locator("button", { hasText: "撤销" }).click();
  same(await list.locator("tbody tr").count(), 1, "rows after undoing");
  await page.context().close();
}

function grouped(yuan) {
  const [whole, part] = yuan.split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? `.${part}` : "");
}

function column(clause) {
  if (!clause.amount) return { unspecified: "未规定", delegated: "另定" }[clause.status];
  const { low, high } = clause.amount;
  if (high === null) return `${grouped(low)}元起，无上限`;
  return low === high ? grouped(low) : `${grouped(low)}–${grouped(high)}`;
}

/// Every clause the page shows has the amount the program computes from the same facts.
export async function sameAsProgram(browser, { file, cases }) {
  for (const { name, facts, date, result } of cases) {
    const page = await open(browser, file, { where: name });
    await openFiles(page, facts);
    await setDate(page, date);
    await go(page, "result");
    await unfold(page);
    const shown = new Map(await page.locator("main details.clause").evaluateAll((all) =>
      all.map((one) => [one.id, one.querySelector("summary .figure").textContent])));
    let seen = 0;
    for (const policy of result.cases[0].policies) {
      for (const clause of policy.clauses ?? []) {
        const text = shown.get(`clause-${policy.policy}-${clause.id}`);
        if (text === undefined) continue;
        seen += 1;
        same(text, column(clause), `${name}: ${clause.id}`);
      }
    }
    check(seen > 10 && seen === shown.size, `${name}: ${seen} of ${shown.size} clauses are those of the program`);
    const { unspecified = [], delegated = [] } = result.cases[0].totals;
    const beside = await page.locator("main .outside").allTextContents();
    for (const id of [...unspecified, ...delegated]) check(beside.some((text) => text.includes(id)), `${name}: ${id} does not stand beside the totals`);
    for (const policy of result.cases[0].policies) {
      for (const { path } of policy.missing ?? []) check(path.length > 0, `${name}: a missing fact without a path`);
    }
    const near = result.cases[0].policies.flatMap((policy) => policy.near_misses ?? []).length;
    same(await page.locator(".near > li").count(), near, `${name}: near misses`);
    await page.context().close();
  }
}

/// The report writes "a = b，要求 ≥ c", the page "a为b，须不少于c": the parts between are the same.
const between = { zh: /为|，?须(?:介于|不少于|不超过|不是|不早于|不晚于|位于|为|大于|小于|早于|晚于)?|与|之间|之一|、|，|；|：|（|）|中至少一项满足|要求 |实际 | = /,
  en: / is |;? must be (?:between |at least |at most |other than |on or after |on or before |within |one of |more than |less than |after |before )?| and |, |; |: | \(|\)|at least one of the | with|needed |actual | = / };
const reworded = /[“”]|\(countries\b|符合条件的项数|number of items that meet the conditions|以上|or more|\d items?/;

/// The parts of a reason that stand in the report as they are.
function partsOf(reason, language) {
  return reason.split(between[language]).filter((part) => part && !reworded.test(part)).map((part) => part.replace(/\s/g, ""));
}

/// Totals and reasons read as in the program's report, in both languages.
export async function wordedAsProgram(browser, { file, cases }) {
  const labels = { zh: ["应付合计：", "草案测算："], en: ["Payabletotal:", "Drafts,indicative:"] };
  for (const { name, facts, date, reports } of cases) {
    for (const language of ["zh", "en"]) {
      const page = await open(browser, file, { where: name, language });
      await openFiles(page, facts);
      await setDate(page, date);
      const plain = (text) => text.replace(/\s/g, "");
      const totals = await totalsOf(page);
      totals.forEach((total, i) => {
        const isShown = reports[language].includes(labels[language][i] + plain(total));
        check(isShown || (i === 1 && plain(total).match(/^(0元|CNY0)$/)), `${name}: the report has not ${labels[language][i]}${total}`);
      });
      await go(page, "result");
      await unfold(page);
      const reasons = await page.locator(".clause .reasons:not([data-truth=yes]):not(:has(a)) > li").allTextContents();
      check(reasons.length > 3, `${name}: only ${reasons.length} reasons`);
      for (const reason of new Set(reasons)) {
        const missing = partsOf(reason, language).filter((part) => !reports[language].includes(part));
        check(missing.length === 0, `${name}: not in the report: ${missing} of ${reason}`);
      }
      await page.context().close();
    }
  }
}

/// Another reading changes the total as it does in the program.
export async function readings(browser, { file, cases, reading }) {
  const page = await open(browser, file, { where: "readings" });
  await openFiles(page, cases[0].facts);
  await setDate(page, cases[0].date);
  const before = await totalsOf(page);
  await go(page, "result");
  const option = page.locator(`[id="reading-changzhi-ip-${reading.question}-${reading.option}"]`);
  await page.locator(".readings").scrollIntoViewIfNeeded();
  await option.waitFor();
  check((await page.locator(".readings").textContent()).includes(reading.reason), "the reason of a reading is not shown");
  await option.check();
  await settle(page);
  await go(page, "start");
  const after = await totalsOf(page);
  check(before[1] !== after[1], `the reading changes nothing: ${after[1]}`);
  same(after[1], reading.total, "total under the other reading");
  await go(page, "checklist");
  check((await page.locator(".paper").textContent()).includes(reading.title), "the checklist does not name the reading used");
  await page.context().close();
}

/// What is saved is what was opened, digit by digit, and opens again.
export async function files(browser, { file, folder, cases }) {
  const page = await open(browser, file, { where: "files" });
  const exact = `${folder}/exact.json`;
  writeFileSync(exact, "{\"kind\":\"enterprise\",\"region\":140403,\"pledge_loans\":[{\"id\":\"A\",\"principal\":123456789012345.67,\"annual_rate\":0.10}]}");
  await openFiles(page, exact);
  const [download] = await Promise.all([page.waitForEvent("download"), press(page, "存为文件")]);
  const saved = readFileSync(await download.path(), "utf8");
  for (const part of ["\"123456789012345.67\"", "\"0.10\"", "\"140403\""]) check(saved.includes(part), `${part} is not saved as it was`);
  await page.context().close();

  const first = await open(browser, file, { where: "files" });
  await openFiles(first, cases[0].facts);
  await setDate(first, cases[0].date);
  const [kept] = await Promise.all([first.waitForEvent("download"), press(first, "存为文件")]);
  const path = `${folder}/kept.json`;
  await kept.saveAs(path);
  const second = await open(browser, file, { where: "files" });
  await openFiles(second, path);
  await setDate(second, cases[0].date);
  same((await totalsOf(second)).join(" "), (await totalsOf(first)).join(" "), "totals of the file opened again");
  await first.context().close();
  await second.context().close();
}

/// The templates of `jiangbu columns`, in UTF-8 and in GB18030, and pasted.
export async function tables(browser, { file, templates, gb18030 }) {
  const texts = [];
  for (const paths of [templates, gb18030]) {
    const page = await open(browser, file, { where: "tables" });
    await openFiles(page, paths);
    check(await page.locator(".read-outcome .problems").count() === 0, `templates: ${await page.locator(".read-outcome").textContent()}`);
    await go(page, "checklist");
    texts.push(await page.locator(".paper .tight").textContent());
    await go(page, "facts");
    const nested = page.locator("[data-list=madrid_applications] tbody tr");
    same(await nested.count(), 1, "Madrid applications of the template");
    await page.context().close();
  }
  check(texts[0].includes("1条") && texts[0] === texts[1], `UTF-8 and GB18030 differ: ${texts}`);
  const page = await open(browser, file, { where: "pasting" });
  await page.locator(".files summary").click();
  await page.locator(".files textarea").fill("称号\t层级\t文号\t没有这一列\n知识产权优势企业\t国家级\t国知〔2024〕1号\tx\n");
  await press(page, "读入粘贴内容");
  await page.waitForSelector(".read-outcome .problems");
  check((await page.locator(".read-outcome").textContent()).includes("没有这一列"), "an unknown column is dropped silently");
  await go(page, "facts");
  check((await page.locator("[data-list=listings]").textContent()).includes("知识产权优势企业"), "pasted rows are not there");
  await page.context().close();
}

/// Five hundred holdings: a page of rows at a time, and quick enough to type beside.
export async function many(browser, { file }) {
  const page = await open(browser, file, { where: "500 holdings" });
  await chooseBasics(page);
  await go(page, "facts");
  const list = page.locator("[data-list=geographical_indications]");
  await list.locator("button", { hasText: "粘贴表格" }).click();
  const rows = Array.from({ length: 500 }, (_, i) => `GI-${i}\t产品${i}\tgi_mark\t2024-06-28\tregistrant`);
  await list.locator("textarea").fill(`id\tproduct\tform\tregistered\trole\n${rows.join("\n")}`);
  await list.locator("button", { hasText: "加入" }).click();
  await settle(page);
  check((await list.locator(".list-head").textContent()).includes("500"), "not all rows were added");
  same(await list.locator("tbody tr").count(), 25, "rows shown at a time");
  const took = await page.evaluate(async () => {
    const input = document.querySelector("main [data-path=name] input");
    const start = performance.now();
    input.value = "某公司";
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((resolve) => { setTimeout(() => requestAnimationFrame(() => setTimeout(resolve, 0)), 130); });
    return performance.now() - start - 130;
  });
  console.log(`500 holdings: ${took.toFixed(0)} ms for a change, its evaluation and drawing`);
  await list.locator("input[type=search]").fill("GI-499");
  same(await list.locator("tbody tr").count(), 1, "rows that match the filter");
  await go(page, "result");
  const clause = page.locator("#clause-changzhi-ip-CZ-04");
  check((await clause.locator("summary").textContent()).includes("15,000,000"), "500 products do not pay 15,000,000");
  await clause.locator("summary").click();
  await clause.locator("button", { hasText: "显示全部500项" }).click();
  same(await clause.locator(".line").count(), 500, "lines of the clause");
  await page.context().close();
}

/// The checklist is what is printed, and nothing else.
export async function printing(browser, { file, cases }) {
  const page = await open(browser, file, { where: "printing" });
  await openFiles(page, cases[0].facts);
  await setDate(page, cases[0].date);
  await go(page, "checklist");
  const text = await page.locator(".paper").textContent();
  for (const part of ["获奖证书", "市市场监管局", "2024-11-30", "校验码"]) check(text.includes(part), `the checklist lacks ${part}`);
  await page.emulateMedia({ media: "print" });
  for (const hidden of [".masthead", ".steps", "main .buttons", "footer"]) check(!(await page.locator(hidden).first().isVisible()), `${hidden} is printed`);
  check(await page.locator(".seal").isVisible(), "there is no line to sign");
  check((await page.pdf({ format: "A4" })).length > 10_000, "nothing is printed");
  await page.context().close();
}

/// Everything without a mouse.
export async function keyboard(browser, { file }) {
  const page = await open(browser, file, { where: "keyboard" });
  await page.keyboard.press("Tab");
  check(await page.evaluate(() => document.activeElement.className === "skip"), "the first stop is not the skip link");
  await page.keyboard.press("Enter");
  same(await page.evaluate(() => document.activeElement.id), "main", "the skip link leads elsewhere");
  await fieldAt(page, "kind").locator("input").last().focus();
  await page.keyboard.press("ArrowDown");
  check(await fieldAt(page, "kind").locator("input").first().isChecked(), "arrows do not choose");
  await setDate(page, "2024-11-30");
  await go(page, "facts");
  const add = page.locator("[data-list=listings] button.add");
  await add.focus();
  await page.keyboard.press("Enter");
  check(await page.locator("dialog[open] input").first().evaluate((input) => input === document.activeElement), "the dialog does not take the focus");
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "detached" });
  check(await add.evaluate((button) => button === document.activeElement), "the focus does not come back");
  await page.keyboard.press("Enter");
  await page.keyboard.type("文号1");
  await page.keyboard.press("Enter");
  await page.locator("dialog").waitFor({ state: "detached" });
  same(await page.locator("[data-list=listings] tbody tr").count(), 1, "entries made with the keyboard");
  check(await page.evaluate(() => document.activeElement.className.includes("edit")), "the focus is not at the entry made");
  await page.context().close();
}

/// Clearing leaves nothing behind.
export async function clearing(browser, { file, cases }) {
  const page = await open(browser, file, { where: "clearing" });
  await openFiles(page, cases[0].facts);
  await settle(page);
  await press(page, "清除全部");
  await page.locator("dialog[open] button", { hasText: "清除" }).click();
  await settle(page);
  const kept = await page.evaluate(() => JSON.parse(sessionStorage.getItem("jiangbu-self-check")).facts);
  same(JSON.stringify(kept), "{}", "facts kept after clearing");
  await page.context().close();
}

/// A page of one policy asks only what that policy asks.
export async function onePolicy(browser, { onePolicyFile }) {
  const page = await open(browser, onePolicyFile, { where: "one policy" });
  check(!(await page.locator("footer").textContent()).includes("zhejiang"), "the page of one policy holds another");
  await chooseBasics(page);
  await press(page, "开始回答");
  check((await heading(page)).length > 0, "the page of one policy asks nothing");
  await page.context().close();
}

/// An address nobody made here shows a step, and changes nothing.
export async function addresses(browser, { file }) {
  const page = await open(browser, file, { where: "addresses" });
  for (const address of ["questions/%", "questions/__proto__", "questions/listings%5B99%5D.date", "questions/%3Cimg%20src%3Dx%3E", "constructor", "questions/patents.length"]) {
    await page.evaluate((hash) => { location.hash = hash; }, address);
    await settle(page);
    check(await page.locator("main h1").isVisible(), `${address}: no step is shown`);
  }
  same(await page.evaluate(() => sessionStorage.getItem("jiangbu-self-check") ?? "{}").then((kept) => JSON.stringify(JSON.parse(kept).facts ?? {})), "{}", "facts after strange addresses");
  await page.context().close();
}
