/* The screen when nobody is looking: blur of the thread, and no page kept by the back button. */

function veilWhenAway() {
  const seconds = Number(document.body.dataset.veilSeconds ?? 0);
  if (!seconds) return;
  let timer = 0;
  addEventListener("blur", () => {
    timer = setTimeout(() => document.body.classList.add("veiled"), seconds * 1000);
  });
  addEventListener("focus", () => {
    clearTimeout(timer);
    document.body.classList.remove("veiled");
  });
}

export function startPrivacy() {
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) location.reload();
  });
  veilWhenAway();
}
