/* The composer keeps what was typed until the server says 2xx. */
import { byId, copyOf, csrfToken, find, isOffline } from "./dom.js";
import { refresh } from "./refresh.js";

const form = () => find("[data-composer]");
const textOf = (within) => find("textarea", within);
const TELL_EVERY = 15_000;
let told = 0;
let left = false; /* somebody who left the reply while it was on its way is not called back */

/* ---- keys ---- */

function keydown(event) {
  const within = event.target.closest?.("[data-composer]");
  if (!within) return;
  if (
    event.key === "Enter" &&
    !event.shiftKey &&
    !event.isComposing &&
    event.target.matches("textarea, input[type=radio]")
  ) {
    event.preventDefault();
    if (textOf(within).value.trim() || within.elements.file?.files.length) within.requestSubmit();
  } else if (event.key === "Escape" && !find("details[open]", within)) {
    event.preventDefault();
    event.stopPropagation();
    if (find("[data-held]", within)) back(within);
    else leave(event.target);
  }
}

function leave(field) {
  left = true;
  field.blur();
}

/* ---- typing ---- */

function typed({ target }) {
  const within = target.closest?.("[data-composer]");
  if (!within || !target.matches("textarea")) return;
  clear(within);
  begin(within);
  showTyping(within);
  checking(({ typed }) => typed(within));
}

/* Without it nothing is underlined, and the server holds back what it must all the same. */
function checking(tell) {
  import("./checking.js").then(tell, () => {});
}

/* From the first letter on, what a colleague answers is news to whoever writes (the server tells them at send). */
function begin(within) {
  if (textOf(within).value && !("begun" in within.dataset)) {
    within.dataset.begun = "";
    see(within, byId("cursor")?.dataset.last);
  } else if (!textOf(within).value) delete within.dataset.begun;
}

/* Where the installation wants it, the customer sees that somebody writes; WhatsApp shows it for 25 seconds. */
function showTyping(within) {
  const url = within.dataset.typing;
  if (!url || !textOf(within).value || isOffline() || Date.now() - told < TELL_EVERY) return;
  told = Date.now();
  const headers = { "X-CSRFToken": csrfToken(), "X-Desvelo-Background": "1" };
  fetch(url, { method: "POST", headers }).catch(() => {});
}

function see(within, cursor) {
  if (cursor) within.elements.seen.value = cursor;
}

/* ---- sending ---- */

/* Without a connection nothing is sent; it leaves on return, unless somebody wrote meanwhile. */
function sending(event) {
  const within = event.target;
  if (within !== form()) return;
  left = false;
  if (!isOffline()) return;
  event.preventDefault();
  tell(within, "[data-send-paused]");
  within.dataset.waiting = "";
}

function answered({ target: within, detail }) {
  if (within !== form()) return;
  const status = detail.xhr?.status ?? 0;
  if (status >= 200 && status < 300) return sent(within);
  if (status >= 400 && status < 500 && status !== 401) return held(within);
  tell(within, "[data-send-failed]");
  find("[data-code]", within).textContent = detail.xhr?.getResponseHeader("X-Desvelo-Failure") ?? "";
  textOf(within).focus();
}

function sent(within) {
  const text = textOf(within);
  if (within.elements.file) within.elements.file.value = "";
  if (!text.value) delete within.dataset.begun;
  clear(within);
  checking(({ check }) => check(within));
  document.dispatchEvent(new Event("desvelo:sent"));
  if (!left) text.focus();
  refresh({ list: true, items: true });
}

/* The server held it back and says why; the first way on has the focus. */
function held(within) {
  const guard = find("[data-guard]", within);
  if (guard) {
    const spans = guard.dataset.spans.split(" ").map((span) => span.split("-").map(Number));
    checking(({ mark }) => mark(within, spans));
    explain(find("[data-why]", guard));
  }
  find("[data-held] :is(input[type=radio], [data-first])", within)?.focus();
}

/* ---- what stands above the text ---- */

function tell(within, template) {
  clear(within);
  byId("guard").replaceChildren(copyOf(find(template, within)));
}

function clear(within) {
  find("#guard", within).replaceChildren();
  delete within.dataset.waiting;
  explain(null);
}

/* Beside the conversation: why the warning appeared. */
function explain(template) {
  const slot = byId("why");
  if (!slot) return;
  slot.hidden = !template;
  slot.toggleAttribute("data-open", Boolean(template));
  slot.replaceChildren(...(template ? [copyOf(template)] : []));
}

function back(within) {
  clear(within);
  checking(({ check }) => check(within));
  textOf(within).focus();
}

function click({ target }) {
  const within = target.closest("[data-composer]");
  const seen = target.closest("[data-seen]");
  if (within && seen) see(within, seen.dataset.seen);
  if (within && (target.closest("[data-back]") || seen?.type === "button")) back(within);
  if (seen?.type === "button") byId("scroll")?.scrollTo({ top: byId("scroll").scrollHeight });
}

/* The connection is back and the gap is filled: what waited leaves, or waits for its writer to look. */
export function resume(newCount) {
  const within = form();
  if (!within || !("waiting" in within.dataset)) return;
  clear(within);
  if (newCount) tell(within, "[data-send-late]");
  else within.requestSubmit();
}

export function focusComposer() {
  const text = form() && textOf(form());
  text?.focus();
  return Boolean(text);
}

/* A draft that came with the page counts like one that was typed. */
function opened() {
  if (form() && textOf(form()).value) textOf(form()).dispatchEvent(new Event("input", { bubbles: true }));
}

export function startComposer() {
  document.addEventListener("keydown", keydown);
  document.addEventListener("input", typed);
  document.addEventListener("click", click);
  document.addEventListener("htmx:beforeRequest", sending);
  document.addEventListener("htmx:afterRequest", answered);
  document.addEventListener("DOMContentLoaded", opened);
  document.addEventListener("htmx:afterSettle", ({ target }) => {
    if (target.id === "sheet") opened();
  });
}
