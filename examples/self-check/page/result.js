// The result: totals, clauses by outcome, what is missing, near misses, readings.
// In: what the engine decided. Out: a view. Never: adds up an amount the engine did not.
import { amountText, columnText, fenOf } from "./amounts.js";
import { causesText, clauseView, isConcerned, itemLabel } from "./clauses.js";
import { el, keepFocus, replace } from "./dom.js";
import { reportText } from "./evaluation.js";
import { explain, valueText } from "./formula.js";
import { refusalText } from "./inputs.js";
import { decidesMoney, moreQuestions, openQuestions, pathTitle, questionLink, questionTitle, stakeText } from "./questions.js";
import { readingsSection } from "./readings.js";
import { has, inLanguage, language, say } from "./words.js";

const sections = ["due", "possible", "unspecified", "delegated", "error", "already paid", "superseded", "excluded", "not met", "no money", "not in force"];
const foldedSections = new Set(["not met", "no money", "not in force"]);
const listedMissing = 6;
const listedRefusals = 20;
const namedBriefly = 2;
const term = (name) => (has(name) ? say(name) : name);

export const caseOf = (app) => app.outcome?.result?.cases[0];

/// Payable and indicative apart, and what stands beside them.
export function totalsBlock(app, { brief = false } = {}) {
  const totals = caseOf(app)?.totals;
  const failure = app.outcome?.failure;
  if (failure) return el("p", { class: "refusal" }, say("evaluationFailed", inLanguage(failure)));
  if (!totals) return el("p", {}, say("decisionDateMissing"));
  const refused = app.outcome.withheld.size;
  return [
    el("dl", { class: "totals" },
      el("div", {}, el("dt", {}, say("payable")), el("dd", { class: "figure" }, amountText(totals.payable, language()))),
      el("div", { class: "indicative" }, el("dt", {}, say("indicative")), el("dd", { class: "figure" }, amountText(totals.indicative, language())))),
    el("div", { class: "more" },
      el("p", { class: "hint" }, say("labelled", say("indicative"), say("indicativeRemark"))),
      totals.causes && el("p", { class: "hint" }, say("notFinal", causesText(totals.causes))),
      outside(app, "outsideUnspecified", totals.unspecified, brief), outside(app, "outsideDelegated", totals.delegated, brief),
      outside(app, "outsideError", clausesWith(app, "error"), brief),
      refused > 0 && el("p", { class: "refusal" }, say("refusedValues", String(refused)),
        !brief && refusedList(app)))];
}

function refusedList(app) {
  const all = [...app.outcome.withheld];
  return el("ul", {}, all.slice(0, listedRefusals).map(([path, message]) =>
    el("li", {}, el("a", { href: questionLink(path) }, pathTitle(app, path)), say("remark", refusalText(app, path, message)))),
  all.length > listedRefusals && el("li", {}, say("moreEntries", String(all.length - listedRefusals))));
}

function clausesWith(app, status) {
  const clauses = caseOf(app).policies.flatMap((policy) => policy.clauses ?? []);
  return clauses.filter((clause) => clause.status === status).map((clause) => clause.id);
}

/// Clauses whose amount nobody can state stand beside every total.
function outside(app, key, ids, brief) {
  if (!ids?.length) return false;
  const all = caseOf(app).policies.flatMap((policy) => policy.clauses ?? []);
  const named = ids.map((id) => `${inLanguage(all.find((clause) => clause.id === id)?.title)}${say("remark", id)}`);
  const shown = brief ? named.slice(0, namedBriefly) : named;
  const more = shown.length < named.length ? say("moreClauses", String(named.length)) : "";
  return el("p", { class: "outside" }, say("labelled", say(key), shown.join(say("comma")) + more));
}

export function resultView(app, main) {
  const readings = { place: undefined, finish: () => {} };
  const draw = () => keepFocus(main, () => {
    replace(main, el("h1", {}, say("step_result")),
      caseOf(app) && el("p", { class: "lead" }, say("resultLead", app.store.date)),
      el("div", { class: "card" }, totalsBlock(app)),
      caseOf(app) && [missingSection(app), policySections(app), nearSection(app), readingsSection(app, readings), byParts(app), reportSection(app)]);
  });
  draw();
  return { onOutcome: draw, onPrint: () => readings.finish() };
}

function missingSection(app) {
  const questions = openQuestions(app).filter(decidesMoney);
  if (questions.length === 0) return false;
  return el("section", {}, el("h2", {}, say("missingTitle"), " ", el("span", { class: "count" }, say("questionNumber", String(questions.length)))),
    el("ol", { class: "questions card" }, questions.slice(0, listedMissing).map((question) =>
      el("li", {}, el("a", { href: questionLink(question.path) }, questionTitle(app, question)), el("span", { class: "stake" }, stakeText(question)))), moreQuestions(questions.length - listedMissing)));
}

function policySections(app) {
  const policies = caseOf(app).policies;
  const rank = (policy) => (fenOf(policy.totals.payable.low) > 0n || policy.totals.payable.high !== "0" ? 0 : policy.totals.indicative.high !== "0" ? 1 : 2);
  const concerned = policies.filter(isConcerned).sort((a, b) => rank(a) - rank(b));
  const others = policies.filter((policy) => !isConcerned(policy));
  return [
    concerned.map((policy) => policySection(app, policy)),
    others.length > 0 && el("section", {}, el("h2", {}, say("notConcerned")),
      el("ul", { class: "card plain" }, others.map((policy) => el("li", {}, el("strong", {}, inLanguage(policy.title)),
        el("ul", { class: "reasons" }, refusalLines(policy).map((text) => el("li", {}, text)))))))];
}

