// Rows pasted from a spreadsheet into a list, and the heading line they need.
// In: the list. Out: an element. Never: drops a row or a cell silently.
import { announce, el, newId, plain, replace } from "./dom.js";
import { download } from "./files.js";
import { columnTitles, parseRows, rowsInto } from "./tables.js";
import { say } from "./words.js";

/// `add` takes the items read.
export function pasteArea(context, add) {
  const { app, spec, view } = context;
  const id = newId("paste");
  const problems = el("ul", { class: "problems", role: "status" });
  const area = el("textarea", { id, rows: "5", dir: "auto", spellcheck: "false", value: view.pasted ?? "" });
  const read = () => {
    const { items, problems: found } = rowsInto(app.vocabulary, spec, parseRows(area.value), say("pasted"));
    const outcome = [...(items.length > 0 ? [say("rowsAdded", String(items.length))] : []), ...found];
    // Rows that were added are not there to be added twice.
    view.pasted = items.length > 0 ? "" : area.value;
    view.pasting = found.length > 0;
    view.pasteOutcome = found.length > 0 ? outcome : undefined;
    if (items.length > 0) {
      add(items);
      announce(say("rowsAdded", String(items.length)));
      context.draw();
    } else replace(problems, outcome.map((text) => el("li", {}, text)));
  };
  replace(problems, (view.pasteOutcome ?? []).map((text) => el("li", {}, text)));
  return el("div", { class: "paste" }, el("label", { for: id }, say("pasteRowsLead")), template(context), area,
    el("div", { class: "buttons" }, el("button", { type: "button", onclick: read }, say("addRows"))), problems);
}

/// The columns a table of the list takes, to copy into a spreadsheet or to save.
function template({ app, path, spec }) {
  const titles = columnTitles(app.vocabulary, spec);
  const line = el("input", { type: "text", class: "template", readonly: true, value: titles.join("\t"), "aria-label": say("templateLine") });
  const copy = () => {
    line.select();
    document.execCommand("copy");
    announce(say("templateCopied"));
  };
  const file = `${path.replace(/\[\d+\]/g, "")}.csv`;
  const save = () => download(file, `\uFEFF${titles.map(quoted).join(",")}\r\n`, "text/csv");
  return el("div", { class: "template-line" }, el("p", { class: "hint" }, say("labelled", say("templateColumns"), titles.join(say("comma")))), line,
    el("button", { type: "button", class: "small", onclick: copy }, say("templateCopy")),
    el("button", { type: "button", class: "small", onclick: save }, say("templateSave")));
}

const quoted = (cell) => (/[",\r\n]/.test(cell) ? `"${plain(cell).replaceAll("\"", "\"\"")}"` : cell);
