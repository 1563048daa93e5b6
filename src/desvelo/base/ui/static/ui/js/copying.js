/* What is copied of a conversation is what is read on the screen: each datum as its mask, even while its value is shown.
   Taking a shown value along is a permission of its own (ux.md section 10), which nobody has yet. */
import { findAll, isWriting } from "./dom.js";

const UNSAID = ".vh, svg, [data-revealed], template";
const LINES = "article, p, li, h2, h3";

function copied(event) {
  const selection = getSelection();
  if (isWriting(event.target) || !selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const within = range.commonAncestorContainer;
  const element = within.nodeType === Node.ELEMENT_NODE ? within : within.parentElement;
  event.preventDefault();
  event.clipboardData.setData("text/plain", element.closest("[data-revealed]") ? "" : words(range.cloneContents()));
}

function words(part) {
  for (const each of findAll(UNSAID, part)) each.remove();
  for (const label of findAll(".chip-label", part)) label.append(" ");
  for (const line of findAll(LINES, part)) line.append("\n");
  return part.textContent
    .split("\n")
    .map((line) => line.replaceAll(/\s+/g, " ").trim())
    .filter(Boolean)
    .join("\n");
}

document.addEventListener("copy", copied);
