// Starts the staff app from one complete version on the desk's computer, also while the line is down.
//
// It answers page loads and static files only, never an API nor any method but GET. A new version takes over when
// every page of this site is closed. The build fills in the two lines below: VERSION is a digest over the list and
// this file, PRECACHE is [{ url, integrity }] of every file of the version.

const VERSION = "unbuilt";
const PRECACHE = [];

const PREFIX = "civil-affairs-window-";
const NAME = PREFIX + VERSION;
const SHELL = "/index.html";
const KNOWN = new Set(PRECACHE.map((file) => file.url));

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(removeOthers()));
self.addEventListener("fetch", (event) => {
  const path = stored(event.request);
  if (path) event.respondWith(answer(path, event.request));
});

// All files or none: a file that is not exactly that of this version fails its integrity, and with it the install.
async function install() {
  const cache = await caches.open(NAME);
  await Promise.all(PRECACHE.map((file) => keep(cache, file)));
}

async function keep(cache, { url, integrity }) {
  const response = await fetch(new Request(url, { integrity, cache: "no-cache" }));
  if (!response.ok || response.redirected) throw new Error("cannot keep " + url);
  await cache.put(url, response);
}

async function removeOthers() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
}

// The stored path that answers a request; nothing when it is none of the worker's business.
function stored(request) {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return undefined;
  if (request.mode === "navigate") return isPage(url.pathname) && KNOWN.has(SHELL) ? SHELL : undefined;
  return KNOWN.has(url.pathname) ? url.pathname : undefined;
}

// Like the server: a path whose last part has no dot is a page of the app; what the server answers itself is none.
function isPage(path) {
  const first = path.split("/")[1];
  return first !== "api" && first !== "healthz" && !path.split("/").pop().includes(".");
}

async function answer(path, request) {
  const cache = await caches.open(NAME);
  // The browser may have thrown the cache away to make room: then only the network can help.
  return (await cache.match(path, { ignoreVary: true })) ?? fetch(request);
}
