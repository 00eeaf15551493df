// What the modules themselves promise: size, no imports, no eval.
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {readFileSync, readdirSync} from "node:fs";
import {join} from "node:path";
import test from "node:test";
import {brotliCompressSync} from "node:zlib";

import {folder, fullFile, jiangbu, loadRuntime, root, runtimeFile} from "./built.mjs";

const MOST_COMPRESSED = 400_000;

test("the runtime build takes less than 400 KB on the wire", (t) => {
  const bytes = readFileSync(runtimeFile);
  const compressed = brotliCompressSync(bytes).length;
  t.diagnostic(`${bytes.length} bytes, ${compressed} with brotli`);
  assert.ok(compressed < MOST_COMPRESSED, `${compressed} bytes`);
});

test("the modules import nothing: no clock, no file, no network", async () => {
  for (const file of [runtimeFile, fullFile]) {
    const module = await WebAssembly.compile(readFileSync(file));
    assert.deepEqual(WebAssembly.Module.imports(module), [], file);
  }
});

test("the package has the licences of all that is inside", () => {
  const licences = readFileSync(join(folder, "THIRD_PARTY_LICENSES"), "utf8");
  for (const [title, phrase] of [
    ["LLVM: libc++, libc++abi, compiler-rt", "LLVM Exception"],
    ["wasi-libc", "musl"],
    ["{fmt}", "Victor Zverovich"],
    ["date", "Howard Hinnant"],
    ["Boost", "Permission is hereby granted"],
    ["yaml-cpp", "Jesse Beder"],
  ]) {
    const part = licences.split(`\n${title}\n${"=".repeat(title.length)}\n`)[1];
    assert.ok(part !== undefined, title);
    assert.ok(part.includes(phrase), `${title}: ${phrase}`);
  }
});

test("everything works where code from texts is forbidden", () => {
  const script = `import {readFileSync} from "node:fs";
    import {Engine} from ${JSON.stringify(join(folder, "jiangbu.mjs"))};
    const engine = await Engine.load(readFileSync(${JSON.stringify(runtimeFile)}));
    console.log(engine.version);`;
  const shown = execFileSync(process.execPath, ["--disallow-code-generation-from-strings",
                                                "--input-type=module", "--eval", script]);
  assert.equal(String(shown), `${JSON.parse(readFileSync(join(folder, "package.json"))).version}\n`);
});

test("the scripts ask for nothing but what they are given", () => {
  const scripts = readdirSync(folder).filter((name) => name.endsWith(".mjs"));
  assert.ok(scripts.length > 0);
  for (const name of scripts) {
    const code = readFileSync(join(folder, name), "utf8").replace(/^\s*(\/\/|\/?\*).*$/gm, "");
    assert.doesNotMatch(code, /\bfetch\b|XMLHttpRequest|\beval\b|new Function|node:|https?:/, name);
  }
});

test("the version is that of the engine", async () => {
  const engine = await loadRuntime();
  const header = readFileSync(join(root, "include/jiangbu/version.hpp"), "utf8");
  assert.equal(engine.version, /version = "(.*?)"/.exec(header)[1]);
});

test("bytes, a module and a response are taken, nothing else", async () => {
  const bytes = readFileSync(runtimeFile);
  const headers = {"content-type": "application/wasm"};
  for (const source of [bytes, bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
                        await WebAssembly.compile(bytes), new Response(bytes, {headers}),
                        Promise.resolve(new Response(bytes))]) {
    assert.match((await jiangbu.Engine.load(source)).version, /^\d/);
  }
  await assert.rejects(jiangbu.Engine.load("jiangbu.wasm"), TypeError);
  await assert.rejects(jiangbu.Engine.load(new Response("", {status: 404})), TypeError);
});
