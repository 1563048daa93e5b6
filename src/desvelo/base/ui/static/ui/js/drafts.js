/* What is being typed is kept on the server, sealed, and comes back with the conversation: never in this browser's
   storage. Saving waits for a pause in the typing; leaving a conversation, locking and closing the page do not wait.
   Saves go one at a time and in order, so the last one is the last word.  Fetched with the first letter. */
import { csrfToken, find } from "./dom.js";

const PAUSE = 800;
const RETRY = 10_000;
const LONGEST_HOLD = 700;
const unsaved = new Map();
const saved = new Map();
let timer = 0;
let saving = null;

/* What is on its way stands before what is being typed until the server took it. */
const wholeOf = ({ form, value }) => (form.onItsWay ? `${form.onItsWay}\n${value}` : value);
const addressOf = (form) => find("[data-draft]", form)?.dataset.draft;

function typed({ target }) {
  const form = target.closest?.("[data-composer]");
  if (form && target.matches("textarea")) keep(addressOf(form), wholeOf(target), target.defaultValue);
}

function keep(address, text, before) {
  if (text === (saved.get(address) ?? before)) return void unsaved.delete(address);
  unsaved.set(address, text);
  later(PAUSE);
}

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(save, wait);
}

function save() {
  clearTimeout(timer);
  saving ??= saveAll().finally(() => {
    saving = null;
  });
  return saving;
}

async function saveAll() {
  try {
    while (unsaved.size) {
      const [address, text] = unsaved.entries().next().value;
      const answer = await send(address, text);
      if (!answer.ok && answer.status !== 404) throw new Error("not saved");
      saved.set(address, text);
      if (unsaved.get(address) === text) unsaved.delete(address);
    }
    tell(false);
  } catch {
    tell(true);
    later(RETRY);
  }
}

const send = (address, text, more = {}) =>
  fetch(address, {
    method: "POST",
    body: new URLSearchParams({ text }),
    headers: { "X-CSRFToken": csrfToken(), "X-Desvelo-Background": "1" },
    cache: "no-store",
    redirect: "manual",
    ...more,
  });

function tell(failed) {
  const note = find("[data-draft]");
  if (note) note.hidden = !failed;
}

/* Nothing is asked that would show or end a draft while it is on its way. */
function hold(event) {
  if (event.defaultPrevented) return;
  const { elt, target, issueRequest } = event.detail;
  const ending = elt.matches?.("[data-composer]");
  if (ending) clearTimeout(timer);
  const pending = ending ? saving : target?.id === "sheet" && unsaved.size ? save() : null;
  if (!pending) return;
  event.preventDefault();
  Promise.race([pending, new Promise((done) => setTimeout(done, LONGEST_HOLD))]).then(() => issueRequest());
}

/* Sent: the server has forgotten the draft, and so does the page, also what it was about to save. */
function answered({ target, detail }) {
  const status = detail.xhr?.status ?? 0;
  if (!target.matches?.("[data-composer]") || status < 200 || status >= 300) return;
  const address = addressOf(target);
  const { value } = find("textarea", target);
  if (value || saving || saved.get(address)) unsaved.set(address, value);
  else unsaved.delete(address);
  save();
}

function leave() {
  for (const [address, text] of unsaved) send(address, text, { keepalive: true }).catch(() => {});
}

/* What the server does not have yet comes back from here. */
function restore() {
  const field = find("[data-composer] textarea");
  const kept = field && unsaved.get(addressOf(field.form));
  if (kept === undefined || kept === null || kept === field.value) return;
  field.value = kept;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

export const hear = typed;
document.addEventListener("input", typed);
document.addEventListener("htmx:confirm", hold);
document.addEventListener("htmx:afterRequest", answered);
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.id === "sheet") restore();
});
addEventListener("online", save);
addEventListener("pagehide", leave);
