// Facts of an applicant as the text the engine reads.
// In: objects, lists, values; or JSON. Out: JSON text. Never: a number that is not the one
// that was meant, a value left out without a word.

/** A fact stated to be unknown, also where the closed world or the vocabulary assumes one. */
export const UNKNOWN = Object.freeze({toString: () => "jiangbu.UNKNOWN"});

// The engine refuses more than 64; here only loops are kept out.
const DEEPEST = 100;
// What a line of an error would not show.
const UNPRINTABLE = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

function quoted(text) {
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

  write(value, place, depth) {
    switch (typeof value) {
      case "string":
        this.text += quoted(value);
        return;
      case "number":
        this.text += numberText(value, place);
        return;
      case "boolean":
      case "bigint":
        this.text += String(value);
        return;
      case "object":
        if (value === null) this.text += "null";
        else if (value === UNKNOWN) this.text += '{"unknown": true}';
        else this.#writeObject(value, place, depth);
        return;
    }
    throw new TypeError(`${place()} is a ${typeof value}, no fact`);
  }

  #writeObject(value, place, depth) {
    if (depth > DEEPEST) throw new TypeError(`${place().slice(0, 100)} is nested too deeply`);
    if (Array.isArray(value)) {
      this.text += "[";
      for (let index = 0; index < value.length; ++index) {
        if (index > 0) this.text += ", ";
        this.write(value[index], () => `${place()}[${index}]`, depth + 1);
      }
      this.text += "]";
      return;
    }
    const kind = Object.prototype.toString.call(value).slice(8, -1);
    if (kind === "Date") throw new TypeError(`${place()} is a Date: write it as '2024-11-30'`);
    if (kind !== "Object") throw new TypeError(`${place()} is a ${kind}, no fact`);
    this.#writeMembers(value, place, depth);
  }

  // What is undefined is not given.
  #writeMembers(value, place, depth) {
    let separator = "{";
    for (const [name, member] of Object.entries(value)) {
      if (member === undefined) continue;
      this.text += `${separator}${quoted(name)}: `;
      this.write(member, () => (depth > 0 ? `${place()}.${name}` : name), depth + 1);
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
  writer.write(facts, () => "facts", 0);
  return writer.text;
}
