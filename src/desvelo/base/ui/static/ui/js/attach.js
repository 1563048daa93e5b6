/* A file for the reply: chosen, dropped or pasted.  It waits in the form's own field, so it leaves with the text, and
   nothing of it is read here.  What is too large is said before it is sent; the server decides about the rest. */
import { byId, copyOf, find } from "./dom.js";

/* A file takes longer than a text, a large one over a slow line longer still: two minutes, and 50 kB a second. */
const patience = ({ size }) => JSON.stringify({ timeout: 120_000 + Math.round(size / 50) });
const form = () => find("[data-composer]");
const field = (within) => find("[data-file]", within);

function detach(within) {
  field(within).value = "";
  draw(within);
}

function take(within, files) {
  if (!within || !files.length) return;
  const [file] = files;
  if (file.size > Number(field(within).dataset.limit)) {
    byId("guard").replaceChildren(copyOf(find("[data-file-large]", within)));
    return detach(within);
  }
  if (files !== field(within).files) {
    const one = new DataTransfer();
    one.items.add(file);
    field(within).files = one.files;
  }
  draw(within);
  find("textarea", within).focus();
}

function draw(within) {
  const [file] = field(within).files;
  const line = find("[data-attached]", within);
  line.hidden = !file;
  within.toggleAttribute("hx-request", Boolean(file));
  if (file) within.setAttribute("hx-request", patience(file));
  find("[data-attached-name]", line).textContent = file?.name ?? "";
  find("[data-attached-size]", line).textContent = file ? size(file.size) : "";
  progress(within, 0);
}

const size = (bytes) =>
  bytes < 1_048_576
    ? `${Math.max(1, Math.round(bytes / 1024)).toLocaleString(document.documentElement.lang)} kB`
    : `${(bytes / 1_048_576).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} MB`;

function progress(within, done) {
  const bar = find("progress", within);
  if (!bar) return;
  bar.hidden = !done;
  bar.value = done;
}

function click({ target }) {
  const within = target.closest("[data-composer]");
  if (!within) return;
  if (target.closest("[data-attach]")) field(within).click();
  if (target.closest("[data-detach]")) {
    detach(within);
    find("textarea", within).focus();
  }
}

function dropped(event) {
  if (!form() || !event.target.closest?.(".thread") || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  if (event.type === "drop") take(form(), event.dataTransfer.files);
}

function pasted(event) {
  const within = event.target.closest?.("[data-composer]");
  if (!within || !event.clipboardData?.files.length) return;
  event.preventDefault();
  take(within, event.clipboardData.files);
}

/* What was held back stays attached; the composer empties the field when the server took text and file. */
function answered({ target: within }) {
  if (within === form()) progress(within, 0);
}

function changed({ target }) {
  if (target.matches("[data-file]")) take(target.closest("[data-composer]"), target.files);
}

/* What was dropped or pasted before this script was there comes as the files alone. */
export function hear({ type, target, files }) {
  if (files) take(form(), files);
  else if (type === "click") click({ target });
  else changed({ target });
}

document.addEventListener("click", click);
document.addEventListener("change", changed);
document.addEventListener("dragover", dropped);
document.addEventListener("drop", dropped);
document.addEventListener("paste", pasted);
document.addEventListener("htmx:afterRequest", answered);
document.addEventListener("desvelo:sent", () => draw(form()));
document.addEventListener("htmx:xhr:progress", ({ target, detail }) => {
  const within = target.closest?.("[data-composer]");
  if (within && field(within).files.length && detail.total) progress(within, (100 * detail.loaded) / detail.total);
});
