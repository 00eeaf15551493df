// Tables as `jiangbu columns --template` names and fills them, and as spreadsheets copy them.
// In: CSV or tab-separated text. Out: facts, and what could not be read.
// Never: drops a cell without saying so.
import { readCell } from "./cells.js";
import { own } from "./dom.js";
import { isPayments, withPaymentIds } from "./payments.js";
import { inLanguage, say } from "./words.js";

/// Rows of cells; quoted cells may hold separators and line ends. {rows, openQuote}
export function parseRows(text) {
  const source = text.replace(/^\uFEFF/, "");
  const firstLine = source.slice(0, source.search(/[\r\n]|$/));
  const separator = firstLine.includes("\t") ? "\t" : firstLine.includes(";") && !firstLine.includes(",") ? ";" : ",";
  const rows = [];
  let row = [];
  let cell = "";
  let [quoted, wasQuoted] = [false, false];
  const endCell = () => {
    row.push(wasQuoted ? cell : cell.trim());
    [cell, wasQuoted] = ["", false];
  };
  const endRow = () => {
    endCell();
    if (row.some((one) => one !== "")) rows.push(row);
    row = [];
  };
  for (let i = 0; i < source.length; i += 1) {
    const letter = source[i];
    if (quoted) {
      if (letter !== "\"") cell += letter;
      else if (source[i + 1] === "\"") { cell += "\""; i += 1; } else quoted = false;
    } else if (letter === "\"" && cell.trim() === "") [quoted, wasQuoted, cell] = [true, true, ""];
    else if (letter === separator) endCell();
    else if (letter === "\n") endRow();
    else if (letter !== "\r") cell += letter;
  }
  if (cell !== "" || row.length > 0) endRow();
  return { rows, openQuote: quoted };
}

/// A title without its part in brackets: 首次列入（非复核） is 首次列入.
const bare = (text) => text.replace(/[（(][^（）()]*[）)]/g, "").trim();
const longestTitle = 200;
const isScalar = ({ type }) => type !== "list" && type !== "record";

/// A column is called by its field's name or by its title in either language, in brackets or not.
/// The fields of a heading: one, several where it says no more, or none.
function headingsOf(fields) {
  const by = [new Map(), new Map(), new Map()];
  const put = (map, key, field) => {
    if (key) map.set(key, new Set([...(map.get(key) ?? []), field]));
  };
  for (const field of fields) {
    put(by[0], field.name, field);
    for (const title of [field.title?.zh ?? "", field.title?.en ?? ""]) {
      put(by[1], title, field);
      put(by[2], bare(title), field);
    }
  }
  return (heading) => [...(by[0].get(heading) ?? by[1].get(heading) ?? by[2].get(heading.length > longestTitle ? heading : bare(heading)) ?? [])];
}

/// The fields that columns of a table of a list can hold.
function fieldsInTable(vocabulary, spec) {
  if (spec.element.type !== "record") return [{ ...spec.element, name: "value", title: spec.title }];
  return vocabulary.fieldsOf(spec).filter(isScalar);
}

/// The titles to head a table of a list, by name where a title stands for several fields.
export function columnTitles(vocabulary, spec) {
  const fields = fieldsInTable(vocabulary, spec);
  const named = headingsOf(fields);
  const isClear = (field) => named(inLanguage(field.title)).length === 1;
  return fields.map((field) => (isClear(field) ? inLanguage(field.title) : field.name));
}

/// Columns by heading: each a field or nothing; a heading that is none is named.
function columnsOf(fields, headings, source, isKnown, problems) {
  const named = headingsOf(fields);
  const taken = new Set();
  return headings.map((heading) => {
    const found = named(heading);
    const field = found.length === 1 ? found[0] : undefined;
    const isTwice = field && taken.has(field.name);
    if (found.length > 1) problems.push(say("ambiguousColumn", own(source), own(heading), found.map(({ name }) => name).join(say("comma"))));
    else if (isTwice) problems.push(say("columnTwice", own(source), own(heading)));
    else if (!field && heading !== "" && !isKnown(heading)) problems.push(say("unknownColumn", own(source), own(heading)));
    if (field) taken.add(field.name);
    return isTwice ? undefined : field;
  });
}

/// The cells of a row as an object of values; what is wrong with one is named with its place.
function readRow(vocabulary, columns, cells, place, problems) {
  const item = {};
  columns.forEach((column, i) => {
    if (!column) return;
    const { value, problem } = readCell(vocabulary, column, cells[i] ?? "");
    if (value !== undefined) item[column.name] = value;
    if (problem) problems.push(say("cellProblem", own(place.source), place.row, inLanguage(column.title) || column.name, problem));
  });
  if (cells.slice(columns.length).some((cell) => cell !== "")) problems.push(say("rowTooLong", own(place.source), place.row));
  return item;
}

