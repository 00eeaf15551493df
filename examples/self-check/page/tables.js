// Tables as `jiangbu columns --template` names and fills them, and as spreadsheets copy them.
// In: CSV or tab-separated text. Out: facts, and what could not be read.
// Never: drops a cell without saying so.
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

/// A column is called by its field's name or by its title in either language.
function fieldNamed(fields, heading) {
  return fields.find((field) => field.name === heading) ??
    fields.find((field) => field.title?.zh === heading || field.title?.en === heading);
}

/// A cell as files of facts write it. Empty and "unknown" are not known: undefined.
function valueOf(vocabulary, spec, cell) {
  if (cell === "" || cell === "?" || cell === "unknown") return undefined;
  if (cell === "null") return null;
  if (spec.type === "boolean" && /^(true|是)$/i.test(cell)) return true;
  if (spec.type === "boolean" && /^(false|否)$/i.test(cell)) return false;
  if (spec.type === "enum") {
    const titled = vocabulary.enums.get(spec.of)?.values.find((one) => one.title?.zh === cell || one.title?.en === cell);
    if (titled) return titled.name;
  }
  return cell;
}

/// Rows under a heading as items of a list: {items, problems}.
export function rowsInto(vocabulary, spec, { rows, openQuote }, source) {
  const problems = openQuote ? [say("openQuote", source)] : [];
  const [headings = [], ...body] = rows;
  if (body.length === 0) return { items: [], problems: [...problems, say("emptyTable", source)], others: [] };
  const scalar = spec.element.type !== "record";
  const fields = scalar ? [{ ...spec.element, name: "value", title: spec.title }] : vocabulary.fieldsOf(spec);
  const own = new Set(["applicant", ...(scalar ? ["id"] : []), ...(fields.some(({ name }) => name === "id") ? [] : ["id"])]);
  const columns = headings.map((heading) => fieldNamed(fields, heading));
  headings.forEach((heading, i) => {
    const isParent = own.has(heading) || heading.includes(".");
    if (!columns[i] && heading !== "" && !isParent) problems.push(say("unknownColumn", source, heading));
  });
  const items = body.map((cells, number) => {
    if (cells.slice(headings.length).some((cell) => cell !== "")) problems.push(say("rowTooLong", source, String(number + 2)));
    const item = {};
    columns.forEach((column, i) => {
      const value = column && valueOf(vocabulary, column, cells[i] ?? "");
      if (value !== undefined) item[column.name] = value;
    });
    return scalar ? item.value : item;
  });
  const nothingKnown = columns.every((column) => !column);
  return { items: nothingKnown ? [] : items.filter((item) => item !== undefined), problems, headings, body };
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
    const fields = name === "applicants" ? [...vocabulary.facts.values()].filter((fact) => fact.type !== "list")
      : vocabulary.fieldsOf(specOfTable(vocabulary, name));
    const fits = headings.filter((heading) => fieldNamed(fields, heading)).length;
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
  if (openQuote) problems.push(say("openQuote", source));
  const [headings = [], ...body] = rows;
  if (body.length === 0) problems.push(say("emptyTable", source));
  const facts = [...vocabulary.facts.values()];
  const id = columnOf(headings, ["id"]);
  const columns = headings.map((heading) => fieldNamed(facts, heading));
  headings.forEach((heading, i) => {
    if (!columns[i] && i !== id && heading !== "") problems.push(say("unknownColumn", source, heading));
  });
  body.forEach((cells, number) => {
    if (cells.slice(headings.length).some((cell) => cell !== "")) problems.push(say("rowTooLong", source, String(number + 2)));
    const applicant = of(id >= 0 ? cells[id] : "");
    columns.forEach((column, i) => {
      const value = column && valueOf(vocabulary, column, cells[i] ?? "");
      if (value !== undefined) applicant[column.name] = value;
    });
  });
}

function readList(vocabulary, { name, table, source }, of, problems) {
  const spec = specOfTable(vocabulary, name);
  const { problems: found, headings, body } = rowsInto(vocabulary, spec, table, source);
  problems.push(...found);
  if (!body) return;
  const parents = name.split(".").slice(0, -1);
  const own = name.split(".").at(-1);
  const hasId = vocabulary.fieldsOf(spec).some((field) => field.name === "id");
  const applicantColumn = columnOf(headings, hasId ? ["applicant"] : ["applicant", "id"]);
  body.forEach((cells, number) => {
    const one = rowsInto(vocabulary, spec, { rows: [headings, cells] }, source).items[0];
    if (one === undefined) return;
    const id = applicantColumn >= 0 ? cells[applicantColumn] : "";
    const place = placeOf(vocabulary, of(id), parents, headings, cells);
    if (!place) {
      problems.push(say("noParent", source, String(number + 2), parents.join(".")));
      return;
    }
    (place[own] ??= []).push(one);
  });
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
