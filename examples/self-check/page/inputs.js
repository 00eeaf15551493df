// Inputs for one fact, by what the vocabulary says of it.
// In: a path, its description. Out: an element bound to the fact. Never: checks a value.
import { el, newId, own, replace } from "./dom.js";
import { partsOf } from "./facts.js";
import { headed, inLanguage, language, say } from "./words.js";

const mostRadios = 8;
const dateForm = /^\d{4}-\d{2}-\d{2}$/;

/// Label, input, hints and what the engine refuses of it. `compact`: choices as lists.
export function field(app, path, spec, { compact = false, isKey = false, autofocus = false } = {}) {
  const id = newId("field");
  const context = { app, path, spec, id, compact, hint: `${id}-hint`, error: `${id}-error`, autofocus };
  const hints = hintsOf(app, spec, isKey);
  const described = [hints.length ? context.hint : "", context.error].filter(Boolean).join(" ");
  const below = [
    hints.length > 0 && el("p", { class: "hint", id: context.hint }, hints.join(say("semicolon"))),
    el("p", { class: "refusal", id: context.error, hidden: true }),
  ];
  const question = inLanguage(spec.question) || inLanguage(spec.title) || spec.name;
  const control = controlOf(context, described);
  if (control.grouped) {
    return el("fieldset", { class: spec.type === "boolean" ? "field" : "field wide", "data-path": path, "aria-describedby": described },
      el("legend", {}, question), control.element, below);
  }
  return el("div", { class: "field", "data-path": path },
    el("label", { for: id }, question), control.element, below);
}

function hintsOf(app, spec, isKey) {
  const hints = [];
  if (isKey) hints.push(say("keyField"));
  if (spec.type === "money") hints.push(spec.currency === "CNY" ? say("moneyHint", spec.unit) : say("unitHint", spec.unit));
  else if (spec.unit) hints.push(say("unitHint", spec.unit));
  if (spec.min !== undefined && spec.max !== undefined) hints.push(say("boundsBoth", spec.min, spec.max));
  else if (spec.min !== undefined && spec.min !== "0") hints.push(say("boundMin", spec.min));
  else if (spec.max !== undefined) hints.push(say("boundMax", spec.max));
  if (spec.type === "months") hints.push(say("monthsHint"));
  if (spec.type === "days") hints.push(say("daysHint"));
  if (spec.assumed !== undefined && spec.assumed !== "[]") hints.push(say("assumedOnRequest", assumedText(app, spec)));
  return hints;
}

function assumedText(app, spec) {
  return valueLabel(app, spec, spec.assumed.replace(/^"(.*)"$/s, "$1"));
}

/// A value of a fact as people say it.
export function valueLabel(app, spec, value) {
  if (value === undefined || value === "") return "";
  if (value === null) return say("none");
  if (value === true || value === "true") return say("yes");
  if (value === false || value === "false") return say("no");
  if (Array.isArray(value)) return say("listCount", String(value.length));
  if (typeof value === "object") return Object.values(value).map((part) => own(part)).join(say("comma"));
  if (spec?.type === "enum") {
    const known = app.vocabulary.enums.get(spec.of)?.values.find((one) => one.name === value);
    return known ? inLanguage(known.title) || known.name : own(value);
  }
  if (spec?.type === "region") return inLanguage(app.vocabulary.regionTitle(value)) || own(value);
  if (spec?.type === "money" && /^ *-?[\d.]+ *$/.test(value)) return `${value.trim()}${language() === "zh" ? "" : " "}${spec.unit}`;
  return own(value);
}

function controlOf(context, described) {
  const { spec, compact, app } = context;
  if (spec.type === "boolean") return radios(context, [[true, say("yes")], [false, say("no")]]);
  if (spec.type === "enum") {
    const options = app.vocabulary.enums.get(spec.of).values.map((one) => [one.name, headed(inLanguage(one.title) || one.name)]);
    if (!compact && options.length <= mostRadios) return radios(context, options);
    return select(context, [{ options }], described);
  }
  if (spec.type === "region") return region(context, described);
  if (spec.type === "period") return period(context);
  return withNone(context, textInput(context, described));
}

function current({ app, path }) {
  return app.store.value(path);
}

function radios(context, options) {
  const { app, path, spec, id, autofocus } = context;
  const name = `${id}-choice`;
  const all = [...options];
  if (spec.optional) all.push([null, say("none")]);
  all.push([undefined, say("notKnown")]);
  const choice = ([value, label], i) => el("label", { class: "choice" },
    el("input", { type: "radio", name, id: `${id}-${i}`, checked: current(context) === value || (value === undefined && current(context) === ""),
      autofocus: autofocus && i === 0, onchange: () => app.setFact(path, value) }),
    el("span", {}, label));
  return { grouped: true, element: el("div", { class: spec.type === "boolean" ? "choices inline" : "choices" }, all.map(choice)) };
}

function select(context, groups, described, more = []) {
  const { app, path, spec, id } = context;
  const value = current(context);
  const options = groups.map(({ label, options: inside }) => {
    const entries = inside.map(([name, title]) => el("option", { value: name, selected: value === name }, title));
    return label ? el("optgroup", { label }, entries) : entries;
  });
  const listed = groups.some(({ options: inside }) => inside.some(([name]) => name === value));
  const unlisted = typeof value === "string" && value !== "" && !listed && more.length === 0;
  return { element: el("select", { id, "aria-describedby": described,
    onchange: ({ target }) => {
      if (target.value === "\u0000none") app.setFact(path, null);
      else if (target.value !== "\u0000other") app.setFact(path, target.value || undefined);
    } },
    el("option", { value: "" }, say("choose")), options,
    unlisted && el("option", { value, selected: true }, value),
    spec.optional && el("option", { value: "\u0000none", selected: value === null }, say("none")), more) };
}

