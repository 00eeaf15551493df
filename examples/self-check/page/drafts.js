// A copy of the facts in which one entry is being edited.
// In: what inputs set. Out: the entry as it stands, what the engine refuses of it.
// Never: a change of what is kept, or of the totals beside it.
import { evaluate } from "./evaluation.js";
import { setAt, valueAt } from "./facts.js";
import { showRefusals } from "./inputs.js";

const restAfterChange = 120;  // milliseconds

/// Stands in for the app where inputs are bound to it.
export class Draft {
  constructor(app, path, item) {
    this.parent = app;
    this.path = path;
    this.rules = app.rules;
    this.vocabulary = app.vocabulary;
    const facts = structuredClone(app.store.facts);
    setAt(facts, path, structuredClone(item));
    this.store = { facts, value: (place) => valueAt(facts, place) };
    this.outcome = app.outcome;
    this.listeners = [];
  }

  options() {
    return this.parent.options();
  }

  setFact(path, value) {
    setAt(this.store.facts, path, value);
    this.listeners.forEach((listener) => listener(path));
    this.dialog?.setAttribute("aria-busy", "true");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.check(), restAfterChange);
  }

  onChange(listener) {
    this.listeners.push(listener);
  }

  /// Only what is refused is shown of this evaluation: its amounts are nobody's yet.
  check() {
    const options = this.options();
    if (options.date) this.outcome = evaluate(this.rules, this.store.facts, options);
    showRefusals(this, this.dialog);
    this.dialog.setAttribute("aria-busy", "false");
  }

  showIn(dialog) {
    this.dialog = dialog;
  }

  end() {
    clearTimeout(this.timer);
  }
}
