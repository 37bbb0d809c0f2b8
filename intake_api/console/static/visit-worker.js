// Keeps the pages and scripts of the visit on the phone. They hold nobody's data: that lies encrypted in the
// browser's database. KEPT (version, files, shells) is written in front of this by the server.

const NAME = `visit-${KEPT.version}`;
const PATIENCE = 4000; // milliseconds for a page over a bad network
const VISIT = /^\/console\/cases\/[^/]+\/visit$/;

self.addEventListener("install", (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOld().then(() => self.clients.claim()));
});

// After 退出 everything kept was dropped: a page of the next login asks for it anew.
self.addEventListener("message", (event) => {
  if (event.data !== "check") return;
  // A page that was still on its way when this became active was not claimed then.
  event.waitUntil(caches.has(NAME).then((has) => has || fill()).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  const shell = shellOf(url.pathname);
  if (event.request.mode === "navigate" && shell) event.respondWith(pageOr(event.request, shell));
  else if (KEPT.files.includes(url.pathname)) event.respondWith(kept(event.request, url.pathname));
});

async function fill() {
  const cache = await caches.open(NAME);
  const all = [...KEPT.files, ...KEPT.shells].map((path) => new Request(path, { cache: "no-cache" }));
  await cache.addAll(all);
}

async function forgetOld() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("visit-") && name !== NAME).map((name) => caches.delete(name)));
}

function shellOf(path) {
  if (KEPT.shells.includes(path)) return path;
  return VISIT.test(path) ? KEPT.shells[1] : "";
}

// The newest page where there is a network, the kept one where there is none.
async function pageOr(request, shell) {
  const cut = new AbortController();
  const timer = setTimeout(() => cut.abort(), PATIENCE);
  try {
    const answer = await fetch(request, { signal: cut.signal });
    if (answer.status < 500) return answer;
  } catch {
    // no network
  } finally {
    clearTimeout(timer);
  }
  return (await caches.match(shell)) || Response.error();
}

async function kept(request, path) {
  return (await caches.match(path, { cacheName: NAME })) || fetch(request);
}
