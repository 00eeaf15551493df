// Facts of the applicant: values by path, and the text the engine reads.
// In: what was typed, as text. Out: JSON with the place of each value.
// Never: a number of JavaScript; whether a value is right is the engine's to say.

/// "listings[2].date" is ["listings", 1, "date"]: items count from 1 in paths.
export function partsOf(path) {
  return [...path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, name, number]) => name ?? Number(number) - 1);
}

export function valueAt(facts, path) {
  return partsOf(path).reduce((value, part) => (value === null ? undefined : value?.[part]), facts);
}

/// undefined takes the value away: it is not known.
export function setAt(facts, path, value) {
  const parts = partsOf(path);
  let place = facts;
  parts.slice(0, -1).forEach((part, i) => {
    if (typeof place[part] !== "object" || place[part] === null) {
      place[part] = typeof parts[i + 1] === "number" ? [] : {};
    }
    place = place[part];
  });
  const last = parts.at(-1);
  if (value === undefined) delete place[last];
  else place[last] = value;
}

/// What the description says of the value at a path; undefined if it knows nothing of it.
export class Vocabulary {
  constructor(description) {
    this.description = description;
    // Where policies know a fact differently, the first meaning asks for it.
    this.facts = new Map();
    for (const fact of description.facts) if (!this.facts.has(fact.name)) this.facts.set(fact.name, fact);
    this.records = new Map((description.records ?? []).map((record) => [record.name, record]));
    this.enums = new Map((description.enums ?? []).map((one) => [one.name, one]));
    this.regions = description.regions ?? [];
    this.read = new Set(description.policies.flatMap((policy) => policy.reads ?? []));
    this.readFields = new Map();
    for (const { record, fields } of description.policies.flatMap((p) => p.reads_of_records ?? [])) {
      this.readFields.set(record, new Set([...(this.readFields.get(record) ?? []), ...fields]));
    }
  }

  specAt(path) {
    const [first, ...rest] = partsOf(path);
    return rest.reduce((spec, part) => {
      if (typeof part === "number") return spec?.element;
      return this.fieldsOf(spec).find((field) => field.name === part);
    }, this.facts.get(first));
  }

  /// Fields that can be given of a record, or of the records of a list.
  fieldsOf(spec) {
    const type = spec?.element ?? spec;
    if (type?.type !== "record") return [];
    return this.records.get(type.of).fields.filter((field) => !field.derived || field.over_applicants);
  }

  keyOf(spec) {
    return this.records.get((spec.element ?? spec).of)?.key;
  }

  isRead(spec, field) {
    return this.readFields.get((spec.element ?? spec).of)?.has(field.name) ?? false;
  }

  regionTitle(code) {
    const plain = (text) => (text.length <= 6 ? text.replace(/(00)+$/, "") : text);
    return this.regions.find((region) => plain(region.code) === plain(code))?.title;
  }
}

/// The facts as JSON, one value a line, without empty ones and those at `withheld` paths.
/// `ownPath` leads from a path in the engine's result back to the page's.
export function toJson(facts, withheld = new Map()) {
  const lines = [];
  const pathOfLine = [];
  const itemsOf = new Map();
  const put = (text, path) => {
    lines.push(text);
    pathOfLine[lines.length] = path;
  };
  const isGiven = (value, path) => value !== undefined && value !== "" && !withheld.has(path) && !isUnreadable(value, path);
  // An empty list says that there is nothing: entries that are left out do not say so.
  const isUnreadable = (value, path) => Array.isArray(value) && value.length > 0 &&
    value.every((item, i) => !isGiven(item, `${path}[${i + 1}]`));
  const partsIn = (value, path, enginePath) => {
    if (!Array.isArray(value)) {
      const named = Object.entries(value).map(([name, part]) => ({
        part, path: path ? `${path}.${name}` : name, enginePath: enginePath ? `${enginePath}.${name}` : name,
        key: JSON.stringify(name) + ":" }));
      return named.filter((one) => isGiven(one.part, one.path));
    }
    const items = value.map((part, i) => ({ part, path: `${path}[${i + 1}]`, key: "" }));
    const given = items.filter((one) => isGiven(one.part, one.path));
    itemsOf.set(enginePath, given.map((one) => one.path));
    return given.map((one, i) => ({ ...one, enginePath: `${enginePath}[${i + 1}]` }));
  };
  const write = (value, path, enginePath, before, after) => {
    if (value === null || typeof value !== "object") {
      put(before + JSON.stringify(value) + after, path);
      return;
    }
    const parts = partsIn(value, path, enginePath);
    put(before + (Array.isArray(value) ? "[" : "{"), path);
    parts.forEach((one, i) =>
      write(one.part, one.path, one.enginePath, one.key, i + 1 < parts.length ? "," : ""));
    put((Array.isArray(value) ? "]" : "}") + after, path);
  };
  write(facts, "", "", "", "");
  const ownPath = (enginePath) => {
    let [own, engine] = ["", ""];
    for (const part of partsOf(enginePath)) {
      if (typeof part === "number") {
        const items = itemsOf.get(engine) ?? [];
        // An item that is not there yet: one to be added.
        own = items[part] ?? `${own}[${part + 1}]`;
        engine = `${engine}[${part + 1}]`;
      } else {
        own = own ? `${own}.${part}` : part;
        engine = engine ? `${engine}.${part}` : part;
      }
    }
    return own;
  };
  return { text: lines.join("\n"), pathOfLine, ownPath };
}
