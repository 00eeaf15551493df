// Holdings: lists of a fact as tables, one entry at a time in a dialog.
// In: the path of a list, its description. Out: an element. Never: all rows at once.
import { announce, el, newId, replace } from "./dom.js";
import { field, showRefusals, valueLabel } from "./inputs.js";
import { parseRows, rowsInto } from "./tables.js";
import { inLanguage, say } from "./words.js";

const rowsPerPage = 25;
const mostColumns = 5;

/// The fields shown as columns: the key, then what the policies look at.
function columnsOf(app, spec) {
  if (spec.element.type !== "record") return [{ name: "", title: spec.title, ...spec.element }];
  const key = app.vocabulary.keyOf(spec);
  const fields = app.vocabulary.fieldsOf(spec);
  const first = fields.filter((one) => one.name === key);
  const read = fields.filter((one) => one.name !== key && app.vocabulary.isRead(spec, one));
  return [...first, ...read].slice(0, mostColumns);
}

const at = (path, i) => `${path}[${i + 1}]`;
const under = (path, name) => (name ? `${path}.${name}` : path);
const cellOf = (item, name) => (name ? item?.[name] : item);

export function listEditor(app, path, spec) {
  const place = el("section", { class: "list", "data-list": path });
  const view = { page: 0, filter: "", removed: undefined, pasting: false };
  const context = { app, path, spec, place, view, columns: columnsOf(app, spec), title: inLanguage(spec.title) || spec.name };
  context.draw = () => draw(context);
  context.draw();
  return place;
}

function itemsOf({ app, path }) {
  const value = app.store.value(path);
  return Array.isArray(value) ? value : undefined;
}

function draw(context) {
  const { app, path, place, title, view } = context;
  const items = itemsOf(context);
  const state = items === undefined ? say("listUnknown") : items.length === 0 ? say("listNone") : say("listCount", String(items.length));
  const set = (value) => () => {
    app.setFact(path, value);
    context.draw();
    place.querySelector("button").focus();
  };
  replace(place,
    el("div", { class: "list-head" }, el("h3", {}, title), el("span", { class: "count" }, state)),
    el("p", { class: "refusal", hidden: true }),
    items?.length > 0 && table(context, items),
    el("div", { class: "buttons" },
      el("button", { type: "button", class: "add", onclick: () => addEntry(context) }, say("add"), el("span", { class: "unseen" }, ` ${title}`)),
      el("button", { type: "button", "aria-expanded": String(view.pasting), onclick: () => togglePaste(context) }, say("pasteRows"), el("span", { class: "unseen" }, ` ${title}`)),
      items === undefined && el("button", { type: "button", onclick: set([]) }, say("confirmNone"), el("span", { class: "unseen" }, ` ${title}`)),
      items?.length === 0 && el("button", { type: "button", onclick: set(undefined) }, say("forget"), el("span", { class: "unseen" }, ` ${title}`)),
      view.removed && el("button", { type: "button", onclick: () => undo(context) }, say("undo"))),
    view.pasting && pasteArea(context));
  place.dataset.path = path;
  showRefusals(app, place.parentElement ?? place);
}

function addEntry(context) {
  const { app, path, spec } = context;
  const items = itemsOf(context) ?? [];
  items.push(spec.element.type === "record" ? {} : "");
  app.setFact(path, items);
  openEntry(context, items.length - 1, true);
}

function undo(context) {
  const { app, path, view } = context;
  const items = itemsOf(context) ?? [];
  items.splice(view.removed.index, 0, view.removed.item);
  view.removed = undefined;
  app.setFact(path, items);
  context.draw();
  context.place.querySelector("button").focus();
}

function remove(context, index) {
  const { app, path, view } = context;
  const items = itemsOf(context);
  view.removed = { index, item: items[index] };
  items.splice(index, 1);
  app.setFact(path, items);
  announce(say("removed", say("entry", String(index + 1))));
  context.draw();
  [...context.place.querySelectorAll(".buttons button")].at(-1).focus();
}

function matching(context, items) {
  const { app, columns, view } = context;
  const wanted = view.filter.toLowerCase();
  return items.map((item, index) => ({ item, index })).filter(({ item }) =>
    !wanted || columns.some((column) => valueLabel(app, column, cellOf(item, column.name)).toLowerCase().includes(wanted)));
}

function table(context, items) {
  const { view, columns, title } = context;
  const rows = matching(context, items);
  const pages = Math.max(1, Math.ceil(rows.length / rowsPerPage));
  view.page = Math.min(view.page, pages - 1);
  const shown = rows.slice(view.page * rowsPerPage, (view.page + 1) * rowsPerPage);
  return [
    items.length > rowsPerPage && filterInput(context, rows.length),
    el("table", { class: "holdings" },
      el("caption", { class: "unseen" }, title),
      el("thead", {}, el("tr", {}, el("th", { scope: "col", class: "row-number" }, say("number")),
        columns.map((column) => el("th", { scope: "col" }, inLanguage(column.title) || column.name)),
        el("th", { scope: "col", class: "row-actions" }, say("actions")))),
      el("tbody", {}, shown.map((row) => tableRow(context, row)))),
    pages > 1 && pager(context, pages),
  ];
}

