// What lies on this device: prepared visits, and what waits to be sent. This page is also shown
// where a page that wasn't prepared is asked for without a signal.

import { clock } from "../days.js";
import { send } from "./queue.js";
import { all, remove, sweep, unsent } from "./store.js";
import { offerPreparing } from "./worker.js";

const list = document.getElementById("device"), state = document.getElementById("state");
const words = JSON.parse(document.getElementById("words").textContent);
const { person, record } = list.dataset;

if (isSecureContext) {
  list.dataset.queue = "yes";
  await sweep();
  await show();
  offerPreparing(document.getElementById("prepare-all"), toPrepare, person, words, show);
  addEventListener("focus", show);
  send(person, heard);
} else document.getElementById("insecure").hidden = false;
list.dataset.ready = "yes";

async function show() {
  const photos = await all("photos", person), records = await all("records", person);
  const begun = new Set(records.map((row) => row.url));
  const prepared = (await all("prepared", person)).filter((page) => !begun.has(page.url));
  const lines = [...records.map((row) => lineOf(row, photos)), ...prepared.map(preparedLine)];
  const others = (await unsent()) - (await unsent(person));
  if (others) lines.push(line(words.others.replace("{n}", others)));
  list.replaceChildren(...(lines.length ? lines : [line(words.none)]));
}

function line(...parts) {
  const made = document.createElement("li");
  made.append(...parts);
  return made;
}

function link(href, textContent) {
  return Object.assign(document.createElement("a"), { href, textContent });
}

function lineOf(row, photos) {
  const count = photos.filter((photo) => photo.visit === row.number).length;
  const told = [words[row.state], clock(row.at), count ? words.photosWait.replace("{n}", count) : ""];
  const made = line(link(row.url, row.title || words.unplanned), told.filter(Boolean).join(" · "));
  if (row.state === "conflict") made.append(link(row.link, words.open), dismiss(row));
  return made;
}

// The office keeps both texts; the one on the device can go once it was read.
function dismiss(row) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: words.remove });
  button.onclick = () => remove("records", row.key).then(show);
  return button;
}

function preparedLine(page) {
  return line(link(page.url, page.title), words.prepared.replace("{n}", clock(page.at)));
}

function toPrepare() {
  const found = [...document.querySelectorAll("#visits a")];
  const pages = found.map((one) => ({ url: one.getAttribute("href"), title: one.textContent }));
  return [...pages, { url: `${record}new`, title: words.unplanned }];
}

async function heard({ state: now, left }) {
  state.textContent = { sending: words.sending.replace("{n}", left), done: words.sent, failed: words.waits }[now] ?? "";
  if (now === "login") state.replaceChildren(link(`/sign-in?next=${encodeURIComponent(location.pathname)}`, words.signIn.replace("{n}", left)));
  if (now !== "sending") await show();
}
