/* The desk in the browser.
   The server decides and draws; these modules only move focus, ask for fragments and take revealed values away.
   Invariant: the page holds no raw value, except the one inside the open slot of reveal.js. */
import { startAudit } from "./js/audit.js";
import { startComposer } from "./js/composer.js";
import { startDemo } from "./js/demo.js";
import { startDrafts } from "./js/drafts.js";
import { startKeys } from "./js/keys.js";
import { startLock } from "./js/lock.js";
import { startPrivacy } from "./js/privacy.js";
import { startRefresh } from "./js/refresh.js";
import { startReveal } from "./js/reveal.js";
import { startStream } from "./js/stream.js";
import { startThread } from "./js/thread.js";

startPrivacy();
startLock();
startRefresh();
startThread();
startComposer();
startDrafts();
startReveal();
startKeys();
startAudit();
startDemo();
startStream();
