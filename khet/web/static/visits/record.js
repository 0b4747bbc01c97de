// One visit written down: every change lies on the device at once, sending waits for a signal.
// Without a secure address the page does what it does without scripts.

import { clock, dayFromNow } from "../days.js";
import { faultsOf } from "./checks.js";
import { fill, showFaults, told } from "./fields.js";
import { addFinding, matchRows, newNumber, numberEmptyRows, offerDays } from "./findings.js";
import { watchItems } from "../instruments/items.js";
import { shrink, thumbnail } from "./photos.js";
import { send } from "./queue.js";
import { change, counted, get, keyOf, own, photosOf, put, refusedPhotos, remove, sweep, whyRefused } from "./store.js";
import { offerPreparing } from "./worker.js";

const form = document.getElementById("record"), state = document.getElementById("state");
const words = JSON.parse(document.getElementById("words").textContent);
const { person } = form.dataset;
const number = form.dataset.number || numberOfAddress();
const key = keyOf(person, number);
const heading = document.getElementById("title"), title = heading.dataset.title ?? heading.textContent;
const list = document.getElementById("photos");
const say = (text) => { state.textContent = text; };
const START = "/learning/visits/record/";
let submitted = false;

offerDays(form, words);
watchItems(form);
document.getElementById("add-finding").hidden = false;
document.getElementById("add-finding").onclick = () => addFinding(words).querySelector("textarea").focus();
if (isSecureContext) await begin();
else document.getElementById("insecure").hidden = false;
form.dataset.ready = "yes";

// A visit that nobody planned has its number from the device, and its address keeps it.
function numberOfAddress() {
  const made = location.hash.slice(1) || newNumber();
  history.replaceState(null, "", `#${made}`);
  form.elements.number.value = made;
  return made;
}

async function begin() {
  form.dataset.queue = "yes";
  await sweep();
  await restore();
  await showPhotos();
  form.addEventListener("input", save);
  form.addEventListener("change", (event) => event.target.type === "file" && takePhotos(event.target));
  form.addEventListener("submit", submit);
  offerPreparing(document.getElementById("prepare"), () => [{ url: location.pathname, title }], person, words);
  send(person, heard);
}

// What was written before is put back, unless the page knows a newer text that was sent from here.
async function restore() {
  const row = await get("records", key);
  const base = Number(form.elements.base.value);
  if (!row || row.person !== person) return begun();
  if (row.state === "kept" && base >= row.base) return remove("records", key);
  matchRows(row.fields, words);
  fill(form, row.fields);
  form.elements.base.value = row.base;
  form.dispatchEvent(new Event("restored"));
  showFaults(form, row.state === "refused" ? row.faults : {}, words.wrong);
  say(row.state === "draft" ? words.saved.replace("{n}", clock(row.at)) : words[row.state]);
}

// A page that was prepared before today proposes the day on which it was prepared.
function begun() {
  numberEmptyRows();
  const { day } = form.elements;
  if (day.value === form.dataset.today) day.value = dayFromNow(0);
}

// What was sent meanwhile has a later revision, from which this goes on.
async function save() {
  const row = { title: titleNow(), url: location.pathname + location.hash, at: Date.now(), state: "draft" };
  const base = Number(form.elements.base.value), fields = told(form);
  try {
    await change(person, number, (before) => ({ ...row, fields, base: Math.max(base, before?.base ?? 0) }));
    own(person);
    say(words.saved.replace("{n}", clock(row.at)));
  } catch {
    say(words.full);
  }
}

function titleNow() {
  const school = form.elements.school;
  if (!school) return title;
  const name = school.value ? school.selectedOptions[0].textContent : title;
  return [name, form.elements.day.value].filter(Boolean).join(" · ");
}

async function takePhotos(input) {
  for (const file of [...input.files]) {
    const photo = { ...(await shrink(file)), number: newNumber(), visit: number, person, ready: false };
    await put("photos", photo).catch(() => say(words.full));
  }
  input.value = "";
  await save();
  await showPhotos();
}

async function showPhotos() {
  const shown = (await photosOf(number, person)).map(async (photo) => {
    const line = document.createElement("li");
    const fault = whyRefused(photo), textContent = fault ? words.throwAway : words.remove;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent });
    button.onclick = () => remove("photos", photo.number).then(showPhotos);
    const why = fault && words.photoRefused.replace("{name}", photo.name).replace("{why}", fault);
    line.append(await thumbnail(photo.blob), button, Object.assign(document.createElement("span"), { className: "fault", textContent: why }));
    return line;
  });
  const sent = await sentPhotos();
  document.getElementById("photos-sent").textContent = sent ? words.photosSent.replace("{n}", sent) : "";
  list.replaceChildren(...(await Promise.all(shown)));
}

// Those that the office has, as the page knew or as this device sent them since.
async function sentPhotos() {
  const row = await get("records", key);
  return Math.max(Number(list.dataset.sent), row?.sent ?? 0);
}

async function submit(event) {
  event.preventDefault();
  await save();
  const photos = await photosOf(number, person), sent = await sentPhotos();
  const faults = faultsOf(form, photos.length + sent, words);
  showFaults(form, faults, words.wrong);
  if (Object.keys(faults).length) return offerLater();
  for (const photo of photos) await put("photos", { ...photo, ready: true, faults: {} });
  await change(person, number, () => ({ state: "waiting", pictures: photos.length + sent }));
  say(words.waits);
  submitted = true;
  await send(person, heard);
}

// What isn't whole lies here as a draft, and isn't sent until the button is pressed again.
function offerLater() {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button second", textContent: words.later });
  button.onclick = () => location.assign(START);
  document.querySelector("#faults .wrong").append(button);
  say(words.notSent);
}

async function heard({ state: now, left }) {
  if (now === "sending") return say(words.sending.replace("{n}", counted(left, words)));
  if (now === "login") return askToSignIn(left);
  const row = await get("records", key);
  if (!row || row.state === "draft") return;
  const refused = (await refusedPhotos(person)).filter((photo) => photo.visit === number).length;
  const kept = refused ? words.photosRefused.replace("{n}", refused) : words.kept;
  say({ waiting: words.waits, kept }[row.state] ?? words[row.state]);
  if (row.state === "refused") showFaults(form, row.faults, words.wrong);
  if (row.state === "conflict") linkTo(row.link, words.conflict);
  await showPhotos();
  if (submitted && row.state === "kept" && !(await photosOf(number, person)).length) location.assign(row.link);
}

function linkTo(href, text) {
  state.replaceChildren(Object.assign(document.createElement("a"), { href, textContent: text }));
}

function askToSignIn(left) {
  linkTo(`/sign-in?next=${encodeURIComponent(location.pathname)}${location.hash}`, words.signIn.replace("{n}", counted(left, words)));
}