function refusalLines(policy) {
  const nodes = policy.eligibility ?? [];
  const isExclusion = (node) => policy.formulas[node.formula].kind === "exclusion";
  return [...explain(nodes.filter((node) => !isExclusion(node)), "no", policy), ...explain(nodes.filter(isExclusion), "yes", policy)]
    .map(({ text }) => text);
}

function policySection(app, policy) {
  const description = app.vocabulary.description.policies.find((one) => one.id === policy.policy);
  const open = (policy.eligibility ?? []).filter((node) => node.truth === "unknown");
  const isDraft = policy.status === "draft";
  return el("section", { class: "policy" },
    el("h2", {}, inLanguage(policy.title)),
    el("p", { class: "policy-line" },
      el("span", { class: isDraft ? "badge draft" : "badge" }, say(policy.status)),
      inLanguage(description?.issuer), description?.document && ` ${description.document}`,
      !policy.in_force && !isDraft && el("strong", {}, ` ${say("outOfPeriod")}`),
      el("span", { class: "policy-total" }, say("labelled", say("policyTotal"),
        amountText(isDraft ? policy.totals.indicative : policy.totals.payable, language()) + (isDraft ? say("remark", say("indicative")) : "")))),
    open.length > 0 && el("ul", { class: "reasons" }, explain(open, "unknown", policy).map(({ text }) => el("li", {}, text))),
    sections.map((status) => clauseSection(app, policy, status)),
    policy.problems && el("div", { class: "refusal" }, el("h3", {}, say("computed")), el("ul", {}, policy.problems.map((title) => el("li", {}, inLanguage(title))))));
}

function clauseSection(app, policy, status) {
  const clauses = (policy.clauses ?? []).filter((clause) => clause.status === status);
  if (clauses.length === 0) return false;
  const list = () => [el("div", { class: "clause-columns", "aria-hidden": "true" }, el("span", {}, say("clauseColumn")), el("span", {}, say("amountColumn"))),
    clauses.map((clause) => clauseView(app, policy, clause))];
  const heading = [say(`section_${status}`), " ", el("span", { class: "count" }, say("clauseCount", String(clauses.length)))];
  if (!foldedSections.has(status)) return el("div", { class: "clauses" }, el("h3", {}, heading), list());
  const id = `section-${policy.policy}-${status.replace(/ /g, "-")}`;
  const folded = el("details", { class: "folded", id, ontoggle: ({ target }) => {
    app.noteOpened(id, target.open);
    if (target.open && target.children.length === 1) target.append(el("div", { class: "clauses" }, list()));
  } }, el("summary", {}, heading));
  if (app.opened.has(id)) {
    folded.append(el("div", { class: "clauses" }, list()));
    folded.open = true;
  }
  return folded;
}

function gainText({ low, high }) {
  if (high === null && fenOf(low) === 0n) return say("gainOpen");
  return fenOf(low) < 0n || high === null ? amountText({ low, high }, language()) : `+${amountText({ low, high }, language())}`;
}

export function nearMissText(nearMiss) {
  const changes = nearMiss.changes ?? [];
  const added = changes.find((change) => change.added);
  const text = (change) => {
    const names = change.names ?? [];
    const to = valueText(change.to ?? "", names);
    const title = inLanguage(change.title) || change.path;
    if (added || !change.from || change.from === "?") return say("setTo", title, to);
    return say("changed", title, valueText(change.from, names), to);
  };
  const rest = changes.filter((change) => change !== added).map(text).join(say("comma"));
  if (!added) return rest;
  const list = inLanguage(added.title) || added.path;
  const more = added.added === 1 ? say("oneMore", list) : say("moreItems", String(added.added), list);
  return rest ? more + say("remark", rest) : more;
}

function nearSection(app) {
  const found = caseOf(app).policies.flatMap((policy) => (policy.near_misses ?? []).map((nearMiss) => ({ policy, nearMiss })));
  if (found.length === 0) return false;
  return el("section", {}, el("h2", {}, say("nearTitle")), el("p", {}, say("nearLead")),
    el("ul", { class: "near card" }, found.map(({ policy, nearMiss }) => {
      const clause = policy.clauses.find((one) => one.id === nearMiss.clause);
      const item = nearMiss.item !== "+" ? itemLabel(app, nearMiss) : "";
      return el("li", {}, el("div", {}, el("strong", {}, inLanguage(clause?.title) || nearMiss.clause), " ",
        el("span", { class: "clause-cite" }, clause?.cite), el("p", {}, item ? say("labelled", item, nearMissText(nearMiss)) : nearMissText(nearMiss))),
      el("span", { class: "figure" }, gainText(nearMiss.gain)));
    })));
}

function byParts(app) {
  const { totals } = caseOf(app);
  const table = (title, parts) => parts?.length > 0 && el("table", { class: "parts" }, el("caption", {}, title),
    el("thead", { class: "unseen" }, el("tr", {}, el("th", { scope: "col" }, title), el("th", { scope: "col" }, say("amountColumn")))),
    el("tbody", {}, parts.map(({ key, amount }) => el("tr", {}, el("th", { scope: "row" }, term(key ?? "")), el("td", { class: "figure" }, columnText(amount))))));
  const tables = [table(`${say("byPayer")} · ${say("amountColumn")}`, totals.by_payer), table(`${say("byYear")} · ${say("amountColumn")}`, totals.by_year)];
  return tables.some(Boolean) && el("section", { class: "card by-parts" }, tables);
}

function reportSection(app) {
  const text = el("pre", { class: "report", tabindex: "0", "aria-label": say("fullReport"), hidden: true });
  return el("section", {}, el("h2", {}, say("fullReport")),
    el("button", { type: "button", onclick: () => {
      app.catchUp();
      text.hidden = false;
      text.textContent = reportText(app.rules, app.store.facts, app.options(), app.outcome.withheld, language());
    } }, say("showReport")), text);
}
