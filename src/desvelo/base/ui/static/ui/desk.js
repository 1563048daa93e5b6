/* The desk in the browser.
   The server decides and draws; these modules only move focus, ask for fragments and take revealed values away.
   Invariant: the page holds no raw value, except the one inside the open slot of reveal.js. */
import { startComposer } from "./js/composer.js";
import { startCopying } from "./js/copying.js";
import { find } from "./js/dom.js";
import { startDrafts } from "./js/drafts.js";
import { startKeys } from "./js/keys.js";
import { startLock } from "./js/lock.js";
import { startPrivacy } from "./js/privacy.js";
import { startRefresh } from "./js/refresh.js";
import { startReveal } from "./js/reveal.js";
import { startStream } from "./js/stream.js";
import { startThread } from "./js/thread.js";
import { startVeil } from "./js/veil.js";

startPrivacy();
startLock();
startVeil();
startCopying();
startRefresh();
startThread();
startComposer();
startDrafts();
startReveal();
startKeys();
startStream();

/* What one screen alone needs is fetched by that screen. */
if (find(".desk-audit")) import("./js/audit.js").then(({ startAudit }) => startAudit());
if (find("iframe.phone")) import("./js/demo.js").then(({ startDemo }) => startDemo());
