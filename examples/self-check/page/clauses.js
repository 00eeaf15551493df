// One clause of a result: amount, reasons, what is missing, what to hand in.
// In: a clause, its policy. Out: an element. Never: an amount of its own.
import { amountText, columnText } from "./amounts.js";
import { el, own, replace } from "./dom.js";
import { explain, factText, formulaText, valueText } from "./formula.js";
import { questionLink } from "./questions.js";
import { has, inLanguage, language, say } from "./words.js";

const linesAtFirst = 6;

/// Whether a policy can concern the applicant at all.
export function isConcerned(policy) {
  return !(policy.eligibility ?? []).some((node) =>
    (policy.formulas[node.formula].kind === "exclusion" ? node.truth === "yes" : node.truth === "no"));
}

/// What an item is called: by its key, else by its place in its list, never by a name of a rule.
export function itemLabel(app, { item = "", item_label: label }) {
  if (label) return own(label);
  const [, list, number] = /^(\w+)\[(\d+|\?)\]$/.exec(item) ?? [];
  const title = inLanguage(app.vocabulary.facts.get(list)?.title);
  if (item === "?" || number === "?") return title ? say("someOf", title) : say("someItem");
  if (!title) return own(item);
  return say("numberedItem", /\[(\d+)\]$/.exec(app.outcome.ownPath(item))?.[1] ?? number, title);
}

/// The amount in the column: what is not stated has words instead of a figure.
export function amountCell({ status, amount }) {
  if (amount) return columnText(amount);
  return say(status === "unspecified" ? "notStated" : status === "delegated" ? "elsewhere" : "section_error");
}

const exactly = (yuan) => amountText({ low: yuan, high: yuan }, language());
const term = (name) => (has(name) ? say(name) : name);

export function causesText(causes) {
  return (causes ?? []).map((cause) => say(`cause_${cause}`)).join(say("semicolon"));
}

export function clauseView(app, policy, clause, { open = false } = {}) {
  const id = `clause-${policy.policy}-${clause.id}`;
  const body = el("div", { class: "clause-body" });
  const fill = () => {
    if (!body.firstChild) replace(body, clauseBody(app, policy, clause));
  };
  const details = el("details", { class: "clause", id, "data-status": clause.status,
    ontoggle: ({ target }) => {
      if (target.open) fill();
      app.noteOpened(id, target.open);
    } },
    el("summary", {},
      el("span", { class: "clause-title" }, inLanguage(clause.title) || clause.id,
        el("span", { class: "clause-cite" }, [clause.cite, clause.id].filter(Boolean).join(" · "))),
      el("span", { class: "figure" }, amountCell(clause))),
    body);
  if (open || app.opened.has(id)) {
    fill();
    details.open = true;
  }
  return details;
}

function row(key, ...content) {
  return el("div", { class: "row" }, el("dt", {}, say(key)), el("dd", {}, ...content));
}

function bullets(titles) {
  return titles.length === 1 ? inLanguage(titles[0]) : el("ul", {}, titles.map((title) => el("li", {}, inLanguage(title))));
}

function clauseBody(app, policy, clause) {
  const refusal = clause.refusal ?? [];
  return [
    el("dl", { class: "rows" },
      clause.causes && row("stillOpen", causesText(clause.causes)),
      refusal.length > 0 && row("whyNot", reasons(app, policy, refusal, "no")),
      refusal.length === 0 && !clause.lines?.length && row("whyNot", say("noItems"))),
    clause.lines?.length > 0 && linesView(app, policy, clause),
    el("dl", { class: "rows" },
      clause.proofs && row("proofs", bullets(clause.proofs)),
      clause.obligations && row("obligations", bullets(clause.obligations)),
      row("cite", say("citeOf", inLanguage(policy.title), clause.cite ?? clause.id)),
      clause.departments && row("departments", clause.departments.join(say("comma"))),
      clause.payers && row("payer", payersText(clause.payers)),
      row("mode", [say(`mode_${clause.mode}`), say(`form_${clause.form}`), clause.automatic && say("automatic")].filter(Boolean).join(say("comma"))),
      clause.notes && row("notes", bullets(clause.notes)))];
}

export function payersText(payers) {
  if (payers.length === 1) return term(payers[0].payer);
  return payers.map(({ payer, share }) => say("payerShare", term(payer), percent(share))).join(say("comma"));
}

/// "0.25" is 25%: the point moves two places.
function percent(share) {
  const [whole, part = ""] = share.split(".");
  const digits = part.padEnd(2, "0");
  const shifted = `${whole}${digits.slice(0, 2)}`.replace(/^0+(?=\d)/, "");
  return `${shifted}${digits.length > 2 ? `.${digits.slice(2)}` : ""}%`;
}

