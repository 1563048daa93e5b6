/* What a page needs where somebody proves who they are: a passkey, and the lock that another tab may have opened. */
import { find } from "./js/dom.js";
import { startPasskeys } from "./door/passkeys.js";

async function goOn(card) {
  if (document.hidden) return;
  const headers = { "X-Desvelo-Background": "1" };
  const answer = await fetch(card.dataset.locked, { headers, cache: "no-store", redirect: "manual" }).catch(() => null);
  if (answer?.ok) location.assign(card.dataset.wayBack);
}

const card = find("[data-locked]");
if (card) addEventListener("focus", () => goOn(card));
startPasskeys();
