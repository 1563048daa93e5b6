/* The thread: it stays at the bottom when the person is there, and never jumps when they are not. */
import { byId, find, findAll } from "./dom.js";
import { resume } from "./composer.js";

const NEAR = 48;
const SKELETON_AFTER = 300;
let before = null;
let returning = false;
let loading = 0;
let pinned = true;
let top = 0;
/* What takes room from the thread (a warning, the tools of a message) moves nobody from the bottom. */
const room = new ResizeObserver(() => pinned && toBottom(byId("scroll")));

const atBottom = (box) => box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
const toBottom = (box) => {
  box.scrollTop = box.scrollHeight;
};
const messages = () => findAll("#items [data-message]");

/* After a break in the connection what is new is offered, even to whoever was at the bottom. */
export function keepPlace() {
  returning = true;
}

function remember({ detail }) {
  const box = byId("scroll");
  if (!["items", "pane", "sheet"].includes(detail.target.id)) return;
  const anchor = box && messages().find((each) => each.getBoundingClientRect().bottom > box.getBoundingClientRect().top);
  before = {
    thread: box?.closest(".thread").id,
    pinned,
    last: messages().at(-1),
    ids: new Set(messages().map((each) => each.id)),
    anchor: anchor?.id,
    at: anchor?.getBoundingClientRect().top,
  };
}

function settle() {
  const box = byId("scroll");
  const was = before;
  before = null;
  if (!box || !was) return;
  if (was.thread !== box.closest(".thread").id) return open(box);
  const fresh = added(was);
  /* Once the others who heard of the swap are done: the tools of a message come back after it. */
  if (was.pinned && !returning) queueMicrotask(() => toBottom(box));
  else {
    const anchor = byId(was.anchor);
    if (anchor) box.scrollTop += anchor.getBoundingClientRect().top - was.at;
    pin(box, atBottom(box));
    offer(fresh);
  }
  if (returning) resume(fresh);
  returning = false;
}

/* How many messages came after the last one that was there; older ones that were asked for do not count. */
function added(was) {
  const now = messages();
  const from = was.last ? now.findIndex((each) => each.id === was.last.id) + 1 : 0;
  return now.slice(from).filter((each) => !was.ids.has(each.id)).length;
}

function open(box) {
  watch(box);
  if (matchMedia("(max-width: 767px)").matches) byId("conversation")?.focus({ preventScroll: true });
}

/* The browser holds the place of who reads; at the bottom it would hold a message while what is below it moves. */
function pin(box, stays) {
  pinned = stays;
  box.classList.toggle("pinned", stays);
}

function watch(box) {
  pin(box, true);
  top = 0;
  room.disconnect();
  for (const each of [box, byId("items")]) room.observe(each);
  toBottom(box);
}

/* «3 mensagens novas», added up until the person looks. */
function offer(count) {
  const pill = byId("pill");
  if (!pill || !count) return;
  const total = Number(pill.dataset.total ?? 0) + count;
  pill.dataset.total = total;
  find("span", pill).textContent = total === 1 ? pill.dataset.one : pill.dataset.many.replace("{n}", total);
  pill.hidden = false;
}

function dismiss() {
  const pill = byId("pill");
  if (pill && !pill.hidden) {
    pill.hidden = true;
    delete pill.dataset.total;
  }
}

/* Another conversation on its way: grey lines, but only if it takes long enough to be noticed. */
function wait({ detail }) {
  if (detail.target?.id !== "sheet") return;
  clearTimeout(loading);
  loading = setTimeout(() => document.body.classList.add("is-loading"), SKELETON_AFTER);
}

function arrived({ detail }) {
  if (detail.target?.id !== "sheet") return;
  clearTimeout(loading);
  document.body.classList.remove("is-loading");
}

function click({ target }) {
  if (target.closest("#pill")) {
    toBottom(byId("scroll"));
    dismiss();
  }
  const named = target.closest("#conversation") && find("[data-context]")?.offsetParent;
  if (named || target.closest("[data-context]")) toggleContext(true);
  if (target.closest("[data-context-close]")) toggleContext(false);
}

function scrolled({ target }) {
  if (target.id !== "scroll") return;
  /* Only who goes up leaves the bottom: what grew since the last frame is not a person's doing. */
  pin(target, atBottom(target) || (pinned && target.scrollTop >= top));
  top = target.scrollTop;
  if (pinned) dismiss();
}

export function startThread() {
  const box = byId("scroll");
  if (box) watch(box);
  let moved = false;
  document.fonts?.ready.then(() => {
    if (byId("scroll") && !moved) toBottom(byId("scroll"));
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    moved = true;
    remember(event);
  });
  document.addEventListener("htmx:afterSettle", settle);
  document.addEventListener("htmx:beforeRequest", wait);
  document.addEventListener("htmx:afterRequest", arrived);
  document.addEventListener("click", click);
  document.addEventListener("scroll", scrolled, true);
}

export function toggleContext(shown) {
  const sheet = byId("sheet");
  sheet.classList.toggle("show-context", shown);
  find("[data-context]")?.setAttribute("aria-expanded", String(shown));
  (shown ? find("[data-context-close]") : find("[data-context]"))?.focus();
}
