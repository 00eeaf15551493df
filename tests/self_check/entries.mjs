// Entries of lists: the dialog and its draft, tables pasted, money already received.
import { writeFileSync } from "node:fs";
import { check, fieldAt, go, open, openFiles, press, same, setDate, settle, totalsOf } from "./page_under_test.mjs";

const kept = (page) => page.evaluate(() => JSON.parse(sessionStorage.getItem("jiangbu-self-check")).facts);
const listAt = (page, name) => page.locator(`[data-list="${name}"]`);
const stateOf = (page, name) => listAt(page, name).locator(".list-head .count").textContent();

async function started(browser, file, where) {
  const page = await open(browser, file, { where });
  await fieldAt(page, "region").locator("select").selectOption("140403");
  await fieldAt(page, "kind").locator("label", { hasText: "企业" }).first().click();
  await setDate(page, "2024-11-30");
  await go(page, "facts");
  return page;
}

async function paste(page, name, text) {
  const list = listAt(page, name);
  if (await list.locator("textarea").count() === 0) await list.locator("button", { hasText: "粘贴表格" }).click();
  await list.locator("textarea").fill(text);
  await list.locator("button", { hasText: "加入" }).click();
  await settle(page);
}

/// What cannot be read does not say that there is nothing.
export async function unreadable(browser, { file, folder }) {
  const page = await started(browser, file, "unreadable entries");
  const before = await totalsOf(page);
  for (const facts of ["{\"listings\":[\"文1\"]}", "{\"listings\":[null]}"]) {
    const path = `${folder}/unreadable.json`;
    writeFileSync(path, facts);
    await openFiles(page, path);
    await settle(page);
    same((await totalsOf(page)).join(), before.join(), `totals with ${facts}`);
    await go(page, "result");
    same(await page.locator("#clause-changzhi-ip-CZ-08").getAttribute("data-status"), "possible", `a clause of listings with ${facts}`);
    await go(page, "facts");
    check(await stateOf(page, "listings") !== "已确认没有", `${facts} says that there are no listings`);
  }
  await page.context().close();
}

/// Nothing of a dialog counts before it is done, however it is left.
export async function dialogs(browser, { file, folder }) {
  const page = await started(browser, file, "dialogs");
  // Where nothing else is open, the listings decide the total.
  const path = `${folder}/nothing_else.json`;
  writeFileSync(path, "{\"geographical_indications\":[],\"patent_prizes\":[],\"funded_projects\":[],\"madrid_applications\":[]}");
  await openFiles(page, path);
  await go(page, "facts");
  const list = listAt(page, "listings");
  const id = page.locator("dialog[open] .field[data-path='listings[1].id'] input");
  const isGone = () => page.locator("dialog").waitFor({ state: "detached" });
  const before = await totalsOf(page);
  await list.locator("button", { hasText: "确认没有" }).click();
  await settle(page);
  const none = await totalsOf(page);
  check(none.join() !== before.join(), "that there are no listings changes nothing");
  await list.locator("button.add").click();
  await id.fill("A");
  await settle(page);
  same((await totalsOf(page)).join(), none.join(), "totals beside a dialog");
  await page.keyboard.press("Escape");
  await isGone();
  same(await stateOf(page, "listings"), "已确认没有", "after Escape");
  await list.locator("button.add").click();
  await id.fill("A");
  await press(page, "取消");
  await isGone();
  same(await stateOf(page, "listings"), "已确认没有", "after cancelling");
  await list.locator("button.add").click();
  await page.reload();
  await page.waitForSelector("[data-list=listings]");
  same(JSON.stringify((await kept(page)).listings), "[]", "listings after a reload");
  await list.locator("button.add").click();
  await id.fill("A");
  await page.locator("dialog[open] button[type=submit]").click();
  await isGone();
  await list.locator("button.edit").click();
  await id.fill("B");
  await page.keyboard.press("Escape");
  await isGone();
  same((await kept(page)).listings[0].id, "A", "an entry after Escape");
  check(await page.evaluate(() => document.activeElement.className.includes("edit")), "the focus is not at the entry left");
  await list.locator("button.edit").click();
  await page.goBack();
  await isGone();
  check(await list.isVisible(), "going back leaves the step of an open dialog");
  same(await page.evaluate(() => location.hash), "#facts", "address after going back");
  await list.locator("button", { hasText: "删除" }).click();
  await settle(page);
  same(await stateOf(page, "listings"), "未填", "after deleting the last entry");
  same((await totalsOf(page)).join(), before.join(), "totals after deleting the last entry");
  await page.context().close();
}

/// A list in an entry of a list is part of its draft.
export async function innerLists(browser, { file }) {
  const page = await started(browser, file, "inner lists");
  await listAt(page, "madrid_applications").locator("button.add").click();
  await page.locator("dialog[open] .field[data-path='madrid_applications[1].id'] input").fill("WO-1");
  const inner = page.locator("dialog[open] [data-list^='madrid_applications[1].']").first();
  await inner.locator("button", { hasText: "确认没有" }).click();
  await page.locator("dialog[open] button[type=submit]").click();
  await settle(page);
  const [application] = (await kept(page)).madrid_applications;
  check(Object.values(application).some((value) => Array.isArray(value)), `an inner list is not kept: ${JSON.stringify(application)}`);
  await page.context().close();
}

