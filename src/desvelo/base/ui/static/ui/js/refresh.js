/* Fragments that changed are fetched again and morphed into place.
   Morphing keeps nodes, and so scroll, focus and what is being typed; two things are never touched: a slot that shows
   a value, and the composer, unless its window opened or closed. */
import { byId, csrfToken } from "./dom.js";

const PAUSE = 150;
/* A fetch the person did not ask for must not keep the session awake. */
const BACKGROUND = { "X-Desvelo-Background": "1" };
const waiting = { list: false, items: false };
let timer = 0;

/* Ask for the list, the messages, or both; many calls in 150 ms make one request each. */
export function refresh({ list = false, items = false } = {}) {
  waiting.list ||= list;
  waiting.items ||= items;
  if (!timer) timer = setTimeout(flush, PAUSE);
}

function flush() {
  timer = 0;
  const { list, items } = waiting;
  waiting.list = waiting.items = false;
  if (list) fetchList();
  if (items) fetchItems();
}

function fetchList() {
  const list = byId("list");
  if (!list) return;
  const shown = list.querySelectorAll("[data-row]").length;
  const url = new URL(list.dataset.url, location.href);
  url.searchParams.set("shown", shown);
  request(url, list, "morph:innerHTML");
}

function fetchItems() {
  const pane = byId("pane");
  const items = byId("items");
  if (pane) request(pane.dataset.url, pane, "morph:innerHTML");
  else if (items) request(`${items.dataset.url}?from=${byId("cursor").dataset.first}`, items, "morph:innerHTML");
}

function request(url, target, swap) {
  if (target) htmx.ajax("GET", url.toString(), { source: target, target, swap, headers: BACKGROUND }).catch(() => {});
}

/* What a morph must leave alone. */
function mayMorph(old, fresh) {
  if (!(old instanceof Element)) return true;
  if (old.hasAttribute("data-open")) return false;
  if (old.hasAttribute("data-hold")) return old.dataset.hold !== fresh.dataset?.hold;
  return true;
}

/* What the page itself opened stays open. */
const mayChange = (name, node) => name !== "aria-expanded" && !(name === "open" && node.matches("details"));

/* What was asked for the conversation or the list that stood here before never fills the one that stands here now. */
function refuseStale({ detail }) {
  const { url } = detail.target.dataset;
  if (!url) return;
  const asked = new URL(detail.pathInfo.requestPath, location.href);
  const wanted = new URL(url, location.href);
  const same = [...wanted.searchParams].every(([name, value]) => asked.searchParams.get(name) === value);
  if (asked.pathname !== wanted.pathname || !same) detail.shouldSwap = false;
}

/* A sign-in page where a fragment was asked for, or an error where a screen was: go there instead of swapping it in. */
function refuseForeignPage({ detail }) {
  const answer = detail.serverResponse ?? "";
  /* Whose conversation it is not any more keeps nothing of it on the screen. */
  if (detail.target.id === "items" && detail.xhr.status === 404) {
    detail.shouldSwap = false;
    location.reload();
  } else if (detail.target.id === "sheet") {
    if (answer.includes('id="sheet"')) return;
    detail.shouldSwap = false;
    location.assign(detail.pathInfo.finalRequestPath);
  } else if (/<html/i.test(answer)) {
    detail.shouldSwap = false;
    if (detail.xhr.status < 400) location.reload();
  }
}

export function setTitle() {
  const unread = Number(byId("rows")?.dataset.unread || document.querySelectorAll(".row.unread").length);
  const base = document.body.dataset.title;
  if (base) document.title = unread ? `(${unread}) ${base}` : base;
}

export function startRefresh() {
  if (!window.htmx) return;
  Idiomorph.defaults.callbacks.beforeNodeMorphed = mayMorph;
  Idiomorph.defaults.callbacks.beforeAttributeUpdated = mayChange;
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    detail.headers["X-CSRFToken"] = csrfToken();
  });
  document.addEventListener("htmx:responseError", ({ detail }) => {
    if (detail.xhr.status === 401) location.reload();
  });
  document.addEventListener("htmx:beforeSwap", refuseForeignPage);
  document.addEventListener("htmx:beforeSwap", refuseStale);
  document.addEventListener("htmx:afterSwap", setTitle);
  setTitle();
}
