// One cell of a table as a value of facts.
// In: the text of a cell, what its column holds. Out: a value, and what is wrong with it.
// Never: a number of JavaScript; a guess. A cell not understood stays as it was written.
import { own } from "./dom.js";
import { say } from "./words.js";

/// Full-width digits and signs as plain ones.
const narrow = (text) => text.normalize("NFKC").trim();

const truths = new Map([["是", true], ["true", true], ["否", false], ["false", false]]);

/// {value, problem}; empty and "unknown" are not known: undefined.
export function readCell(vocabulary, spec, cell) {
  if (cell === "" || cell === "?" || cell === "unknown") return { value: undefined };
  if (cell === "null") return { value: null };
  const reader = readers[spec.type];
  return reader ? reader(cell, spec, vocabulary) : { value: cell };
}

const readers = {
  boolean: (cell) => ({ value: truths.get(cell.toLowerCase()) ?? cell }),
  enum: (cell, spec, vocabulary) => {
    const titled = vocabulary.enums.get(spec.of)?.values.find((one) => one.title?.zh === cell || one.title?.en === cell);
    return { value: titled ? titled.name : cell };
  },
  region: (cell, spec, vocabulary) => region(vocabulary.regions, cell),
  date,
  integer: (cell) => ({ value: withoutSeparators(narrow(cell)) ?? cell }),
  number: (cell) => ({ value: withoutSeparators(narrow(cell)) ?? cell }),
  money: (cell, spec) => ({ value: spec.currency === "CNY" ? yuan(cell) : withoutSeparators(narrow(cell)) ?? cell }),
};

/// A code, or a name as the page shows it where only one region bears it.
function region(regions, cell) {
  const code = narrow(cell);
  if (/^\d+$/.test(code)) return { value: code };
  const named = regions.filter(({ title }) => title?.zh === cell || title?.en?.toLowerCase() === cell.toLowerCase());
  if (named.length === 1) return { value: named[0].code };
  return { value: cell, problem: named.length === 0 ? say("cellRegionUnknown", own(cell))
    : say("cellRegionAmbiguous", own(cell), named.map((one) => one.code).join(say("comma"))) };
}

const isLeap = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const daysIn = (year, month) => [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;

/// 2025/3/1, 2025-3-1, 2025.3.1 and 2025年3月1日 are 2025-03-01, if there is that day.
function date(cell) {
  const found = /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日)$/.exec(narrow(cell));
  if (!found) return { value: cell, problem: say("cellNoDate", own(cell)) };
  const [year, month, day] = [found[1], found[3] ?? found[5], found[4] ?? found[6]];
  const isDay = Number(day) >= 1 && Number(day) <= daysIn(Number(year), Number(month));
  if (!isDay) return { value: cell, problem: say("cellNoSuchDay", own(cell)) };
  return { value: `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` };
}

/// "1,000.50" is 1000.50; digits grouped in another way are no number.
function withoutSeparators(text) {
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) return text.replaceAll(",", "");
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? text : undefined;
}

/// ¥ says that the figure is in yuan, whatever unit its column is in otherwise.
function yuan(cell) {
  const [, sign, figure, unit] = /^(¥?)\s*([^¥万亿元\s]+)\s*(万元|亿元|元)?$/.exec(narrow(cell)) ?? [];
  const digits = figure && withoutSeparators(figure);
  if (digits === undefined || digits === "") return cell;
  return digits + (unit ?? (sign ? "元" : ""));
}
