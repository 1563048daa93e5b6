/* Recovery codes, while they are shown: to the clipboard, or to paper. */
import { find, findAll } from "../js/dom.js";

const said = find("[data-copied]");

async function copy() {
  const text = findAll("[data-codes] code").map((each) => each.textContent);
  const done = await navigator.clipboard?.writeText(text.join("\n")).then(() => true, () => false);
  said.textContent = done ? said.dataset.copied : said.dataset.notCopied;
}

find("[data-copy-codes]").addEventListener("click", copy);
find("[data-print-codes]").addEventListener("click", () => print());
