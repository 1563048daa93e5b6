/* The event stream: it carries ids only, and every id means «ask again».
   Losing it is normal; the bar says so, and the return fetches what was missed. */
import { byId, find, openConversation } from "./dom.js";
import { refresh } from "./refresh.js";

const WAITS = [1, 2, 5, 10, 30];
const state = { source: null, conversation: null, failures: 0, timer: 0, since: null };

function connect() {
  clearTimeout(state.timer);
  state.source?.close();
  state.conversation = openConversation();
  const address = document.body.dataset.events;
  const source = new EventSource(
    state.conversation ? `${address}?c=${encodeURIComponent(state.conversation)}` : address,
  );
  state.source = source;
  source.addEventListener("open", opened);
  source.addEventListener("error", failed);
  source.addEventListener("conversation", ({ data }) => changed(data));
  source.addEventListener("resync", () => refresh({ list: true, items: true }));
  source.addEventListener("ended", () => location.reload());
  source.addEventListener("resync", () => refresh({ list: true, items: true }));
  source.addEventListener("ended", () => location.reload());
}

/* The demonstration's pane also shows what has no conversation yet. */
const isDemo = () => Boolean(byId("pane"));

function opened() {
  const returned = state.failures > 0;
  state.failures = 0;
  state.since = null;
  show("");
  if (returned) refresh({ list: true, items: true });
}

function failed() {
  state.source?.close();
  const wait = WAITS[Math.min(state.failures, WAITS.length - 1)];
  state.failures += 1;
  state.since ??= new Date();
  if (state.failures > 1 || !navigator.onLine) show(navigator.onLine ? "reconnecting" : "offline");
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
  refresh({ list: true, items: event.c === openConversation() || isDemo() });
}

function show(kind) {
  const bar = byId("connection");
  if (!bar) return;
  bar.hidden = !kind;
  document.body.classList.toggle("is-offline", Boolean(kind));
  if (!kind) return;
  const time = (state.since ?? new Date()).toLocaleTimeString(document.documentElement.lang, {
    hour: "2-digit",
    minute: "2-digit",
  });
  find("span", bar).textContent = bar.dataset[kind].replace("{time}", time);
}

export function startStream() {
  if (!document.body.dataset.events) return;
  connect();
  document.addEventListener("htmx:afterSettle", () => {
    if (openConversation() !== state.conversation) connect();
  });
  addEventListener("offline", () => {
    state.since ??= new Date();
    show("offline");
  });
  addEventListener("online", connect);
  addEventListener("pagehide", () => state.source?.close());
}
