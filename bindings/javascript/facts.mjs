// Facts of an applicant as the text the engine reads.
// In: objects, lists, values; or JSON. Out: JSON text. Never: a number that is not the one
// that was meant, a value left out without a word.

/** A fact stated to be unknown, also where the closed world or the vocabulary assumes one. */
export const UNKNOWN = Object.freeze({toString: () => "jiangbu.UNKNOWN"});

// The engine refuses more than 64; here only loops are kept out.
const DEEPEST = 100;
// What a line of an error would not show.
const UNPRINTABLE = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

// What stands in quotes as it is.
const PLAIN = /^[ !#-[\]-~]*$/;

function quoted(text) {
  if (PLAIN.test(text)) return `"${text}"`;
  return JSON.stringify(text).replace(
      UNPRINTABLE, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** A number as the shortest decimal that names it. */
function numberText(value, place) {
  if (!Number.isFinite(value)) throw new TypeError(`${place()} is ${value}, no number a fact has`);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new TypeError(`${place()} is ${value}: give whole numbers beyond 2^53 as BigInt or text`);
  }
  return String(value);
}

class Writer {
  text = "";
  #names = [];

  /** Where the value stands that is being written. */
  #place() {
    const place = this.#names.reduce(
        (before, name) => typeof name === "number" ? `${before}[${name}]`
                                                   : before === "" ? name : `${before}.${name}`, "");
    return place === "" ? "facts" : place;
  }

  write(value, depth) {
    switch (typeof value) {
      case "string":
        this.text += quoted(value);
        return;
      case "number":
        this.text += numberText(value, () => this.#place());
        return;
      case "boolean":
      case "bigint":
        this.text += String(value);
        return;
      case "object":
        if (value === null) this.text += "null";
        else if (value === UNKNOWN) this.text += '{"unknown": true}';
        else this.#writeObject(value, depth);
        return;
    }
    throw new TypeError(`${this.#place()} is a ${typeof value}, no fact`);
  }

  #writeObject(value, depth) {
    if (depth > DEEPEST) {
      throw new TypeError(`${this.#place().slice(0, 100)} is nested too deeply`);
    }
    if (Array.isArray(value)) {
      this.text += "[";
      for (let index = 0; index < value.length; ++index) {
        if (index > 0) this.text += ", ";
        this.#names.push(index);
        this.write(value[index], depth + 1);
        this.#names.pop();
      }
      this.text += "]";
      return;
    }
    if (Object.getPrototypeOf(value) !== Object.prototype) this.#refuseOtherKinds(value);
    this.#writeMembers(value, depth);
  }

  #refuseOtherKinds(value) {
    const kind = Object.prototype.toString.call(value).slice(8, -1);
    if (kind === "Date") {
      throw new TypeError(`${this.#place()} is a Date: write it as '2024-11-30'`);
    }
    if (kind !== "Object") throw new TypeError(`${this.#place()} is a ${kind}, no fact`);
  }

  // What is undefined is not given.
  #writeMembers(value, depth) {
    let separator = "{";
    for (const name of Object.keys(value)) {
      const member = value[name];
      if (member === undefined) continue;
      this.text += `${separator}${quoted(name)}: `;
      this.#names.push(name);
      this.write(member, depth + 1);
      this.#names.pop();
      separator = ", ";
    }
    this.text += separator === "{" ? "{}" : "}";
  }
}

/** The text of facts. */
export function factsText(facts) {
  if (typeof facts === "string") return facts;
  if (typeof facts !== "object" || facts === null || Array.isArray(facts)) {
    throw new TypeError("facts are an object or JSON text");
  }
  const writer = new Writer();
  writer.write(facts, 0);
  return writer.text;
}
