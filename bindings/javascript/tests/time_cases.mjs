// How long an evaluation takes; nothing here fails.
//   node bindings/javascript/tests/time_cases.mjs PACKAGE IMAGE CASES RULES
// In: the built package; an image; cases.jsonl, of which those of the rule file RULES are
// taken. Out: microseconds a case. Never: what is not evaluation of facts in JSON.
import {readFileSync} from "node:fs";
import {join, resolve} from "node:path";
import {pathToFileURL} from "node:url";

const [folder, image, casesFile, ruleFile] = process.argv.slice(2);
const {Engine} = await import(pathToFileURL(join(resolve(folder), "jiangbu.mjs")));
const engine = await Engine.load(readFileSync(join(folder, "jiangbu-runtime.wasm")));
const rules = engine.rulesFromImage(readFileSync(image));
const cases = readFileSync(casesFile, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line))
    .filter((asked) => asked.computed && asked.rules.length === 1 && asked.rules[0] === ruleFile);

/** The best of several rounds, after one to warm up. */
function time(label, more, use) {
  let best = Infinity;
  for (let round = 0; round < 8; ++round) {
    const begin = performance.now();
    for (const asked of cases) {
      const evaluation = rules.evaluate(asked.facts, {
        date: asked.decision_date, readings: asked.readings, closedWorld: asked.closed_world, ...more});
      use(evaluation);
      evaluation.free();
    }
    best = Math.min(best, (performance.now() - begin) / cases.length);
  }
  console.log(`${label}: ${(1000 * best).toFixed(0)} us`);
}

console.log(`${cases.length} cases of ${ruleFile}`);
time("amounts only", {amountsOnly: true}, (evaluation) => evaluation.amounts);
time("explained", {}, (evaluation) => evaluation.amounts);
time("explained, with JSON", {}, (evaluation) => evaluation.json);
