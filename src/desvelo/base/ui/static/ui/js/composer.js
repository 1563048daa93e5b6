/* The composer keeps what was typed until the server says 2xx.
   The cheap check here only informs; the check that counts runs on the server at send. */
import { copyOf, find } from "./dom.js";
import { refresh } from "./refresh.js";
import { sensitiveCount } from "./patterns.js";

const form = () => find("[data-composer]");
let checking = 0;

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
    submit(within);
  } else if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    if (find("[data-guard]", within)) back(within);
    else event.target.blur();
  }
}

function submit(within) {
  if (find("textarea", within).value.trim() && !find(".send", within).disabled) within.requestSubmit();
}

/* Leave the guard and go back to the text. */
function back(within) {
  find("#guard", within).replaceChildren();
  find("textarea", within).focus();
}

function typed({ target }) {
  const within = target.closest?.("[data-composer]");
  if (!within || !target.matches("textarea")) return;
  find("#guard", within).replaceChildren();
  clearTimeout(checking);
  checking = setTimeout(() => showCount(within, sensitiveCount(target.value)), 300);
}

function showCount(within, count) {
  const state = find("[data-guard-state]", within);
  state.classList.toggle("found", count > 0);
  const words = find(".when-found", state);
  find("span", words).textContent = count === 1 ? words.dataset.one : words.dataset.many.replace("{n}", count);
}

function answered({ target, detail }) {
  const within = target.closest?.("[data-composer]");
  if (!within) return;
  const status = detail.xhr?.status ?? 0;
  if (status >= 200 && status < 300) return sent(within);
  if (status >= 400 && status < 500 && status !== 401) return guarded(within);
  find("#guard", within).replaceChildren(copyOf(find("[data-send-failed]", within)));
  find("textarea", within).focus();
}

function sent(within) {
  const text = find("textarea", within);
  text.value = "";
  find("#guard", within).replaceChildren();
  showCount(within, 0);
  text.focus();
  refresh({ list: true, items: true });
}

function guarded(within) {
  const guard = find("[data-guard]", within);
  if (!guard) return;
  showCount(within, Number(guard.dataset.count));
  find("input[type=radio]", guard)?.focus();
}

export function focusComposer() {
  const text = form() && find("textarea", form());
  text?.focus();
  return Boolean(text);
}

export function startComposer() {
  document.addEventListener("keydown", keydown);
  document.addEventListener("input", typed);
  document.addEventListener("htmx:afterRequest", answered);
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-back]")) back(target.closest("[data-composer]"));
  });
}
