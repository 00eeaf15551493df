// Compiled, not run: what the types promise to callers.
import {Engine, JiangbuError, UNKNOWN} from "jiangbu";
import type {Amount, Evaluation, Rules} from "jiangbu";

export async function payable(image: Uint8Array): Promise<bigint> {
  const engine: Engine = await Engine.load(fetch("jiangbu-runtime.wasm"));
  using rules: Rules = engine.rulesFromImage(image);
  const written: Rules = engine.rulesFromTexts({"award.yaml": "policy: award"});
  const facts = {staff: 12, kind: "park", area: 10n ** 20n, prizes: [{grade: UNKNOWN}], since: null};
  using evaluation: Evaluation = rules.evaluate(facts, {date: "2024-11-30", amountsOnly: true});
  const amount: Amount = evaluation.amounts[0]!.payable;
  return amount.high ?? amount.low;
}

export function titles(rules: Rules): string[] {
  return rules.policies.map((policy) => (policy.isDraft ? policy.id : policy.title.zh));
}

export function reason(error: unknown): string {
  if (!(error instanceof JiangbuError)) throw error;
  return error.problems.map((problem) => `${problem.line} ${problem.message.zh}`).join("\n");
}

declare const rules: Rules;
// @ts-expect-error there is no today
rules.evaluate({}, {});
// @ts-expect-error a Date is no fact
rules.evaluate({since: new Date()}, {date: "2024-11-30"});
// @ts-expect-error rules are made by engines
new Engine();
// @ts-expect-error results do not change
rules.policies = [];
