// What callers of the binding rely on, with the runtime build.
import assert from "node:assert/strict";
import test from "node:test";

import {award, imageOfText, jiangbu, loadRuntime} from "./built.mjs";

const {JiangbuError, UNKNOWN} = jiangbu;
const engine = await loadRuntime();
const image = imageOfText(award);
const rules = engine.rulesFromImage(image);
const date = "2024-11-30";

function failureOf(run) {
  try {
    run();
  } catch (error) {
    return error;
  }
  return assert.fail("nothing was thrown");
}

test("amounts are exact fen", () => {
  const [amounts] = rules.evaluate({prizes: [{grade: "gold"}]}, {date}).amounts;
  assert.deepEqual(amounts.payable, {low: 50_000_000n, high: 50_000_000n});
  assert.equal(amounts.applicant, "");
});

test("a fact left out makes a range", () => {
  const {payable} = rules.evaluate({prizes: [{}]}, {date}).amounts[0];
  assert.deepEqual(payable, {low: 30_000_000n, high: 50_000_000n});
});

test("a list left out has no upper bound but the cap", () => {
  const {payable} = rules.evaluate({}, {date}).amounts[0];
  assert.deepEqual(payable, {low: 0n, high: 60_000_000n});
});

test("in the closed world a list left out is empty", () => {
  const {payable} = rules.evaluate({}, {date, closedWorld: true}).amounts[0];
  assert.deepEqual(payable, {low: 0n, high: 0n});
});

test("a set of applicants gives amounts by name", () => {
  const set = {applicants: {甲: {prizes: [{grade: "gold"}]}, 乙: {prizes: []}}};
  const {amounts} = rules.evaluate(set, {date});
  assert.deepEqual(amounts.map(({applicant, payable}) => [applicant, payable.low]),
                   [["甲", 50_000_000n], ["乙", 0n]]);
});

test("JSON text and an object that says the same give the same bytes", () => {
  const facts = {prizes: [{grade: "gold"}]};
  assert.equal(rules.evaluate(JSON.stringify(facts), {date}).json,
               rules.evaluate(facts, {date}).json);
});

test("amounts only gives the same totals, and shorter JSON", () => {
  const facts = {prizes: [{grade: "gold"}, {}]};
  const explained = rules.evaluate(facts, {date});
  const plain = rules.evaluate(facts, {date, amountsOnly: true});
  assert.deepEqual(plain.amounts, explained.amounts);
  assert.ok(plain.json.length < explained.json.length);
});

test("the report is there in both languages", () => {
  const evaluation = rules.evaluate({prizes: [{grade: "gold"}]}, {date});
  assert.match(evaluation.text("zh"), /专利奖奖励/);
  assert.match(evaluation.text("en"), /reward for a patent award/);
  assert.throws(() => evaluation.text("fr"), TypeError);
});

test("policies say who they are", () => {
  const [policy] = rules.policies;
  assert.equal(policy.id, "patent-award");
  assert.deepEqual(policy.title, {zh: "示例：专利奖奖励", en: "example: rewards for patent awards"});
  assert.match(policy.hash, /^[0-9a-f]{16}$/);
  assert.equal(policy.isDraft, false);
});

test("wrong facts are an error with places", () => {
  const error = failureOf(() => rules.evaluate({prizes: [{grade: "copper"}]}, {date}));
  assert.ok(error instanceof JiangbuError);
  assert.equal(error.status, "facts-faulty");
  const [problem] = error.problems;
  assert.equal(problem.code, "JB4006");
  assert.equal(problem.severity, "error");
  assert.equal(problem.line, 1);
  assert.match(problem.message.zh, /copper/);
  assert.match(error.messageZh, /copper/);
});

test("a name no policy knows is an error, or a warning where that is asked for", () => {
  const error = failureOf(() => rules.evaluate({prices: []}, {date}));
  assert.equal(error.status, "facts-faulty");
  const evaluation = rules.evaluate({prices: []}, {date, allowUnknownNames: true});
  assert.deepEqual(evaluation.problems.map(({severity}) => severity), ["warning"]);
});

test("a day that is none and a reading nobody asks for are errors of the call", () => {
  assert.equal(failureOf(() => rules.evaluate({}, {date: "2024-02-30"})).status,
               "invalid-argument");
  const readings = {question: "answer"};
  assert.equal(failureOf(() => rules.evaluate({}, {date, readings})).status, "invalid-argument");
  assert.throws(() => rules.evaluate({}), TypeError);
  assert.throws(() => rules.evaluate({}, {date: new Date(0)}), TypeError);
});

