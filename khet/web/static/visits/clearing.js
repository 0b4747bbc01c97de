// What a device holds is its owner's: sent when the owner comes back, cleared when the owner goes.

import { send } from "./queue.js";
import { clearAll, clearKept, counted, own, owner, unsent } from "./store.js";

const here = document.body.dataset.person;

export async function arrive() {
  if (!here) return;
  if (owner() !== here) {
    await clearKept();
    own(here);
  }
  if (isSecureContext && !document.querySelector("[data-queue]")) await send(here);
}

// Before signing out: what wasn't sent is sent, or thrown away by who wrote it.
export async function leave(form) {
  if (!(await unsent(here)).length) return clearAndGo(form);
  const dialog = document.getElementById("leaving"), shown = dialog.querySelector("[data-count]");
  const count = async () => {
    const left = await unsent(here);
    shown.textContent = counted(left, shown.dataset);
    return left.length;
  };
  await count();
  dialog.showModal();
  dialog.querySelector("[value=throw]").onclick = () => clearAndGo(form);
  dialog.querySelector("[value=send]").onclick = async () => {
    await send(here);
    if (!(await count())) await clearAndGo(form);
  };
}

// The office has the browser clear all it holds of the site where nobody else's work waits on it.
async function clearAndGo(form) {
  if (form.dataset.cleared) return;
  form.dataset.cleared = "yes";
  const value = (await clearAll(here)) ? "all" : "own";
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "cleared", value }));
  form.submit();
}
