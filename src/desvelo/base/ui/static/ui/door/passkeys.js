/* Passkeys: the browser's own dialog between a challenge of ours and a form that carries the answer.
   A form with data-passkey asks the server for a challenge, lets the device sign it, and is then sent like any form.
   Every way this can end is said in words that stand in the page. */
import { csrfToken, find, findAll } from "../js/dom.js";

const NEARLY = 1000;
const CEREMONY = { use: (options) => navigator.credentials.get(options), create: (options) => navigator.credentials.create(options) };

const isAble = () => Boolean(window.PublicKeyCredential && navigator.credentials?.get);

async function perform(form) {
  if (form.hasAttribute("aria-busy")) return;
  form.setAttribute("aria-busy", "true");
  say(form, "waiting");
  const answer = await asked(form).catch(() => null);
  if (!answer?.ok) return refused(form, answer);
  const options = await answer.json();
  const started = performance.now();
  try {
    const credential = await CEREMONY[form.dataset.passkey]({ publicKey: readable(options) });
    form.elements.answer.value = JSON.stringify(plain(credential));
    form.submit();
  } catch (error) {
    settle(form, reason(error, performance.now() - started > options.timeout - NEARLY));
  }
}

const asked = (form) =>
  fetch(form.dataset.challenge, {
    method: "POST",
    headers: { "X-CSRFToken": csrfToken() },
    cache: "no-store",
    redirect: "manual",
  });

/* The session is locked, over, or must be confirmed first: the page knows what to say. */
function refused(form, answer) {
  if (answer && [401, 403].includes(answer.status)) return location.reload();
  settle(form, "failed");
}

function reason(error, late) {
  if (error.name === "InvalidStateError") return "known";
  if (error.name === "NotAllowedError" || error.name === "AbortError") return late ? "late" : "closed";
  return "unable";
}

function settle(form, said) {
  form.removeAttribute("aria-busy");
  say(form, said);
}

function say(form, name) {
  const words = find("[data-said]", form);
  words.classList.toggle("waiting", name === "waiting");
  find("span", words).textContent = words.dataset[name];
  words.hidden = false;
}

/* ---- bytes travel as base64url ---- */

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const described = (list) => list?.map((each) => ({ ...each, id: bytes(each.id) }));

function readable(options) {
  return {
    ...options,
    challenge: bytes(options.challenge),
    ...(options.user && { user: { ...options.user, id: bytes(options.user.id) } }),
    ...(options.excludeCredentials && { excludeCredentials: described(options.excludeCredentials) }),
    ...(options.allowCredentials && { allowCredentials: described(options.allowCredentials) }),
  };
}

function plain(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
    if (credential.response[name]) response[name] = text(credential.response[name]);
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response };
}

export function startPasskeys() {
  for (const form of findAll("[data-passkey]")) {
    form.hidden = !isAble();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      perform(form);
    });
  }
  for (const note of findAll("[data-no-passkeys]")) note.hidden = isAble();
}
