// Programs that the READMEs show print what is shown.
// In: bindings/README.md, bindings/javascript/README.md. Out: their programs' output. Never:
// a command that builds.
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {cpSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import test from "node:test";

import {award, folder, imageOfText, root, scratch} from "./built.mjs";

const PROGRAM = /```js\n\/\/ (\w+\.mjs)\n(.*?)```\n\n(?:[^`]*?\n)??```text\n(.*?)```/gs;

/** A program of a README: its file, its text, what it prints. */
function shownIn(readme) {
  const found = [...readFileSync(join(root, readme), "utf8").matchAll(PROGRAM)];
  assert.equal(found.length, 1, `${readme} shows one program`);
  return found[0].slice(1);
}

function printedBy(name, text, where) {
  writeFileSync(join(where, "award.jbi"), imageOfText(award));
  writeFileSync(join(where, "award.yaml"), award);
  writeFileSync(join(where, name), text);
  return execFileSync(process.execPath, [name], {cwd: where, encoding: "utf8"});
}

test("the first award is what bindings/README.md shows, with the package installed", () => {
  const where = join(scratch, "installed");
  mkdirSync(where);
  const [name, text, shown] = shownIn("bindings/README.md");
  execFileSync("npm", ["install", "--no-save", "--offline", "--no-audit", "--no-fund", folder], {cwd: where});
  assert.equal(printedBy(name, text, where), shown);
});

test("the program of bindings/javascript/README.md prints what is shown, beside the package", () => {
  const where = join(scratch, "beside");
  cpSync(folder, where, {recursive: true});
  const [name, text, shown] = shownIn("bindings/javascript/README.md");
  assert.equal(printedBy(name, text, where), shown);
});