test("values that are no facts are refused with their place", () => {
  const place = (value) => failureOf(() => rules.evaluate({prizes: [{grade: value}]}, {date}));
  for (const value of [NaN, Infinity, 2 ** 53, new Date(0), new Map(), () => 1, Symbol("x")]) {
    const error = place(value);
    assert.ok(error instanceof TypeError, String(value));
    assert.match(error.message, /^prizes\[0\]\.grade is /);
  }
  assert.throws(() => rules.evaluate([], {date}), TypeError);
  assert.throws(() => rules.evaluate(null, {date}), TypeError);
  const loop = {};
  loop.prizes = [loop];
  assert.throws(() => rules.evaluate(loop, {date}), /nested too deeply/);
});

test("half a character is refused, also in JSON text", () => {
  assert.throws(() => rules.evaluate('{"prizes": [{"grade": "\ud800"}]}', {date}), TypeError);
  assert.throws(() => rules.evaluate({}, {date: "\udc00"}), TypeError);
});

test("whole numbers of any size are taken as BigInt", () => {
  const error = failureOf(() => rules.evaluate({prizes: [{grade: 10n ** 20n}]}, {date}));
  assert.match(error.message, /100000000000000000000/);
});

test("UNKNOWN is a fact known to be unknown, also in the closed world", () => {
  const {payable} = rules.evaluate({prizes: UNKNOWN}, {date, closedWorld: true}).amounts[0];
  assert.deepEqual(payable, {low: 0n, high: 60_000_000n});
});

test("the limit of steps ends what takes more, and nothing else", () => {
  const facts = {prizes: [{grade: "gold"}]};
  assert.equal(failureOf(() => rules.evaluate(facts, {date, stepLimit: 1})).status, "limit");
  assert.equal(rules.evaluate(facts, {date, stepLimit: 2 ** 40}).json,
               rules.evaluate(facts, {date}).json);
  for (const stepLimit of [-1, 0.5, NaN, "9"]) {
    assert.throws(() => rules.evaluate(facts, {date, stepLimit}), TypeError);
  }
});

test("limits of a text of facts hold what it may have", () => {
  const text = '{"prizes":[{"grade":"gold"}]}';
  assert.ok(rules.evaluate(text, {date, maxBytes: text.length, maxDepth: 3, maxValues: 16}));
  for (const less of [{maxBytes: text.length - 1}, {maxDepth: 1}, {maxValues: 1}]) {
    assert.equal(failureOf(() => rules.evaluate(text, {date, ...less})).status, "facts-faulty");
  }
  for (const maxBytes of [-1, 0.5, 2 ** 32]) {
    assert.throws(() => rules.evaluate(text, {date, maxBytes}), TypeError);
  }
});

test("the description names policies and facts", () => {
  const {policies} = rules.description;
  assert.deepEqual(policies.map(({id}) => id), ["patent-award"]);
});

test("an image gives itself again", () => {
  assert.deepEqual(Buffer.from(rules.image()), image);
});

test("bytes that are no image are an error with a code", () => {
  const damaged = Uint8Array.from(image);
  damaged[damaged.length - 1] ^= 1;
  for (const bytes of [new Uint8Array(0), image.subarray(0, 100), damaged]) {
    const error = failureOf(() => engine.rulesFromImage(bytes));
    assert.equal(error.status, "rules-faulty");
    assert.match(error.problems[0].code, /^JB\d{4}$/);
  }
  assert.throws(() => engine.rulesFromImage("text"), TypeError);
});

test("what was freed says so, and freeing again is nothing", () => {
  const own = engine.rulesFromImage(image);
  const evaluation = own.evaluate({}, {date});
  own.free();
  own.free();
  assert.throws(() => own.evaluate({}, {date}), TypeError);
  assert.match(evaluation.json, /patent-award/); // keeps what it was made from
  evaluation.free();
  assert.throws(() => evaluation.text("zh"), TypeError);
});

test("facts larger than the module's memory make it grow", () => {
  const prizes = Array.from({length: 20_000}, () => ({grade: "gold"}));
  const {payable} = rules.evaluate({prizes}, {date, amountsOnly: true}).amounts[0];
  assert.equal(payable.low, 60_000_000n);
});

test("what is deeply nested is an error, not a crash", () => {
  const text = `{"prizes": ${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
  assert.equal(failureOf(() => rules.evaluate(text, {date})).status, "facts-faulty");
  assert.equal(rules.evaluate({}, {date}).amounts[0].payable.low, 0n);
});

test("memory of evaluations that are freed is used again", () => {
  const step = () => {
    for (let i = 0; i < 2000; ++i) rules.evaluate({prizes: [{grade: "gold"}]}, {date}).free();
  };
  const own = process.memoryUsage;
  step();
  const before = own().arrayBuffers + own().external;
  for (let i = 0; i < 5; ++i) step();
  assert.ok(own().arrayBuffers + own().external < before + 4_000_000);
});
