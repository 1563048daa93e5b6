/* The simulated phone. It shows what the sandbox streams, and sends what the visitor, or the desk's demo, types.
   Text is only ever set as text; nothing is stored; messages from other windows count only from the desk's origin. */
"use strict";

const { waId, name, desk } = document.body.dataset;
const words = JSON.parse(document.body.dataset.words);
const one = (selector) => document.querySelector(selector);
const thread = one(".thread"), field = one(".field"), chips = one(".chips"), notice = one(".notice"), state = one(".state");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const account = state.textContent;
const shown = new Map();
const quoting = { strip: one(".quoting"), message: null };
let latest = [], ahead = 0, lastDay = "", typingTimer = 0, scenario = 0;

const make = (tag, className, ...inside) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...inside);
  return made;
};
const icon = (id, className) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", "#" + id);
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", className);
  svg.append(use);
  return svg;
};

/* Time */
const now = () => new Date(Date.now() + ahead);
const hour = (date, short) => date.toLocaleTimeString("pt-BR", { hour: short ? "numeric" : "2-digit", minute: "2-digit", hourCycle: "h23" });
const dayOf = (date) => date.toLocaleDateString(words.lang, { day: "numeric", month: "long" });
const tick = () => { one(".clock").textContent = hour(now(), true); };

/* Talking to the sandbox */
const post = async (path, content) => {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ wa_id: waId, name, ...content }),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
};
const tellDesk = (content) => { if (parent !== window) parent.postMessage(content, desk); };

const complain = (text) => {
  notice.textContent = text;
  notice.hidden = false;
};
const say = async (path, content) => {
  try {
    const { wamid, at } = await post(path, content);
    notice.hidden = true;
    tellDesk({ type: "sent", wamid, at });
    return true;
  } catch {
    complain(words.failed);
    return false;
  }
};

