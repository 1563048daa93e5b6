/* Showing one protected datum for a few seconds.
   The value lives in a frame that no script here can read, and leaves with the time, the focus of the window, the
   conversation, Esc, or the next reveal. */
import { announce, byId, find, findAll } from "./dom.js";
import { closePopover, isAsking, startPopover } from "./popover.js";
import { refresh } from "./refresh.js";

let ticking = 0;

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
  const end = performance.now() + total * 1000;
  const tick = () => {
    const left = Math.max(0, end - performance.now());
    find(".seconds", node).textContent = `0:${String(Math.ceil(left / 1000)).padStart(2, "0")}`.replace(
      /^0:(\d{3,})$/,
      (_, n) => `${Math.floor(n / 60)}:${String(n % 60).padStart(2, "0")}`,
    );
    find(".ring-left", node).setAttribute("stroke-dasharray", `${(left / (total * 10)).toFixed(2)} 100`);
    if (!left || !slot.isConnected || (isInFrame() && !document.hasFocus())) hide();
  };
  clearInterval(ticking);
  ticking = setInterval(tick, 200);
  tick();
  mark(node.dataset.watermark);
  announce(node.dataset.announce);
  node.focus({ preventScroll: true });
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

function leftConversation({ detail }) {
  if (detail.target.id !== "sheet") return;
  hide();
  closePopover();
}

export function startReveal() {
  startPopover(show);
  document.addEventListener("keydown", escaped, true);
  addEventListener("blur", blurred);
  addEventListener("pagehide", hide);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) hide();
  });
  document.addEventListener("htmx:beforeSwap", leftConversation);
}
