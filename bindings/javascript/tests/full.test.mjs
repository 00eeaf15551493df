// The build that reads rule files.
import assert from "node:assert/strict";
import {readFileSync, readdirSync} from "node:fs";
import {join} from "node:path";
import test from "node:test";

import {award, cases, imageOf, jiangbu, loadFull, loadRuntime, root} from "./built.mjs";

const {JiangbuError} = jiangbu;
const engine = await loadFull();
const date = "2024-11-30";

/** All rule files of a folder, by their names relative to the root. */
function textsOf(folder) {
  const names = readdirSync(join(root, folder), {recursive: true})
      .map((name) => join(folder, name)).filter((name) => name.endsWith(".yaml"));
  assert.ok(names.length > 0);
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(root, name), "utf8")]));
}

function failureOf(texts) {
  try {
    engine.rulesFromTexts(texts);
  } catch (error) {
    assert.ok(error instanceof JiangbuError, error);
    return error;
  }
  return assert.fail("nothing was thrown");
}

test("texts of rules give the image that the program compiles", () => {
  const image = engine.rulesFromTexts(textsOf("rules")).image();
  assert.ok(Buffer.from(image).equals(imageOf(["rules"])));
});

test("texts and images give the same bytes", () => {
  const name = "examples/clauses/multiplier_bonus.yaml";
  const asked = cases.filter((one) => one.rules.length === 1 && one.rules[0] === name && one.computed);
  assert.ok(asked.length > 0);
  const fromText = engine.rulesFromTexts({[name]: readFileSync(join(root, name), "utf8")});
  const fromImage = engine.rulesFromImage(imageOf([name]));
  for (const one of asked) {
    const options = {date: one.decision_date, readings: one.readings, closedWorld: one.closed_world,
                     allReadings: one.all_readings};
    assert.equal(fromText.evaluate(one.facts, options).json, fromImage.evaluate(one.facts, options).json);
  }
});

test("files name one another", () => {
  const vocabulary = "vocabulary: v\ntitle: {zh: 词汇表, en: vocabulary}\nfacts: {staff: {type: integer, title: {zh: 人数, en: staff}}}\n";
  const policy = `policy: p
version: "1"
title: {zh: 政策, en: policy}
status: in force
uses: [../vocabulary.yaml]
clauses: {A: {title: {zh: 甲, en: A}, award: staff * 1元}}
`;
  const texts = {"city/p.yaml": policy, "vocabulary.yaml": vocabulary};
  const {payable} = engine.rulesFromTexts(texts).evaluate({staff: 3}, {date}).amounts[0];
  assert.equal(payable.low, 300n);
  const [problem] = failureOf({"city/p.yaml": policy}).problems;
  assert.deepEqual([problem.file, problem.line], ["city/p.yaml", 5]);
});

test("what is wrong has its place and its code", () => {
  const error = failureOf({"award.yaml": award.replace("p.grade, amounts", "p.grad, amounts")});
  assert.equal(error.status, "rules-faulty");
  const [{code, file, line, column, message}] = error.problems;
  const at = award.split("\n").findIndex((text) => text.includes("p.grade, amounts"));
  assert.deepEqual([file, line, column > 1], ["award.yaml", at + 1, true]);
  assert.match(code, /^JB3/);
  assert.match(message.en, /grad/);
});

test("what is no YAML is an error, with its line", () => {
  const [problem] = failureOf({"a.yaml": "policy: a\n  b: [\n"}).problems;
  assert.match(problem.code, /^JB1/);
  assert.equal(problem.line, 2);
});

test("warnings come with the rules, and with their places", () => {
  const name = "examples/clauses/step_bracket.yaml";
  const rules = engine.rulesFromTexts({[name]: readFileSync(join(root, name), "utf8")});
  const [{code, severity, file, line}] = rules.problems;
  assert.deepEqual([code, severity, file], ["JB3043", "warning", name]);
  assert.ok(line > 1);
});

test("texts are texts", () => {
  for (const texts of [null, undefined, "policy: a", {"a.yaml": 1}]) {
    assert.throws(() => engine.rulesFromTexts(texts), TypeError);
  }
});

test("the runtime build says that it takes images only", async () => {
  const runtime = await loadRuntime();
  assert.throws(() => runtime.rulesFromTexts({"award.yaml": award}), /jiangbu-full\.wasm/);
});

/** x1 uses x0, x2 uses x1, and so on. */
function chainOf(length) {
  const names = Array.from({length}, (_, i) => `  x${i}: ${i === 0 ? "x" : `x${i - 1} + 1`}\n`);
  return {"chain.yaml": `policy: chain
version: "1"
title: {zh: 长链, en: a chain}
status: in force
facts: {x: {type: integer, title: {zh: 数, en: x}}}
let:
${names.join("")}clauses:
  A: {title: {zh: 甲, en: A}, cite: 一, payer: city, when: x${length - 1} > 3, award: 1万元}
`};
}

test("the longest chain that is accepted is evaluated, on any browser's stack", () => {
  let longest = 200;
  let refused = 400;
  assert.equal(failureOf(chainOf(refused)).problems[0].code, "JB3065");
  while (refused - longest > 1) {
    const middle = Math.floor((longest + refused) / 2);
    try {
      engine.rulesFromTexts(chainOf(middle)).free();
      longest = middle;
    } catch (error) {
      assert.equal(error.problems[0].code, "JB3065");
      refused = middle;
    }
  }
  const evaluation = engine.rulesFromTexts(chainOf(longest)).evaluate({x: 3}, {date});
  assert.equal(evaluation.amounts[0].payable.low, 1_000_000n);
  assert.ok(evaluation.text("en").includes("10,000"));
});
