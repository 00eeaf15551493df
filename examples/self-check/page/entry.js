// One entry of a list in a dialog, as a draft.
// In: the list, the entry's place in it. Out: the entry when it is done, else nothing.
// Never: a change of the list before that.
import { Draft } from "./drafts.js";
import { el, newId } from "./dom.js";
import { field, showRefusals } from "./inputs.js";
import { fieldOf } from "./lists.js";
import { say } from "./words.js";

export const under = (path, name) => (name ? `${path}.${name}` : path);

/// `use` says what follows: keep(item), remove(), another(), focus().
export function editEntry(app, { path, spec, title, index, isNew }, use) {
  const itemPath = `${path}[${index + 1}]`;
  const headingId = newId("dialog");
  const draft = new Draft(app, itemPath, isNew ? emptyItem(spec) : app.store.value(itemPath));
  const finish = (...followed) => {
    dialog.close();
    followed.forEach((one) => one());
  };
  const keep = () => use.keep(draft.store.value(itemPath));
  const button = (key, onclick, more = {}) => el("button", { type: "button", onclick, ...more }, say(key));
  const dialog = el("dialog", { class: "entry", "aria-labelledby": headingId, "aria-busy": "false" },
    el("form", { method: "dialog", onsubmit: (event) => { event.preventDefault(); finish(keep, use.focus); } },
      el("h2", { id: headingId }, say("ofItem", title, isNew ? say("newEntry") : say("entry", String(index + 1)))),
      entryFields(draft, itemPath, spec),
      el("div", { class: "buttons" },
        el("button", { type: "submit", class: "primary" }, say("done")),
        button("doneAndNew", () => finish(keep, use.another)),
        button("cancel", () => finish(use.focus)),
        !isNew && button("remove", () => finish(use.remove), { class: "quiet" }))));
  draft.showIn(dialog);
  dialog.addEventListener("close", () => {
    draft.end();
    dialog.remove();
  });
  // The Escape key.
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); finish(use.focus); });
  document.body.append(dialog);
  dialog.showModal();
  showRefusals(draft, dialog);
  dialog.querySelector("input, select")?.focus();
}

const emptyItem = (spec) => (spec.element.type === "record" ? {} : "");

/// Closes what is open without keeping it; says whether anything was.
export function closeEntries() {
  const open = [...document.querySelectorAll("dialog[open]")].reverse();
  open.forEach((dialog) => dialog.close());
  return open.length > 0;
}

function entryFields(draft, itemPath, spec) {
  const { vocabulary } = draft;
  if (spec.element.type !== "record") return field(draft, itemPath, { ...spec.element, title: spec.title }, { compact: true });
  const key = vocabulary.keyOf(spec);
  const one = (part) => fieldOf(draft, under(itemPath, part.name), part, part.name === key);
  const all = vocabulary.fieldsOf(spec);
  const read = all.filter((part) => part.name === key || vocabulary.isRead(spec, part));
  const rest = all.filter((part) => !read.includes(part));
  return el("div", { "data-path": itemPath },
    el("p", { class: "refusal", hidden: true }),
    el("div", { class: "fields" }, read.map(one)),
    rest.length > 0 && el("details", {}, el("summary", {}, say("otherFields")), el("div", { class: "fields" }, rest.map(one))));
}
