// The checklist to print and take along.
// In: what the engine decided, what was entered. Out: a view. Never: an amount of its own.
import { amountText } from "./amounts.js";
import { amountCell, deadlineText, isConcerned, itemLabel } from "./clauses.js";
import { el, own, replace } from "./dom.js";
import { valueLabel } from "./inputs.js";
import { openQuestions, questionTitle, stakeText, decidesMoney } from "./questions.js";
import { caseOf, totalsBlock } from "./result.js";
import { headingFacts } from "./start.js";
import { inLanguage, language, say } from "./words.js";

const claimed = new Set(["due", "unspecified", "delegated"]);  // in this order
const listedItems = 12;

export function checklistView(app, main) {
  const draw = () => replace(main,
    el("h1", {}, say("checklistTitle")),
    el("div", { class: "buttons screen-only" }, el("button", { type: "button", class: "primary", onclick: () => print() }, say("print"))),
    caseOf(app) ? paper(app) : totalsBlock(app));
  draw();
  return { onOutcome: draw };
}

/// What can be applied for now, what hangs on missing facts, and what is not in force yet.
function claimsOf(policies) {
  const all = [...claimed, "possible"].flatMap((status) => policies.flatMap((policy) =>
    (policy.clauses ?? []).filter((clause) => clause.status === status).map((clause) => ({ policy, clause }))));
  const isDraft = ({ policy }) => policy.status === "draft" || !policy.in_force;
  const standing = all.filter((claim) => !isDraft(claim));
  return { now: standing.filter(({ clause }) => !isOpen(clause)), open: standing.filter(({ clause }) => isOpen(clause)), drafts: all.filter(isDraft) };
}

/// Whether facts must be known before anything of a clause can be applied for.
function isOpen(clause) {
  const lines = clause.lines ?? [];
  return clause.status === "possible" || (lines.length > 0 && lines.every((one) => one.missing?.length > 0));
}

function paper(app) {
  const policies = caseOf(app).policies.filter(isConcerned);
  const { now, open, drafts } = claimsOf(policies);
  const questions = openQuestions(app).filter(decidesMoney);
  return el("div", { class: "paper" },
    el("dl", { class: "rows" },
      headingFacts(app.vocabulary).filter((fact) => app.store.value(fact.name)).map((fact) => line(inLanguage(fact.title), own(app.store.value(fact.name)))),
      line(say("preparedOn"), app.store.date)),
    totalsBlock(app),
    el("h2", {}, say("claims")), now.length > 0 ? claimTable(app, now, "now") : el("p", {}, say("noClaims")),
    open.length > 0 && [el("h2", {}, say("claimsPossible")), claimTable(app, open, "open")],
    drafts.length > 0 && [el("h2", {}, say("claimsDraft")), claimTable(app, drafts, "drafts")],
    questions.length > 0 && [el("h2", {}, say("toClarify")),
      el("ul", { class: "boxes" }, questions.map((question) => el("li", {}, questionTitle(app, question), say("remark", stakeText(question)))))],
    el("h2", {}, say("entered")), entered(app),
    el("h2", {}, say("usedReadings")), readings(policies),
    el("h2", {}, say("rulesUsed")),
    el("ul", { class: "plain" }, policies.map((policy) => el("li", {}, inLanguage(policy.title), say("remark", say("versionAndHash", policy.version ?? "", policy.hash))))),
    el("p", { class: "hint" }, say("disclaimer")),
    el("p", { class: "seal print-only" }, say("seal")));
}

const line = (label, text) => el("div", { class: "row" }, el("dt", {}, label), el("dd", {}, text));

function claimTable(app, claims, group) {
  return el("table", { class: "claims", "data-group": group },
    el("thead", {}, el("tr", {}, ["clauseColumn", "departments", "proofs"].map((key) => el("th", { scope: "col" }, say(key))),
      el("th", { scope: "col", class: "figure" }, say("amountColumn")))),
    el("tbody", {}, claims.map(({ policy, clause }) => el("tr", {},
      el("th", { scope: "row" }, inLanguage(clause.title) || clause.id,
        el("span", { class: "clause-cite" }, [clause.cite, clause.id].filter(Boolean).join(" · ")),
        policy.status === "draft" && el("span", { class: "clause-cite" }, say("notPayable")),
        group === "drafts" && isOpen(clause) && el("span", { class: "clause-cite" }, say("claimOpen")),
        itemsOf(app, clause), deadlinesOf(clause)),
      el("td", { "data-label": say("departments") }, (clause.departments ?? []).join(say("comma"))),
      el("td", { "data-label": say("proofs") }, clause.proofs && el("ul", { class: "boxes" }, clause.proofs.map((proof) => el("li", {}, inLanguage(proof))))),
      el("td", { class: "figure", "data-label": say("amountColumn") }, amountCell(clause))))));
}

function itemsOf(app, clause) {
  const items = (clause.lines ?? []).filter((one) => one.item !== undefined && (claimed.has(one.status) || one.status === "possible"));
  if (items.length === 0) return false;
  return el("ul", { class: "items" }, items.slice(0, listedItems).map((one) => el("li", {}, say("labelled", itemLabel(app, one), one.amount ? amountText(one.amount, language()) : amountCell(one)))),
    items.length > listedItems && el("li", {}, say("moreEntries", String(items.length - listedItems))));
}

function deadlinesOf(clause) {
  const texts = [...new Set((clause.lines ?? []).flatMap((one) => one.deadlines ?? []).map(deadlineText))];
  return texts.length > 0 && el("ul", { class: "items" }, texts.map((text) => el("li", {}, text)));
}

function entered(app) {
  const heading = new Set(headingFacts(app.vocabulary).map((fact) => fact.name));
  const given = [...app.vocabulary.facts.values()].filter((fact) => !heading.has(fact.name) && app.store.value(fact.name) !== undefined && app.store.value(fact.name) !== "");
  return el("dl", { class: "rows tight" }, given.map((fact) => line(inLanguage(fact.title) || fact.name, valueLabel(app, fact, app.store.value(fact.name)))));
}

function readings(policies) {
  const changed = policies.flatMap((policy) => (policy.readings ?? []).filter((reading) => !reading.is_default));
  if (changed.length === 0) return el("p", {}, say("defaultsOnly"));
  return el("ul", {}, changed.map((reading) => el("li", {}, say("labelled", inLanguage(reading.question_title) || reading.question, inLanguage(reading.option_title) || reading.option))));
}
