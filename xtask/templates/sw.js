// Keeps whole versions of the site for use without a network.
//
// Each version has its own cache. It is filled completely, every file checked against the digest written
// below, before a page can come from it: a host in the middle of an update fills nothing, and is tried again
// later. A page that opens comes from the newest whole version, and is pinned to it: whatever it loads
// afterwards is of the same version, although a newer one may arrive meanwhile. So nobody ever meets parts of
// two versions, an update shows at the next visit, and no page has to be loaded again behind the visitor's back.
const VERSION = "{{version}}";
const FILES = {{files}};

// All projects of one account share an origin, so the names carry the scope: never touch a neighbour's.
const OURS = `pakka ${self.registration.scope} `;
const CACHE = `${OURS}version ${VERSION}`;
const PINS = `${OURS}pins`;
// The entry that makes a version whole. It holds the time of its arrival.
const WHOLE = "./.whole";

// The pins once more, because a cache is slow to ask; a worker that was asleep has forgotten these.
const pinned = new Map();

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(dropOlder()));
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && new URL(event.request.url).origin === self.location.origin) {
    event.respondWith(answer(event));
  }
});

async function fill() {
  const cache = await caches.open(CACHE);
  // "no-cache" asks the server whether its copy is newer: an HTTP cache may hold the version before.
  await cache.addAll(FILES.map(([path, integrity]) => new Request(path, { integrity, cache: "no-cache" })));
  await cache.put(WHOLE, new Response(String(Date.now())));
}

// A worker gets to work when no page of an older one is open, so nobody is pinned to what goes here.
async function dropOlder() {
  const own = await arrival(CACHE);
  for (const name of (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE)) {
    if ((await arrival(name)) < own) await caches.delete(name);
  }
}

// When a version became whole; 0 for one that is not, and for the pins.
async function arrival(name) {
  const mark = await (await caches.open(name)).match(WHOLE);
  return mark ? Number(await mark.text()) : 0;
}

async function answer(event) {
  const isFront = isFrontPage(event.request);
  const version = isFront ? await newest() : await versionOf(event.clientId);
  // A page that opens, or a worker that a page starts, is a client of its own.
  if (event.resultingClientId) await pin(event.resultingClientId, version);
  const cache = await caches.open(version);
  return (await cache.match(isFront ? "./" : event.request)) ?? fetch(event.request);
}

function isFrontPage(request) {
  const { origin, pathname } = new URL(request.url);
  const place = origin + pathname;
  return place === self.registration.scope || place === `${self.registration.scope}index.html`;
}

async function newest() {
  let best = { name: CACHE, time: 0 };
  for (const name of (await caches.keys()).filter((name) => name.startsWith(OURS))) {
    const time = await arrival(name);
    if (time > best.time) best = { name, time };
  }
  return best.name;
}

async function pin(client, version) {
  pinned.set(client, version);
  await (await caches.open(PINS)).put(`./pin/${client}`, new Response(version));
}

async function versionOf(client) {
  if (pinned.has(client)) return pinned.get(client);
  const kept = await (await caches.open(PINS)).match(`./pin/${client}`);
  return kept ? kept.text() : CACHE;
}