/* Bubbles */
const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/g;
const withLinks = (text) => {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(LINK)) {
    const link = make("a", "", found[0].replace(/^https?:\/\//, ""));
    link.href = found[0];
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    parts.push(text.slice(from, found.index), link);
    from = found.index + found[0].length;
  }
  return [...parts, text.slice(from)];
};
const kindOf = (message) => words["kind_" + message.kind] || words.kind_other;
const picture = (message) => {
  const image = make("img", "picture");
  image.src = "/phone/file/" + encodeURIComponent(message.file.id);
  image.alt = kindOf(message);
  return image;
};
const paper = (message) => {
  const size = Math.max(1, Math.round(message.file.size / 1024)).toLocaleString(words.lang) + " kB";
  const told = make("span", "", make("b", "", message.file.filename || kindOf(message)), make("span", "kind", size));
  return make("span", "paper", icon("file", ""), told);
};
const attached = (message) => {
  const drawn = message.file && ["image/png", "image/jpeg", "image/webp"].includes(message.file.mime_type);
  if (message.file) return [drawn ? picture(message) : paper(message)];
  return message.link ? [outside(message.link, words.link, "away")] : [];
};
const outside = (address, label, className) => {
  const link = make("a", className, label);
  link.href = address;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return link;
};
const brief = (message) => message.text || kindOf(message);
const quote = (message) => {
  const about = latest.find(({ id }) => id === message.reply_to);
  if (!about) return [];
  return [make("span", "quote", make("b", "", about.direction === "in" ? words.you : one("h1").textContent.trim()), make("span", "", brief(about)))];
};
const content = (message) => {
  const plain = ["text", "interactive", "button", "template"].includes(message.kind) || message.file;
  const label = plain ? [] : [make("span", "kind", kindOf(message))];
  const header = message.header ? [make("b", "header", message.header)] : [];
  const footer = message.footer ? [make("span", "footer", message.footer)] : [];
  return [...quote(message), ...label, ...header, ...attached(message), ...withLinks(message.text), ...footer];
};
const meta = (message) => {
  const own = message.direction === "in";
  const line = make("p", "meta", hour(new Date(message.at * 1000)));
  if (!own && message.author) line.append(" · " + message.author);
  if (own) {
    line.append(icon(message.status === "sent" ? "check" : "checks", message.status));
    line.append(make("span", "visually", words[message.status] || ""));
  }
  return line;
};
/* What can be pressed: some of it answers, an address opens, and the rest only shows what a phone would offer. */
const ANSWERS = ["reply", "row", "quick_reply", "flow", "location_request", "contact_request", "call_permission", "address", "catalog"];
const press = (message, { id, title, tap, value, description }, box) => {
  const label = title || words["tap_" + tap] || id;
  if (tap === "url") return outside(value, label, "tap");
  const button = make("button", "tap", label);
  button.type = "button";
  button.disabled = !ANSWERS.includes(tap);
  if (description) button.append(make("span", "kind", description));
  button.addEventListener("click", async () => { if (await say("/phone/tap", { wamid: message.id, button: id })) box.remove(); });
  return button;
};
const taps = (message) => {
  const box = make("div", "taps");
  if (!message.menu) {
    box.append(...message.buttons.map((button) => press(message, button, box)));
    return box;
  }
  const menu = make("details", "menu", make("summary", "tap", message.menu));
  let section = "";
  for (const button of message.buttons) {
    if (button.section && button.section !== section) menu.append(make("span", "section", button.section));
    section = button.section;
    menu.append(press(message, button, box));
  }
  box.append(menu);
  return box;
};
const tool = (label, hint, act) => {
  const button = make("button", "tool", label);
  button.type = "button";
  button.setAttribute("aria-label", hint.replace("{text}", () => act.about));
  button.addEventListener("click", act.run);
  return button;
};
const tools = (message) => {
  const about = brief(message).slice(0, 60);
  const react = async () => {
    const mine = latest.filter(({ kind, direction, about: on }) => kind === "reaction" && direction === "in" && on === message.id).at(-1);
    await say("/phone/react", { wamid: message.id, emoji: mine?.text ? "" : "👍" });
  };
  return [tool(words.reply, words.reply_label, { about, run: () => quoteThis(message) }), tool("👍", words.react_label, { about, run: react })];
};
const quoteThis = (message) => {
  quoting.message = message;
  quoting.strip.hidden = !message;
  one(".quoting-text").textContent = message ? brief(message) : "";
  field.focus();
};
one(".quoting-end").addEventListener("click", () => quoteThis(null));

/* The last reaction of each side stands on the bubble; an empty one takes it away. */
const reactionsTo = (messages, id) => {
  const last = new Map();
  for (const { kind, direction, about, text } of messages) if (kind === "reaction" && about === id) last.set(direction, text);
  return [...last.values()].join("");
};
const row = (message, answered, reactions) => {
  const own = message.direction === "in";
  const bubble = make("div", "bubble", ...content(message));
  const made = make("li", own ? "row own" : "row", bubble, meta(message));
  if (!own) made.lastChild.append(...tools(message));
  if (message.buttons.length && !answered.has(message.id)) made.insertBefore(taps(message), made.lastChild);
  if (reactions) {
    const badge = make("span", "reactions", reactions);
    badge.setAttribute("role", "img");
    badge.setAttribute("aria-label", words.reacted.replace("{emoji}", () => reactions));
    bubble.append(badge);
  }
  return made;
};
const daySeparator = (message) => {
  const day = dayOf(new Date(message.at * 1000));
  if (day === lastDay) return;
  const first = !lastDay;
  lastDay = day;
  if (first && day === dayOf(now())) return;
  thread.append(make("li", "day", day === dayOf(now()) ? words.today : day));
};

const place = (message, answered, fresh) => {
  const reactions = reactionsTo(latest, message.id);
  const mark = [message.status, message.author, answered.has(message.id), reactions].join("|");
  const before = shown.get(message.id);
  if (before && before.mark === mark) return;
  const made = row(message, answered, reactions);
  if (before) {
    before.element.replaceWith(made);
  } else {
    daySeparator(message);
    if (fresh) made.classList.add("new");
    thread.append(made);
  }
  shown.set(message.id, { mark, element: made });
};
const forget = () => {
  thread.replaceChildren();
  shown.clear();
  lastDay = "";
};
const draw = ({ now: there, typing, messages }) => {
  ahead = there * 1000 - Date.now();
  tick();
  const fresh = shown.size > 0;
  const count = shown.size;
  if (messages.length < latest.length) forget();
  latest = messages;
  const answered = new Set(messages.map((message) => message.reply_to));
  const known = new Set(messages.map(({ id }) => id));
  for (const message of messages) if (message.kind !== "reaction" || !known.has(message.about)) place(message, answered, fresh);
  one(".empty").hidden = messages.length > 0;
  showTyping(typing);
  if (shown.size !== count) toEnd(fresh);
  readIfSeen(messages);
};
const toEnd = (smoothly) => thread.scrollTo({ top: thread.scrollHeight, behavior: smoothly && !calm.matches ? "smooth" : "instant" });

const showTyping = (seconds) => {
  clearTimeout(typingTimer);
  one(".row.typing")?.remove();
  state.textContent = seconds > 0 ? words.typing : account;
  state.classList.toggle("live", seconds > 0);
  if (seconds <= 0) return;
  const dots = make("div", "bubble dots", make("i"), make("i"), make("i"));
  const waiting = make("li", "row typing", dots);
  waiting.setAttribute("aria-hidden", "true");
  thread.append(waiting);
  toEnd(true);
  typingTimer = setTimeout(() => showTyping(0), seconds * 1000);
};

const readIfSeen = (messages) => {
  const unread = messages.some((message) => message.direction === "out" && message.status === "delivered");
  if (unread && document.visibilityState === "visible") post("/phone/read", {}).catch(() => {});
};
document.addEventListener("visibilitychange", () => readIfSeen(latest));

/* Writing */
const fit = () => {
  field.rows = 1;
  const lines = Math.round((field.scrollHeight - 18) / 20);
  field.rows = Math.max(1, Math.min(lines, 4));
};
const write = (text) => {
  field.value = text;
  fit();
};
const submit = async () => {
  const text = field.value.trim();
  if (!text) return false;
  write("");
  const reply_to = quoting.message?.id;
  if (await say("/phone/messages", { text, reply_to })) {
    if (reply_to) quoteThis(null);
    return true;
  }
  write(text);
  return false;
};
one(".composer").addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
  field.focus();
});
field.addEventListener("input", () => { scenario += 1; fit(); });
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  submit();
});

