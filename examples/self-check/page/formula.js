// Conditions of rules as people read them, and why they failed or are open.
// In: proofs and formulas of a result. Out: lines of text. Never: judges a condition.
// What the words mean is the engine's: src/report/formula_text.cpp and proof_text.cpp.
import { amountText } from "./amounts.js";
import { own } from "./dom.js";
import { say, language, inLanguage } from "./words.js";

const wordCharacter = /[\p{L}\p{N}_]/u;
const keywords = {
  and: ["且", "and"], or: ["或", "or"], not: ["非", "not"], in: ["属于", "in"], between: ["介于", "between"],
  if: ["若", "if"], then: ["则", "then"], else: ["否则", "else"], some: ["至少一个", "some"],
  every: ["每一个", "every"], satisfies: ["满足", "satisfies"], true: ["是", "yes"], false: ["否", "no"],
  null: ["无", "none"], "count(items)": ["符合条件的项数", "number of items that meet the conditions"], "count distinct": ["不重复项数", "count distinct"], count: ["项数", "count"],
  sum: ["合计", "sum"], min: ["最小", "min"], max: ["最大", "max"], within: ["位于", "within"],
  "starts with": ["开头为", "starts with"], items: ["各项", "items"], decision_date: ["计算基准日", "decision date"],
};
const values = { yes: ["是", "yes"], no: ["否", "no"], true: ["是", "yes"], false: ["否", "no"], null: ["无", "none"], "?": ["未知", "unknown"] };
/// Lists of lists are counted as one list: the words for that say nothing to people.
const withoutFlatten = (formula) => formula.replace(/\bflatten\(([\w.]+)\)/g, "$1");
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
  const [, quantifier, list, condition] = /^(some|every) \w+ in (\w+) satisfies (.*)$/s.exec(formula) ?? [];
  if (quantifier) return say(`${quantifier}Satisfies`, list === "items" ? say("theItems") : formulaText(list, names), formulaText(condition, names));
  const byLength = [...names].sort((a, b) => b.text.length - a.text.length);
  let [out, rest, before, between] = ["", withoutFlatten(formula), "", false];
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
    const key = Object.keys(keywords).find((one) => rest.startsWith(one) && (one.endsWith(")") || endsAt(one.length)));
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
  return /^"/.test(value) ? own(value.replace(/^"(.*)"$/s, "$1")) : value;
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
  if (!name) return own(path);
  const of = name.of && name.of !== ownItem ? say("remark", own(name.of)) : "";
  return inLanguage(name.title) + of;
}

const unique = (texts) => [...new Set(texts)];
const sentence = (parts) => parts.filter(Boolean).join(say("semicolon"));

const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text);

/// ">= 2" as people say it: not fewer than 2, not before a day.
function signInWords(rest, names) {
  const found = /^(>=|<=|!=|>|<|=) (.*)$/s.exec(rest);
  if (!found) return undefined;
  const limit = formulaText(found[2], names);
  return say(`${isDay(limit) ? "day" : "sign"} ${found[1]}`, limit);
}

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
  const range = /^between (.*) and (.*)$/s.exec(rest);
  if (range) return say("needBetween", formulaText(range[1], names), formulaText(range[2], names));
  return signInWords(rest, names) ?? formulaText(rest, names);
}

/// A bound without a title is worth no name: its value stands in its place.
function boundsIn(text, subject, shown, names) {
  const named = (source) => names.some((name) => name.text === source);
  const isBound = ([source]) => /^\w+$/.test(source) && !named(source) && !text.startsWith(source);
  const bounds = comparison(text, subject, names) === undefined ? [] : shown.filter(isBound);
  const titles = bounds.map(([source, value]) => ({ text: source, title: { zh: valueText(value, names), en: valueText(value, names) } }));
  return { rest: shown.filter((one) => !bounds.includes(one)), all: [...titles, ...names] };
}

function demand(node, part, given, negated) {
  const text = part.text ?? "";
  const known = (node.values ?? []).map((value, i) => [part.sources?.[i], value])
    .filter(([, value]) => value !== null && !(value === "?" && node.missing));
  const subject = part.sources?.[0] ?? "";
  const { rest: shown, all: names } = boundsIn(text, subject, known, given);
  const fact = ([source, value]) => say("factIs", formulaText(source, names), valueText(value, names));
  if (shown.length === 1 && shown[0][0] === text) return negated ? say("forbidden", formulaText(text, names)) : fact(shown[0]);
  const needed = shown.length > 0 && !negated && !part.title ? comparison(text, shown[0][0], names) : undefined;
  if (needed && shown.length === 1) return say("factAndNeed", fact(shown[0]), needed);
  const open = shown.length === 0 && !negated && !part.title && subject ? comparison(text, subject, names) : undefined;
  if (open) return say("factMust", formulaText(subject, names), open);
  // What is compared with another fact: that one's value stands beside it.
  if (needed && shown.length === 2 && text.endsWith(` ${shown[1][0]}`)) {
    return say("factAndNeed", fact(shown[0]), needed + say("remark", valueText(shown[1][1], names)));
  }
  const actual = part.title ? shown.filter(([, value]) => !value.startsWith("[")) : shown;
  const whole = text && !part.title ? say(negated ? "forbidden" : "need", formulaText(text, names)) : "";
  return sentence([whole, actual.length ? say("actual", actual.map(fact).join(say("comma"))) : ""]);
}

function nodeText(node, part, negated, ownItem, readings) {
  const names = [...(node.names ?? []), ...(part.names ?? []), ...readings];
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

/// A reading in a condition is called by the question it answers.
function readingNames(policy) {
  const quoted = ({ zh, en } = {}) => ({ zh: zh && `“${zh}”`, en: en && `“${en}”` });
  return (policy.readings ?? []).filter((reading) => reading.question_title)
    .map((reading) => ({ text: `reading.${reading.question}`, title: quoted(reading.question_title) }));
}

/// The conditions of a policy that made the nodes come out `truth`: [{depth, text, missing}].
export function explain(nodes, truth, policy, ownItem = "") {
  const formulas = policy.formulas ?? [];
  const readings = readingNames(policy);
  const lines = [];
  const put = (depth, text, missing = []) => {
    if (!lines.some((line) => line.depth === depth && line.text === text)) lines.push({ depth, text, missing });
  };
  const parts = (node, wanted, negated, depth) => {
    const before = lines.length;
    for (const one of node.parts ?? []) if (one.truth === wanted) add(one, wanted, negated, depth);
    if (lines.length === before) put(depth, nodeText(node, formulas[node.formula], negated, ownItem, readings), node.missing);
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
    put(depth, nodeText(node, part, negated, ownItem, readings), node.missing);
    if (part.kind === "exclusion" && node.parts?.length) parts(node, wanted, false, depth + 1);
  };
  for (const node of nodes ?? []) if (node.truth === truth) add(node, truth, false, 0);
  return lines;
}
