// Sends what waits on this device, one thing after the other, until the office said that it is
// kept. What fails is sent again, later each time; the office counts what comes twice once.

import { all, change, get, keyOf, put, remove } from "./store.js";

const ROOT = "/learning/visits/record/", FIRST = 1000, MOST = 5 * 60 * 1000;
const LOCK = "khet-visits-queue", PATIENCE = 2 * 60 * 1000;

const hearers = new Set();
let wait = FIRST, timer, begun;

// Begins to send for a person, now and whenever the signal comes back; whoever gave a ``hear`` is
// told how it goes and what is left, also where another script of the page began before.
export function send(person, hear) {
  if (hear) hearers.add(hear);
  const go = () => round(person);
  if (!begun) addEventListener("online", () => { wait = FIRST; go(); });
  begun = true;
  return go();
}

async function round(person) {
  clearTimeout(timer);
  const done = await navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => lock ? sendAll(person) : "busy");
  if (done === "failed" || done === "busy") {
    timer = setTimeout(() => round(person), wait);
    wait = Math.min(wait * 2, MOST);
  }
  return done;
}

// "empty", "done", "failed" (some of it: try again), "login", "other" (somebody else is signed in).
async function sendAll(person) {
  const waits = await waiting(person);
  if (!waits.length) return tell("empty", waits);
  const session = await token();
  if (typeof session === "string") return tell(session, waits);
  if (session.person !== person) return tell("other", waits);
  let failed = 0;
  for (const [place, one] of waits.entries()) {
    tell("sending", waits.slice(place));
    const answer = one.blob ? await sendPhoto(one, session.token) : await sendRecord(one, session.token);
    if (answer === "login") return tell("login", await waiting(person));
    if (answer === "failed") failed += 1;
    else wait = FIRST;
  }
  return tell(failed ? "failed" : "done", await waiting(person));
}

function tell(state, left) {
  for (const hear of hearers) hear({ state, left });
  return state;
}

// Records first: a picture of a visit that the office doesn't know yet must wait for it.
async function waiting(person) {
  const records = (await all("records", person)).filter((row) => row.state === "waiting");
  const photos = (await all("photos", person)).filter((photo) => photo.ready);
  return [...records.sort((a, b) => a.at - b.at), ...photos];
}

async function token() {
  const answer = await ask("token");
  return typeof answer === "string" ? answer : answer.told;
}

async function sendRecord(row, known) {
  const body = new URLSearchParams(row.fields);
  body.set("number", row.number);
  body.set("base", row.base);
  body.set("pictures", row.pictures ?? 0);
  const answer = await ask("sync", { method: "POST", body, headers: { "X-CSRFToken": known } });
  if (typeof answer === "string") return answer;
  const { state, revision, url, faults } = answer.told;
  await change(row.person, row.number, (now) => now && ({
    link: url,
    faults,
    base: revision ?? now.base,
    state: now.at === row.at ? { done: "kept" }[state] ?? state : now.state,
  }));
  return state;
}

async function sendPhoto(photo, known) {
  const body = new FormData();
  body.set("number", photo.number);
  body.set("visit", photo.visit);
  body.set("photo", photo.blob, photo.name);
  const answer = await ask("photo", { method: "POST", body, headers: { "X-CSRFToken": known } });
  if (typeof answer === "string") return answer;
  const record = await get("records", keyOf(photo.person, photo.visit)), early = answer.status === 404 && record;
  if (answer.told.state === "done") await sentPhoto(photo);
  else if (!early) await put("photos", { ...photo, ready: false, faults: answer.told.faults });
  else if (record.state === "waiting") return "failed";
  return answer.told.state;
}

// The record remembers how many pictures went ahead of it, so that nobody takes them twice.
async function sentPhoto({ person, visit, number }) {
  await change(person, visit, (now) => now && { sent: (now.sent ?? 0) + 1 });
  await remove("photos", number);
}

// What the office answers; "login" where the session ended, "failed" where nothing can be said yet.
async function ask(address, how = {}) {
  try {
    const answer = await fetch(ROOT + address, { ...how, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    if (answer.type === "opaqueredirect") return "login";
    if (answer.status >= 500 || !answer.headers.get("Content-Type")?.includes("json")) return "failed";
    return { status: answer.status, told: await answer.json() };
  } catch {
    return "failed";
  }
}
