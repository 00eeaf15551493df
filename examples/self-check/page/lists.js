// Holdings: lists of a fact as tables, one entry at a time in a dialog.
// In: the path of a list, its description. Out: an element. Never: all rows at once.
import { announce, el, newId, plain, replace } from "./dom.js";
import { editEntry, under } from "./entry.js";
import { field, showRefusals, valueLabel } from "./inputs.js";
import { pasteArea } from "./paste.js";
import { isPaymentField, isPayments, paymentColumns, paymentField, paymentLabel, paymentWarning } from "./payments.js";
import { headed, inLanguage, say } from "./words.js";

const rowsPerPage = 25;
const mostColumns = 5;
const compactColumns = 3;  // on a narrow page

/// The fields shown as columns: the key, then what the policies look at.
function columnsOf(app, spec) {
  if (spec.element.type !== "record") return [{ name: "", title: spec.title, ...spec.element }];
  const fields = app.vocabulary.fieldsOf(spec);
  if (isPayments(app.vocabulary, spec)) return paymentColumns(fields);
  const key = app.vocabulary.keyOf(spec);
  const first = fields.filter((one) => one.name === key);
  const read = fields.filter((one) => one.name !== key && app.vocabulary.isRead(spec, one));
  return [...first, ...read].slice(0, mostColumns);
}

const at = (path, i) => `${path}[${i + 1}]`;
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
    view.pasting && pasteArea(context, (items) => setItems(context, [...(itemsOf(context) ?? []), ...items])));
  place.dataset.path = path;
  showRefusals(app, place.parentElement ?? place);
}

function addEntry(context) {
  const index = itemsOf(context)?.length ?? 0;
  edit(context, index, true);
}

/// The dialog works on a copy of the entry: the list changes when it is done, or not at all.
function edit(context, index, isNew = false) {
  const { app, path, spec, title } = context;
  const opener = () => context.place.querySelector(`[data-entry="${CSS.escape(at(path, index))}"] .edit`) ?? context.place.querySelector("button.add");
  editEntry(app, { path, spec, title, index, isNew }, {
    keep: (item) => keep(context, index, item),
    remove: () => remove(context, index),
    another: () => addEntry(context),
    focus: () => opener().focus(),
  });
}

/// An entry in which nothing is left is none.
function keep(context, index, item) {
  const items = itemsOf(context) ?? [];
  if (!isEmpty(item)) {
    setItems(context, [...items.slice(0, index), item, ...items.slice(index + 1)]);
    context.draw();
  } else if (index < items.length) remove(context, index);
}

function isEmpty(item) {
  return item === undefined || item === "" || (item !== null && typeof item === "object" && Object.values(item).every((part) => part === undefined));
}

/// That nothing is entered does not say that there is nothing: that is confirmed by hand.
function setItems({ app, path }, items) {
  app.setFact(path, items.length > 0 ? items : undefined);
}

function undo(context) {
  const { view } = context;
  const items = itemsOf(context) ?? [];
  const { index, item } = view.removed;
  view.removed = undefined;
  setItems(context, [...items.slice(0, index), item, ...items.slice(index)]);
  context.draw();
  context.place.querySelector("button").focus();
}

function remove(context, index) {
  const { view } = context;
  const items = itemsOf(context);
  view.removed = { index, item: items[index] };
  setItems(context, items.filter((_, i) => i !== index));
  announce(say("removed", say("entry", String(index + 1))));
  context.draw();
  [...context.place.querySelectorAll(".buttons button")].at(-1).focus();
}

/// A cell as people read it.
function cellText({ app, spec }, column, item) {
  const value = cellOf(item, column.name);
  const known = isPayments(app.vocabulary, spec) && paymentLabel(app.vocabulary, column.name, item);
  return known || valueLabel(app, column, value);
}

function matching(context, items) {
  const { columns, view } = context;
  const wanted = view.filter.toLowerCase();
  return items.map((item, index) => ({ item, index })).filter(({ item }) =>
    !wanted || columns.some((column) => plain(cellText(context, column, item)).toLowerCase().includes(wanted)));
}

