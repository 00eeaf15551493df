// Questions one at a time, the one that decides most money first.
// In: the missing facts of a result. Out: a view. Never: an answer of its own.
import { amountText, byHighest, isZero, sum } from "./amounts.js";
import { el, own, replace } from "./dom.js";
import { partsOf } from "./facts.js";
import { showRefusals } from "./inputs.js";
import { fieldOf } from "./lists.js";
import { inLanguage, language, say } from "./words.js";

const listedQuestions = 8;
const listedClauses = 4;

/// Missing facts over all policies, each once: the money of policies is added up.
export function openQuestions(app) {
  const found = new Map();
  for (const policy of app.outcome?.result?.cases[0].policies ?? []) {
    for (const missing of policy.missing ?? []) {
      const path = app.outcome.ownPath(missing.path);
      const one = found.get(path) ?? { path, title: missing.title, question: missing.question, item: missing.item, stakes: [], clauses: [], unstated: [] };
      one.stakes.push(missing.at_stake);
      one.clauses.push(...(missing.clauses ?? []).map((id) => clauseOf(policy, id)));
      one.unstated.push(...(missing.unstated ?? []));
      found.set(path, one);
    }
  }
  const questions = [...found.values()].map((one) => ({ ...one, stake: sum(one.stakes) }));
  return questions.filter((one) => app.vocabulary.specAt(one.path)).sort((a, b) => byHighest(a.stake, b.stake) || b.unstated.length - a.unstated.length);
}

function clauseOf(policy, id) {
  const clause = policy.clauses?.find((one) => one.id === id);
  return { id, title: clause?.title, cite: clause?.cite };
}

export function decidesMoney(question) {
  return !isZero(question.stake) || question.unstated.length > 0;
}

export function stakeText({ stake, unstated }) {
  if (stake.high === null) return say("stakeUnbounded");
  if (!isZero(stake)) return say("stakeUpTo", amountText({ low: stake.high, high: stake.high }, language()));
  return say(unstated.length > 0 ? "stakeUnstated" : "stakeNone");
}

export const questionLink = (path) => `#questions/${encodeURIComponent(path)}`;

/// What the value at a path is called: list, entry, field.
export function pathTitle(app, path) {
  const spec = app.vocabulary.specAt(path);
  const title = inLanguage(spec?.title) || partsOf(path).at(-1);
  const entry = /^(.*)\[(\d+)\]$/.exec(path);
  if (entry) return say("ofItem", inLanguage(app.vocabulary.specAt(entry[1])?.title), say("entry", entry[2]));
  const item = itemName(app, path);
  return item ? say("ofItem", `${listTitle(app, path)} ${item}`, title) : title;
}

/// What a fact is called, with the entry it belongs to.
export function questionTitle(app, { path, title, question, item }) {
  const spec = app.vocabulary.specAt(path);
  const asked = inLanguage(question) || inLanguage(title) || inLanguage(spec?.title) || path;
  return item ? say("ofItem", own(item), asked) : asked;
}

export function questionsView(app, main, path) {
  const all = openQuestions(app);
  const isSkipped = (question) => app.store.skipped.includes(question.path);
  const next = all.filter((question) => !isSkipped(question));
  const current = path || next[0]?.path;
  const spec = current && app.vocabulary.specAt(current);
  const question = all.find((one) => one.path === current);
  const rest = next.filter((one) => one.path !== current);
  replace(main,
    el("h1", {}, say("step_questions")),
    spec ? card(app, { path: current, spec, question, rest }) : nothingLeft(app, all.filter(isSkipped)),
    el("div", { class: "up-next" }, upNext(app, rest), skippedList(app, all.filter((one) => isSkipped(one) && one.path !== current))));
  showRefusals(app);
  return { onOutcome: () => {
    if (app.store.value(current ?? "") !== undefined) main.querySelector("form.question > .refusal[role=alert]")?.setAttribute("hidden", "");
    refresh(app, main, current);
  } };
}

/// The order may change with every answer; the question being answered stays.
function refresh(app, main, current) {
  const all = openQuestions(app);
  const isSkipped = (question) => app.store.skipped.includes(question.path);
  const place = main.querySelector(".up-next");
  if (place) {
    replace(place, upNext(app, all.filter((one) => !isSkipped(one) && one.path !== current)),
      skippedList(app, all.filter((one) => isSkipped(one) && one.path !== current)));
  }
  if (!current && all.some((one) => !isSkipped(one))) app.redraw();
}

