/* Answering one message: quote it, react to it. One set of tools for the whole page stands where the pointer is.
   What the strip over the reply says is who wrote and when, never what: a message may be showing a protected value. */
import { byId, copyOf, find, findAll, onTouch } from "./dom.js";
import { focusComposer } from "./composer.js";

const form = () => find("[data-composer]");

function offer({ target }) {
  const message = target.closest?.("#items [data-answerable]");
  if (!message || !byId("message-tools") || find("[data-tools]", message)) return;
  for (const each of findAll("#items [data-tools]")) each.remove();
  message.append(copyOf(byId("message-tools")));
}

/* A refresh takes the tools away; whoever still points at a message gets them back. */
function again() {
  const pointed = find("#items [data-answerable]:hover");
  if (pointed) offer({ target: pointed });
}

/* ---- quoting ---- */

function quote(message) {
  const within = form();
  if (!within || !message) return;
  unquote();
  within.elements.about.value = message.dataset.answerable;
  message.classList.add("is-quoted");
  const said = find("#quoting span", within);
  const writer = find(".bubble > .vh", message).textContent.replace(/:\s*$/, "");
  said.textContent = said.dataset.to.replace("{message}", `${writer}, ${find("time", message).textContent}`);
  byId("quoting").hidden = false;
  focusComposer();
}

function unquote() {
  const within = form();
  for (const each of findAll("#items .is-quoted")) each.classList.remove("is-quoted");
  if (!within) return;
  within.elements.about.value = "";
  byId("quoting").hidden = true;
}

/* The message that has the focus inside it, or the newest of the customer. */
function quoteByKey() {
  const focused = document.activeElement?.closest?.("#items [data-answerable]");
  const message = focused ?? findAll("#items .msg.in[data-answerable]").at(-1);
  message?.scrollIntoView({ block: "nearest" });
  quote(message);
}

/* ---- reacting ---- */

function react(message, emoji) {
  const url = form().dataset.react.replace("ID", message.dataset.answerable);
  window.htmx.ajax("POST", url, { target: "#guard", swap: "innerHTML", values: { emoji } });
  if (!onTouch()) focusComposer();
}

function click({ target }) {
  const message = target.closest("[data-answerable]");
  const emoji = target.closest("[data-emoji]");
  if (message && emoji && form()) react(message, emoji.dataset.emoji);
  else if (message && target.closest("[data-quote]")) quote(message);
  else if (target.closest("[data-unquote]")) unquote();
  else if (target.closest("[data-suggest]")) suggest(target.closest("[data-suggest]").dataset.suggest);
}

/* A question that is offered is only written, never sent, and not over what somebody wrote. */
function suggest(text) {
  const field = form() && find("textarea", form());
  if (field && !field.value) {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  focusComposer();
}

const HEARD = {
  mouseover: offer,
  focusin: offer,
  "htmx:afterSettle": again,
  click,
  "desvelo:sent": unquote,
  "desvelo:quote": quoteByKey,
};

export const hear = (event) => HEARD[event.type](event);
for (const name of Object.keys(HEARD)) document.addEventListener(name, hear);
