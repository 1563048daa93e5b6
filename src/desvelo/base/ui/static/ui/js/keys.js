/* Keys of the desk, by the table of the shortcut sheet. Single letters sleep while the person writes, while something is
   asked, and where they were turned off. */
import { byId, find, findAll, isWriting, keysAreOn, openConversation } from "./dom.js";
import { focusComposer } from "./composer.js";
import { ask } from "./popover.js";
import { toggleContext } from "./thread.js";
import { endUnasked } from "./unasked.js";

const TOGETHER = 1500;
let first = "";
let forget = 0;

/* ---- moving ---- */

function move(step) {
  const all = findAll("[data-row] a[id^='open-']");
  if (!all.length) return;
  const at = all.findIndex((each) => each === document.activeElement || each.contains(document.activeElement));
  const from = at >= 0 ? at : all.findIndex((each) => each.getAttribute("aria-current"));
  all[Math.max(0, Math.min(all.length - 1, from + step))].focus();
}

function enter(event) {
  const row = document.activeElement?.closest?.("[data-row]");
  if (row && row.dataset.row !== openConversation()) return;
  if (document.activeElement?.matches?.("button, summary, a:not([id^='open-'])")) return;
  if (focusComposer()) event.preventDefault();
}

/* Whoever closes a menu from inside it goes on at what opened it. */
function closeMenu(menu) {
  if (menu.contains(document.activeElement)) find("summary", menu).focus();
  menu.removeAttribute("open");
}

function leave() {
  if (byId("sheet")?.classList.contains("show-context")) return toggleContext(false);
  const menu = find("details[open][data-menu]");
  if (menu) return closeMenu(menu);
  find("[data-close-drawer]")?.click();
  if (document.activeElement?.matches?.("[data-chip]")) document.activeElement.blur();
  endUnasked();
}

/* ---- the conversation ---- */

/* The chip that has the focus, or the newest one. */
function chip() {
  const focused = document.activeElement;
  return focused?.matches?.("[data-chip]") ? focused : findAll("#items [data-chip]:not([hidden], .gone)").at(-1);
}

function question(name) {
  const about = chip();
  about?.scrollIntoView({ block: "nearest" });
  if (about?.dataset[name]) ask(about, about.dataset[name]);
}

function context() {
  if (find("[data-context]")?.offsetParent) toggleContext(!byId("sheet").classList.contains("show-context"));
  else byId("context")?.focus();
}

/* Where a list has filters of its own they open; where the search is, its field; elsewhere the way there. */
function search() {
  const panel = find("[data-filter]");
  if (panel) panel.open = true;
  (panel ? find("select, input", panel) : byId("search-words"))?.focus();
  if (!panel && !byId("search-words")) find("[data-search]")?.click();
}

/* ---- the table ---- */

const ACTIONS = {
  next: () => move(1),
  previous: () => move(-1),
  enter,
  leave,
  go: (_, keys) => find(`[data-go="${keys.at(-1)}"]`)?.click(),
  transfer: () => find("[data-transfer]")?.click(),
  take: () => find("[data-take]")?.requestSubmit(),
  reveal: () => question("url"),
  compare: () => question("compare"),
  quote: () => document.dispatchEvent(new Event("desvelo:quote")),
  hide: () => document.dispatchEvent(new Event("desvelo:hide")),
  more: () => document.dispatchEvent(new Event("desvelo:more")),
  context,
  search,
  verify: () => find("[data-verify]")?.requestSubmit(),
  help: openSheet,
};

function keydown(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (find("dialog[open]") || isWriting(event.target)) return;
  const letter = event.key.length === 1;
  if (letter && !keysAreOn()) return;
  const pressed = `${first}${letter ? event.key.toLowerCase() : event.key}`;
  wait(false);
  const rows = findAll("[data-action]", byId("keys").content);
  const row = rows.find((each) => each.dataset.keys === pressed);
  if (row) {
    if (letter) event.preventDefault();
    ACTIONS[row.dataset.action](event, pressed);
  } else if (rows.some((each) => each.dataset.keys.startsWith(`${pressed} `))) wait(`${pressed} `);
}

/* The first of two keys is kept for a moment only. */
function wait(keys) {
  clearTimeout(forget);
  first = keys || "";
  if (first) forget = setTimeout(wait, TOGETHER);
}

function openSheet() {
  import("./shortcuts.js").then(({ open }) => open(), () => {});
}

export function startKeys() {
  document.addEventListener("keydown", keydown);
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-shortcuts]")) return openSheet();
    for (const menu of findAll("details[open][data-menu]")) if (!menu.contains(target)) menu.open = false;
  });
}
