/* The idle lock as the person sees it: a warning a minute before, and the page gone when the time has come.
   The server counts and decides; this module tells it that the person is there, asks it before believing its own
   clock, and covers the page when it cannot be asked. What the page fetches by itself never counts. */
import { announce, byId, csrfToken, find } from "./dom.js";
import { hide } from "./reveal.js";

const WARN = 60;
const HALF = 0.5;
const SECOND = 1_000;
const TELL_EVERY = 20 * SECOND;
const ASK_EVERY = { soon: 15 * SECOND, due: 3 * SECOND };
const ACTS = ["pointerdown", "click", "keydown", "wheel", "touchstart"];
const time = { warn: WARN, locksAt: 0, toldAt: 0, askedAt: 0, asking: false };

const secondsLeft = () => Math.ceil((time.locksAt - Date.now()) / 1000);
const begin = (seconds) => {
  time.locksAt = Date.now() + seconds * 1000;
};

/* Ask how long is left, or say that the person is there. A session that opens nothing more loses its page. */
async function ask(method) {
  if (time.asking) return;
  time.asking = true;
  time.askedAt = Date.now();
  try {
    const answer = await fetch(document.body.dataset.timeLeft, {
      method,
      headers: { "X-CSRFToken": csrfToken(), ...(method === "GET" && { "X-Desvelo-Background": "1" }) },
      cache: "no-store",
      redirect: "manual",
    });
    if (answer.status === 401) return leave();
    if (answer.ok) begin((await answer.json()).lock_in);
  } catch {
    /* No connection: the own clock goes on, and covers the page when it runs out. */
  } finally {
    time.asking = false;
    show();
  }
}

function leave() {
  begin(0);
  cover(true);
  location.assign(`${document.body.dataset.lockPage}?${new URLSearchParams({ volta: here() })}`);
}

/* The way back; a page that was the answer to a form has none. */
const here = () => ("answer" in document.body.dataset ? "" : location.pathname + location.search);

/* The person did something. Told at most every twenty seconds, and at once while the warning stands. */
export function act() {
  if (!time.locksAt || time.asking || secondsLeft() <= 0) return;
  const due = Date.now() - time.toldAt > TELL_EVERY;
  if (!due && byId("lock-warning").hidden) return;
  time.toldAt = Date.now();
  ask("POST");
}

/* Near the end, and while the stream is lost, which may be because the server shut it. */
function check() {
  const left = secondsLeft();
  if (left <= 0) cover(true);
  const lost = byId("connection")?.hidden === false;
  const every = left <= 0 || lost ? ASK_EVERY.due : ASK_EVERY.soon;
  if ((left <= time.warn || lost) && Date.now() - time.askedAt > every) ask("GET");
  else show();
}

function show() {
  const left = secondsLeft();
  const warning = byId("lock-warning");
  const stands = left <= time.warn && left > 0;
  const words = warning.dataset.words.replace("{seconds}", left);
  if (stands && warning.hidden) announce(words);
  warning.hidden = !stands;
  find("span", warning).textContent = words;
  if (left > 0) cover(false);
}

function cover(covered) {
  if (covered) hide();
  document.body.classList.toggle("is-locked", covered);
  byId("lock-cover").hidden = !covered;
}

/* By hand it locks through the form of the menu, which G then L press too (the table of keys). */
export function startLock() {
  const seconds = Number(document.body.dataset.lockIn ?? 0);
  if (!seconds) return;
  begin(seconds);
  time.warn = Math.min(WARN, seconds * HALF);
  time.toldAt = Date.now();
  for (const name of ACTS) addEventListener(name, act, { passive: true, capture: true });
  addEventListener("online", () => ask("GET"));
  document.addEventListener("visibilitychange", check);
  document.addEventListener("submit", ({ target }) => {
    if (target.matches("[data-lock-now]")) target.elements.volta.value = here();
  });
  setInterval(check, SECOND);
}
