/* The screen when nobody is looking: blur of the thread, idle lock, and no page kept by the back button. */

const MINUTE = 60_000;

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

/* The server locks the session by itself; this only takes the old page away when the time has come. */
function leaveWhenIdle() {
  const minutes = Number(document.body.dataset.lockMinutes ?? 0);
  if (!minutes) return;
  let last = Date.now();
  for (const name of ["pointerdown", "keydown", "wheel", "touchstart"])
    addEventListener(
      name,
      () => {
        last = Date.now();
      },
      { passive: true, capture: true },
    );
  setInterval(() => {
    if (Date.now() - last > minutes * MINUTE) location.reload();
  }, 5_000);
}

export function startPrivacy() {
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) location.reload();
  });
  veilWhenAway();
  leaveWhenIdle();
}