/// Cells as people write them; what is refused says where.
export async function cells(browser, { file }) {
  const page = await started(browser, file, "cells");
  const dates = ["2025/3/1", "2025-3-1", "2025.3.1", "2025年3月1日", "２０２５/０３/０１", "2024/2/29"];
  const rows = dates.map((date, i) => `L${i}\t国家级\t${["山西省", "长治市", "潞州区", "１４", "140400", "Shanxi"][i]}\t${date}\t是`);
  await paste(page, "listings", `文号\t层级\t认定地区\t列入日\t首次列入\n${rows.join("\n")}`);
  const { listings } = await kept(page);
  same(listings.map(({ date }) => date).join(), "2025-03-01,2025-03-01,2025-03-01,2025-03-01,2025-03-01,2024-02-29", "dates");
  same(listings.map(({ issued_by: region }) => region).join(), "14,140400,140403,14,140400,14", "regions");
  check(listings.every((listing) => listing.first_time === true), "a heading without its part in brackets is not known");
  same(await listAt(page, "listings").locator("tr.refused").count(), 0, "refused rows");
  const figures = ["1,000", "１０００", "￥1,000", "¥1,000.50", "1000元", "1,000万元"];
  await paste(page, "pledge_loans", `id\t${"贷款本金"}\n`);
  await listAt(page, "pledge_loans").locator("textarea").fill(`id\tprincipal\n${figures.map((figure, i) => `D${i}\t${figure}`).join("\n")}`);
  await listAt(page, "pledge_loans").locator("button", { hasText: "加入" }).click();
  await settle(page);
  same((await kept(page)).pledge_loans.map(({ principal }) => principal).join(), "1000,1000,1000元,1000.50元,1000元,1000万元", "amounts");
  await page.context().close();
}

/// A cell that is not understood stays as it is written, marked in its row and named.
export async function refusedCells(browser, { file }) {
  const page = await started(browser, file, "refused cells");
  await paste(page, "listings", "文号\t列入日\t认定地区\nA\t2025-2-30\t山西省\nB\t2025-3-1\t无此市\n");
  const list = listAt(page, "listings");
  const said = await list.locator(".problems").textContent();
  for (const part of ["第2行", "列入日", "2025-2-30", "第3行", "认定地区", "无此市"]) check(said.includes(part), `refused cells: '${part}' is not said`);
  same(await list.locator("td.refused").count(), 2, "marked cells");
  check((await list.locator("td.refused").first().textContent()).includes("未被接受"), "a refused cell is marked by its colour only");
  same(await list.locator("tr.refused").count(), 2, "marked rows");
  await paste(page, "patent_prizes", "SX-1\t2024-10-18\t省级\nSX-2\t2024-10-18\t省级\n");
  const problems = await listAt(page, "patent_prizes").locator(".problems li").allTextContents();
  check(problems.length === 1 && problems[0].includes("缺少列名行"), `rows without a heading: ${problems}`);
  same(await stateOf(page, "patent_prizes"), "未填", "after rows without a heading");
  await page.context().close();
}

/// The box for rows names its columns; the line to copy and to save is one it reads.
export async function template(browser, { file }) {
  const page = await started(browser, file, "template");
  await paste(page, "listings", "");
  const list = listAt(page, "listings");
  const line = await list.locator("input.template").inputValue();
  for (const title of ["文号", "称号", "首次列入（非复核）"]) {
    check(line.split("\t").includes(title), `the template lacks ${title}`);
    check((await list.locator(".template-line .hint").textContent()).includes(title), `${title} is not named`);
  }
  const [saved] = await Promise.all([page.waitForEvent("download"), list.locator("button", { hasText: "存为模板" }).click()]);
  same(saved.suggestedFilename(), "listings.csv", "name of the template");
  await paste(page, "listings", `${line}\n文1\n`);
  same((await kept(page)).listings.length, 1, "rows under the template's heading");
  await page.context().close();
}

/// A payment names a policy and a clause there are; another is said to change nothing.
export async function payments(browser, { file, folder }) {
  const page = await started(browser, file, "payments");
  const at = (name) => page.locator(`dialog[open] .field[data-path="payments[1].${name}"]`);
  const list = listAt(page, "payments");
  await list.locator("button.add").click();
  const policy = at("policy").locator("select");
  check((await policy.textContent()).includes("长治市全面推进"), "policies are not called by their titles");
  await policy.selectOption("changzhi-ip");
  await at("clause").locator("select").selectOption("CZ-10b");
  await at("object").locator("input").fill("SX-1");
  await page.locator("dialog[open] button[type=submit]").click();
  await settle(page);
  same(JSON.stringify((await kept(page)).payments), "[{\"policy\":\"changzhi-ip\",\"clause\":\"CZ-10b\",\"object\":\"SX-1\"}]", "what is kept of a payment");
  check((await list.locator("tbody").textContent()).includes("长治市全面推进"), "a row does not show the title of the policy");
  same(await list.locator(".warning").count(), 0, "warnings of a payment the rules know");
  await list.locator("button.edit").click();
  await policy.selectOption("\u0000other");
  await at("policy").locator("input").fill("别的办法");
  check((await at("policy").locator(".warning").textContent()).includes("本页的政策中没有“别的办法”"), "a payment of another policy is taken without a word");
  await page.locator("dialog[open] button[type=submit]").click();
  check((await list.locator("tbody .warning").textContent()).includes("不影响测算"), "a row of another policy has no warning");
  const path = `${folder}/payments.json`;
  writeFileSync(path, "{\"payments\":[{\"policy\":\"changzhi-ip\",\"clause\":\"CZ-999\"}]}");
  await openFiles(page, path);
  check((await page.locator(".read-outcome .warning").textContent()).includes("CZ-999"), "an opened payment of no clause is taken without a word");
  await go(page, "facts");
  check((await list.locator("tbody .warning").textContent()).includes("CZ-999"), "an opened payment of no clause has no warning in its row");
  await paste(page, "payments", "政策\t条款\n长治市全面推进知识产权强市建设行动方案（征求意见稿）\tCZ-10b\n");
  same((await kept(page)).payments.at(-1).policy, "changzhi-ip", "policy of a pasted title");
  await page.context().close();
}
