// Preparing pages for a school without a signal: the worker keeps them, this page remembers which.

import { own, put } from "./store.js";

const START = "/learning/visits/record/";

// Whether all of them are kept now, and the page that lists them; hear is told how many are left.
export async function prepare(pages, person, hear) {
  await navigator.serviceWorker.register("/sw.js");
  const { active } = await navigator.serviceWorker.ready;
  if (!(await kept(active, START))) return false;
  own(person);
  for (const [place, page] of pages.entries()) {
    hear(pages.length - place);
    if (!(await kept(active, page.url))) return false;
    await put("prepared", { ...page, person, at: Date.now() });
  }
  return true;
}

function kept(worker, keep) {
  return new Promise((heard) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => heard(event.data);
    worker.postMessage({ keep }, [port2]);
  });
}

// A button that prepares, and says beside it how that goes.
export function offerPreparing(box, pages, person, words, then = () => {}) {
  const status = box.querySelector("[role=status]");
  const say = (text, n) => { status.textContent = text.replace("{n}", n); };
  box.hidden = false;
  box.querySelector("button").onclick = async () => {
    const done = await prepare(pages(), person, (left) => say(words.preparing, left)).catch(() => false);
    if (done) say(words.prepared, new Date().toTimeString().slice(0, 5));
    else say(words.notPrepared);
    await then();
  };
}
