/* Small words for the document that every module uses. */

export const find = (selector, within = document) => within.querySelector(selector);
export const findAll = (selector, within = document) => [...within.querySelectorAll(selector)];
export const byId = (id) => document.getElementById(id);

/* The id of the open conversation, or the empty string. */
export function openConversation() {
  const thread = find(".thread[data-conversation]");
  return thread?.dataset.conversation ?? "";
}

/* Tell a screen reader; the same sentence twice is read twice. */
export function announce(text) {
  const live = byId("live");
  if (!live) return;
  live.textContent = "";
  setTimeout(() => {
    live.textContent = text;
  }, 30);
}

/* Copy of a <template>'s content, ready to be placed. */
export const copyOf = (template) => template.content.cloneNode(true);

export const csrfToken = () => find('meta[name="csrf-token"]')?.content ?? "";

/* True while the person is writing, when single letters are letters. */
export function isWriting(target) {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input:not([type=radio]):not([type=checkbox]), textarea, select"))
  );
}

/* Single letters as keys can be turned off by whoever speaks to the computer or types with a tremor (WCAG 2.1.4). */
export const keysAreOn = () => document.body.dataset.keys !== "off";

export const isOffline = () => document.body.classList.contains("is-offline");

export const onTouch = () => matchMedia("(max-width: 767px), (pointer: coarse)").matches;
