// Evaluates what is given, as often as it changes.
// In: rules, facts, date, readings. Out: the result, and what the engine refuses.
// Never: judges a value itself.
import { toJson } from "./facts.js";

const mostRounds = 50;

/// Values the engine refuses are withheld and named; the rest is evaluated.
export function evaluate(rules, facts, options) {
  const withheld = new Map();
  for (let round = 0; round < mostRounds; round += 1) {
    const { text, pathOfLine, ownPath } = toJson(facts, withheld);
    try {
      const evaluation = rules.evaluate(text, options);
      try {
        return { result: evaluation.result, withheld, ownPath };
      } finally {
        evaluation.free();
      }
    } catch (error) {
      const faults = (error.problems ?? []).filter((problem) => isFault(problem));
      const before = withheld.size;
      for (const fault of faults) {
        const path = pathOfLine[fault.line];
        if (path) withheld.set(path, { zh: fault.messageZh ?? fault.message, en: fault.message });
      }
      if (withheld.size === before) return { failure: wordsOf(error), withheld };
    }
  }
  return { failure: { zh: "填写有误之处过多，无法计算", en: "Too many values are not understood" }, withheld };
}

function isFault(problem) {
  return problem.severity === undefined || problem.severity === "error" || problem.severity === 0;
}

function wordsOf(error) {
  return { zh: error.messageZh ?? error.message, en: error.message };
}

/// The report in words, as the engine writes it.
export function reportText(rules, facts, options, withheld, language) {
  const evaluation = rules.evaluate(toJson(facts, withheld).text, options);
  try {
    return evaluation.text(language);
  } finally {
    evaluation.free();
  }
}

/// Totals under every option of every reading: by policy, question and option.
export function compareReadings(rules, facts, options, withheld) {
  const evaluation = rules.evaluate(toJson(facts, withheld).text, { ...options, allReadings: true });
  try {
    return evaluation.result.cases[0].policies.flatMap(({ policy, comparison }) =>
      comparison ? [{ policy, comparison }] : []);
  } finally {
    evaluation.free();
  }
}