/// The list an entry belongs to, such as 称号认定.
function listTitle(app, path) {
  const list = /^(.*)\[\d+\]\.[^[]*$/.exec(path)?.[1];
  return list ? inLanguage(app.vocabulary.specAt(list)?.title) : "";
}

function itemName(app, path) {
  const list = /^(.*\[\d+\])\.[^[]*$/.exec(path)?.[1];
  if (!list) return "";
  const item = app.store.value(list);
  const listPath = list.replace(/\[\d+\]$/, "");
  const key = app.vocabulary.keyOf(app.vocabulary.specAt(listPath));
  const number = partsOf(list).at(-1) + 1;
  return key && typeof item?.[key] === "string" && item[key] ? own(item[key]) : say("entry", String(number));
}

function card(app, { path, spec, question, rest }) {
  const item = question?.item ? own(question.item) : itemName(app, path);
  const go = () => {
    const next = openQuestions(app).find((one) => one.path !== path && !app.store.skipped.includes(one.path)) ?? rest[0];
    app.go(next ? questionLink(next.path) : "#questions");
    if (!next) app.redraw();
  };
  const skip = () => {
    if (!app.store.skipped.includes(path)) app.store.update({ skipped: [...app.store.skipped, path] });
    app.evaluateNow();
    go();
  };
  const answer = () => {
    app.store.update({ skipped: app.store.skipped.filter((one) => one !== path) });
    app.evaluateNow();
    if (app.outcome.withheld.has(path)) return showRefusals(app);
    if (app.store.value(path) === undefined) {
      note.hidden = false;
      return undefined;
    }
    return go();
  };
  const note = el("p", { class: "refusal", role: "alert", hidden: true }, say("nothingTyped"));
  return el("form", { class: "card question", onsubmit: (event) => { event.preventDefault(); answer(); } },
    question && el("p", { class: "stake" }, el("strong", {}, stakeText(question))),
    item && el("p", { class: "item" }, say("labelled", listTitle(app, path), item)),
    fieldOf(app, path, spec, false, false),
    question && clauseList(question),
    note,
    el("div", { class: "buttons" },
      el("button", { type: "submit", class: "primary" }, say("answer")),
      el("button", { type: "button", onclick: skip }, say("skip")),
      el("button", { type: "button", class: "quiet", onclick: () => history.back() }, say("back"))));
}

function clauseList({ clauses }) {
  if (clauses.length === 0) return false;
  const shown = clauses.slice(0, listedClauses).map(({ id, title, cite }) =>
    `${inLanguage(title) || id}${cite ? say("remark", cite) : ""}`).join(say("comma"));
  const more = clauses.length > listedClauses ? say("moreClauses", String(clauses.length)) : "";
  return el("p", { class: "decides" }, say("labelled", say("decidesClauses"), shown + more));
}

function upNext(app, questions) {
  if (questions.length === 0) return false;
  return el("section", {}, el("h2", {}, say("upNext"), " ", el("span", { class: "count" }, say("questionNumber", String(questions.length)))),
    el("ol", { class: "questions" }, questions.slice(0, listedQuestions).map((question) =>
      el("li", {}, el("a", { href: questionLink(question.path) }, questionTitle(app, question)),
        el("span", { class: "stake" }, stakeText(question)))), moreQuestions(questions.length - listedQuestions)));
}

/// A count above a list agrees with it: what is not listed is counted too.
export function moreQuestions(count) {
  return count > 0 && el("li", { class: "hint" }, say("moreQuestions", String(count)));
}

function skippedList(app, questions) {
  if (questions.length === 0) return false;
  return el("section", {}, el("h2", {}, say("skippedTitle")),
    el("ul", { class: "questions" }, questions.slice(0, listedQuestions).map((question) =>
      el("li", {}, el("a", { href: questionLink(question.path) }, questionTitle(app, question)),
        el("span", { class: "stake" }, stakeText(question)))), moreQuestions(questions.length - listedQuestions)));
}

function nothingLeft(app, skipped) {
  const askAgain = () => {
    app.store.update({ skipped: [] });
    app.redraw();
  };
  return el("div", { class: "card" },
    el("p", {}, say(app.outcome?.result ? "allAnswered" : "startFirst"), skipped.length > 0 && ` ${say("allAskedSome")}`),
    el("div", { class: "buttons" },
      el("a", { class: "button primary", href: "#result" }, say("seeResult")),
      skipped.length > 0 && el("button", { type: "button", onclick: askAgain }, say("askAgain"))));
}