/// Regions with a title by province, and any other by its code.
function region(context, described) {
  const { app, path, id } = context;
  const value = current(context);
  const groups = new Map();
  for (const { code, title } of app.vocabulary.regions) {
    const province = code.slice(0, 2);
    const head = app.vocabulary.regionTitle(province);
    if (!groups.has(province)) groups.set(province, { label: inLanguage(head) || province, options: [] });
    groups.get(province).options.push([code, inLanguage(title)]);
  }
  const listed = [...groups.values()].some(({ options }) => options.some(([code]) => code === value));
  const isOther = typeof value === "string" && value !== "" && !listed;
  const other = el("input", { type: "text", class: "other-region", inputmode: "numeric", autocomplete: "off", maxlength: "12", hidden: !isOther,
    "aria-label": say("regionCode"), placeholder: say("regionCode"), value: isOther ? value : "",
    oninput: ({ target }) => app.setFact(path, target.value.trim() || undefined) });
  const control = select(context, [...groups.values()], described,
    [el("option", { value: "\u0000other", selected: isOther }, say("otherRegion"))]);
  control.element.addEventListener("change", ({ target }) => {
    other.hidden = target.value !== "\u0000other";
    if (!other.hidden) {
      app.setFact(path, other.value.trim() || undefined);
      other.focus();
    }
  });
  control.element.id = id;
  return { element: el("div", { class: "stack" }, control.element, other) };
}

function textInput(context, described) {
  const { app, path, spec, id } = context;
  const value = current(context);
  const shown = typeof value === "string" ? value : typeof value === "boolean" ? String(value) : "";
  const isDate = spec.type === "date" && (shown === "" || dateForm.test(shown));
  const numeric = ["money", "number", "integer"].includes(spec.type);
  return el("input", { id, type: isDate ? "date" : "text", value: shown, autocomplete: "off", spellcheck: "false", dir: spec.type === "text" ? "auto" : undefined,
    class: numeric ? "figure" : spec.type === "date" ? "date" : undefined, inputmode: spec.type === "integer" ? "numeric" : undefined,
    "aria-describedby": described, max: isDate ? "9999-12-31" : undefined,
    oninput: ({ target }) => app.setFact(path, target.value === "" ? undefined : target.value) });
}

/// An optional fact can be known not to be.
function withNone(context, input) {
  const { app, path, spec } = context;
  if (!spec.optional) return { element: input };
  input.disabled = current(context) === null;
  const box = el("label", { class: "choice none" },
    el("input", { type: "checkbox", checked: current(context) === null, onchange: ({ target }) => {
      input.disabled = target.checked;
      app.setFact(path, target.checked ? null : input.value || undefined);
    } }), el("span", {}, say("none")));
  return { element: el("div", { class: "with-none" }, input, box) };
}

function period(context) {
  const { app, path, spec } = context;
  const end = (name) => field(app, `${path}.${name}`, { ...spec.element, title: { zh: say(name), en: say(name) } }, { compact: true });
  return { grouped: true, element: el("div", { class: "period" }, end("from"), end("to")) };
}

/// Shows beside each input what the engine refuses of it.
export function showRefusals(app, root = document.getElementById("page")) {
  const refused = [...(app.outcome?.withheld.keys() ?? [])];
  for (const row of root.querySelectorAll("[data-entry]")) {
    const entry = row.dataset.entry;
    row.classList.toggle("refused", refused.some((path) => path === entry || path.startsWith(`${entry}.`)));
  }
  for (const cell of root.querySelectorAll("[data-cell]")) {
    const refusal = app.outcome?.withheld.get(cell.dataset.cell);
    cell.classList.toggle("refused", Boolean(refusal));
    showReason(cell, refusal);
  }
  const places = [...(root.matches?.("[data-path]") ? [root] : []), ...root.querySelectorAll("[data-path]")];
  for (const place of places) {
    const refusal = app.outcome?.withheld.get(place.dataset.path);
    const text = place.querySelector(":scope > .refusal");
    if (!text) continue;
    text.hidden = !refusal;
    replace(text, refusal ? say("refused", refusalText(app, place.dataset.path, refusal)) : "");
    const input = place.querySelector(".other-region:not([hidden])") ?? place.querySelector("input, select");
    if (!input) continue;
    if (refusal) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
}

/// Why a cell is refused stands in it, for those who cannot see its colour too.
function showReason(cell, refusal) {
  cell.querySelector(":scope > .refusal")?.remove();
  if (refusal) cell.append(el("span", { class: "refusal" }, say("refusedCell")));
}

/// The engine's message with the title of the fact in place of its name.
export function refusalText(app, path, refusal) {
  const spec = app.vocabulary.specAt(path);
  const name = partsOf(path).at(-1);
  const message = inLanguage(refusal);
  const titles = [[name, inLanguage(spec?.title)], [spec?.of, inLanguage(app.vocabulary.enums.get(spec?.of)?.title)]];
  const named = titles.filter(([known, title]) => typeof known === "string" && title)
    .reduce((text, [known, title]) => text.replace(`“${known}”`, `“${title}”`).replace(`'${known}'`, `'${title}'`), message);
  return own(named);
}
