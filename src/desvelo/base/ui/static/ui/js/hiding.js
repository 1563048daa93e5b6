/* Hide by hand: what is selected in one message is asked about in the popover, and the server takes it out.
   Only the place of the selection goes into the address; a chip counts as one character, as the server counts it. */
import { byId, copyOf, find, findAll } from "./dom.js";
import { ask, isAsking } from "./popover.js";

const REGIONS = "#items .bubble > .text, #items .attachment-name";
const length = (text) => [...text].length;
let timer = 0;
/* A touch on the button may take the selection away before it is heard. */
let last = null;

/* What is selected: the region of one message that holds it, and from where to where. */
function chosen() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  for (const region of findAll(REGIONS)) {
    const place = range.intersectsNode(region) && within(region, range);
    if (place) return { region, range, ...place };
  }
  return null;
}

function within(region, range) {
  let at = 0;
  let start = -1;
  let end = -1;
  for (const node of region.childNodes) {
    const text = node.nodeType === Node.TEXT_NODE ? node.data : null;
    const size = text === null ? Number(node.nodeType === Node.ELEMENT_NODE) : length(text);
    if (range.intersectsNode(node)) {
      const from = node === range.startContainer ? length(text.slice(0, range.startOffset)) : 0;
      const to = node === range.endContainer ? length(text.slice(0, range.endOffset)) : size;
      if (to > from && start < 0) start = at + from;
      if (to > from) end = at + to;
    }
    at += size;
  }
  return start < 0 ? null : { start, end };
}

function begin() {
  const found = chosen() ?? last;
  const tool = byId("hide-tool");
  if (!found || !tool || isAsking()) return;
  const { region, range, start, end } = found;
  const message = region.closest("[data-message]").id.slice(2);
  const url = find("button", tool.content).dataset.url.replace("MESSAGE", message);
  const heading = region.matches(".attachment-name") ? "&heading=1" : "";
  take();
  ask(standing(region, range.getBoundingClientRect()), `${url}?start=${start}&end=${end}${heading}`);
}

/* The popover stands at the selection, and gives the focus back to the messages. */
const standing = (region, box) => ({
  isConnected: true,
  setAttribute() {},
  removeAttribute() {},
  closest: (selector) => region.closest(selector),
  focus: () => byId("scroll")?.focus({ preventScroll: true }),
  getBoundingClientRect: () => box,
});

/* ---- the button beside a selection, for hands ---- */

const take = () => find(".thread > .hide-tool")?.remove();

function offer() {
  take();
  const found = isAsking() ? null : chosen();
  last = found;
  const tool = byId("hide-tool");
  if (!found || !tool) return;
  tool.after(copyOf(tool));
  const button = find(".thread > .hide-tool");
  const line = [...found.range.getClientRects()].at(-1);
  const room = button.getBoundingClientRect();
  button.style.left = `${Math.max(8, Math.min(line.right - room.width / 2, innerWidth - room.width - 8))}px`;
  button.style.top = `${Math.min(line.bottom + 8, innerHeight - room.height - 8)}px`;
}

function changed() {
  clearTimeout(timer);
  timer = setTimeout(offer, 200);
}

export const hear = ({ type }) => (type === "selectionchange" ? changed() : begin());

document.addEventListener("desvelo:hide", begin);
document.addEventListener("selectionchange", changed);
/* A press on the button must not undo the selection. */
document.addEventListener("mousedown", (event) => event.target.closest("[data-hide]") && event.preventDefault());
document.addEventListener("click", ({ target }) => target.closest("[data-hide]") && begin());
