// What lies on this device: prepared visits, and what waits to be sent. This page is also shown
// where a page that wasn't prepared is asked for without a signal.

import { clock } from "../days.js";
import { send } from "./queue.js";
import { all, counted, photosOf, refusedPhotos, remove, sweep, unsent, whyRefused } from "./store.js";
import { offerPreparing } from "./worker.js";

const list = document.getElementById("device"), state = document.getElementById("state");
const words = JSON.parse(document.getElementById("words").textContent);
const { person, record } = list.dataset;

// Without a signal this page stands in the place of the one that was asked for, and says so first.
if (location.pathname !== record) {
  document.getElementById("title").textContent = words.noSignal;
  document.getElementById("lead").textContent = words.noPage;
}
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
  const begun = new Set(records.map((row) => row.url)), kept = await all("prepared", person);
  const prepared = kept.filter((page) => !begun.has(page.url));
  kept.forEach(markPrepared);
  const refused = photos.filter(whyRefused), waits = photos.filter((photo) => !whyRefused(photo));
  const lines = [...records.map((row) => lineOf(row, waits)), ...refused.map(refusedLine), ...prepared.map(preparedLine)];
  const others = (await unsent()).filter((row) => row.person !== person);
  if (others.length) lines.push(line(words.others.replace("{n}", counted(others, words))));
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
  if (row.state === "conflict") made.append(link(row.link, words.open), button(words.remove, () => remove("records", row.key)));
  if (row.state === "refused" || row.state === "draft") made.append(button(words.throwAway, () => throwAway(row)));
  return made;
}

// A picture that the office didn't take, whatever became of its record.
function refusedLine(photo) {
  const made = line(words.photoRefused.replace("{name}", photo.name).replace("{why}", whyRefused(photo)));
  made.append(button(words.throwAway, () => remove("photos", photo.number)));
  return made;
}

function button(textContent, does) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent });
  made.onclick = () => does().then(show);
  return made;
}

// What the office hasn't got goes for good, so that is asked first.
async function throwAway(row) {
  if (!confirm(words.sureToThrow.replace("{name}", row.title || words.unplanned))) return;
  for (const photo of await photosOf(row.number, person)) await remove("photos", photo.number);
  await remove("records", row.key);
}

// In the list of the visits too it is said which of them are ready.
function markPrepared(page) {
  const asked = document.querySelector(`#visits a[href="${CSS.escape(page.url)}"]`);
  if (!asked) return;
  const known = asked.parentNode.querySelector(".prepared") ?? Object.assign(document.createElement("small"), { className: "prepared quiet" });
  known.textContent = words.prepared.replace("{n}", clock(page.at));
  asked.parentNode.append(" ", known);
}

function preparedLine(page) {
  return line(link(page.url, page.title), words.prepared.replace("{n}", clock(page.at)));
}

function toPrepare() {
  const found = [...document.querySelectorAll("#visits a")];
  const pages = found.map((one) => ({ url: one.getAttribute("href"), title: one.dataset.title }));
  return [...pages, { url: `${record}new`, title: words.unplanned }];
}

async function heard({ state: now, left }) {
  const refused = (await all("records", person)).filter((row) => row.state === "refused").length;
  const photos = (await refusedPhotos(person)).length;
  const ofPhotos = photos ? words.photosRefused.replace("{n}", photos) : words.sent;
  const done = refused ? words.refusedCount.replace("{n}", refused) : ofPhotos;
  state.textContent = { sending: words.sending.replace("{n}", counted(left, words)), done, failed: words.waits }[now] ?? "";
  if (now === "login") state.replaceChildren(link(`/sign-in?next=${encodeURIComponent(location.pathname)}`, words.signIn.replace("{n}", counted(left, words))));
  if (now !== "sending") await show();
}