function tableRow(context, { item, index }) {
  const { app, path, columns } = context;
  const number = String(index + 1);
  return el("tr", { "data-entry": at(path, index) },
    el("td", { class: "row-number", "data-label": say("number") }, number),
    columns.map((column) => {
      const text = valueLabel(app, column, cellOf(item, column.name));
      const kind = ["money", "number", "integer"].includes(column.type) ? "figure" : column.type === "date" ? "date" : undefined;
      return el("td", { class: kind, "data-label": inLanguage(column.title) || column.name }, text || el("span", { class: "faint" }, say("empty")));
    }),
    el("td", { class: "row-actions" },
      el("button", { type: "button", class: "small", "aria-label": say("editEntry", number), onclick: () => openEntry(context, index) }, say("edit")),
      el("button", { type: "button", class: "small", "aria-label": say("removeEntry", number), onclick: () => remove(context, index) }, say("remove"))));
}

function filterInput(context, count) {
  const { view } = context;
  const id = newId("filter");
  return el("div", { class: "filter" }, el("label", { for: id }, say("filter")),
    el("input", { id, type: "search", value: view.filter, onchange: ({ target }) => {
      view.filter = target.value;
      view.page = 0;
      context.draw();
      context.place.querySelector(".filter input").focus();
    } }), view.filter && el("span", { class: "count" }, say("filtered", String(count))));
}

function pager(context, pages) {
  const { view } = context;
  const go = (step) => () => {
    view.page += step;
    context.draw();
    const buttons = context.place.querySelectorAll(".pager button");
    const wanted = buttons[step > 0 ? 1 : 0];
    (wanted.disabled ? buttons[step > 0 ? 0 : 1] : wanted).focus();
  };
  return el("div", { class: "pager" },
    el("button", { type: "button", class: "small", disabled: view.page === 0, onclick: go(-1) }, say("previous")),
    el("span", { class: "count" }, say("page", String(view.page + 1), String(pages))),
    el("button", { type: "button", class: "small", disabled: view.page === pages - 1, onclick: go(1) }, say("next")));
}

function isEmpty(item) {
  return item === "" || (item !== null && typeof item === "object" && Object.keys(item).length === 0);
}

function openEntry(context, index, isNew = false) {
  const { app, path, title } = context;
  const headingId = newId("dialog");
  const close = () => dialog.close();
  let addAnother = false;
  const dialog = el("dialog", { class: "entry", "aria-labelledby": headingId },
    el("form", { method: "dialog", onsubmit: (event) => { event.preventDefault(); close(); } },
      el("h2", { id: headingId }, say("ofItem", title, isNew ? say("newEntry") : say("entry", String(index + 1)))),
      entryFields(context, index),
      el("div", { class: "buttons" },
        el("button", { type: "submit", class: "primary" }, say("done")),
        el("button", { type: "button", onclick: () => { addAnother = true; close(); } }, say("doneAndNew")),
        el("button", { type: "button", class: "quiet", onclick: () => { remove(context, index); close(); } }, say("remove")))));
  dialog.addEventListener("close", () => {
    const items = itemsOf(context) ?? [];
    if (isEmpty(items[index])) {
      items.splice(index, 1);
      app.setFact(path, items.length > 0 ? items : undefined);
    }
    dialog.remove();
    context.draw();
    if (addAnother) addEntry(context);
    else context.place.querySelector("button.add").focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("input, select")?.focus();
}

function entryFields(context, index) {
  const { app, path, spec } = context;
  const itemPath = at(path, index);
  if (spec.element.type !== "record") return field(app, itemPath, { ...spec.element, title: spec.title }, { compact: true });
  const key = app.vocabulary.keyOf(spec);
  const one = (part) => fieldOf(app, under(itemPath, part.name), part, part.name === key);
  const all = app.vocabulary.fieldsOf(spec);
  const read = all.filter((part) => part.name === key || app.vocabulary.isRead(spec, part));
  const rest = all.filter((part) => !read.includes(part));
  return el("div", { "data-path": itemPath },
    el("p", { class: "refusal", hidden: true }),
    el("div", { class: "fields" }, read.map(one)),
    rest.length > 0 && el("details", {}, el("summary", {}, say("otherFields")), el("div", { class: "fields" }, rest.map(one))));
}

/// Any fact: an input, a group of them for a record, a table for a list.
export function fieldOf(app, path, spec, isKey = false, compact = true) {
  if (spec.type === "list") return listEditor(app, path, spec);
  if (spec.type === "record") {
    return el("fieldset", { class: "field record" }, el("legend", {}, inLanguage(spec.title) || spec.name),
      app.vocabulary.fieldsOf(spec).map((part) => fieldOf(app, under(path, part.name), part)));
  }
  return field(app, path, spec, { compact, isKey });
}

function togglePaste(context) {
  context.view.pasting = !context.view.pasting;
  context.draw();
  if (context.view.pasting) context.place.querySelector("textarea").focus();
}

function pasteArea(context) {
  const { app, path, spec, view } = context;
  const id = newId("paste");
  const problems = el("ul", { class: "problems", role: "status" });
  const area = el("textarea", { id, rows: "5", spellcheck: "false" });
  const read = () => {
    const { items, problems: found } = rowsInto(app.vocabulary, spec, parseRows(area.value), say("pasted"));
    if (items.length > 0) {
      app.setFact(path, [...(itemsOf(context) ?? []), ...items]);
      view.pasting = found.length > 0;
      announce(say("rowsAdded", String(items.length)));
    }
    if (!view.pasting) context.draw();
    replace(problems, items.length > 0 && el("li", {}, say("rowsAdded", String(items.length))), found.map((text) => el("li", {}, text)));
  };
  return el("div", { class: "paste" }, el("label", { for: id }, say("pasteRowsLead")), area,
    el("div", { class: "buttons" }, el("button", { type: "button", onclick: read }, say("addRows"))), problems);
}
