// Preparing pages for a school without a signal: the worker keeps them, this page remembers which.

import { own, put } from "./store.js";

// Whether all of them are kept now.
export async function prepare(pages, person) {
  await navigator.serviceWorker.register("/sw.js");
  const { active } = await navigator.serviceWorker.ready;
  const kept = await new Promise((heard) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => heard(event.data);
    active.postMessage({ keep: pages.map((page) => page.url) }, [port2]);
  });
  if (!kept) return false;
  own(person);
  for (const page of pages) await put("prepared", { ...page, person, at: Date.now() });
  return true;
}
