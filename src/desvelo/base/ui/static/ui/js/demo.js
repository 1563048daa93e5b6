/* The demonstration: two tabs on a small screen. */
import { byId, findAll } from "./dom.js";

function choose(tab) {
  byId("sheet").classList.toggle("on-desk", tab.dataset.tab === "desk");
  for (const each of findAll("[data-tab]")) {
    each.setAttribute("aria-selected", String(each === tab));
    each.tabIndex = each === tab ? 0 : -1;
  }
}

export function startDemo() {
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
