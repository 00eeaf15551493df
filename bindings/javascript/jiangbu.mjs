// jiangbu in JavaScript: rules, facts and evaluations over the WebAssembly module.
// In: the module's bytes, compiled images or rule files, facts. Out: Engine, Rules,
// Evaluation, JiangbuError. Never: the network, eval, a file, a clock; money as a number.
//
// const engine = await Engine.load(await readFile("jiangbu-runtime.wasm"));
// const rules = engine.rulesFromImage(await readFile("award.jbi"));
// const evaluation = rules.evaluate({prizes: [{grade: "gold"}]}, {date: "2024-11-30"});
// console.log(evaluation.amounts[0].payable.low);  // fen, a BigInt
import {factsText} from "./facts.mjs";
import {JiangbuError} from "./errors.mjs";
import {Memory} from "./memory.mjs";

export {UNKNOWN} from "./facts.mjs";
export {JiangbuError};

const OK = 0;
const NOT_COMPUTED = 4;
const STATUSES = ["ok", "invalid-argument", "rules-faulty", "facts-faulty", "not-computed",
                  "out-of-memory", "internal", "cancelled", "limit"];
const SEVERITIES = ["error", "warning", "note"];
const LANGUAGES = {zh: 0, en: 1};

// The structs of jiangbu.h: their sizes, and where members stand, with 32-bit pointers.
const PROBLEM_SIZE = 68;
const POLICY_SIZE = 60;
const APPLICANT_SIZE = 72;
const FACTS_OPTIONS_SIZE = 24;
const EVALUATE_OPTIONS_SIZE = 64;
const READING_SIZE = 16;
const NAMED_TEXT_SIZE = 16;

/** What was forgotten is freed with the garbage. */
const forgotten = new FinalizationRegistry(({release, pointer}) => release(pointer));

function checkCount(name, count, most) {
  if (Number.isInteger(count) && count >= 0 && count <= most) return;
  throw new TypeError(`${name} is a whole number up to ${most}; 0: the usual limit`);
}

/** Something the module keeps for us. */
class Handle {
  #pointer;
  #release;

  constructor(pointer, release) {
    this.#pointer = pointer;
    this.#release = release;
    forgotten.register(this, {release, pointer}, this);
  }

  static pointerOf(handle) {
    if (handle.#pointer === 0) throw new TypeError(`this ${handle.constructor.name} was freed`);
    return handle.#pointer;
  }

  free() {
    if (this.#pointer === 0) return;
    forgotten.unregister(this);
    this.#release(this.#pointer);
    this.#pointer = 0;
  }
}
if (Symbol.dispose) Handle.prototype[Symbol.dispose] = Handle.prototype.free;

/** Calls of the C interface, whose errors become exceptions. */
class Calls {
  constructor(exports) {
    this.memory = new Memory(exports);
    this.functions = {};
    this.releases = {};
    for (const [name, call] of Object.entries(exports)) {
      if (name.startsWith("jb_")) this.functions[name] = this.#guarded(call);
    }
    // Where calls leave an error, a handle, a text, and the largest struct.
    this.error = this.memory.allocate(24 + APPLICANT_SIZE);
    this.handle = this.error + 4;
    this.text = this.error + 8;
    this.struct = this.error + 24;
  }

  /** After a trap nothing in the module's memory can be relied upon. */
  #guarded(call) {
    return (...values) => {
      if (this.broken) throw this.broken;
      try {
        return call(...values);
      } catch (cause) {
        this.broken = new JiangbuError("internal", "the engine stopped: load it again",
                                       "引擎已停止：请重新加载", [], {cause});
        throw this.broken;
      }
    };
  }

  /** What frees a handle; after a trap there is nothing left to free. */
  release(name) {
    this.releases[name] ??= (pointer) => {
      if (!this.broken) this.functions[name](pointer);
    };
    return this.releases[name];
  }

  /** The text a function gives that returns a jb_text. */
  textOf(name, ...values) {
    this.functions[name](this.text, ...values);
    return this.memory.text(this.text);
  }

  /** The status of a call that ends in (out-parameter, error); `given` takes its handle,
   * of a call that failed too. */
  status(name, ...values) {
    this.memory.setWord(this.handle, 0);
    this.memory.setWord(this.error, 0);
    return this.functions[name](...values, this.handle, this.error);
  }

  get given() {
    return this.memory.word(this.handle);
  }

  /** The error of the call that has just failed. */
  takeError(status, problems = []) {
    const pointer = this.memory.word(this.error);
    const zh = this.textOf("jb_error_message", pointer, LANGUAGES.zh);
    const en = this.textOf("jb_error_message", pointer, LANGUAGES.en);
    this.functions.jb_error_free(pointer);
    return new JiangbuError(STATUSES[status] ?? "internal", en.trimEnd(), zh.trimEnd(), problems);
  }

  /** The text or the bytes of a jb_string that a call gives. */
  string(read, name, ...values) {
    const status = this.status(name, ...values);
    if (status !== OK) throw this.takeError(status);
    const pointer = this.given;
    this.functions.jb_string_get(this.text, pointer);
    const found = read(this.text);
    this.functions.jb_string_free(pointer);
    return found;
  }

  problems(kind, pointer) {
    const {memory, struct} = this;
    const count = this.functions[`jb_${kind}_problem_count`](pointer);
    return Array.from({length: count}, (_, index) => {
      memory.setWord(struct, PROBLEM_SIZE);
      this.functions[`jb_${kind}_problem`](pointer, index, struct);
      return {
        code: memory.text(struct + 4),
        severity: SEVERITIES[memory.word(struct + 28)],
        file: memory.text(struct + 12),
        line: memory.word(struct + 20),
        column: memory.word(struct + 24),
        message: {zh: memory.text(struct + 36), en: memory.text(struct + 44)},
        rendered: {zh: memory.text(struct + 52), en: memory.text(struct + 60)},
      };
    });
  }
}

/** The engine in one WebAssembly instance. */
export class Engine {
  #calls;

