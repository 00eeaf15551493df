// Amounts of money as people write them, exact: decimal texts in, texts out.
// In: {low, high} in yuan as the engine gives them. Out: text. Never: floating point.
import { say } from "./words.js";

const fenPerWan = 1_000_000n;

/// Fen of a decimal text in yuan, such as "160000.50".
export function fenOf(yuan) {
  const [, sign, whole, part = ""] = /^(-?)(\d+)(?:\.(\d{2}))?$/.exec(yuan);
  const fen = BigInt(whole) * 100n + BigInt(part || "0");
  return sign ? -fen : fen;
}

function grouped(whole) {
  return whole.replace(/\B(?=(\d{3})+$)/g, ",");
}

function magnitude(fen) {
  return fen < 0n ? -fen : fen;
}

function yuanDigits(fen) {
  const part = magnitude(fen) % 100n;
  const whole = grouped(String(magnitude(fen) / 100n));
  return (fen < 0n ? "-" : "") + whole + (part ? "." + String(part).padStart(2, "0") : "");
}

function figure(fen, language) {
  if (language === "zh" && magnitude(fen) >= fenPerWan && fen % 10_000n === 0n) {
    const part = String((magnitude(fen) % fenPerWan) / 10_000n).padStart(2, "0").replace(/0+$/, "");
    const whole = grouped(String(magnitude(fen) / fenPerWan));
    return { number: (fen < 0n ? "-" : "") + whole + (part ? "." + part : ""), unit: "万" };
  }
  return { number: yuanDigits(fen), unit: "" };
}

function single(fen, language) {
  const { number, unit } = figure(fen, language);
  return language === "en" ? `CNY ${number}` : `${number}${unit}元`;
}

/// "5万–10万元", "CNY 50,000–100,000", as the engine's reports write them.
export function amountText({ low, high }, language) {
  const least = fenOf(low);
  if (high === null) {
    if (least === 0n) return language === "en" ? "amount open, no upper bound" : "金额不定，无上限";
    const from = single(least, language);
    return language === "en" ? `${from} or more, no upper bound` : `不低于${from}，无上限`;
  }
  const most = fenOf(high);
  if (least === most) return single(least, language);
  const [from, to] = [figure(least, language), figure(most, language)];
  if (language === "en") return `CNY ${from.number}–${to.number}`;
  const joint = from.unit === to.unit || least === 0n ? "–" : "元–";
  return `${from.number}${from.unit}${joint}${to.number}${to.unit}元`;
}

/// The figure in yuan without a unit, for columns: "160,000–310,000"; words where it has no end.
export function columnText({ low, high }) {
  const least = yuanDigits(fenOf(low));
  if (high === null) return say("fromOn", least);
  return low === high ? least : `${least}–${yuanDigits(fenOf(high))}`;
}

export function isZero({ low, high }) {
  return high !== null && fenOf(low) === 0n && fenOf(high) === 0n;
}

function plain(fen) {
  const part = magnitude(fen) % 100n;
  return (fen < 0n ? "-" : "") + String(magnitude(fen) / 100n) + (part ? "." + String(part).padStart(2, "0") : "");
}

export function sum(amounts) {
  const open = amounts.some(({ high }) => high === null);
  const total = (end) => plain(amounts.reduce((all, amount) => all + fenOf(amount[end]), 0n));
  return { low: total("low"), high: open ? null : total("high") };
}

/// The amount with the higher upper end comes first; no upper bound is highest.
export function byHighest(a, b) {
  if (a.high === null || b.high === null) return (b.high === null) - (a.high === null);
  const difference = fenOf(b.high) - fenOf(a.high);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}
