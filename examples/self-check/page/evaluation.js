// Evaluates what is given, as often as it changes.
// In: rules, facts, date, readings. Out: the result, and what the engine refuses.
// Never: judges a value itself.
import { toJson } from "./facts.js";

const mostRounds = 50;

/// An evaluation; also one in which single clauses could not be computed.
function evaluated(rules, text, options) {
  try {
    return rules.evaluate(text, options);
  } catch (error) {
    if (error.evaluation) return error.evaluation;
    throw error;
  }
}

function used(evaluation, use) {
  try {
    return use(evaluation);
  } finally {
    evaluation.free();
  }
}

/// Values the engine refuses are withheld and named; the rest is evaluated.
export function evaluate(rules, facts, options) {
  const withheld = new Map();
  for (let round = 0; round < mostRounds; round += 1) {
    const { text, pathOfLine, ownPath } = toJson(facts, withheld);
    try {
      return { result: used(evaluated(rules, text, options), ({ result }) => result), withheld, ownPath };
    } catch (error) {
      const faults = (error.problems ?? []).filter(({ severity }) => severity === "error");
      const before = withheld.size;
      for (const fault of faults) {
        const path = pathOfLine[fault.line];
        if (path) withheld.set(path, fault.message);
      }
      if (withheld.size === before) return { failure: { zh: error.messageZh ?? error.message, en: error.message }, withheld, ownPath };
    }
  }
  return { failure: { zh: "填写有误之处过多，无法计算", en: "Too many values are not understood" }, withheld, ownPath: (path) => path };
}

/// The report in words, as the engine writes it.
export function reportText(rules, facts, options, withheld, language) {
  return used(evaluated(rules, toJson(facts, withheld).text, options), (evaluation) => evaluation.text(language));
}

/// Totals under every option of every reading, by policy: [{policy, comparison}].
export function compareReadings(rules, facts, options, withheld) {
  const evaluation = evaluated(rules, toJson(facts, withheld).text, { ...options, allReadings: true });
  return used(evaluation, ({ result }) => result.cases[0].policies.filter(({ comparison }) => comparison));
}
