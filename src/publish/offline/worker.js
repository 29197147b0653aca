// Keeps the site readable without a network. Made by `challenge-map publish`; see src/publish/offline.rs.
// Never touches what is sent, the receiver of sign-ups, or other hosts.
const prefix = "PREFIX";
const version = "VERSION";
// What is kept, below the site's path: programs with their sums, data without.
const files = {};

const name = prefix + version;
const shell = "offline.html";
const networkMs = 3_000;

const base = new URL("./", self.location);
const whole = (path) => new URL(path, base).href;

// One by one, so that a slow line is not asked for everything at once.
async function keepAll() {
  const cache = await caches.open(name);
  for (const [path, integrity] of Object.entries(files)) {
    // A name with a hash that is kept already, by an older version, holds the same bytes.
    const older = /-[0-9a-f]{12,16}(_bg)?\.\w+$/.test(path) ? await caches.match(whole(path)) : undefined;
    const response = older ?? (await fetch(whole(path), { integrity, cache: "no-cache", credentials: "omit" }));
    if (!response.ok) throw new Error(`${path}: status ${response.status}`);
    // Some hosts send `offline.html` on to `offline`, and what came that way can't stand for a page.
    await cache.put(whole(path), response.redirected ? new Response(response.body, response) : response);
  }
}

async function clearOlder() {
  for (const other of await caches.keys()) {
    if (other.startsWith(prefix) && other !== name) await caches.delete(other);
  }
}

// No `skipWaiting` here: a page and its program belong together until the visitor wants the new one.
self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(clearOlder()));
self.addEventListener("message", ({ data }) => {
  if (data === "take over") self.skipWaiting();
});

async function tell(event, message) {
  const client = await self.clients.get(event.clientId || event.resultingClientId);
  client?.postMessage({ challengeMap: message.what, shownFrom: message.shownFrom });
}

// The network as long as it answers soon; else the page that makes all pages.
async function page(event) {
  const kept = async () => (await caches.match(whole(shell), { cacheName: name })) ?? Response.error();
  let timer;
  const late = new Promise((resolve) => { timer = setTimeout(resolve, networkMs); });
  try {
    const response = await Promise.race([fetch(event.request), late]);
    return response && response.status < 500 ? response : await kept();
  } catch {
    return kept();
  } finally {
    clearTimeout(timer);
  }
}

async function text(response) {
  return response.clone().text();
}

// What is kept, at once; then the host is asked, and the page is told what came of it.
async function data(event, address) {
  const kept = await caches.match(address, { cacheName: name });
  // As the page asks, but always past the browser's own copies.
  const asked = fetch(address, { cache: "no-cache", credentials: "omit", referrerPolicy: "no-referrer" });
  if (!kept) return asked;
  const old = await text(kept);
  event.waitUntil((async () => {
    try {
      const response = await asked;
      if (!response.ok) return;
      const isNew = (await text(response)) !== old;
      // What was cleared on the way stays cleared.
      if (await caches.has(name)) await (await caches.open(name)).put(address, response);
      if (isNew) await tell(event, { what: "newer data" });
    } catch {
      await tell(event, { what: "offline", shownFrom: kept.headers.get("Date") });
    }
  })());
  return kept;
}

async function program(event, address) {
  const kept = await caches.match(address, { cacheName: name });
  return kept ?? fetch(event.request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const path = url.pathname.slice(base.pathname.length);
  const isOurs = url.origin === base.origin && url.pathname.startsWith(base.pathname);
  if (request.method !== "GET" || !isOurs || path === "api" || path.startsWith("api/")) return;
  if (request.mode === "navigate") return event.respondWith(page(event));
  // A query asks for something else than what is kept.
  const sum = url.search === "" ? files[path] : undefined;
  if (sum === "") return event.respondWith(data(event, url.href));
  if (sum) return event.respondWith(program(event, url.href));
});