  constructor(calls) {
    this.#calls = calls;
    this.version = calls.textOf("jb_version");
  }

  static async load(source) {
    const module = await compiled(await source);
    const instance = await WebAssembly.instantiate(module, {});
    instance.exports._initialize();
    return new Engine(new Calls(instance.exports));
  }

  rulesFromImage(image) {
    const calls = this.#calls;
    const bytes = bytesOf(image);
    if (bytes === null) throw new TypeError("an image is a Uint8Array or an ArrayBuffer");
    return calls.memory.scope((scope) => {
      return this.#rules(calls.status("jb_rules_from_image", scope.bytes(bytes)));
    });
  }

  rulesFromTexts(texts) {
    const calls = this.#calls;
    if (calls.functions.jb_rules_from_memory === undefined) {
      throw new TypeError("this module takes compiled images only: load jiangbu-full.wasm");
    }
    if (typeof texts !== "object" || texts === null) {
      throw new TypeError("texts are an object: the name of each file, and what is in it");
    }
    const named = Object.entries(texts);
    return calls.memory.scope((scope) => this.#rules(calls.status(
        "jb_rules_from_memory", scope.pairs(named, NAMED_TEXT_SIZE), named.length)));
  }

  #rules(status) {
    const calls = this.#calls;
    const pointer = calls.given;
    if (status === OK) return new Rules(calls, pointer);
    const problems = calls.problems("rules", pointer);
    calls.functions.jb_rules_free(pointer);
    throw calls.takeError(status, problems);
  }
}

/** Compiled policies. */
export class Rules extends Handle {
  #calls;
  #description;

  constructor(calls, pointer) {
    super(pointer, calls.release("jb_rules_free"));
    this.#calls = calls;
    this.problems = calls.problems("rules", pointer);
    this.policies = policiesOf(calls, pointer);
  }

  get description() {
    const {memory} = this.#calls;
    this.#description ??= JSON.parse(this.#calls.string(
        (at) => memory.text(at), "jb_rules_description", Handle.pointerOf(this)));
    return this.#description;
  }

  image() {
    const {memory} = this.#calls;
    return this.#calls.string((at) => memory.bytes(at), "jb_rules_image", Handle.pointerOf(this));
  }

  evaluate(facts, options) {
    const calls = this.#calls;
    const pointer = Handle.pointerOf(this);
    return calls.memory.scope((scope) => {
      const known = this.#facts(scope, pointer, facts, options);
      try {
        return this.#evaluation(scope, known, options);
      } finally {
        if (!calls.broken) calls.functions.jb_facts_free(known);
      }
    });
  }

  #facts(scope, rules, facts, {closedWorld, allowUnknownNames, maxBytes = 0, maxDepth = 0,
                               maxValues = 0} = {}) {
    for (const [name, limit] of Object.entries({maxBytes, maxDepth, maxValues})) {
      checkCount(name, limit, 2 ** 32 - 1);
    }
    const calls = this.#calls;
    const text = factsText(facts);
    const options = scope.words([FACTS_OPTIONS_SIZE, closedWorld ? 1 : 0,
                                 allowUnknownNames ? 1 : 0, maxBytes, maxDepth, maxValues]);
    const status = calls.status("jb_facts_from_json", rules, scope.text(text), options);
    const pointer = calls.given;
    if (status === OK) return pointer;
    const problems = calls.problems("facts", pointer);
    calls.functions.jb_facts_free(pointer);
    throw calls.takeError(status, problems);
  }

  #evaluation(scope, facts, {date, readings = {}, allReadings, amountsOnly, stepLimit = 0} = {}) {
    if (typeof date !== "string") {
      throw new TypeError("date is needed: a text such as '2024-11-30'");
    }
    checkCount("stepLimit", stepLimit, Number.MAX_SAFE_INTEGER);
    const calls = this.#calls;
    const chosen = Object.entries(readings);
    const day = calls.memory.textParts(scope.text(date));
    const options = scope.words(
        [EVALUATE_OPTIONS_SIZE, ...day, scope.pairs(chosen, READING_SIZE), chosen.length,
         allReadings ? 1 : 0, amountsOnly ? 1 : 0, 0, 0, 0, 0, 0,
         stepLimit % 2 ** 32, Math.floor(stepLimit / 2 ** 32), 0, 0]);
    const status = calls.status("jb_evaluate", facts, options);
    const pointer = calls.given;
    if (status === OK) return new Evaluation(calls, pointer);
    const error = calls.takeError(status);
    if (status === NOT_COMPUTED) {
      error.evaluation = new Evaluation(calls, pointer);
      error.problems = error.evaluation.problems;
    }
    throw error;
  }
}