function linesView(app, policy, clause) {
  const several = clause.lines.length > 1 || clause.lines[0].item !== undefined;
  const place = el("div", { class: several ? "lines several" : "lines" });
  const show = (count) => replace(place,
    clause.lines.slice(0, count).map((line) => lineView(app, policy, clause, line, several)),
    count < clause.lines.length && el("button", { type: "button", class: "small",
      onclick: () => { show(clause.lines.length); place.querySelector("[tabindex]")?.focus(); } }, say("showAll", String(clause.lines.length))));
  show(linesAtFirst);
  return place;
}

const wantedTruth = { "not met": "no", possible: "unknown", excluded: "yes", "already paid": "yes", unspecified: "unknown", delegated: "unknown" };

function lineView(app, policy, clause, line, several) {
  const label = line.item_label || line.item || "";
  const wanted = wantedTruth[line.status];
  const nodes = line.proof ?? [];
  const blocking = wanted === "yes" ? nodes.filter((node) => ["exclusion", "history"].includes(policy.formulas[node.formula].kind)) : nodes;
  const why = wanted ? reasons(app, policy, blocking, wanted, label) : false;
  const holds = ["due", "possible", "unspecified", "delegated"].includes(line.status) ? reasons(app, policy, nodes, "yes", label) : false;
  return el("div", { class: "line", tabindex: "-1" },
    several && el("p", { class: "line-head" }, el("span", { class: "line-item" }, itemLabel(app, line) || say("perItem"),
      line.status !== clause.status && el("span", { class: "tag" }, say(`section_${line.status}`))),
    el("span", { class: "figure" }, amountCell(line))),
    el("dl", { class: "rows" },
      why && row(wanted === "unknown" ? "stillOpen" : "whyNot", why),
      line.missing && row("stillMissing", missingLinks(app, line, label)),
      holds && row("satisfied", holds),
      line.delegated_to && row("notes", say("delegatedTo", inLanguage(line.delegated_to))),
      line.calculations && row("calculation", line.calculations.map((one) => el("p", {}, calculationText(policy, one)))),
      line.reductions && row("reductions", reductionsView(app, line)),
      line.instalments?.length > 0 && isScheduled(line) && row("instalments", line.instalments.map((one) => el("p", {}, instalmentText(one)))),
      line.deadlines && row("deadlines", line.deadlines.map((one) => el("p", {}, deadlineText(one)))),
      line.clawbacks && row("clawbacks", line.clawbacks.map((one) => el("p", {}, clawbackText(one))))));
}

function reasons(app, policy, nodes, truth, ownItem) {
  const lines = explain(nodes, truth, policy, ownItem);
  if (lines.length === 0) return false;
  return el("ul", { class: "reasons", "data-truth": truth }, lines.map(({ depth, text }) => el("li", { class: depth > 0 ? "deeper" : undefined }, text)));
}

function missingLinks(app, line, label) {
  return el("ul", { class: "reasons" }, line.missing.map((path) => el("li", {},
    factText(path, line.names ?? [], label), " ",
    app.vocabulary.specAt(app.outcome.ownPath(path)) && el("a", { href: questionLink(app.outcome.ownPath(path)) }, say("fillIn"),
      el("span", { class: "unseen" }, ` ${factText(path, line.names ?? [])}`)))));
}

function calculationText(policy, { formula, values = [] }) {
  const entry = policy.formulas[formula];
  const names = entry.names ?? [];
  const text = formulaText(entry.text ?? "", names);
  if (values.length === 0) return text;
  const used = values.map((one) => say("factIs", formulaText(one.of ?? "", names), valueText(one.value ?? "", names)));
  return say("calculationWith", text, used.join(say("comma")));
}

function reductionsView(app, line) {
  return [
    line.computed && el("p", {}, say("before", amountText(line.computed, language()))),
    line.reductions.map((one) => {
      const title = inLanguage(one.title) || say(`step_${one.step}`);
      return el("p", {}, one.winners ? say("replacedBy", title, one.winners.map((winner) => itemLabel(app, { item: winner })).join(say("comma")), exactly(one.lost)) : say("lost", title, exactly(one.lost)));
    })];
}

/// One payment in full on the decision date is no schedule.
function isScheduled({ instalments }) {
  return instalments.length > 1 || instalments[0].title || instalments[0].condition !== "yes";
}

function instalmentText({ title, due, amount, condition }) {
  const state = condition === "yes" ? "" : say("remark", say(condition === "no" ? "conditionFailed" : "conditionOpen"));
  return [inLanguage(title), due ?? say("dateOpen"), amountText(amount, language())].filter(Boolean).join(say("comma")) + state;
}

export function deadlineText({ title, by }) {
  return say("labelled", inLanguage(title), by ?? say("dateOpen"));
}

function clawbackText({ title, applies, amount }) {
  const state = say({ yes: "clawbackYes", no: "clawbackNo" }[applies] ?? "clawbackUnknown");
  return [inLanguage(title), amountText(amount, language()), state].filter(Boolean).join(say("comma"));
}
