// The memory of the WebAssembly instance.
// In: texts, bytes, numbers. Out: addresses in the module; texts, bytes, numbers from there.
// Never: keeps a view over a call that may have grown the memory.
import {JiangbuError} from "./errors.mjs";

const encoder = new TextEncoder();
// A byte order mark is a character like others here.
const decoder = new TextDecoder("utf-8", {ignoreBOM: true});
const HALF_CHARACTER = /[\ud800-\udfff]/u;
const TEXT_SIZE = 8; // jb_text: an address and a length
const SCOPE_SIZE = 65536;

export class Memory {
  #exports;
  #view;
  #bytes;
  #words;
  #scope;

  constructor(exports) {
    this.#exports = exports;
    this.#look();
    this.#scope = new Scope(this, this.allocate(SCOPE_SIZE));
  }

  #look() {
    this.#view = new DataView(this.#exports.memory.buffer);
    this.#bytes = new Uint8Array(this.#exports.memory.buffer);
    this.#words = new Uint32Array(this.#exports.memory.buffer);
  }

  /** Views of a memory that has grown are empty. */
  get #current() {
    if (this.#bytes.length === 0) this.#look();
    return this.#view;
  }

  allocate(size) {
    const address = this.#exports.malloc(size) >>> 0;
    if (address === 0) {
      throw new JiangbuError("out-of-memory", "the engine has no memory left", "引擎内存不足");
    }
    return address;
  }

  release(address) {
    this.#exports.free(address);
  }

  // WebAssembly has the lowest byte first, as every machine that runs it; words are aligned.
  word(at) {
    if (this.#bytes.length === 0) this.#look();
    return this.#words[at >>> 2];
  }

  setWord(at, value) {
    if (this.#bytes.length === 0) this.#look();
    this.#words[at >>> 2] = value;
  }

  setWords(at, values) {
    if (this.#bytes.length === 0) this.#look();
    const begin = at >>> 2;
    for (let i = 0; i < values.length; ++i) this.#words[begin + i] = values[i];
  }

  long(at) {
    return this.#current.getBigInt64(at, true);
  }

  /** The address and the length of a jb_text. */
  textParts(at) {
    return [this.word(at), this.word(at + 4)];
  }

  #part(at) {
    const [address, length] = this.textParts(at);
    return this.#bytes.subarray(address, address + length);
  }

  text(at) {
    return decoder.decode(this.#part(at));
  }

  bytes(at) {
    return this.#part(at).slice();
  }

  write(at, bytes) {
    if (this.#bytes.length === 0) this.#look();
    this.#bytes.set(bytes, at);
  }

  /** Writes at most `room` bytes of the text in UTF-8; how many, or -1: too few. */
  encode(text, at, room) {
    if (this.#bytes.length === 0) this.#look();
    const {read, written} = encoder.encodeInto(text, this.#bytes.subarray(at, at + room));
    return read === text.length ? written : -1;
  }

  /** Runs with room for what a call is given, which is free again afterwards. */
  scope(run) {
    try {
      return run(this.#scope);
    } finally {
      this.#scope.clear();
    }
  }
}

/** What one call is given: most fits into one piece of memory. */
class Scope {
  #memory;
  #begin;
  #used = 0;
  #others = [];

  constructor(memory, begin) {
    this.#memory = memory;
    this.#begin = begin;
  }

  clear() {
    for (const address of this.#others) this.#memory.release(address);
    this.#others.length = 0;
    this.#used = 0;
  }

  #room(size) {
    const begin = (this.#used + 7) & ~7;
    if (begin + size <= SCOPE_SIZE) {
      this.#used = begin + size;
      return this.#begin + begin;
    }
    const address = this.#memory.allocate(size);
    this.#others.push(address);
    return address;
  }

  words(values) {
    const address = this.#room(4 * values.length);
    this.#memory.setWords(address, values);
    return address;
  }

  /** The address of a jb_text of these bytes. */
  bytes(bytes) {
    const address = this.#room(bytes.length);
    this.#memory.write(address, bytes);
    return this.words([address, bytes.length]);
  }

  /** The address of a jb_text. */
  text(text) {
    return this.words(this.#encoded(text));
  }

  /** The address of an array of structs of two jb_text. */
  pairs(entries, structSize) {
    if (structSize !== 2 * TEXT_SIZE) throw new TypeError("a pair is two texts");
    const words = [];
    for (const [first, second] of entries) {
      words.push(...this.#encoded(first), ...this.#encoded(second));
    }
    return this.words(words);
  }

  #encoded(text) {
    if (typeof text !== "string") throw new TypeError(`a text is needed, not ${typeof text}`);
    if (HALF_CHARACTER.test(text)) throw new TypeError("a text has half a character");
    const room = 3 * text.length;
    const address = this.#room(room);
    return [address, this.#memory.encode(text, address, room)];
  }
}
