/* The sheet of the keys: fetched, and put into the page, when somebody first asks for it. */
import { byId, copyOf, csrfToken, find } from "./dom.js";

export function open() {
  find("details[open][data-menu]")?.removeAttribute("open");
  if (!byId("shortcuts")) unfold();
  byId("shortcuts").showModal();
}

function unfold() {
  document.body.append(copyOf(byId("keys")));
  const sheet = byId("shortcuts");
  sheet.addEventListener("change", turn);
  sheet.addEventListener("click", ({ target }) => {
    if (target === sheet) sheet.close();
  });
}

async function turn({ target }) {
  const form = target.closest("[data-keys-form]");
  const answer = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { "X-CSRFToken": csrfToken() },
  }).catch(() => null);
  if (!answer?.ok) target.checked = !target.checked;
  document.body.dataset.keys = target.checked ? "on" : "off";
}
