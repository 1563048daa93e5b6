/* The thread when nobody is looking: blurred some seconds after the window lost the focus or the tab was left. */

let timer = 0;

function away(seconds) {
  clearTimeout(timer);
  timer = setTimeout(() => document.body.classList.add("veiled"), seconds * 1000);
}

function back() {
  clearTimeout(timer);
  document.body.classList.remove("veiled");
}

export function startVeil() {
  const seconds = Number(document.body.dataset.veilSeconds ?? 0);
  if (!seconds) return;
  addEventListener("blur", () => away(seconds));
  addEventListener("focus", back);
  document.addEventListener("visibilitychange", () => (document.hidden ? away(seconds) : back()));
}
