/* Showing one protected datum for a few seconds.
   A chip opens the question; the answer goes by POST; the value lives in one node and leaves with the time, the focus
   of the window, the conversation, Esc, or the next reveal. It is never kept in a variable. */
import { announce, byId, copyOf, csrfToken, find, findAll, onTouch } from "./dom.js";
import { refresh } from "./refresh.js";

const dialog = () => byId("reveal");
let opener = null;
let ticking = 0;

/* ---- the question ---- */

async function ask(chip) {
  opener = chip;
  chip.setAttribute("aria-expanded", "true");
  try {
    const answer = await fetch(chip.dataset.url, {
      headers: { "HX-Request": "true" },
      cache: "no-store",
      redirect: "manual",
    });
    if (answer.type === "opaqueredirect" || answer.status === 401) return location.reload();
    const text = await answer.text();
    if (!isFragment(text)) throw new Error("no fragment");
    open(text);
  } catch {
    fail();
  }
}

const isFragment = (text) => text.includes("popover-body") || text.includes("data-revealed");

function open(html) {
  const box = dialog();
  box.innerHTML = html;
  if (!box.open) box.showModal();
  place(box);
  (find("input[type=radio]:checked", box) ?? find("button", box))?.focus();
}

function fail() {
  const box = dialog();
  box.replaceChildren(copyOf(byId("reveal-failed")));
  if (!box.open) box.showModal();
  place(box);
  find("button", box)?.focus();
}

/* Above the chip, or below when there is no room; a sheet at the bottom on touch (in the style sheet). */
function place(box) {
  find(".arrow", box)?.remove();
  if (onTouch() || !opener?.isConnected) return;
  const chip = opener.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const middle = chip.left + chip.width / 2;
  const edge = (opener.closest(".thread")?.getBoundingClientRect().left ?? 0) + 12;
  const left = Math.max(
    Math.min(edge, innerWidth - width - 12),
    Math.min(middle - width / 2, innerWidth - width - 12),
    12,
  );
  const above = chip.top - height - 12;
  const below = above < 8;
  const top = below ? Math.min(chip.bottom + 12, innerHeight - height - 8) : above;
  box.classList.toggle("below", below);
  box.style.left = `${left}px`;
  box.style.top = `${Math.max(8, top)}px`;
  box.append(arrow(middle - left, below));
}

function arrow(at, below) {
  const mark = document.createElement("span");
  mark.className = "arrow";
  mark.style.left = `${at - 7}px`;
  mark.style[below ? "top" : "bottom"] = "-8px";
  return mark;
}

function close() {
  const box = dialog();
  if (box?.open) box.close();
}

function closed() {
  dialog().replaceChildren();
  opener?.removeAttribute("aria-expanded");
  if (opener?.isConnected) opener.focus({ preventScroll: true });
}

/* ---- the answer ---- */

async function submit(form) {
  const chip = opener;
  const button = find("[type=submit]", form);
  button.disabled = true;
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-CSRFToken": csrfToken(), "HX-Request": "true" },
      cache: "no-store",
      redirect: "manual",
    });
    if (answer.type === "opaqueredirect" || answer.status === 401) return location.reload();
    show(chip, await answer.text());
    if (answer.status === 422) find("[data-error]", dialog())?.removeAttribute("hidden");
  } catch {
    fail();
  } finally {
    button.disabled = false;
  }
}

function show(chip, html) {
  if (!isFragment(html)) return fail();
  if (!html.includes("data-revealed")) return open(html);
  hide();
  const slot = liveSlot(chip);
  opener = null;
  close();
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
    if (!left || !slot.isConnected) hide();
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

/* ---- hands and keys ---- */

function click(event) {
  const chip = event.target.closest("[data-chip]");
  if (chip) return void ask(chip);
  const box = dialog();
  if (event.target.closest("[data-close]") || event.target === box) return close();
  if (event.target.closest("[data-retry]") && opener) {
    const chip = opener;
    close();
    ask(chip);
  }
}

function keydown(event) {
  if (dialog()?.open) return inQuestion(event);
  if (event.key === "Escape" && hide()) {
    event.preventDefault();
    event.stopPropagation();
  }
  if (
    event.key.toLowerCase() === "r" &&
    !event.ctrlKey &&
    !event.metaKey &&
    !event.altKey &&
    event.target.matches?.("[data-chip]")
  ) {
    event.preventDefault();
    ask(event.target);
  }
}

function inQuestion(event) {
  const box = dialog();
  const writing = event.target.matches("input[type=text]");
  if (/^[1-9]$/.test(event.key) && !writing) choose(findAll("input[type=radio]", box)[Number(event.key) - 1]);
  else if (event.key === "Enter" && event.target.matches("input") && find("form", box)) {
    event.preventDefault();
    find("form", box).requestSubmit();
  }
}

function choose(radio) {
  if (!radio) return;
  radio.checked = true;
  radio.focus();
  chosen(radio);
}

/* The free text is required only when its reason is chosen, and takes the focus. */
function chosen(radio) {
  const other = byId("reveal-other");
  if (!other) return;
  other.required = radio.value === "other";
  if (other.required) setTimeout(() => other.focus(), 0);
  place(dialog());
}

export function startReveal() {
  const box = dialog();
  if (!box) return;
  document.addEventListener("click", click);
  document.addEventListener("keydown", keydown, true);
  box.addEventListener("close", closed);
  box.addEventListener("change", ({ target }) => {
    if (target.matches("input[type=radio]")) chosen(target);
  });
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(event.target);
  });
  addEventListener("blur", hide);
  addEventListener("pagehide", hide);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) hide();
  });
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (detail.target.id === "sheet") {
      hide();
      close();
    }
  });
}
