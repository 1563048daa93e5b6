/* Showing one protected datum for a few seconds.
   The value lives in a frame that no script here can read, and leaves with the time, the focus of the window, the
   conversation, Esc, or the next reveal. */
import { announce, byId, csrfToken, find, findAll, isWriting, keysAreOn } from "./dom.js";
import { closePopover, isAsking, startPopover } from "./popover.js";
import { refresh } from "./refresh.js";

let ticking = 0;
let end = 0;

/* ---- the value ---- */

function show(chip, html) {
  hide();
  const slot = liveSlot(chip);
  if (!slot || document.hidden) return;
  slot.dataset.open = "";
  find("button", slot).hidden = true;
  slot.insertAdjacentHTML("beforeend", html.trim());
  count(slot, find("[data-revealed]", slot));
  refresh({ items: true });
}

/* The chip may have been morphed while the question was open; its slot has the same id. */
const liveSlot = (chip) => (chip.isConnected ? chip.closest(".slot") : byId(chip.closest(".slot")?.id ?? ""));

/* ---- the time ---- */

function count(slot, node) {
  const total = Number(node.dataset.seconds);
  end = performance.now() + total * 1000;
  const tick = () => {
    const left = Math.max(0, end - performance.now());
    warn(find("[data-longer]", node), left);
    find(".seconds", node).textContent = `0:${String(Math.ceil(left / 1000)).padStart(2, "0")}`.replace(
      /^0:(\d{3,})$/,
      (_, n) => `${Math.floor(n / 60)}:${String(n % 60).padStart(2, "0")}`,
    );
    find(".ring-left", node).setAttribute("stroke-dasharray", `${Math.min(100, left / (total * 10)).toFixed(2)} 100`);
    if (!left || !slot.isConnected || (isInFrame() && !document.hasFocus())) hide();
  };
  clearInterval(ticking);
  ticking = setInterval(tick, 200);
  tick();
  mark(node.dataset.watermark);
  announce(node.dataset.announce);
  node.focus({ preventScroll: true });
}

/* Shortly before it goes: how soon, said once, and more time for whoever asks, as long as there is any. */
function warn(node, left) {
  const { warns, word, goes, offers } = node.dataset;
  const soon = left > 0 && left <= warns * 1000;
  const goesIn = goes.replace("{n}", Math.ceil(left / 1000));
  find("[data-goes-in]", node).textContent = goesIn;
  find("button", node).hidden = !word;
  if (soon && node.hidden) announce(word ? `${goesIn} ${offers}` : goesIn);
  node.hidden = !soon;
}

/* The server says how much longer, on record; without its answer nothing stays longer. */
async function longer() {
  const node = find("[data-longer]");
  const { url, word } = node?.dataset ?? {};
  if (!word) return;
  node.dataset.word = "";
  const body = new URLSearchParams({ word });
  const headers = { "X-CSRFToken": csrfToken(), "HX-Request": "true" };
  const answer = await fetch(url, { method: "POST", body, headers, redirect: "manual" }).catch(() => null);
  if (!node.isConnected) return;
  if (!answer) node.dataset.word = word; /* no connection: it may be asked again */
  if (!answer?.ok) return;
  const said = await answer.json();
  end = performance.now() + said.seconds * 1000;
  node.dataset.word = said.word;
  announce(node.dataset.goes.replace("{n}", said.seconds));
}

/* Take every shown value out of the page. Returns whether there was one. */
export function hide() {
  clearInterval(ticking);
  const shown = findAll("[data-revealed]");
  for (const node of shown) restore(node);
  mark("");
  if (shown.length) announce(byId("reveal-over").content.textContent);
  return shown.length > 0;
}

function restore(node) {
  const slot = node.closest(".slot");
  const focused = node.contains(document.activeElement);
  node.remove();
  if (!slot) return;
  delete slot.dataset.open;
  /* While it was open it was left as it was: whether its class is asked for again may have changed. */
  if (find("[data-lasts]")) refresh({ items: true });
  const chip = find("button", slot);
  if (chip) {
    chip.hidden = false;
    if (focused && document.hasFocus()) chip.focus({ preventScroll: true });
  }
}

function mark(text) {
  const sheet = byId("watermark");
  if (!sheet) return;
  sheet.hidden = !text;
  sheet.replaceChildren(
    ...(text
      ? Array.from({ length: 42 }, () => Object.assign(document.createElement("span"), { textContent: text }))
      : []),
  );
}

/* ---- what ends it ---- */

/* A reader of the screen may go into the frame: that takes the focus from the page, but not from the window. */
const isInFrame = () => document.activeElement?.matches("[data-revealed] iframe") ?? false;

function blurred() {
  if (!isInFrame() || !document.hasFocus()) hide();
}

function escaped(event) {
  if (event.key !== "Escape" || isAsking() || !hide()) return;
  event.preventDefault();
  event.stopPropagation();
}

function plus(event) {
  if (event.key !== "+" || event.ctrlKey || event.metaKey || event.altKey || !keysAreOn()) return;
  if (isAsking() || isWriting(event.target) || !find("[data-longer]")) return;
  event.preventDefault();
  longer();
}

function leftConversation({ detail }) {
  if (detail.target.id !== "sheet") return;
  hide();
  closePopover();
}

export function startReveal() {
  startPopover(show);
  document.addEventListener("keydown", escaped, true);
  document.addEventListener("keydown", plus);
  document.addEventListener("click", ({ target }) => target.closest("[data-longer-more]") && longer());
  addEventListener("blur", blurred);
  addEventListener("pagehide", hide);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) hide();
  });
  document.addEventListener("htmx:beforeSwap", leftConversation);
}
