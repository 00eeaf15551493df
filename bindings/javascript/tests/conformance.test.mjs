// Every case of bindings/conformance gives the bytes the program gives.
import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import test from "node:test";

import {cases, imageOf, jiangbu, loadRuntime} from "./built.mjs";

function evaluationOf(rules, asked) {
  const options = {date: asked.decision_date, readings: asked.readings,
                   closedWorld: asked.closed_world, allReadings: asked.all_readings};
  try {
    return [rules.evaluate(asked.facts, options), true];
  } catch (error) {
    if (!(error instanceof jiangbu.JiangbuError) || !error.evaluation) throw error;
    return [error.evaluation, false];
  }
}

/** The names of the cases that do not give the bytes they should. */
function differences(chosen, rulesOf) {
  const loaded = new Map();
  const different = [];
  for (const asked of chosen) {
    const key = JSON.stringify(asked.rules);
    if (!loaded.has(key)) loaded.set(key, rulesOf(asked.rules));
    const [evaluation, computed] = evaluationOf(loaded.get(key), asked);
    const found = Buffer.from(evaluation.json, "utf8");
    evaluation.free();
    const same = found.length === asked.bytes && computed === asked.computed &&
        createHash("sha256").update(found).digest("hex") === asked.sha256;
    if (!same) different.push(asked.name);
  }
  return different;
}

test("all cases give the bytes of the program", async (t) => {
  const engine = await loadRuntime();
  assert.ok(cases.length > 0);
  t.diagnostic(`${cases.length} cases`);
  assert.deepEqual(differences(cases, (paths) => engine.rulesFromImage(imageOf(paths))), []);
});
