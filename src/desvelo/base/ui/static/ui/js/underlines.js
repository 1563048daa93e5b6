/* Brass under what is sensitive in the reply. The marks lie under the text area, over the same words in no colour; they
   are drawn only while there is something to mark, and go with the text. */
import { find } from "./dom.js";

const layer = (text) => find(".underlines", text.parentElement);

export function underline(text, spans) {
  const pieces = [];
  let done = 0;
  for (const [start, end] of spans) {
    const mark = document.createElement("mark");
    mark.textContent = text.value.slice(start, end);
    pieces.push(text.value.slice(done, start), mark);
    done = end;
  }
  layer(text).replaceChildren(...pieces);
  follow(text);
}

export const isUnderlined = (text) => layer(text).childElementCount > 0;

function follow(text) {
  layer(text).scrollTop = text.scrollTop;
}

document.addEventListener("scroll", ({ target }) => target.matches?.("[data-composer] textarea") && follow(target), true);
