/* The desk in the browser.
   The server decides and draws; these modules only move focus, ask for fragments and take revealed values away.
   What one screen alone needs (audit, conversations, demonstration) is a script of its own, which that screen loads beside this one.
   Invariant: the page holds no raw value: one that is shown is in a frame of an origin of its own (reveal.js). */
import { startComposer } from "./js/composer.js";
import { startDrafts } from "./js/drafts.js";
import { startKeys } from "./js/keys.js";
import { startLock } from "./js/lock.js";
import { startPrivacy } from "./js/privacy.js";
import { startRefresh } from "./js/refresh.js";
import { startReveal } from "./js/reveal.js";
import { startStream } from "./js/stream.js";
import { startThread } from "./js/thread.js";
import { startUnasked } from "./js/unasked.js";
import { startVeil } from "./js/veil.js";

startPrivacy();
startLock();
startVeil();
startRefresh();
startThread();
startComposer();
startDrafts();
startReveal();
startUnasked();
startKeys();
startStream();
