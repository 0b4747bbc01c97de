// Keeps the record pages that were prepared, the page that lists them, and static files; no other
// page and no answer is ever kept. KNOWN, written before this, says which addresses these are.

const PAGES = "khet-visits", ASSETS = "khet-assets", KEPT = "X-Kept";
const PATIENCE = 6000; // A weak signal counts as none after so many milliseconds.
const ANY = { ignoreSearch: true, ignoreVary: true };

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function install() {
  const assets = await caches.open(ASSETS);
  await assets.addAll(KNOWN.assets);
  await self.skipWaiting();
}

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith(KNOWN.static)) event.respondWith(asset(request));
  else if (request.mode === "navigate") event.respondWith(page(request, url));
});

// A page asks for pages to be kept, and hears whether they are.
self.addEventListener("message", (event) => {
  const tell = (done) => event.ports[0].postMessage(done);
  event.waitUntil(prepare(event.data.keep).then(() => tell(true), () => tell(false)));
});

async function asset(request) {
  const assets = await caches.open(ASSETS);
  const kept = await assets.match(request, ANY);
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok) await assets.put(request, fresh.clone());
  return fresh;
}

async function page(request, url) {
  const pages = await caches.open(PAGES);
  await sweep(pages);
  const kept = await pages.match(url.pathname, ANY);
  try {
    const fresh = await (kept ? soon(fetch(request)) : fetch(request));
    if (kept && fresh.ok) await keep(pages, url.pathname, fresh.clone());
    return fresh;
  } catch {
    return kept || (await pages.match(KNOWN.start, ANY)) || Response.error();
  }
}

function soon(answer) {
  const late = new Promise((_, refuse) => setTimeout(refuse, PATIENCE));
  return Promise.race([answer, late]);
}

async function prepare(addresses) {
  const pages = await caches.open(PAGES);
  for (const address of [KNOWN.start, ...addresses]) {
    const { pathname } = new URL(address, location.origin);
    if (!pathname.startsWith(KNOWN.records)) throw new Error(address);
    const fresh = await fetch(pathname, { redirect: "error" });
    if (!fresh.ok) throw new Error(address);
    await keep(pages, pathname, fresh);
  }
}

async function keep(pages, address, fresh) {
  const headers = new Headers(fresh.headers);
  for (const name of ["Content-Encoding", "Content-Length", "Vary"]) headers.delete(name);
  headers.set(KEPT, Date.now());
  await pages.put(address, new Response(await fresh.blob(), { headers }));
}

// What was kept too long ago goes.
async function sweep(pages) {
  for (const request of await pages.keys()) {
    const kept = await pages.match(request, ANY);
    const age = Date.now() - Number(kept.headers.get(KEPT));
    if (!(age < KNOWN.days * 24 * 3600 * 1000)) await pages.delete(request);
  }
}
