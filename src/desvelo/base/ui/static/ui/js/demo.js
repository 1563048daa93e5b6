/* The demonstration: two tabs on a small screen, and scenarios that the phone plays. */
import { byId, find, findAll } from "./dom.js";
import { act } from "./lock.js";
import { refresh } from "./refresh.js";

const LATER = 1500;

function choose(tab) {
  byId("sheet").classList.toggle("on-desk", tab.dataset.tab === "desk");
  for (const each of findAll("[data-tab]")) {
    each.setAttribute("aria-selected", String(each === tab));
    each.tabIndex = each === tab ? 0 : -1;
  }
}

function startTabs() {
  const tabs = findAll("[data-tab]");
  for (const [at, tab] of tabs.entries()) {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", ({ key }) => {
      if (key !== "ArrowRight" && key !== "ArrowLeft") return;
      const next = tabs[(at + 1) % tabs.length];
      choose(next);
      next.focus();
    });
  }
}

/* Name a scenario to the phone, which knows its words and types them; without a name it only gets the focus. */
function play(button) {
  const phone = find("iframe.phone");
  for (const each of findAll("[data-scenario]")) each.removeAttribute("aria-current");
  button.setAttribute("aria-current", "true");
  choose(find("[data-tab=phone]"));
  const name = button.dataset.scenario;
  byId("sheet").dataset.scene = name;
  if (name) phone.contentWindow.postMessage({ type: "scenario", name }, new URL(phone.src).origin);
  else phone.focus();
}

/* The phone says when it sent, which also says that somebody is there; what is registered a moment later (the log) is fetched a moment later. */
function listen({ source, origin, data }) {
  const phone = find("iframe.phone");
  if (source !== phone.contentWindow || origin !== new URL(phone.src).origin || data?.type !== "sent") return;
  act();
  refresh({ items: true });
  setTimeout(() => refresh({ items: true }), LATER);
}

startTabs();
for (const button of findAll("[data-scenario]")) button.addEventListener("click", () => play(button));
addEventListener("message", listen);
