// What the tests are run with: the built package, the program, the cases.
// In: JIANGBU_PACKAGE, JIANGBU_PROGRAM, JIANGBU_CASES. Out: engines, images, texts. Never:
// a build of its own.
import {execFileSync} from "node:child_process";
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join, resolve} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";

function needed(name) {
  if (!process.env[name]) throw new Error(`${name} is not set: run test.sh`);
  return resolve(process.env[name]);
}

export const root = fileURLToPath(new URL("../../../", import.meta.url));
export const folder = needed("JIANGBU_PACKAGE");
export const program = needed("JIANGBU_PROGRAM");
export const cases = readFileSync(needed("JIANGBU_CASES"), "utf8").trimEnd().split("\n")
    .map((line) => JSON.parse(line));
export const jiangbu = await import(pathToFileURL(join(folder, "jiangbu.mjs")));
export const scratch = mkdtempSync(join(tmpdir(), "jiangbu-"));
process.on("exit", () => rmSync(scratch, {recursive: true, force: true}));

export const runtimeFile = join(folder, "jiangbu-runtime.wasm");
export const fullFile = join(folder, "jiangbu-full.wasm");

export const loadRuntime = () => jiangbu.Engine.load(readFileSync(runtimeFile));
export const loadFull = () => jiangbu.Engine.load(readFileSync(fullFile));

/** The compiled image of rule files, relative to the root. */
export function imageOf(paths) {
  const file = join(scratch, "rules.jbi");
  execFileSync(program, ["compile", ...paths, "--output", file], {cwd: root});
  return readFileSync(file);
}

export function imageOfText(text) {
  const file = join(scratch, "policy.yaml");
  writeFileSync(file, text);
  return imageOf([file]);
}

/** The policy of bindings/README.md. */
export const award = /```yaml\n# award\.yaml\n(.*?)```/s
    .exec(readFileSync(join(root, "bindings/README.md"), "utf8"))[1];
