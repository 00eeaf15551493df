// What was entered, kept over reload and over going back and forward.
// In: changes. Out: facts, date, readings, language. Never: anything that leaves this tab.
import { setAt, valueAt } from "./facts.js";

const place = "jiangbu-self-check";

/// Today where the page is read, as YYYY-MM-DD.
function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function fresh() {
  return { facts: {}, date: today(), readings: {}, skipped: [], opened: [], scroll: undefined, language: "zh" };
}

export class Store {
  constructor(onChange) {
    this.onChange = onChange;
    this.kept = fresh();
    try {
      Object.assign(this.kept, JSON.parse(sessionStorage.getItem(place) ?? "{}"));
    } catch {
      // What cannot be read any more is as if nothing had been entered.
    }
  }

  get facts() { return this.kept.facts; }
  get date() { return this.kept.date; }
  get readings() { return this.kept.readings; }
  get skipped() { return this.kept.skipped; }
  get opened() { return this.kept.opened; }
  get scroll() { return this.kept.scroll; }
  get language() { return this.kept.language; }

  value(path) { return valueAt(this.kept.facts, path); }

  setFact(path, value) {
    setAt(this.kept.facts, path, value);
    this.changed();
  }

  update(part) {
    Object.assign(this.kept, part);
    this.changed();
  }

  /// How the page is looked at: kept, but nothing to be computed anew.
  note(part) {
    Object.assign(this.kept, part);
    this.save();
  }

  /// For changes of facts made in place.
  changed() {
    this.save();
    this.onChange();
  }

  save() {
    try {
      sessionStorage.setItem(place, JSON.stringify(this.kept));
    } catch {
      // Full or forbidden: the page works on, only a reload loses what was entered.
    }
  }

  clear() {
    this.kept = { ...fresh(), language: this.kept.language };
    this.changed();
  }
}
