/* Single-letter keys of the desk; they sleep while the person writes. */
import { byId, find, findAll, isWriting, openConversation } from "./dom.js";
import { focusComposer } from "./composer.js";
import { toggleContext } from "./thread.js";

const rows = () => findAll("[data-row] a[id^='open-']");

function move(step) {
  const all = rows();
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

function escape() {
  if (byId("sheet")?.classList.contains("show-context")) return toggleContext(false);
  find("details[open][data-menu]")?.removeAttribute("open");
  find("[data-close-drawer]")?.click();
}

const ACTIONS = {
  j: () => move(1),
  k: () => move(-1),
  a: () => find("[data-take]")?.requestSubmit(),
  i: () => {
    if (find("[data-context]")?.offsetParent) toggleContext(!byId("sheet").classList.contains("show-context"));
  },
  v: () => find("[data-verify]")?.requestSubmit(),
  Enter: enter,
  Escape: escape,
};

function keydown(event) {
  if (
    event.defaultPrevented ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    byId("reveal")?.open ||
    isWriting(event.target)
  )
    return;
  const action = ACTIONS[event.key] ?? ACTIONS[event.key.toLowerCase()];
  action?.(event);
}

export function startKeys() {
  document.addEventListener("keydown", keydown);
  document.addEventListener("click", ({ target }) => {
    for (const menu of findAll("details[open][data-menu]")) if (!menu.contains(target)) menu.open = false;
  });
}