/// Rows under a heading as items of a list: {items, read: [{item, cells, row}], headings, problems}.
export function rowsInto(vocabulary, spec, { rows, openQuote }, source) {
  const problems = openQuote ? [say("openQuote", own(source))] : [];
  const [headings = [], ...body] = rows;
  const scalar = spec.element.type !== "record";
  const fields = fieldsInTable(vocabulary, spec);
  const named = headingsOf(fields);
  const isOwn = (heading) => heading === "applicant" || heading.includes(".") || (heading === "id" && !fields.some(({ name }) => name === "id"));
  const nothing = (key) => ({ items: [], read: [], headings, problems: [...problems, say(key, own(source))] });
  if (headings.length > 0 && !headings.some((heading) => named(heading).length > 0)) return nothing("missingHeading");
  if (body.length === 0) return nothing("emptyTable");
  const columns = columnsOf(fields, headings, source, isOwn, problems);
  const read = body.map((cells, i) => {
    const row = String(i + 2);
    const item = readRow(vocabulary, columns, cells, { source, row }, problems);
    if (scalar) return { item: item.value, cells, row };
    return { item: isPayments(vocabulary, spec) ? withPaymentIds(vocabulary, item) : item, cells, row };
  }).filter(({ item }) => item !== undefined);
  return { items: read.map(({ item }) => item), read, headings, problems };
}

/// Names of the tables of a vocabulary: "applicants", "marks", "marks.countries".
export function tableNames(vocabulary) {
  const lists = (spec, path) => {
    if (spec.type !== "list") return [];
    return [path, ...vocabulary.fieldsOf(spec).flatMap((field) => lists(field, `${path}.${field.name}`))];
  };
  const named = vocabulary.description.facts.filter((fact) => !fact.derived);
  return ["applicants", ...named.flatMap((fact) => lists(fact, fact.name))];
}

export function specOfTable(vocabulary, name) {
  const [first, ...rest] = name.split(".");
  return rest.reduce((spec, part) => vocabulary.fieldsOf(spec).find((field) => field.name === part), vocabulary.facts.get(first));
}

export function titleOfTable(vocabulary, name) {
  if (name === "applicants") return say("applicantsTable");
  return `${inLanguage(specOfTable(vocabulary, name).title)} (${name})`;
}

/// The table whose fields most of the headings name; undefined where none fits best.
export function detectTable(vocabulary, headings) {
  const scored = tableNames(vocabulary).map((name) => {
    const fields = name === "applicants" ? [...vocabulary.facts.values()].filter(isScalar)
      : vocabulary.fieldsOf(specOfTable(vocabulary, name)).filter(isScalar);
    const named = headingsOf(fields);
    const fits = headings.filter((heading) => named(heading).length === 1).length;
    return { name, fits, rest: fields.length - fits };
  });
  scored.sort((a, b) => b.fits - a.fits || a.rest - b.rest);
  return scored[0].fits > 0 && (scored[0].fits > scored[1].fits || scored[0].rest < scored[1].rest) ? scored[0].name : undefined;
}

const columnOf = (headings, names) => names.map((name) => headings.indexOf(name)).find((i) => i >= 0) ?? -1;

/// Facts by applicant from named tables [{name, table, source}]: {applicants, problems}.
export function readTables(vocabulary, tables) {
  const applicants = new Map();
  const problems = [];
  const of = (id) => {
    if (!applicants.has(id)) applicants.set(id, {});
    return applicants.get(id);
  };
  const depth = ({ name }) => (name === "applicants" ? 0 : name.split(".").length);
  for (const { name, table, source } of [...tables].sort((a, b) => depth(a) - depth(b))) {
    if (name === "applicants") readApplicants(vocabulary, table, source, of, problems);
    else readList(vocabulary, { name, table, source }, of, problems);
  }
  return { applicants, problems };
}

function readApplicants(vocabulary, { rows, openQuote }, source, of, problems) {
  if (openQuote) problems.push(say("openQuote", own(source)));
  const [headings = [], ...body] = rows;
  const facts = [...vocabulary.facts.values()].filter(isScalar);
  const id = columnOf(headings, ["id"]);
  const named = headingsOf(facts);
  const isMissing = headings.length > 0 && !headings.some((heading) => heading === "id" || named(heading).length > 0);
  if (isMissing || body.length === 0) {
    problems.push(say(isMissing ? "missingHeading" : "emptyTable", own(source)));
    return;
  }
  const columns = columnsOf(facts, headings, source, (heading) => heading === "id", problems);
  body.forEach((cells, i) => {
    const facts = readRow(vocabulary, columns, cells, { source, row: String(i + 2) }, problems);
    Object.assign(of(id >= 0 ? cells[id] : ""), facts);
  });
}

function readList(vocabulary, { name, table, source }, of, problems) {
  const spec = specOfTable(vocabulary, name);
  const { problems: found, headings, read } = rowsInto(vocabulary, spec, table, source);
  problems.push(...found);
  const parents = name.split(".").slice(0, -1);
  const key = name.split(".").at(-1);
  const hasId = vocabulary.fieldsOf(spec).some((field) => field.name === "id");
  const applicantColumn = columnOf(headings, hasId ? ["applicant"] : ["applicant", "id"]);
  for (const { item, cells, row } of read) {
    const id = applicantColumn >= 0 ? cells[applicantColumn] : "";
    const place = placeOf(vocabulary, of(id), parents, headings, cells);
    if (place) (place[key] ??= []).push(item);
    else problems.push(say("noParent", own(source), row, parents.join(".")));
  }
}

/// The item of an outer table to which a row of an inner one belongs.
function placeOf(vocabulary, applicant, parents, headings, cells) {
  let [place, path] = [applicant, ""];
  for (const parent of parents) {
    path = path ? `${path}.${parent}` : parent;
    const key = vocabulary.keyOf(specOfTable(vocabulary, path));
    const column = columnOf(headings, [`${path}.${key}`]);
    place = (place?.[parent] ?? []).find((item) => column >= 0 && String(item[key]) === cells[column]);
    if (!place) return undefined;
  }
  return place;
}
