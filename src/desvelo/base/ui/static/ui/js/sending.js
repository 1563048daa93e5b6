/* An answer leaves the field the moment it is sent, and comes back if it was not: so what is typed meanwhile is the next
   one.  One answer is on its way at a time; Enter pressed meanwhile sends the next when the server took the first, and
   not when it refused: then both stand in the field again, in the order they were written. */
import { find } from "./dom.js";

const form = () => find("[data-composer]");
const field = (within) => find("textarea", within);
const isTaken = ({ xhr }) => xhr?.status >= 200 && xhr.status < 300;

/* Before anything waits for it: what may not go yet is held here. */
function confirm(event) {
  const within = event.detail.elt;
  if (within !== form()) return;
  if (within.isBusy) {
    event.preventDefault();
    within.hasNext = true;
  } else within.isBusy = true;
}

/* Its values were taken; what the field shows from now on is another answer. */
function leaving(event) {
  const within = event.target;
  if (within !== form()) return;
  if (event.defaultPrevented) return settle(within);
  const text = field(within);
  within.onItsWay = text.value;
  text.value = "";
  find(".underlines", within).replaceChildren();
}

/* Before anybody else hears of the answer: what was not taken stands in the field again, before what came after it. */
function answered({ target: within, detail }) {
  if (within !== form()) return;
  const text = field(within);
  const goOn = within.hasNext && isTaken(detail);
  if (within.onItsWay && !isTaken(detail)) {
    text.value = [within.onItsWay, text.value].filter(Boolean).join("\n");
    within.dataset.begun = "";
  }
  settle(within);
  if (goOn && text.value.trim()) setTimeout(() => within.requestSubmit());
}

/* The browser itself found it too long: nothing left. */
function halted({ target }) {
  if (target === form()) settle(target);
}

function settle(within) {
  within.isBusy = within.hasNext = false;
  within.onItsWay = "";
}

/* ---- what is more than words ---- */

function more() {
  const menu = find("[data-more]");
  if (!menu) return;
  menu.open = true;
  find("a", menu).focus();
}

function chosen({ target }) {
  const menu = target.closest?.("[data-more]");
  if (menu && target.closest("a")) menu.open = false;
}

document.addEventListener("htmx:confirm", confirm, true);
document.addEventListener("htmx:beforeRequest", leaving);
document.addEventListener("htmx:afterRequest", answered, true);
document.addEventListener("htmx:validation:halted", halted);
document.addEventListener("click", chosen);
document.addEventListener("desvelo:more", more);
