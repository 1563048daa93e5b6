/* The screen when nobody is looking: idle lock, and no page kept by the back button. */

const MINUTE = 60_000;

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
  leaveWhenIdle();
}
