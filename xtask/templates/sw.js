// Keeps one whole version of the site for use without a network.
//
// Each version has its own cache, filled completely before it may serve, and every file is checked
// against the digest written below. So the page never meets parts of two versions: a worker whose files
// do not fit each other (a host in the middle of an update) never installs, and is tried again later.
const VERSION = "{{version}}";
const FILES = {{files}};

// All projects of one account share an origin, so the names carry the scope: never touch a neighbour's.
const OURS = `pakka ${self.registration.scope} `;
const CACHE = OURS + VERSION;

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(dropOlder()));
self.addEventListener("message", (event) => event.waitUntil(takeOver(event.data)));
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && new URL(event.request.url).origin === self.location.origin) {
    event.respondWith(answer(event.request));
  }
});

async function fill() {
  const cache = await caches.open(CACHE);
  // "no-cache" asks the server whether its copy is newer: an HTTP cache may hold the version before.
  await cache.addAll(FILES.map(([path, integrity]) => new Request(path, { integrity, cache: "no-cache" })));
}

async function dropOlder() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== CACHE).map((name) => caches.delete(name)));
}

// Only when nobody else still reads the old version.
async function takeOver(message) {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const here = windows.filter((client) => client.url.startsWith(self.registration.scope));
  if (message === "take over" && here.length <= 1) await self.skipWaiting();
}

async function answer(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(isFrontPage(request) ? "./" : request)) ?? fetch(request);
}

function isFrontPage(request) {
  const { origin, pathname } = new URL(request.url);
  const place = origin + pathname;
  return place === self.registration.scope || place === `${self.registration.scope}index.html`;
}
