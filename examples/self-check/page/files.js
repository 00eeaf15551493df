// Files and pasted texts as facts, and facts as a file.
// In: bytes, texts. Out: facts by applicant, what could not be read; a download.
// Never: a number of JavaScript: figures stay as they are written.
import { el, own } from "./dom.js";
import { detectTable, parseRows, readTables, tableNames } from "./tables.js";
import { say } from "./words.js";

/// UTF-8, or GB18030 where it is not.
export function decode(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

/// JSON whose numbers become texts, digit by digit as they stand.
export function parseExactly(text) {
  JSON.parse(text);
  return JSON.parse(text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) => (token[0] === "\"" ? token : `"${token}"`)));
}

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/// The part of a value that has the form its description asks for; the rest is named.
function shaped(vocabulary, spec, value, path, problems) {
  const refuse = () => {
    problems.push(say("wrongShape", own(path)));
    return undefined;
  };
  if (value === null) return null;
  if (spec.type === "list") {
    if (!Array.isArray(value)) return refuse();
    const items = value.map((item, i) => shaped(vocabulary, spec.element, item, `${path}[${i + 1}]`, problems)).filter((item) => item !== undefined);
    // Only a list that was written empty says that there is nothing.
    return items.length > 0 || value.length === 0 ? items : undefined;
  }
  if (spec.type === "record" || spec.type === "period") {
    if (!isObject(value)) return refuse();
    const fields = spec.type === "record" ? vocabulary.fieldsOf(spec)
      : ["from", "to"].map((name) => ({ ...spec.element, name }));
    return members(vocabulary, fields, value, path, problems);
  }
  return typeof value === "object" ? refuse() : value;
}

function members(vocabulary, fields, object, path, problems) {
  const kept = {};
  for (const [name, part] of Object.entries(object)) {
    const place = path ? `${path}.${name}` : name;
    const spec = fields.find((field) => field.name === name);
    const value = spec ? shaped(vocabulary, spec, part, place, problems) : undefined;
    if (!spec) problems.push(say("unknownFact", own(place)));
    else if (value !== undefined) kept[name] = value;
  }
  return kept;
}

function readJson(vocabulary, text, source, applicants, problems) {
  let value;
  try {
    value = parseExactly(text);
  } catch {
    problems.push(say("badJson", own(source)));
    return;
  }
  if (!isObject(value)) {
    problems.push(say("badFacts", own(source)));
    return;
  }
  const given = [...vocabulary.facts.values()].filter((fact) => !fact.derived || fact.over_applicants);
  const all = isObject(value.applicants) ? Object.entries(value.applicants) : [["", value]];
  for (const [name, facts] of all) {
    if (!isObject(facts)) problems.push(say("wrongShape", own(name)));
    else applicants.set(name, { ...applicants.get(name), ...members(vocabulary, given, facts, "", problems) });
  }
}

/// Texts [{name, text, table}] as facts: {applicants: Map, problems}.
export function readTexts(vocabulary, texts) {
  const applicants = new Map();
  const problems = [];
  const tables = [];
  const known = new Set(tableNames(vocabulary));
  for (const { name, text, table } of texts) {
    if (/^\s*[{[]/.test(text.replace(/^\uFEFF/, ""))) {
      readJson(vocabulary, text.replace(/^\uFEFF/, ""), name, applicants, problems);
      continue;
    }
    const parsed = parseRows(text);
    const byName = name.replace(/^.*[\\/]/, "").replace(/\.(csv|tsv|txt)$/i, "");
    const chosen = table || (known.has(byName) ? byName : detectTable(vocabulary, parsed.rows[0] ?? []));
    if (chosen) tables.push({ name: chosen, table: parsed, source: name });
    else problems.push(say("unknownTable", own(name)));
  }
  const read = readTables(vocabulary, tables);
  for (const [name, facts] of read.applicants) applicants.set(name, { ...applicants.get(name), ...facts });
  // Tables without a column of applicants belong to the only one there is.
  if (applicants.size === 2 && applicants.has("")) {
    const nameless = applicants.get("");
    applicants.delete("");
    const [[name, facts]] = applicants;
    applicants.set(name, { ...facts, ...nameless });
  }
  return { applicants, problems: [...problems, ...read.problems] };
}

/// Only what the page was given leaves it, by the reader's own hand.
export function download(name, text, type = "application/json") {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
