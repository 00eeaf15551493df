// Conditions of rules as people read them, and why they failed or are open.
// In: proofs and formulas of a result. Out: lines of text. Never: judges a condition.
// What the words mean is the engine's: src/report/formula_text.cpp and proof_text.cpp.
import { amountText } from "./amounts.js";
import { say, language, inLanguage } from "./words.js";

const wordCharacter = /[\p{L}\p{N}_]/u;
const keywords = {
  and: ["且", "and"], or: ["或", "or"], not: ["非", "not"], in: ["属于", "in"], between: ["介于", "between"],
  if: ["若", "if"], then: ["则", "then"], else: ["否则", "else"], some: ["至少一个", "some"],
  every: ["每一个", "every"], satisfies: ["满足", "satisfies"], true: ["是", "yes"], false: ["否", "no"],
  null: ["无", "none"], "count distinct": ["不重复项数", "count distinct"], count: ["项数", "count"],
  sum: ["合计", "sum"], min: ["最小", "min"], max: ["最大", "max"], within: ["位于", "within"],
  "starts with": ["开头为", "starts with"], items: ["各项", "items"], decision_date: ["计算基准日", "decision date"],
};
const values = { yes: ["是", "yes"], no: ["否", "no"], true: ["是", "yes"], false: ["否", "no"], null: ["无", "none"], "?": ["未知", "unknown"] };
const signs = { ">=": "≥", "<=": "≤", "!=": "≠" };
const inWords = ([zh, en]) => (language() === "zh" ? zh : en);

function moneyIn(text) {
  const found = /^(-?\d+(?:\.\d+)?)(万|亿)?元$/.exec(text);
  if (!found) return undefined;
  const [, number, unit] = found;
  const [whole, part = ""] = number.split(".");
  const shift = { 万: 4, 亿: 8 }[unit] ?? 0;
  const digits = part.padEnd(shift, "0");
  const rest = digits.slice(shift);
  if (rest.length > 2) return undefined;
  return `${BigInt(whole + digits.slice(0, shift))}${rest ? "." + rest.padEnd(2, "0") : ""}`;
}

const exact = (yuan) => amountText({ low: yuan, high: yuan }, language());

/// A formula with titles in place of names, readable signs and amounts.
export function formulaText(formula, names) {
  const byLength = [...names].sort((a, b) => b.text.length - a.text.length);
  let [out, rest, before, between] = ["", formula, "", false];
  const take = (length, written) => {
    before = rest[length - 1];
    rest = rest.slice(length);
    out += written;
  };
  const endsAt = (length) => !wordCharacter.test(rest[length] ?? " ") &&
    !(rest[length] === "." && wordCharacter.test(rest[length + 1] ?? " "));
  const word = () => {
    const name = byLength.find(({ text }) => rest.startsWith(text) && endsAt(text.length));
    if (name) return [name.text.length, inLanguage(name.title)];
    const number = /^\d+(?:\.\d+)?(?:[万亿]?元)?/.exec(rest);
    if (number) {
      const yuan = moneyIn(number[0]);
      return [number[0].length, yuan === undefined ? number[0] : exact(yuan)];
    }
    const key = Object.keys(keywords).find((one) => rest.startsWith(one) && endsAt(one.length));
    if (!key) return undefined;
    if (key === "and" && between) {
      between = false;
      return [key.length, inWords(["与", "and"])];
    }
    if (key === "between") between = true;
    return [key.length, inWords(keywords[key])];
  };
  while (rest) {
    const found = wordCharacter.test(before) ? undefined : word();
    const quoted = /^@?"[^"]*"?/.exec(rest);
    if (found) take(...found);
    else if (quoted) take(quoted[0].length, quoted[0].startsWith("@") ? quoted[0].slice(2, -1) : quoted[0]);
    else if (signs[rest.slice(0, 2)]) take(2, signs[rest.slice(0, 2)]);
    else take(1, rest[0]);
  }
  return out;
}

/// A value of a proof or a change: "[2]" is two items, "1..2" a range.
export function valueText(value, names) {
  const name = names.find(({ text }) => text === value);
  if (name) return inLanguage(name.title);
  if (values[value]) return inWords(values[value]);
  const yuan = moneyIn(value);
  if (yuan !== undefined) return exact(yuan);
  const list = /^\[(\d+)(\.\.)?\]$/.exec(value);
  if (list) return say(list[2] ? "atLeastItems" : "itemCount", list[1]);
  const range = /^([^"]*)\.\.([^"]*)$/.exec(value);
  if (range) return rangeText(range[1], range[2]);
  return value.replace(/^"(.*)"$/s, "$1");
}

function rangeText(low, high) {
  const [lowYuan, highYuan] = [moneyIn(low), moneyIn(high)];
  if (lowYuan !== undefined && highYuan !== undefined) return amountText({ low: lowYuan, high: highYuan }, language());
  if (!high) return say("valueFrom", valueText(low, []));
  if (!low) return say("valueUpTo", valueText(high, []));
  return `${valueText(low, [])}–${valueText(high, [])}`;
}

/// "title (key of its item)" of the fact at a path.
export function factText(path, names, ownItem = "") {
  const name = names.find(({ text }) => text === path);
  if (!name) return path;
  const of = name.of && name.of !== ownItem ? say("remark", name.of) : "";
  return inLanguage(name.title) + of;
}