/** What applicants qualify for. */
export class Evaluation extends Handle {
  #calls;
  #json;
  #result;
  #problems;
  #amounts;

  constructor(calls, pointer) {
    super(pointer, calls.release("jb_evaluation_free"));
    this.#calls = calls;
  }

  get json() {
    const {memory} = this.#calls;
    this.#json ??= this.#calls.string(
        (at) => memory.text(at), "jb_evaluation_json", Handle.pointerOf(this));
    return this.#json;
  }

  get result() {
    this.#result ??= JSON.parse(this.json);
    return this.#result;
  }

  get problems() {
    this.#problems ??= this.#calls.problems("evaluation", Handle.pointerOf(this));
    return this.#problems;
  }

  get amounts() {
    this.#amounts ??= amountsOf(this.#calls, Handle.pointerOf(this));
    return this.#amounts;
  }

  text(language = "zh") {
    if (!(language in LANGUAGES)) throw new TypeError("the language is 'zh' or 'en'");
    const {memory} = this.#calls;
    return this.#calls.string((at) => memory.text(at), "jb_evaluation_text",
                              Handle.pointerOf(this), LANGUAGES[language]);
  }
}

function policiesOf({functions, memory, struct}, pointer) {
  const count = functions.jb_rules_policy_count(pointer);
  return Array.from({length: count}, (_, index) => {
    memory.setWord(struct, POLICY_SIZE);
    functions.jb_rules_policy(pointer, index, struct);
    return {
      id: memory.text(struct + 4),
      version: memory.text(struct + 12),
      title: {zh: memory.text(struct + 20), en: memory.text(struct + 28)},
      file: memory.text(struct + 36),
      hash: memory.text(struct + 44),
      isDraft: memory.word(struct + 52) !== 0,
    };
  });
}

function amountsOf({functions, memory, struct}, pointer) {
  const amount = (at) => ({
    low: memory.long(at),
    high: memory.word(at + 20) === 0 ? null : memory.long(at + 8),
  });
  const count = functions.jb_evaluation_applicant_count(pointer);
  return Array.from({length: count}, (_, index) => {
    memory.setWord(struct, APPLICANT_SIZE);
    functions.jb_evaluation_applicant(pointer, index, struct);
    return {
      applicant: memory.text(struct + 4),
      payable: amount(struct + 16),
      indicative: amount(struct + 40),
      unspecifiedCount: memory.word(struct + 64),
      delegatedCount: memory.word(struct + 68),
    };
  });
}

/** The bytes of what holds bytes; null for anything else. */
function bytesOf(source) {
  if (source instanceof Uint8Array) return source;
  if (ArrayBuffer.isView(source)) {
    return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  }
  return source instanceof ArrayBuffer ? new Uint8Array(source) : null;
}

async function compiled(source) {
  if (source instanceof WebAssembly.Module) return source;
  const bytes = bytesOf(source);
  if (bytes !== null) return WebAssembly.compile(bytes);
  if (typeof Response === "undefined" || !(source instanceof Response)) {
    throw new TypeError("the module is bytes, a Response or a WebAssembly.Module");
  }
  if (!source.ok) throw new TypeError(`the module was not found: HTTP status ${source.status}`);
  const type = source.headers.get("content-type") ?? "";
  if (/^application\/wasm\s*$/i.test(type) && WebAssembly.compileStreaming) {
    return WebAssembly.compileStreaming(source);
  }
  return WebAssembly.compile(await source.arrayBuffer());
}
