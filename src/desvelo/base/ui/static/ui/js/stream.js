/* The event stream: it carries ids only, and every id means «ask again».
   Losing it is normal; the bar says so, and the return fetches what was missed without moving anything. */
import { byId, find, openConversation } from "./dom.js";
import { refresh } from "./refresh.js";
import { keepPlace } from "./thread.js";

const WAITS = [1, 2, 5, 10, 30];
const TOLD = 20_000;
const state = { source: null, conversation: null, failures: 0, timer: 0, since: null, greeted: false };
/* What was told while another screen was on its way: that screen may have been drawn before. */
const heard = new Set();

function connect() {
  clearTimeout(state.timer);
  const before = state.source;
  state.conversation = openConversation();
  const address = document.body.dataset.events;
  const source = new EventSource(
    state.conversation ? `${address}?c=${encodeURIComponent(state.conversation)}` : address,
  );
  state.source = source;
  /* The old one speaks until the new one does. */
  source.addEventListener("open", () => {
    before?.close();
    opened();
  });
  source.addEventListener("error", () => {
    before?.close();
    if (source === state.source) failed();
  });
  source.addEventListener("conversation", ({ data }) => changed(data));
  source.addEventListener("answered", answered);
  source.addEventListener("resync", everything);
  source.addEventListener("ended", () => location.reload());
}

const everything = () => refresh({ list: true, items: true });

/* The demonstration's pane also shows what has no conversation yet. */
const isDemo = () => Boolean(byId("pane"));

function opened() {
  const returned = state.since !== null;
  state.failures = 0;
  state.since = null;
  show("");
  if (returned) keepPlace();
  /* The page was drawn before anybody listened. */
  if (returned || !state.greeted) everything();
  state.greeted = true;
}

function failed() {
  state.source?.close();
  const wait = WAITS[Math.min(state.failures, WAITS.length - 1)];
  state.failures += 1;
  state.since ??= new Date();
  if (!navigator.onLine) show("offline");
  else if (state.failures > 1) show("reconnecting"); /* a first failure is often over in a second */
  clearTimeout(state.timer);
  state.timer = setTimeout(connect, wait * 1000);
}

function changed(data) {
  let event;
  try {
    event = JSON.parse(data);
  } catch {
    return;
  }
  heard.add(event.c);
  refresh({ list: true, items: event.c === openConversation() || isDemo() });
}

/* What one asked a second person for was answered: said once, quietly; the badge and the page stay. */
async function answered() {
  refresh({ list: true });
  const told = byId("answers");
  if (!told) return;
  const headers = { "HX-Request": "true", "X-Desvelo-Background": "1" };
  const answer = await fetch(told.dataset.url, { cache: "no-store", redirect: "manual", headers }).catch(() => null);
  if (!answer?.ok) return;
  told.innerHTML = await answer.text();
  clearTimeout(state.told);
  state.told = setTimeout(() => told.replaceChildren(), TOLD);
}

function leaving({ detail }) {
  if (detail.target?.id === "sheet") heard.clear();
}

function arrived({ detail }) {
  if (detail.target?.id === "sheet" && heard.size) refresh({ list: true, items: heard.has(openConversation()) });
  if (openConversation() !== state.conversation) connect();
}

function show(kind) {
  const bar = byId("connection");
  if (!bar) return;
  bar.hidden = !kind;
  document.body.classList.toggle("is-offline", kind === "offline");
  if (!kind) return;
  const time = state.since.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  find("span", bar).textContent = bar.dataset[kind].replace("{time}", time);
}

export function startStream() {
  if (!document.body.dataset.events) return;
  connect();
  document.addEventListener("htmx:beforeRequest", leaving);
  document.addEventListener("htmx:afterSettle", arrived);
  /* What the browser says of the network is a hint: a desk on this very computer answers without one. */
  addEventListener("offline", connect);
  addEventListener("online", connect);
  addEventListener("pagehide", () => state.source?.close());
}