const unique = (texts) => [...new Set(texts)];
const sentence = (parts) => parts.filter(Boolean).join(say("semicolon"));

/// How `source` must compare, if that is all the formula says.
function comparison(text, source, names) {
  const inside = `within(${source}, `;
  if (text.startsWith(inside) && text.endsWith(")")) {
    return say("needWithin", formulaText(text.slice(inside.length, -1), names));
  }
  if (!text.startsWith(`${source} `)) return undefined;
  const rest = text.slice(source.length + 1);
  const more = rest.startsWith("between ") ? rest.slice(rest.indexOf(" and ") + 5) : rest;
  if (/ (and|or) /.test(more) || !/^(>=|<=|!=|>|<|=|in |between )/.test(rest)) return undefined;
  const oneOf = /^in \(([^)]*)\)$/.exec(rest);
  if (oneOf) return say("needOneOf", oneOf[1].split(", ").map((one) => formulaText(one, names)).join(say("comma")));
  return formulaText(rest.replace(/^= /, ""), names);
}

/// A bound without a title is worth no name: its value stands in its place.
function boundsIn(text, shown, names) {
  const named = (source) => names.some((name) => name.text === source);
  const isBound = ([source]) => /^\w+$/.test(source) && !named(source) && !text.startsWith(source);
  const bounds = comparison(text, shown[0]?.[0] ?? "", names) === undefined ? [] : shown.filter(isBound);
  const titles = bounds.map(([source, value]) => ({ text: source, title: { zh: valueText(value, names), en: valueText(value, names) } }));
  return { rest: shown.filter((one) => !bounds.includes(one)), all: [...titles, ...names] };
}

function demand(node, part, given, negated) {
  const text = part.text ?? "";
  const known = (node.values ?? []).map((value, i) => [part.sources?.[i], value])
    .filter(([, value]) => value !== null && !(value === "?" && node.missing));
  const { rest: shown, all: names } = boundsIn(text, known, given);
  const fact = ([source, value]) => `${formulaText(source, names)} = ${valueText(value, names)}`;
  if (shown.length === 1 && shown[0][0] === text) return negated ? say("forbidden", formulaText(text, names)) : fact(shown[0]);
  if (shown.length === 1 && !negated) {
    const needed = comparison(text, shown[0][0], names);
    if (needed) return say("factAndNeed", fact(shown[0]), needed);
  }
  const actual = part.title ? shown.filter(([, value]) => !value.startsWith("[")) : shown;
  const needed = text && !part.title ? say(negated ? "forbidden" : "need", formulaText(text, names)) : "";
  return sentence([needed, actual.length ? say("actual", actual.map(fact).join(say("comma"))) : ""]);
}

function nodeText(node, part, negated, ownItem) {
  const names = [...(node.names ?? []), ...(part.names ?? [])];
  let facts = "";
  if (!node.parts?.length) {
    const plain = part.kind === "exclusion" || part.kind === "history";
    const missing = node.missing
      ? say("factsUnknown", unique(node.missing.map((path) => factText(path, names, ownItem))).join(say("comma"))) : "";
    facts = sentence([plain ? "" : demand(node, part, names, negated), missing]);
  }
  let head = part.title ? inLanguage(part.title) : say(`kind_${part.kind}`);
  if (part.kind === "exclusion" && part.title) head = say("labelled", say(node.truth === "unknown" ? "exclusionOpen" : "kind_exclusion"), head);
  const cite = part.cite ? say("remark", part.cite) : "";
  if (!head) return facts + cite;
  return facts ? say("labelled", head + cite, facts) : head + cite;
}

const opposite = { yes: "no", no: "yes", unknown: "unknown" };

/// The conditions that made the nodes come out `truth`: [{depth, text, missing}].
export function explain(nodes, truth, formulas, ownItem = "") {
  const lines = [];
  const put = (depth, text, missing = []) => {
    if (!lines.some((line) => line.depth === depth && line.text === text)) lines.push({ depth, text, missing });
  };
  const parts = (node, wanted, negated, depth) => {
    const before = lines.length;
    for (const one of node.parts ?? []) if (one.truth === wanted) add(one, wanted, negated, depth);
    if (lines.length === before) put(depth, nodeText(node, formulas[node.formula], negated, ownItem), node.missing);
  };
  const add = (node, wanted, negated, depth) => {
    const part = formulas[node.formula];
    if (part.kind === "not") return parts(node, opposite[wanted], !negated, depth);
    if (part.kind === "all") return parts(node, wanted, negated, depth);
    if (part.kind === "any") {
      const deciding = (node.parts ?? []).filter((one) => one.truth === wanted).length;
      if (deciding < 2 || negated || wanted === "yes") return parts(node, wanted, negated, depth);
      const lead = say(wanted === "no" ? "anyOfNone" : "anyOfOpen");
      put(depth, part.title ? say("labelled", inLanguage(part.title), lead) : lead);
      return parts(node, wanted, negated, depth + 1);
    }
    put(depth, nodeText(node, part, negated, ownItem), node.missing);
    if (part.kind === "exclusion" && node.parts?.length) parts(node, wanted, false, depth + 1);
  };
  for (const node of nodes ?? []) if (node.truth === truth) add(node, truth, false, 0);
  return lines;
}
