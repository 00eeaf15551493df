// Elements of the page.
// In: tag, attributes, children. Out: an element. Never: text read as HTML.

// What people wrote stands between these two: an element of its own keeps its
// direction from the words around it. No text may hold them otherwise.
const [ownBegin, ownEnd] = [0xFDD0, 0xFDD1].map((code) => String.fromCharCode(code));
const ownText = new RegExp(`${ownBegin}([^${ownEnd}]*)${ownEnd}`, "u");

/// Marks a text written by people, to be put into a sentence.
export const own = (text) => `${ownBegin}${plain(String(text))}${ownEnd}`;

/// A text without marks, for attributes and comparisons.
export const plain = (text) => text.replaceAll(ownBegin, "").replaceAll(ownEnd, "");

/// A text as nodes, what people wrote in <bdi>.
function textNodes(text) {
  return text.split(ownText).map((part, i) => {
    if (i % 2 === 0) return plain(part);
    const isolated = document.createElement("bdi");
    isolated.textContent = part;
    return isolated;
  });
}

/// Attributes that begin with "on" are handlers; true sets an attribute, false, null and
/// undefined leave it out. Children are nodes, texts, arrays of them, or nothing.
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else if (name === "checked") element.checked = value;
    else element.setAttribute(name, value === true ? "" : plain(value));
  }
  // An option shows text only.
  append(element, tag === "option" ? children.flat(Infinity).map((child) => (typeof child === "string" ? plain(child) : child)) : children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    if (typeof child === "string") element.append(...textNodes(child));
    else element.append(child);
  }
}

export function replace(element, ...children) {
  element.replaceChildren();
  append(element, children);
}

/// What has the focus keeps it where `draw` makes it anew under the same id.
export function keepFocus(place, draw) {
  const focused = place.contains(document.activeElement) ? document.activeElement.id : "";
  draw();
  if (focused && place.querySelector(`#${CSS.escape(focused)}`)) document.getElementById(focused).focus();
}

/// Says something to those who listen to the page instead of looking at it.
export function announce(text) {
  const place = document.getElementById("announcement");
  place.textContent = "";
  setTimeout(() => { place.textContent = plain(text); }, 50);
}

let lastId = 0;
export function newId(prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}
