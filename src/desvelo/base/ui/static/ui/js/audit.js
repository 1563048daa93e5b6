/* The audit log: empty filters stay out of the address, the open entry stays in sight. */
import { find, findAll } from "./dom.js";

/* In a list of choices Enter means "filter", as it does in a field of text. */
function filterOnEnter(event) {
  if (event.key !== "Enter" || !event.target.matches?.("[data-filter] select")) return;
  event.preventDefault();
  event.target.form.requestSubmit();
}

/* The address names only what was chosen. */
function dropEmpty({ target }) {
  if (!target.matches("[data-filter] form")) return;
  for (const field of findAll("select, input", target)) field.disabled = !field.value;
}

document.addEventListener("keydown", filterOnEnter);
document.addEventListener("submit", dropEmpty);
addEventListener("pageshow", () => {
  for (const field of findAll("[data-filter] :disabled")) field.disabled = false;
});
find("[data-rows] .selected")?.scrollIntoView({ block: "nearest" });
