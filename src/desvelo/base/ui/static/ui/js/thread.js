/* The thread: it stays at the bottom when the person is there, and never jumps when they are not. */
import { byId, find, findAll } from "./dom.js";

const NEAR = 48;
let before = null;

const atBottom = (box) => box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
const toBottom = (box) => {
  box.scrollTop = box.scrollHeight;
};
const received = () => findAll("#items [data-message]").map((each) => each.id);

function remember() {
  const box = byId("scroll");
  before = box && {
    thread: box.closest(".thread").id,
    pinned: atBottom(box),
    ids: new Set(received()),
    top: box.scrollTop,
  };
}

function settle() {
  const box = byId("scroll");
  if (!box) return;
  if (before?.thread !== box.closest(".thread").id) return open(box);
  if (before.pinned) return toBottom(box);
  box.scrollTop = before.top;
  offer(received().filter((id) => !before.ids.has(id)).length);
}

function open(box) {
  toBottom(box);
  if (matchMedia("(max-width: 767px)").matches) byId("conversation")?.focus({ preventScroll: true });
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

export function startThread() {
  const box = byId("scroll");
  if (box) toBottom(box);
  document.fonts?.ready.then(() => {
    const now = byId("scroll");
    if (now && !before) toBottom(now);
  });
  document.addEventListener("htmx:beforeSwap", remember);
  document.addEventListener("htmx:afterSettle", settle);
  document.addEventListener(
    "scroll",
    ({ target }) => {
      if (target.id === "scroll" && atBottom(target)) dismiss();
    },
    true,
  );
  document.addEventListener("click", ({ target }) => {
    if (target.closest("#pill")) {
      toBottom(byId("scroll"));
      dismiss();
    }
    if (target.closest("[data-context]")) toggleContext(true);
    if (target.closest("[data-context-close]")) toggleContext(false);
  });
}

export function toggleContext(shown) {
  const sheet = byId("sheet");
  sheet.classList.toggle("show-context", shown);
  find("[data-context]")?.setAttribute("aria-expanded", String(shown));
  (shown ? find("[data-context-close]") : find("[data-context]"))?.focus();
}
