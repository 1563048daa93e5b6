/* No page is kept by the back button. */

export function startPrivacy() {
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) location.reload();
  });
}
