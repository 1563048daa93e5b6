/* What not every conversation needs is fetched when somebody reaches for it: the inbox is ready sooner without (ux.md
   section 11). What called for it may be over by then, so it is told to the script that was fetched (`hear`). */
const CALLS = [
  ["./sending.js", ["focusin"], ({ target }) => target.closest?.("[data-composer]")],
  ["./sending.js", ["desvelo:more"], () => true],
  ["./answering.js", ["mouseover", "focusin"], ({ target }) => target.closest?.("#items [data-answerable]")],
  ["./answering.js", ["click"], ({ target }) => target.closest("[data-suggest]")],
  ["./answering.js", ["desvelo:quote"], () => true],
  ["./hiding.js", ["desvelo:hide"], () => true],
  ["./hiding.js", ["selectionchange"], () => getSelection().anchorNode?.parentElement?.closest("#items .bubble")],
  ["./attach.js", ["click"], ({ target }) => target.closest("[data-attach]")],
  ["./attach.js", ["change"], ({ target }) => target.matches("[data-file]")],
  ["./attach.js", ["dragover", "drop"], (event) => event.target.closest?.(".thread") && holdsFiles(event)],
  ["./attach.js", ["paste"], (event) => event.target.closest?.("[data-composer]") && holdsFiles(event)],
];
const there = new Set();
let tries = 0;

const carried = ({ dataTransfer, clipboardData }) => dataTransfer ?? clipboardData;
const holdsFiles = (event) => carried(event)?.types.includes("Files");

/* The files that an event carries are gone when it is over; the browser would open a file that nobody takes. */
function kept(event) {
  if (!carried(event)) return event;
  event.preventDefault();
  return { type: event.type, target: event.target, files: [...carried(event).files] };
}

async function call(script, event) {
  const told = kept(event);
  try {
    /* A browser does not ask twice for an address that once failed. */
    const { hear } = await import(tries ? `${script}?${tries}` : script);
    there.add(script);
    hear(told);
  } catch {
    tries += 1;
  }
}

for (const [script, names, isCall] of CALLS)
  for (const name of names)
    document.addEventListener(name, (event) => {
      if (!there.has(script) && isCall(event)) call(script, event);
    });
