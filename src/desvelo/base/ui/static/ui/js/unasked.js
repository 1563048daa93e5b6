/* Ten minutes in which a class is shown without asking why again: the time that is left, and its end before that.
   The server decides by its own clock; what counts down here only tells. */
import { find, findAll } from "./dom.js";
import { refresh } from "./refresh.js";

/* Each line with what the server said last, and when that is over by the clock of this page. */
const told = new WeakMap();
let ticking = 0;

function tick() {
  const lines = findAll("[data-lasts]");
  if (!lines.length) {
    clearInterval(ticking);
    ticking = 0;
  }
  for (const line of lines) {
    const said = line.dataset.lasts;
    if (told.get(line)?.said !== said) told.set(line, { said, end: performance.now() + said * 1000 });
    const left = Math.max(0, Math.ceil((told.get(line).end - performance.now()) / 1000));
    find(".left", line).textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (!left) again();
  }
}

function follow() {
  if (!ticking && find("[data-lasts]")) ticking = setInterval(tick, 500);
  if (ticking) tick();
}

/* The screen is asked for again: chips and lines are as the server says they are. */
function again() {
  clearInterval(ticking);
  ticking = 0;
  refresh({ items: true });
}

/* Ask for reasons again, now. Returns whether there was anything to end. */
export function endUnasked() {
  const form = find("[data-end-classes]");
  form?.requestSubmit();
  return Boolean(form);
}

export function startUnasked() {
  follow();
  document.addEventListener("htmx:afterSettle", follow);
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.elt?.matches?.("[data-end-classes]")) again();
  });
}