function table(context, items) {
  const { columns, title } = context;
  const body = el("tbody", {});
  const below = el("div", { class: "pager" });
  const count = el("span", { class: "count", role: "status" });
  const drawRows = () => showRows(context, items, { body, below, count });
  drawRows();
  return [
    items.length > rowsPerPage && filterInput(context, count, drawRows),
    el("div", { class: "table-scroll" }, el("table", { class: "holdings" },
      el("caption", { class: "unseen" }, title),
      el("thead", {}, el("tr", {}, el("th", { scope: "col", class: "row-number" }, say("number")),
        columns.map((column) => el("th", { scope: "col", class: kindOf(column) }, headed(inLanguage(column.title)) || column.name)),
        el("th", { scope: "col", class: "row-actions" }, say("actions")))),
      body)),
    below,
  ];
}

/// The rows of one page that match the filter; the input of the filter stays as it is.
function showRows(context, items, { body, below, count }) {
  const { app, view } = context;
  const rows = matching(context, items);
  const pages = Math.max(1, Math.ceil(rows.length / rowsPerPage));
  view.page = Math.min(view.page, pages - 1);
  const shown = rows.slice(view.page * rowsPerPage, (view.page + 1) * rowsPerPage);
  replace(body, shown.map((row) => tableRow(context, row)));
  below.hidden = pages === 1;
  replace(below, pages > 1 && pager(context, pages, () => showRows(context, items, { body, below, count }), below));
  replace(count, view.filter && say("filtered", String(rows.length)));
  showRefusals(app, body);
}

function kindOf(column) {
  if (["money", "number", "integer"].includes(column.type)) return "figure";
  return column.type === "date" ? "date" : column.type === "enum" || column.type === "boolean" ? "word" : undefined;
}

function tableRow(context, { item, index }) {
  const { app, path, spec, columns } = context;
  const number = String(index + 1);
  const warning = isPayments(app.vocabulary, spec) && paymentWarning(app.vocabulary, item);
  const cell = (column, i) => {
    const text = cellText(context, column, item);
    return el("td", { class: [kindOf(column), i >= compactColumns && "rest"].filter(Boolean).join(" ") || undefined,
      "data-cell": under(at(path, index), column.name), "data-label": headed(inLanguage(column.title)) || column.name },
    text ? el("span", { class: "clamped", title: text }, text) : el("span", { class: "faint" }, say("empty")),
    warning && column.name === warning.field && el("span", { class: "warning" }, warning.text));
  };
  return el("tr", { "data-entry": at(path, index) },
    el("td", { class: "row-number", "data-label": say("number") }, number),
    columns.map(cell),
    el("td", { class: "row-actions" },
      el("button", { type: "button", class: "small edit", "aria-label": say("editEntry", number), onclick: () => edit(context, index) }, say("edit")),
      el("button", { type: "button", class: "small", "aria-label": say("removeEntry", number), onclick: () => remove(context, index) }, say("remove"))));
}

function filterInput(context, count, drawRows) {
  const { view } = context;
  const id = newId("filter");
  return el("div", { class: "filter" }, el("label", { for: id }, say("filter")),
    el("input", { id, type: "search", value: view.filter, oninput: ({ target }) => {
      view.filter = target.value;
      view.page = 0;
      drawRows();
    } }), count);
}

function pager(context, pages, drawRows, place) {
  const { view } = context;
  const go = (step) => () => {
    view.page += step;
    drawRows();
    const buttons = place.querySelectorAll("button");
    const wanted = buttons[step > 0 ? 1 : 0];
    (wanted.disabled ? buttons[step > 0 ? 0 : 1] : wanted).focus();
  };
  return [
    el("button", { type: "button", class: "small", disabled: view.page === 0, onclick: go(-1) }, say("previous")),
    el("span", { class: "count" }, say("page", String(view.page + 1), String(pages))),
    el("button", { type: "button", class: "small", disabled: view.page === pages - 1, onclick: go(1) }, say("next"))];
}

/// Any fact: an input, a group of them for a record, a table for a list.
export function fieldOf(app, path, spec, isKey = false, compact = true) {
  if (spec.type === "list") return listEditor(app, path, spec);
  if (isPaymentField(path)) return paymentField(app, path, spec);
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
