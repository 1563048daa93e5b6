/* The popover of a protected datum. Questions come as fragments, answers go by POST; an answer that holds a value is
   handed on at once and never kept here. */
import { byId, copyOf, csrfToken, find, findAll, isOffline, isWriting, keysAreOn, onTouch } from "./dom.js";

const dialog = () => byId("reveal");
let opener = null;
let asked = "";
let receive = () => {};

export const isAsking = () => Boolean(dialog()?.open);

/* ---- the question ---- */

export async function ask(chip, url) {
  opener = chip;
  asked = url;
  chip.setAttribute("aria-expanded", "true");
  if (isOffline()) return open(copyOf(byId("reveal-paused")));
  const fresh = await fragment(url).catch(() => ({ html: copyOf(byId("reveal-failed")) }));
  if (isElsewhere()) chip.removeAttribute("aria-expanded");
  else open(fresh.html);
}

/* Whoever began to write while the question was on its way goes on writing: letters must not become answers. */
const isElsewhere = () => isWriting(document.activeElement) && !dialog().contains(document.activeElement);

/* A session that ended answers with the door: then the whole page goes there, and this never returns. */
async function fragment(url, options = {}) {
  const headers = { "HX-Request": "true", ...(options.body && { "X-CSRFToken": csrfToken() }) };
  const answer = await fetch(url, { cache: "no-store", redirect: "manual", ...options, headers });
  if (answer.type === "opaqueredirect" || answer.status === 401) {
    location.reload();
    await new Promise(() => {});
  }
  const html = await answer.text();
  if (!html.includes("popover-body") && !html.includes("data-revealed")) throw new Error("no fragment");
  return { html, status: answer.status };
}

function open(content) {
  const box = dialog();
  if (typeof content === "string") box.innerHTML = content;
  else box.replaceChildren(content);
  if (!box.open) box.showModal();
  place(box);
  (find("input[type=radio]:checked, input[type=text]:not(#reveal-other)", box) ?? find("button", box))?.focus();
}

const fail = () => open(copyOf(byId("reveal-failed")));

export function closePopover() {
  if (!isAsking()) return;
  dialog().close();
  closed();
}

/* Once for each question: the browser tells of it later, and by then the person may have gone elsewhere. */
function closed() {
  if (!dialog().firstChild) return;
  dialog().replaceChildren();
  opener?.removeAttribute("aria-expanded");
  if (opener?.isConnected) opener.focus({ preventScroll: true });
}

/* ---- where it stands ---- */

/* Above the chip, or below when there is no room; a sheet at the bottom on touch (in the style sheet). */
function place(box) {
  find(".arrow", box)?.remove();
  if (onTouch() || !opener?.isConnected) return;
  const chip = opener.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const middle = chip.left + chip.width / 2;
  const edge = (opener.closest(".thread")?.getBoundingClientRect().left ?? 0) + 12;
  const right = innerWidth - width - 12;
  const left = Math.max(Math.min(edge, right), Math.min(middle - width / 2, right), 12);
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

/* ---- the answer ---- */

async function submit(form) {
  const chip = opener;
  const button = find("[type=submit]", form);
  button.disabled = true;
  try {
    const { html, status } = await fragment(form.action, { method: "POST", body: new FormData(form) });
    if (!form.isConnected) return; /* taken back while it was on its way */
    if (html.includes("data-revealed")) return hand(chip, html);
    open(html);
    if (status === 422) find("[data-error]", dialog())?.removeAttribute("hidden");
  } catch {
    if (form.isConnected) fail();
  } finally {
    button.disabled = false;
  }
}

/* The focus goes to the value, not back to the chip. */
function hand(chip, html) {
  opener = null;
  closePopover();
  receive(chip, html);
}

/* ---- hands and keys ---- */

function click(event) {
  const chip = event.target.closest("[data-chip]");
  if (chip) return void ask(chip, chip.dataset.url);
  const other = event.target.closest("[data-ask]");
  if (other && opener) return void ask(opener, other.dataset.ask);
  if (event.target.closest("[data-close]") || event.target === dialog()) return closePopover();
  if (event.target.closest("[data-retry]") && opener) ask(opener, asked);
}

function keydown(event) {
  const writing = event.target.matches("input[type=text]");
  if (event.key === "Enter" && event.target.matches("input") && find("form", dialog())) {
    event.preventDefault();
    find("form", dialog()).requestSubmit();
  } else if (!writing && keysAreOn() && /^[1-9]$/.test(event.key)) {
    choose(findAll("input[type=radio]", dialog())[Number(event.key) - 1]);
  } else if (!writing && keysAreOn() && event.key.toLowerCase() === "c") {
    find("[data-ask]", dialog())?.click();
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

export function startPopover(onValue) {
  const box = dialog();
  if (!box) return;
  receive = onValue;
  document.addEventListener("click", click);
  box.addEventListener("keydown", keydown);
  box.addEventListener("close", closed);
  addEventListener("resize", () => isAsking() && place(box));
  box.addEventListener("change", ({ target }) => {
    if (target.matches("input[type=radio]")) chosen(target);
  });
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(event.target);
  });
}
