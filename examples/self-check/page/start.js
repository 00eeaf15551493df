// The first step: seat, kind and date; files to read and to save.
// In: the app. Out: a view. Never: answers a question itself.
import { announce, el, newId, replace } from "./dom.js";
import { decode, download, readTexts } from "./files.js";
import { field, showRefusals } from "./inputs.js";
import { paymentProblems } from "./payments.js";
import { tableNames, titleOfTable } from "./tables.js";
import { say } from "./words.js";

const mostBasics = 4;

/// What to ask first: the choices that most policies look at.
export function basicFacts(vocabulary) {
  const policies = vocabulary.description.policies;
  const readers = (fact) => policies.filter((policy) => policy.reads?.includes(fact.name)).length;
  const choices = [...vocabulary.facts.values()].filter((fact) => ["enum", "region"].includes(fact.type) && readers(fact) > 0);
  const most = Math.max(...choices.map(readers));
  return choices.filter((fact) => readers(fact) === most).sort((a, b) => (b.type === "region") - (a.type === "region")).slice(0, mostBasics);
}

/// Texts that no policy looks at, such as the applicant's name: they head the checklist.
export function headingFacts(vocabulary) {
  return [...vocabulary.facts.values()].filter((fact) => fact.type === "text" && !fact.derived && !vocabulary.read.has(fact.name));
}

export function startView(app, main) {
  replace(main,
    el("h1", {}, say("step_start")),
    el("p", { class: "lead" }, say("startLead")),
    el("div", { class: "card fields" },
      [...headingFacts(app.vocabulary), ...basicFacts(app.vocabulary)].map((fact) => field(app, fact.name, fact)),
      dateField(app)),
    el("p", { class: "buttons" }, el("a", { class: "button primary", href: "#questions" }, say("goOn"))),
    filesSection(app));
  showRefusals(app);
}

function dateField(app) {
  const id = newId("date");
  const missing = el("p", { class: "refusal", id: `${id}-error`, hidden: Boolean(app.store.date) }, say("decisionDateMissing"));
  return el("div", { class: "field" },
    el("label", { for: id }, say("decisionDate")),
    el("input", { id, type: "date", class: "date", value: app.store.date, max: "9999-12-31", "aria-describedby": `${id}-hint ${id}-error`,
      oninput: ({ target }) => {
        missing.hidden = Boolean(target.value);
        app.store.update({ date: target.value });
      } }),
    el("p", { class: "hint", id: `${id}-hint` }, say("decisionDateHint")), missing);
}

function filesSection(app) {
  const outcome = el("div", { class: "read-outcome", role: "status" });
  const input = el("input", { id: newId("files"), type: "file", multiple: true, accept: ".json,.csv,.tsv,.txt", class: "unseen",
    onchange: async ({ target }) => {
      const texts = [];
      for (const file of target.files) texts.push({ name: file.name, text: decode(await file.arrayBuffer()) });
      target.value = "";
      take(app, texts, outcome);
    } });
  const area = el("textarea", { id: newId("paste"), rows: "4", spellcheck: "false" });
  const table = el("select", { id: newId("table") }, el("option", { value: "" }, say("detectTable")),
    tableNames(app.vocabulary).map((name) => el("option", { value: name }, titleOfTable(app.vocabulary, name))));
  return el("section", { class: "files" },
    el("h2", {}, say("openFileTitle")),
    el("p", {}, say("openFileLead")),
    el("div", { class: "buttons" },
      input, el("label", { class: "button", for: input.id }, say("openFile")),
      el("button", { type: "button", onclick: () => saveFacts(app) }, say("saveFile")),
      clearButton(app)),
    el("p", { class: "hint" }, say("replaceNote")),
    el("details", {}, el("summary", {}, say("pasteHere")),
      el("div", { class: "field" }, el("label", { for: area.id }, say("pasteHere")), area),
      el("div", { class: "field" }, el("label", { for: table.id }, say("whichTable")), table),
      el("div", { class: "buttons" },
        el("button", { type: "button", onclick: () => take(app, [{ name: say("pasted"), text: area.value, table: table.value }], outcome) }, say("readPasted")))),
    outcome);
}

export function saveFacts(app) {
  download(`jiangbu-${app.store.date || "facts"}.json`, `${JSON.stringify(app.store.facts, null, 2)}\n`);
}

function take(app, texts, outcome) {
  const { applicants, problems } = readTexts(app.vocabulary, texts);
  const named = [...applicants].filter(([, facts]) => Object.keys(facts).length > 0);
  const list = problems.length > 0 && [el("h3", {}, say("readProblems")), problemList(problems)];
  if (named.length > 1) replace(outcome, chooser(app, named, outcome, list), list);
  else accept(app, named[0]?.[1] ?? {}, outcome, list);
}

function problemList(problems) {
  const shown = 50;
  return el("ul", { class: "problems" }, problems.slice(0, shown).map((text) => el("li", {}, text)),
    problems.length > shown && el("li", {}, say("moreEntries", String(problems.length - shown))));
}

function accept(app, facts, outcome, list) {
  const count = String(Object.keys(facts).length);
  app.store.update({ facts: { ...app.store.facts, ...facts } });
  app.redraw();
  announce(say("readOk", count));
  const unknown = paymentProblems(app.vocabulary, facts);
  replace(document.querySelector(".read-outcome") ?? outcome, el("p", { class: "good" }, say("readOk", count)), unknown.length > 0 && el("ul", { class: "warning" }, unknown.map((text) => el("li", {}, text))), list);
}

function chooser(app, named, outcome, list) {
  const id = newId("applicant");
  const choice = el("select", { id }, named.map(([name], i) => el("option", { value: String(i) }, name)));
  return el("div", { class: "field" }, el("label", { for: id }, say("whichApplicant")), choice,
    el("div", { class: "buttons" },
      el("button", { type: "button", onclick: () => accept(app, named[Number(choice.value)][1], outcome, list) }, say("useApplicant"))));
}

/// Asks once more before everything is gone.
function clearButton(app) {
  const id = newId("clear");
  const dialog = el("dialog", { "aria-labelledby": id }, el("form", { method: "dialog" },
    el("p", { id }, say("clearSure")),
    el("div", { class: "buttons" },
      el("button", { value: "yes", class: "danger" }, say("yesClear")),
      el("button", { value: "no" }, say("cancel")))));
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "yes") return;
    app.store.clear();
    app.opened.clear();
    app.redraw();
    announce(say("cleared"));
  });
  return [el("button", { type: "button", class: "quiet", onclick: () => {
    dialog.showModal();
    // What Enter presses without a thought takes nothing away.
    dialog.querySelector("[value=no]").focus();
  } }, say("clearAll")), dialog];
}