/* Attaching: what stands in the field goes along as the caption. */
const MOST_BYTES = 16 * 1024 * 1024;
const read = (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result.slice(reader.result.indexOf(",") + 1)));
    reader.addEventListener("error", reject);
    reader.readAsDataURL(file);
  });
const chosen = one(".file");
one(".attach").addEventListener("click", () => chosen.click());
chosen.addEventListener("change", async () => {
  const [file] = chosen.files;
  if (!file) return;
  if (file.size > MOST_BYTES) return complain(words.too_large);
  const caption = field.value.trim();
  write("");
  const sent = await say("/phone/media", { base64: await read(file), mime_type: file.type, filename: file.name, caption });
  if (!sent) write(caption);
  chosen.value = "";
  field.focus();
});

/* Suggestions, and scenarios the desk plays */
const suggest = (items) => {
  const made = items.filter(({ label, text }) => typeof label === "string" && typeof text === "string").slice(0, 8).map(({ label, text }) => {
    const chip = make("button", "chip", label.slice(0, 40));
    chip.type = "button";
    chip.addEventListener("click", () => {
      scenario += 1;
      write(text.slice(0, 4096));
      field.focus();
      field.setSelectionRange(field.value.length, field.value.length);
    });
    return chip;
  });
  chips.replaceChildren(...made);
  chips.hidden = made.length === 0;
};
const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
const play = async (text) => {
  const mine = ++scenario;
  const step = Math.max(1, Math.ceil(text.length / 45));
  for (let end = step; !calm.matches && end < text.length; end += step) {
    write(text.slice(0, end));
    field.scrollTop = field.scrollHeight;
    await pause(18);
    if (mine !== scenario) return;
  }
  write(text);
  await pause(calm.matches ? 0 : 220);
  if (mine === scenario) submit();
};
addEventListener("message", ({ origin, source, data }) => {
  if (origin !== desk || source !== parent || !data) return;
  if (data.type === "scenario" && typeof data.text === "string") play(data.text.slice(0, 4096));
  if (data.type === "scenario" && Object.hasOwn(words, `scenario_${data.name}`)) play(words[`scenario_${data.name}`]);
  if (data.type === "suggestions" && Array.isArray(data.items)) suggest(data.items.filter(Boolean));
});

suggest(["cpf", "data", "stop"].map((key) => ({ label: words["chip_" + key], text: words["chip_" + key + "_text"] })));
tick();
setInterval(tick, 5000);
const events = new EventSource("/phone/events?wa_id=" + encodeURIComponent(waId));
let offline = 0;
events.addEventListener("open", () => {
  clearTimeout(offline);
  offline = 0;
  if (notice.textContent === words.offline) notice.hidden = true;
});
events.addEventListener("message", ({ data }) => draw(JSON.parse(data)));
events.addEventListener("error", () => {
  offline ||= setTimeout(() => complain(words.offline), 2500);
});
tellDesk({ type: "ready" });
