/* What looks sensitive in the reply is underlined while it is written, and counted beneath. It only informs; the check
   that counts runs on the server at send. Fetched with the first letter. */
import { find } from "./dom.js";
import { sensitiveSpans } from "./patterns.js";
import { isUnderlined, underline } from "./underlines.js";

const AFTER = 300;
const textOf = (within) => find("textarea", within);
let waiting = 0;

/* What is underlined already follows each letter; anything new waits for a pause. */
export function typed(within) {
  clearTimeout(waiting);
  if (isUnderlined(textOf(within))) check(within);
  else waiting = setTimeout(() => check(within), AFTER);
}

export function check(within) {
  mark(within, sensitiveSpans(textOf(within).value));
}

export function mark(within, spans) {
  underline(textOf(within), spans);
  count(within, spans.length);
}

function count(within, found) {
  const state = find("[data-guard-state]", within);
  state.classList.toggle("found", found > 0);
  const words = find(".when-found", state);
  find("span", words).textContent = found === 1 ? words.dataset.one : words.dataset.many.replace("{n}", found);
}
