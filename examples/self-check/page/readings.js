// Wording that can be read in several ways, and what each reading gives.
// In: the result, the readings chosen. Out: a section with choices. Never: blocks what is above it.
import { amountText } from "./amounts.js";
import { isConcerned } from "./clauses.js";
import { el, keepFocus, replace } from "./dom.js";
import { compareReadings } from "./evaluation.js";
import { inLanguage, language, say } from "./words.js";

const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 200));
const longestWait = 2000;  // milliseconds

/// Every reading is computed anew, after the rest is drawn or when `shown.finish` is called.
/// Until then the section shows what it showed before.
export function readingsSection(app, shown) {
  const policies = app.outcome.result.cases[0].policies.filter(isConcerned);
  if (!policies.some((policy) => policy.readings?.length)) return false;
  const place = shown.place ?? el("div", {}, el("p", { class: "hint" }, say("computing")));
  shown.place = place;
  let isOpen = true;
  const outcome = app.outcome;
  place.setAttribute("aria-busy", "true");
  shown.finish = () => {
    if (!isOpen || app.isPending || app.outcome !== outcome || !place.isConnected) return;
    isOpen = false;
    keepFocus(place, () => replace(place, readingsOf(app, policies)));
    place.setAttribute("aria-busy", "false");
  };
  whenIdle(shown.finish, { timeout: longestWait });
  return el("section", { class: "readings" }, el("h2", {}, say("readingsTitle")), el("p", {}, say("readingsLead")), place);
}

function readingsOf(app, policies) {
  const compared = new Map(compareReadings(app.rules, app.store.facts, app.options(), app.outcome.withheld).map(({ policy, comparison }) => [policy, comparison]));
  const asked = policies.flatMap((policy) => {
    const description = app.vocabulary.description.policies.find((one) => one.id === policy.policy);
    return (description?.readings ?? []).map((reading) => {
      const outcomes = (compared.get(policy.policy)?.outcomes ?? []).filter((one) => one.question === reading.name);
      const totals = new Set(outcomes.map(({ total }) => `${total.low} ${total.high}`));
      return { policy, reading, outcomes, matters: totals.size > 1 || reading.name in app.store.readings };
    });
  });
  const matter = asked.filter((one) => one.matters);
  const rest = asked.filter((one) => !one.matters);
  return [
    matter.map((one) => readingChoice(app, one)),
    rest.length > 0 && el("details", { class: "folded" }, el("summary", {}, say("readingsRest", String(rest.length))), rest.map((one) => readingChoice(app, one)))];
}

function readingChoice(app, { policy, reading, outcomes }) {
  const used = policy.readings?.find((one) => one.question === reading.name)?.option ?? reading.default;
  const choose = (option) => {
    const readings = { ...app.store.readings };
    if (option === reading.default) delete readings[reading.name];
    else readings[reading.name] = option;
    app.store.update({ readings });
  };
  return el("fieldset", { class: "card reading" }, el("legend", {}, inLanguage(reading.title) || reading.name),
    reading.options.map((option) => {
      const total = outcomes.find((one) => one.option === option.name)?.total;
      return el("label", { class: "choice" },
        el("input", { type: "radio", name: `reading-${policy.policy}-${reading.name}`, id: `reading-${policy.policy}-${reading.name}-${option.name}`,
          checked: used === option.name, onchange: () => choose(option.name) }),
        el("span", { class: "reading-option" }, inLanguage(option.title) || option.name,
          option.name === reading.default && el("span", { class: "tag" }, say("defaultReading")),
          option.reason && el("span", { class: "hint" }, inLanguage(option.reason))),
        total && el("span", { class: "figure" }, amountText(total, language())));
    }));
}
