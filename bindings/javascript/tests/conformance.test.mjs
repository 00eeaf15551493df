// Every case of bindings/conformance gives the bytes the program gives.
import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import {readFileSync, readdirSync, statSync} from "node:fs";
import {join, posix} from "node:path";
import test from "node:test";

import {cases, hasFullBuild, imageOf, jiangbu, loadFull, loadRuntime, root} from "./built.mjs";

function evaluationOf(rules, asked) {
  const options = {form: asked.form, date: asked.decision_date, readings: asked.readings,
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

/** All rule files by their path, as rulesFromTexts takes them. */
function textsOf(paths) {
  const texts = {};
  const add = (path) => {
    if (statSync(join(root, path)).isDirectory()) {
      for (const name of readdirSync(join(root, path)).sort()) add(`${path}/${name}`);
    } else if (path.endsWith(".yaml")) {
      texts[path] = readFileSync(join(root, path), "utf8");
    }
  };
  paths.forEach(add);
  return texts;
}

/** The texts, and the vocabularies they use. */
function withUsed(texts) {
  const used = {};
  for (const [path, text] of Object.entries(texts)) {
    const names = /^uses: \[(.*?)\]/m.exec(text);
    for (const name of names?.[1].split(",") ?? []) {
      Object.assign(used, textsOf([posix.join(path, "..", name.trim())]));
    }
  }
  return {...texts, ...used};
}

test("all cases with facts in JSON give the bytes of the program, from images", async (t) => {
  const engine = await loadRuntime();
  const chosen = cases.filter((asked) => asked.form === "json");
  assert.ok(chosen.length > 0);
  t.diagnostic(`${chosen.length} of ${cases.length} cases; the others have facts in YAML`);
  assert.deepEqual(differences(chosen, (paths) => engine.rulesFromImage(imageOf(paths))), []);
});

test("all cases give the bytes of the program, from YAML",
     {skip: hasFullBuild ? false : "there is no full build"}, async () => {
  const engine = await loadFull();
  const rulesOf = (paths) => engine.rulesFromTexts(withUsed(textsOf(paths)));
  assert.deepEqual(differences(cases, rulesOf), []);
});
