// What lies on this device until it is sent: records of visits, pictures, and which pages were
// prepared. Everything belongs to a person; who signs in next neither sees nor sends it.
//
// records:  key (of person and number), number (UUID), person, title, url, base, fields, state, at,
//           faults, link; state: draft, waiting (to be sent), refused, conflict, kept (sent)
// photos:   number (UUID), visit, person, blob, name, ready (to be sent), faults
// prepared: url, title, person, at

const NAME = "khet-visits", MARK = "khet-person", NOBODY = "-", DAYS = 14;
const SENT = ["kept", "conflict"]; // The office has it; of a conflict it has both texts.
const STORES = { records: "key", photos: "number", prepared: "url" };

let opened;

function open() {
  opened ??= new Promise((done, refuse) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES)) asked.result.createObjectStore(name, { keyPath });
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close();
      done(asked.result);
    };
    asked.onerror = () => refuse(asked.error);
  });
  return opened;
}

// One question or write; a write is done when the database says that it lies there.
async function does(store, mode, ask) {
  const base = await open();
  return new Promise((done, refuse) => {
    const deed = base.transaction(store, mode), asked = ask(deed.objectStore(store));
    deed.oncomplete = () => done(asked.result);
    deed.onabort = deed.onerror = () => refuse(deed.error);
  });
}

export const get = (store, key) => does(store, "readonly", (rows) => rows.get(key));
export const put = (store, row) => does(store, "readwrite", (rows) => rows.put(row));
export const remove = (store, key) => does(store, "readwrite", (rows) => rows.delete(key));

export async function all(store, person) {
  const rows = await does(store, "readonly", (kept) => kept.getAll());
  return rows.filter((row) => !person || row.person === person);
}

export async function photosOf(visit, person) {
  return (await all("photos", person)).filter((photo) => photo.visit === visit);
}

// Why the office didn't take a picture; empty where it wasn't asked, or has it.
export const whyRefused = (photo) => Object.values(photo.faults ?? {}).flat().join(" ");

export async function refusedPhotos(person) {
  return (await all("photos", person)).filter(whyRefused);
}

export const keyOf = (person, number) => `${person} ${number}`;

// Writes a record, or changes it, in one step: what came in between isn't lost. Where there is
// none and none is made, nothing is written.
export async function change(person, number, how) {
  const base = await open(), key = keyOf(person, number);
  return new Promise((done, refuse) => {
    const deed = base.transaction("records", "readwrite"), rows = deed.objectStore("records");
    rows.get(key).onsuccess = (event) => {
      const made = how(event.target.result);
      if (made) rows.put({ ...event.target.result, ...made, key, number, person });
    };
    deed.oncomplete = () => done();
    deed.onabort = deed.onerror = () => refuse(deed.error);
  });
}

// What was written and hasn't reached the office.
export async function unsent(person) {
  const records = (await all("records", person)).filter((row) => !SENT.includes(row.state));
  return [...records, ...(await all("photos", person))];
}

// How many visits and how many pictures these are, in words.
export function counted(rows, words) {
  const photos = rows.filter((row) => row.blob).length, visits = rows.length - photos;
  const told = visits && photos ? words.bothCount : photos ? words.photoCount : words.visitCount;
  return told.replace("{n}", visits).replace("{photos}", photos);
}

export const owner = () => localStorage.getItem(MARK);
export const own = (person) => localStorage.setItem(MARK, person);

// Prepared pages go, and what was sent; what wasn't sent stays for its owner.
export async function clearKept() {
  if (isSecureContext) await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
  const [records, prepared] = [await all("records"), await all("prepared")];
  for (const row of records) if (SENT.includes(row.state)) await remove("records", row.key);
  for (const row of prepared) await remove("prepared", row.url);
}

// All of a person's goes; whether nobody else has anything unsent on the device.
export async function clearAll(person) {
  for (const row of await all("records", person)) await remove("records", row.key);
  for (const photo of await all("photos", person)) await remove("photos", photo.number);
  await clearKept();
  const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  await Promise.all(workers.map((worker) => worker.unregister()));
  const empty = !(await unsent()).length;
  if (empty) localStorage.removeItem(MARK);
  else own(NOBODY);
  return empty;
}

// What is kept longer than it may be goes: never what wasn't sent.
export async function sweep() {
  const before = Date.now() - DAYS * 24 * 3600 * 1000;
  for (const row of await all("records"))
    if (SENT.includes(row.state) && row.at < before) await remove("records", row.key);
  for (const row of await all("prepared")) if (row.at < before) await remove("prepared", row.url);
}
