// Texts that try to be something else than text, and figures that are none.
import { check, fieldAt, go, open, press, same, setDate, settle, totalsOf, unfold } from "./page_under_test.mjs";

const texts = ["<img src=x onerror=\"window.hacked=1\">", "\"'`\\ </script><script>window.hacked=1</script>", "\u202Eabc\u2066def", "{{constructor}} ${1}", "__proto__"];
const refused = ["0x10", "-5", "1,000", "NaN", "Infinity", "９", "1元元", "1e", "--1", "1.2.3", "5 5"];
// Exact figures, however large or small: the engine computes with them.
const taken = ["1e999", "1e-400", "99999999999999999999999999", "0.10", "500万元"];

async function isClean(page, what) {
  check(!(await page.evaluate(() => window.hacked)), `${what}: a script ran`);
  same(await page.locator("img, iframe, object, embed").count(), 0, `${what}: elements made from text`);
  check(!/undefined|NaN|\[object/.test((await page.locator("main").innerText()).replaceAll("NaN\n", "")) || what.includes("NaN"), `${what}: undefined, NaN or [object in the text`);
}

/// Every field of an entry, and the name, hold hostile texts; the result stays.
export async function fields(browser, { file }) {
  const page = await open(browser, file, { where: "hostile text" });
  await fieldAt(page, "kind").locator("label").first().click();
  await setDate(page, "2024-11-30");
  for (const text of texts) {
    await go(page, "start");
    await fieldAt(page, "region").locator("select").selectOption("\u0000other");
    await fieldAt(page, "name").locator("input").fill(text);
    await fieldAt(page, "region").locator("input").fill(text.slice(0, 12));
    await settle(page);
    check(await fieldAt(page, "region").locator(".refusal").isVisible(), `'${text}' is taken for a region`);
    same((await totalsOf(page)).length, 2, `totals beside '${text}'`);
    for (const step of ["facts", "result", "checklist"]) {
      await go(page, step);
      await settle(page);
      await isClean(page, `${step} with ${text}`);
    }
    check((await page.locator(".paper").textContent()).includes(text), `'${text}' is not shown as it is`);
  }
  await page.context().close();
}

/// Every field of every list.
export async function everyField(browser, { file, folder, writeFile }) {
  const page = await open(browser, file, { where: "hostile file" });
  await setDate(page, "2024-11-30");
  await go(page, "facts");
  await unfold(page);
  const lists = await page.locator("[data-list]").evaluateAll((all) => all.map((one) => one.dataset.list));
  const facts = {};
  for (const list of lists) {
    await page.locator(`[data-list="${list}"] button.add`).first().click();
    const paths = await page.locator("dialog[open] .field[data-path]").evaluateAll((all) => all.map((one) => one.dataset.path));
    const entry = paths.some((path) => path.includes("].")) ? Object.fromEntries(paths.map((path) => [path.split("].").at(-1), texts[0]])) : texts[0];
    facts[list] = [entry];
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
  }
  check(lists.length > 8, `only ${lists.length} lists`);
  const path = `${folder}/hostile.json`;
  writeFile(path, JSON.stringify(facts));
  await go(page, "start");
  await page.setInputFiles("input[type=file]", path);
  await settle(page);
  for (const step of ["facts", "result", "checklist", "questions"]) {
    await go(page, step);
    await settle(page);
    await isClean(page, `${step} with a hostile file`);
  }
  same((await totalsOf(page)).length, 2, "totals beside a hostile file");
  await page.context().close();
}

/// Figures the engine does not take are named and left out; the result stays.
export async function numbers(browser, { file }) {
  const page = await open(browser, file, { where: "figures" });
  await fieldAt(page, "kind").locator("label").first().click();
  await setDate(page, "2024-11-30");
  await go(page, "facts");
  await page.locator("[data-list=pledge_loans]").first().waitFor({ state: "attached" });
  await unfold(page);
  await page.locator("[data-list=pledge_loans] button.add").first().click();
  const principal = page.locator("dialog[open] .field[data-path='pledge_loans[1].principal']");
  await page.locator("dialog[open] .field[data-path='pledge_loans[1].id'] input").fill("A");
  await page.locator("dialog[open] summary").click();
  for (const figure of refused) {
    await principal.locator("input").fill(figure);
    await settle(page);
    check(await principal.locator(".refusal").isVisible(), `'${figure}' is taken for an amount`);
    check((await totalsOf(page)).length === 2, `no result beside '${figure}'`);
  }
  for (const figure of taken) {
    await principal.locator("input").fill(figure);
    await settle(page);
    check(!(await principal.locator(".refusal").isVisible()), `'${figure}' is refused`);
    check(!/NaN|Infinity|e\+/.test((await totalsOf(page)).join()), `'${figure}' makes ${await totalsOf(page)}`);
  }
  await page.context().close();
}

/// A megabyte of anything, and JSON that is none.
export async function pastes(browser, { file }) {
  const page = await open(browser, file, { where: "pastes" });
  await page.locator(".files summary").click();
  const area = page.locator(".files textarea");
  const megabyte = 1_000_000;
  const pasted = { "a megabyte": "甲,".repeat(megabyte / 4), "a long cell": `id,kind\n1,"${"x".repeat(megabyte)}"`, "an open quote": "id,kind\n1,\"enterprise",
    "a deep list": "[".repeat(megabyte), "a deep object": "{\"a\":".repeat(100_000), "a prototype": "{\"__proto__\":{\"kind\":\"park\"},\"constructor\":1}",
    "no object": "[1,2]", "half of JSON": "{\"kind\":", "numbers for lists": "{\"patents\":5,\"kind\":[1],\"listings\":[[1]]}", "nothing": "" };
  for (const [what, text] of Object.entries(pasted)) {
    await area.evaluate((element, value) => { element.value = value; }, text);
    await press(page, "读入粘贴内容");
    await page.waitForFunction(() => document.querySelector(".read-outcome > *"));
    await settle(page);
    check((await page.locator(".read-outcome").textContent()).length > 0, `${what}: nothing is said`);
    check((await page.locator(".read-outcome .problems").count()) > 0 || what === "a long cell" || what === "a megabyte", `${what}: taken without a word`);
    same((await totalsOf(page)).length, 2, `totals after ${what}`);
    if (await area.count() && !(await area.isVisible())) await page.locator(".files summary").click();
  }
  await isClean(page, "pastes");
  check(await page.evaluate(() => ({}).kind === undefined), "a paste changed all objects");
  await page.context().close();
}
