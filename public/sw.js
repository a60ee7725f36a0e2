// Answers page loads and static files from one complete version of the app on the device.
//
// It never touches /api nor any method but GET, and a new version waits until the person agrees or every page of
// this site is closed. The build fills in the two lines below: VERSION is a digest over the list and this file,
// PRECACHE is [{ url, integrity }] of every file of the version.

const VERSION = "unbuilt";
const PRECACHE = [];

const PREFIX = "civil-affairs-";
const NAME = PREFIX + VERSION;
const SHELL = "/index.html";
const KNOWN = new Set(PRECACHE.map((file) => file.url));

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(removeOthers()));
self.addEventListener("message", (event) => {
  if (event.data === "SKIP_WAITING") event.waitUntil(takeOver(event.source));
});
// The browser's own reminder (Background Sync), where it has one. Everything that waits is sealed, and only the app can
// open it: its pages are told, hidden ones too.
self.addEventListener("sync", (event) => {
  if (event.tag === "SEND") event.waitUntil(remind());
});
self.addEventListener("fetch", (event) => {
  const path = stored(event.request);
  if (path) event.respondWith(answer(path, event.request));
});

// All files or none. What is not exactly the file of this version fails its integrity, and with it the install.
async function install() {
  const before = await caches.has(NAME);
  const cache = await caches.open(NAME);
  try {
    await Promise.all(PRECACHE.map((file) => keep(cache, file)));
  } catch (error) {
    // A half cache must not stay; but the same name may already serve the running version.
    if (!before) await caches.delete(NAME);
    throw error;
  }
}

async function keep(cache, { url, integrity }) {
  const response = await fetch(new Request(url, { integrity, cache: "no-cache" }));
  // A redirected answer could not be used for a page load.
  if (!response.ok || response.redirected) throw new Error("cannot keep " + url);
  await cache.put(url, response);
}

async function removeOthers() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
}

// Other open pages run the old version, perhaps with a form in progress: nothing happens under them.
async function takeOver(asking) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.some((page) => page.id !== asking.id)) {
    asking.postMessage("OTHERS_OPEN");
  } else {
    await self.skipWaiting();
  }
}

async function remind() {
  const pages = await self.clients.matchAll({ type: "window" });
  for (const page of pages) page.postMessage("SEND");
}

// The stored path that answers a request; nothing when it is none of the worker's business.
function stored(request) {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return undefined;
  if (url.pathname === "/api" || url.pathname.startsWith("/api/")) return undefined;
  if (request.mode === "navigate") return KNOWN.has(SHELL) ? SHELL : undefined;
  return KNOWN.has(url.pathname) ? url.pathname : undefined;
}

async function answer(path, request) {
  const cache = await caches.open(NAME);
  // The browser may have thrown the cache away to make room: then only the network can help.
  return (await cache.match(path, { ignoreVary: true })) ?? fetch(request);
}
