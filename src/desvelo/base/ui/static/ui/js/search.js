/* The search: sends the form, puts in each line of the answer as it comes, and stops when the person stops or leaves.
   The words stay in the field: nothing of them goes into an address or into what the browser keeps. */
import { announce, byId, copyOf, find } from "./dom.js";

const AGAIN_MS = 1000;
let running = null;

const form = () => find("[data-search-form]");
const words = () => byId("search-words");

function put(place, html) {
  const box = document.createElement("template");
  box.innerHTML = html;
  place.append(box.content);
}

function begin(goesOn) {
  find("[data-stop-search]").hidden = false;
  byId("search-results").setAttribute("aria-busy", "true");
  byId("search-empty").hidden = true;
  byId("search-state").replaceChildren();
  if (goesOn) return;
  for (const place of [byId("search-people"), byId("search-found")]) place.replaceChildren();
  byId("search-people").hidden = byId("search-messages").hidden = true;
}

function over() {
  find("[data-stop-search]").hidden = true;
  byId("search-results").removeAttribute("aria-busy");
  announce(byId("search-state").innerText);
}

function take({ people, found, state }) {
  if (people) {
    byId("search-people").hidden = false;
    put(byId("search-people"), people);
  }
  if (found) {
    byId("search-messages").hidden = false;
    put(byId("search-found"), found);
  }
  if (state) {
    byId("search-state").replaceChildren();
    put(byId("search-state"), state);
  }
}

async function lines(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const whole = (rest + value).split("\n");
    rest = whole.pop();
    for (const line of whole) take(JSON.parse(line));
  }
}

async function search(before) {
  const body = new FormData(form());
  if (before) body.set("before", before);
  running?.abort();
  const mine = (running = new AbortController());
  begin(Boolean(before));
  try {
    const response = await fetch(form().action, { method: "POST", body, signal: mine.signal });
    if (response.status === 401) return location.reload();
    if (response.ok) await lines(response);
    else take({ state: await response.text() });
    if (running === mine && !find("[data-over]")) throw new Error("ended early");
  } catch {
    if (running !== mine) return;
    byId("search-state").replaceChildren(copyOf(byId("search-broken")));
  }
  if (running !== mine) return;
  running = null;
  over();
}

/* The server is told: it may be in the middle of something that nobody waits for any more.  Told again while it goes on:
   the first word may have come before the search had begun there. */
function stop(mine = running) {
  if (!mine || running !== mine) return;
  const body = new FormData();
  body.set("csrfmiddlewaretoken", find("[name=csrfmiddlewaretoken]", form()).value);
  fetch(form().dataset.stop, { method: "POST", body, keepalive: true }).catch(() => running?.abort());
  setTimeout(stop, AGAIN_MS, mine);
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-search-form]")) return;
  event.preventDefault();
  search();
});
document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-stop-search]")) stop();
  const more = target.closest("[data-before]");
  if (more) search(more.dataset.before);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.target !== words()) return;
  if (running) stop();
  else words().blur();
});
addEventListener("pagehide", () => stop());
words().focus();
