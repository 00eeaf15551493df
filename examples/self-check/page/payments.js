// Money already received: the policy and the clause it was paid by, chosen from those there are.
// In: an entry of the list of payments. Out: inputs, labels, warnings. Never: changes what was entered.
// The engine takes money as already paid where policy, clause and object are those of a claim.
import { el, newId, own, replace } from "./dom.js";
import { inLanguage, say } from "./words.js";

const listName = "payments";
const shownColumns = ["payer", "policy", "clause", "object", "amount"];
const chosenFields = new Set(["policy", "clause"]);
const otherChoice = "\u0000other";
const noneChoice = "\u0000none";

export const isPayments = (vocabulary, spec) => vocabulary.facts.get(listName) === spec;
export const isPaymentField = (path) => /^payments\[\d+\]\.(policy|clause|object)$/.test(path);

export function paymentColumns(fields) {
  const known = shownColumns.map((name) => fields.find((field) => field.name === name)).filter(Boolean);
  return known.length > 0 ? known : fields.slice(0, shownColumns.length);
}

const policyOf = (vocabulary, id) => vocabulary.description.policies.find((policy) => policy.id === id);
const clauseOf = (policy, id) => policy?.clauses?.find((clause) => clause.id === id);
const isText = (value) => typeof value === "string" && value !== "";

const clauseTitle = ({ id, title }) => (title ? inLanguage(title) + say("remark", id) : id);

/// The title of the policy or clause a payment names; undefined where the rules have none.
export function paymentLabel(vocabulary, field, payment) {
  const policy = policyOf(vocabulary, payment?.policy);
  if (field === "policy" && policy) return inLanguage(policy.title);
  const clause = field === "clause" && clauseOf(policy, payment?.clause);
  return clause ? clauseTitle(clause) : undefined;
}

/// What of a payment no rule here knows: {field, text}.
export function paymentWarning(vocabulary, payment) {
  const policy = policyOf(vocabulary, payment?.policy);
  if (isText(payment?.policy) && !policy) return { field: "policy", text: say("paymentNoPolicy", own(payment.policy)) };
  if (policy && isText(payment.clause) && !clauseOf(policy, payment.clause)) {
    return { field: "clause", text: say("paymentNoClause", inLanguage(policy.title), own(payment.clause)) };
  }
  return undefined;
}

/// The ids of the titles a table names; what is no title stays as it is.
export function withPaymentIds(vocabulary, payment) {
  const isNamed = (written, { id, title }) => written === id || written === title?.zh || written === title?.en;
  const policy = vocabulary.description.policies.find((one) => isNamed(payment.policy, one));
  const clause = policy?.clauses?.find((one) => isNamed(payment.clause, one));
  return { ...payment, ...(policy && { policy: policy.id }), ...(clause && { clause: clause.id }) };
}

/// Warnings of opened or pasted facts, with the place of each.
export function paymentProblems(vocabulary, facts) {
  const payments = Array.isArray(facts[listName]) ? facts[listName] : [];
  return payments.flatMap((payment, i) => {
    const warning = paymentWarning(vocabulary, payment);
    return warning ? [say("labelled", say("entry", String(i + 1)), warning.text)] : [];
  });
}

function choicesOf(app, path, name) {
  if (name === "policy") return app.vocabulary.description.policies.map(({ id, title }) => [id, inLanguage(title) || id]);
  const policy = policyOf(app.vocabulary, app.store.value(path.replace(/clause$/, "policy")));
  return (policy?.clauses ?? []).map((clause) => [clause.id, clauseTitle(clause)]);
}

/// A list of titles with "other" for free text; the object is told by its key.
export function paymentField(app, path, spec) {
  const id = newId("field");
  const place = el("div", { class: "field", "data-path": path });
  const name = path.split(".").at(-1);
  const draw = () => replace(place, el("label", { for: id }, inLanguage(spec.title) || spec.name),
    chosenFields.has(name) ? choice(app, path, spec, { id, choices: choicesOf(app, path, name) }) : freeText(app, path, { id }),
    el("p", { class: "hint" }, say(`paymentHint_${name}`)),
    el("p", { class: "warning", role: "status", hidden: true }),
    el("p", { class: "refusal", id: `${id}-error`, hidden: true }));
  const warn = () => {
    const warning = paymentWarning(app.vocabulary, app.store.value(path.replace(/\.\w+$/, "")));
    const text = place.querySelector(".warning");
    text.hidden = warning?.field !== name;
    replace(text, text.hidden ? "" : warning.text);
  };
  app.onChange?.((changed) => {
    if (name === "clause" && changed === path.replace(/clause$/, "policy")) draw();
    warn();
  });
  draw();
  warn();
  return place;
}

function freeText(app, path, { id, hidden = false, label }) {
  const value = app.store.value(path);
  return el("input", { type: "text", id, dir: "auto", hidden, autocomplete: "off", spellcheck: "false", "aria-label": label,
    value: isText(value) ? value : "", oninput: ({ target }) => app.setFact(path, target.value || undefined) });
}

function choice(app, path, spec, { id, choices }) {
  const value = app.store.value(path);
  const isOther = isText(value) && !choices.some(([known]) => known === value);
  const other = freeText(app, path, { hidden: !isOther, label: say("paymentOther") });
  const chosen = ({ target }) => {
    other.hidden = target.value !== otherChoice;
    if (other.hidden) app.setFact(path, target.value === noneChoice ? null : target.value || undefined);
    else {
      app.setFact(path, other.value || undefined);
      other.focus();
    }
  };
  return el("div", { class: "stack" },
    el("select", { id, "aria-describedby": `${id}-error`, onchange: chosen },
      el("option", { value: "" }, say("choose")),
      choices.map(([known, title]) => el("option", { value: known, selected: known === value }, title)),
      spec.optional && el("option", { value: noneChoice, selected: value === null }, say("none")),
      el("option", { value: otherChoice, selected: isOther }, say("other"))), other);
}
