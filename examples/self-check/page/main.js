// The page: opens the rules, keeps the steps, evaluates when something changes.
// In: the embedded engine and rules. Out: the page. Never: the network.
import { announce, el, replace } from "./dom.js";
import { openRules } from "./engine.js";
import { entriesView } from "./entries.js";
import { closeEntries } from "./entry.js";
import { evaluate } from "./evaluation.js";
import { Vocabulary } from "./facts.js";
import { checklistView } from "./checklist.js";
import { showRefusals } from "./inputs.js";
import { decidesMoney, openQuestions, questionsView } from "./questions.js";
import { caseOf, resultView, totalsBlock } from "./result.js";
import { startView } from "./start.js";
import { Store } from "./store.js";
import { amountText } from "./amounts.js";
import { language, say, setLanguage } from "./words.js";

const steps = { start: startView, questions: questionsView, facts: entriesView, result: resultView, checklist: checklistView };
const restAfterChange = 120;  // milliseconds

class App {
  constructor({ engine, rules }) {
    this.engine = engine;
    this.rules = rules;
    this.vocabulary = new Vocabulary(rules.description);
    this.store = new Store(() => this.schedule());
    this.opened = new Set(this.store.opened);
    setLanguage(this.store.language);
    this.evaluateNow();
  }

  options() {
    return { date: this.store.date, readings: this.store.readings };
  }

  setFact(path, value) {
    this.store.setFact(path, value);
  }

  /// What was unfolded stays so over a reload.
  noteOpened(id, isOpen) {
    this.opened[isOpen ? "add" : "delete"](id);
    this.store.note({ opened: [...this.opened] });
  }

  noteScroll() {
    this.store.note({ scroll: { hash: location.hash, top: scrollY } });
  }

  /// To where a reload found the page.
  restoreScroll() {
    const { scroll } = this.store;
    if (scroll?.hash === location.hash && scroll.top > 0) scrollTo(0, scroll.top);
  }

  schedule() {
    clearTimeout(this.timer);
    this.isPending = true;
    document.getElementById("totals")?.setAttribute("aria-busy", "true");
    this.timer = setTimeout(() => this.evaluateNow(), restAfterChange);
  }

  /// Whatever else is computed of the facts rests on an outcome of the same facts.
  catchUp() {
    if (this.isPending) this.evaluateNow();
  }

  evaluateNow() {
    clearTimeout(this.timer);
    this.isPending = false;
    this.outcome = this.store.date ? evaluate(this.rules, this.store.facts, this.options())
      : { failure: undefined, withheld: new Map(), ownPath: (path) => path };
    if (!this.isDrawn) return;
    this.drawTotals();
    showRefusals(this);
    this.view?.onOutcome?.();
    document.getElementById("totals").setAttribute("aria-busy", "false");
  }

  get route() {
    const [step, path] = location.hash.slice(1).split("/");
    let decoded = "";
    try {
      decoded = decodeURIComponent(path ?? "");
    } catch {
      // An address nobody made here.
    }
    return { step: Object.hasOwn(steps, step) ? step : "start", path: this.isPlace(decoded) ? decoded : "" };
  }

  /// Whether something can be entered at a path: its entries must be there.
  isPlace(path) {
    if (!path || !this.vocabulary.specAt(path)) return false;
    const entries = [...path.matchAll(/\]/g)].map(({ index }) => path.slice(0, index + 1));
    return entries.every((entry) => this.store.value(entry) !== undefined);
  }

  go(hash) {
    if (location.hash === hash) this.redraw();
    else location.hash = hash;
  }

  redraw() {
    const { step, path } = this.route;
    const main = document.getElementById("main");
    main.dataset.step = step;
    this.view = steps[step](this, main, path);
    document.title = `${say(`step_${step}`)} · ${say("title")}`;
    for (const link of document.querySelectorAll(".steps a")) {
      if (link.hash === `#${step}`) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    }
    document.body.dataset.step = step;
    document.body.dataset.drawn = location.hash;
  }

  drawFrame() {
    document.documentElement.lang = language() === "zh" ? "zh-CN" : "en";
    replace(document.getElementById("page"),
      el("a", { class: "skip", href: "#main", onclick: (event) => { event.preventDefault(); document.getElementById("main").focus(); } }, say("skipLink")),
      this.masthead(), this.stepList(),
      el("div", { class: "columns" },
        el("main", { id: "main", tabindex: "-1" }),
        el("aside", { id: "totals", "aria-label": say("totals"), "aria-busy": "false" })),
      this.footer());
    this.isDrawn = true;
    this.drawTotals();
    this.redraw();
  }

  masthead() {
    return el("header", { class: "masthead" }, el("div", {},
      el("p", { class: "site-title" }, say("title")), el("p", { class: "site-subtitle" }, say("subtitle"))),
    el("button", { type: "button", class: "language", lang: language() === "zh" ? "en" : "zh-CN", onclick: () => this.switchLanguage() }, say("switchLanguage")));
  }

  stepList() {
    return el("nav", { class: "steps", "aria-label": say("steps") }, el("ol", {},
      Object.keys(steps).map((step) => el("li", {}, el("a", { href: `#${step}` }, say(`step_${step}`))))));
  }

  footer() {
    return el("footer", {},
      el("p", {}, say("disclaimer")), el("p", {}, say("privacy")),
      el("p", { class: "versions" }, say("labelled", say("rulesUsed"), this.rules.policies.map((policy) => `${policy.id} ${policy.hash}`).join(say("comma"))),
        say("semicolon"), say("engineVersion", this.engine.version)));
  }

  switchLanguage() {
    const next = language() === "zh" ? "en" : "zh";
    setLanguage(next);
    this.store.update({ language: next });
    this.drawFrame();
    document.querySelector(".language").focus();
  }

  drawTotals() {
    const open = openQuestions(this).filter(decidesMoney).length;
    const totals = caseOf(this)?.totals;
    replace(document.getElementById("totals"), el("h2", {}, say("totals")), totalsBlock(this, { brief: true }),
      totals && el("p", { class: "more" }, open > 0 ? el("a", { href: "#questions" }, say("openQuestions", String(open))) : say("noOpenQuestions")),
      el("p", { class: "to-result" }, el("a", { class: "button", href: "#result" }, say("seeResult"))));
    const spoken = totals ? `${say("payable")} ${amountText(totals.payable, language())}${say("semicolon")}${say("indicative")} ${amountText(totals.indicative, language())}` : "";
    if (spoken && spoken !== this.spoken) announce(spoken);
    this.spoken = spoken;
  }
}

async function start() {
  const page = document.getElementById("page");
  replace(page, el("main", {}, el("p", { role: "status" }, say("loading"))));
  try {
    const app = new App(await openRules());
    app.drawFrame();
    app.restoreScroll();
    addEventListener("pagehide", () => app.noteScroll());
    addEventListener("beforeprint", () => {
      app.catchUp();
      app.view?.onPrint?.();
    });
    addEventListener("hashchange", () => {
      // Going back closes an open entry, and only that: the step stays.
      if (closeEntries()) {
        history.pushState(null, "", document.body.dataset.drawn || "#start");
        document.body.dataset.drawn = location.hash;
        return;
      }
      app.redraw();
      scrollTo(0, 0);
      document.querySelector("main h1")?.setAttribute("tabindex", "-1");
      document.querySelector("main h1")?.focus();
    });
  } catch (error) {
    replace(page, el("main", {}, el("p", { role: "alert" }, say("failedToStart", error.message))));
  }
}

start();
