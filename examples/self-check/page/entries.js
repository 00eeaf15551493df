// Everything that can be entered, in one view.
// In: the app. Out: a view. Never: hides what was entered.
import { el, replace } from "./dom.js";
import { isConcerned } from "./clauses.js";
import { showRefusals } from "./inputs.js";
import { fieldOf } from "./lists.js";
import { basicFacts, headingFacts } from "./start.js";
import { say } from "./words.js";

/// Clauses that end so leave nothing to be found out.
const settled = new Set(["not met", "no money", "not in force", "excluded"]);

/// Facts of the policies that can still give something come first.
function concernedReads(app) {
  const policies = app.outcome?.result?.cases[0].policies ?? [];
  const open = policies.filter((policy) => isConcerned(policy) && (policy.clauses ?? []).some((clause) => !settled.has(clause.status)));
  const ids = new Set(open.map((policy) => policy.policy));
  const reads = app.vocabulary.description.policies.filter((policy) => ids.has(policy.id)).flatMap((policy) => policy.reads ?? []);
  return new Set(reads);
}

export function entriesView(app, main) {
  const given = [...app.vocabulary.facts.values()].filter((fact) => !fact.derived || fact.over_applicants);
  const basics = new Set([...basicFacts(app.vocabulary), ...headingFacts(app.vocabulary)]);
  const concerned = concernedReads(app);
  const isShown = (fact) => basics.has(fact) || concerned.has(fact.name) || app.store.value(fact.name) !== undefined;
  const shown = given.filter(isShown);
  const rest = given.filter((fact) => !isShown(fact) && app.vocabulary.read.has(fact.name));
  const group = (facts) => [
    el("div", { class: "card fields" }, facts.filter((fact) => fact.type !== "list").map((fact) => fieldOf(app, fact.name, fact))),
    facts.filter((fact) => fact.type === "list").map((fact) => el("div", { class: "card" }, fieldOf(app, fact.name, fact)))];
  const others = el("details", { class: "others", ontoggle: ({ target }) => {
    if (target.open && target.children.length === 1) target.append(el("div", {}, group(rest)));
  } }, el("summary", {}, say("onlyOthers")));
  replace(main, el("h1", {}, say("step_facts")), el("p", { class: "lead" }, say("factsLead")),
    el("h2", {}, say("factsOwn")), group(shown), rest.length > 0 && others);
  showRefusals(app);
}

