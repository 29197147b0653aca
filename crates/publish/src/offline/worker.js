// Keeps the site readable without a network. Made by `challenge-map publish`; see crates/publish/src/offline.rs.
// Never touches what is sent, the receiver of sign-ups, or other hosts.
const prefix = "PREFIX";
const version = "VERSION";
// What is kept from the first visit on, below the site's path: programs with their sums, data without.
const files = {};
// Programs, words and translations that are kept once somebody asked for them.
const later = {};
// The file with the long texts of challenges, and its translations.
const texts = [];

const name = prefix + version;
const shell = "offline.html";
const networkMs = 3_000;
// A host that was late is not waited for again for this long, so that a page waits once and not for each file.
const lateForMs = 10_000;

const base = new URL("./", self.location);
const whole = (path) => new URL(path, base).href;

// Whether an answer is data of this site: a network that one has to log in to answers everything with its own.
const KINDS = ["format", "challenge_map_content", "challenge_map_translation"];
async function isData(response) {
  if (!/json/.test(response.headers.get("Content-Type") ?? "")) return false;
  const value = await response.json().catch(() => null);
  return value?.constructor === Object && (response.url.endsWith("/config.json") || KINDS.some((kind) => kind in value));
}

// Whether a file has its sum: what is kept may have been damaged since.
async function isWhole(response, integrity) {
  const [kind, sum] = integrity.split(/-(.*)/);
  const digest = await crypto.subtle.digest(kind.replace("sha", "SHA-"), await response.arrayBuffer());
  return btoa(String.fromCharCode(...new Uint8Array(digest))) === sum;
}

// Whether an answer may be kept: with a sum the browser has checked it.
const mayBeKept = async (response, integrity) => response.ok && (integrity !== "" || (await isData(response.clone())));

// One by one, so that a slow line is not asked for everything at once.
async function keepAll() {
  const cache = await caches.open(name);
  for (const [path, integrity] of Object.entries({ ...files, ...later })) {
    const kept = await caches.match(whole(path));
    if (!kept && path in later) continue;
    // A name with a hash that is kept already, by an older version, holds the same bytes.
    const isSame = kept && /-[0-9a-f]{12,16}(_bg)?\.\w+$/.test(path) && (await isWhole(kept.clone(), integrity));
    const response = isSame ? kept : await fetch(whole(path), { integrity, cache: "no-cache", credentials: "omit" });
    if (!(await mayBeKept(response, integrity))) throw new Error(`${path}: status ${response.status}, or no data`);
    // Some hosts send `offline.html` on to `offline`, and what came that way can't stand for a page.
    await cache.put(whole(path), response.redirected ? new Response(response.body, response) : response);
  }
}

let keeping = Promise.resolve();

// What a page asked for before this worker saw it; and the parts of the program that pages are made of, so that
// each can be read. Not for a visitor who wishes to save data.
async function keepFor({ asked, language, saves }) {
  // A file may belong to several parts: pages.search-0123456789abcdef.wasm. Texts are those of the visit's language.
  const isPage = (path) => {
    const parts = path.split("-")[0].split(".");
    return ["search", "discuss"].some((part) => parts.includes(part)) && (path.endsWith(".wasm") || parts[0] === language);
  };
  // The sentences that say how old a page without a network is.
  const isNotice = new RegExp(`^${language}\\.offline-`);
  const isText = (path) => texts[0] === path || (texts.includes(path) && path.endsWith(`.${language}.json`));
  for (const [path, integrity] of Object.entries(later)) {
    const address = whole(path);
    const isForLater = isPage(path) || isText(path);
    if (!asked.includes(address) && (saves || !isForLater) && !isNotice.test(path)) continue;
    if (await caches.match(address, { cacheName: name })) continue;
    const response = await fetch(address, { integrity, credentials: "omit" });
    if (await mayBeKept(response, integrity)) await keep(address, response);
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
self.addEventListener("message", (event) => {
  const { data, ports } = event;
  if (data === "take over") self.skipWaiting();
  // A page says what it asked for, and in which language it is read. What does not come now, the next page asks for.
  if (data?.asked) event.waitUntil(keeping = keeping.then(() => keepFor(data)).catch(() => {}));
  // A page asks whether what runs in it is of this version.
  if (data?.loader) ports[0].postMessage(Object.keys(files).some((path) => whole(path) === data.loader));
});

async function tell(event, message) {
  const client = await self.clients.get(event.clientId || event.resultingClientId);
  client?.postMessage({ challengeMap: message.what, shownFrom: message.shownFrom });
}

let lateUntil = 0;

// What was asked for, if it comes soon.
async function soon(asked) {
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => {
      lateUntil = Date.now() + lateForMs;
      resolve();
    }, Date.now() < lateUntil ? 0 : networkMs);
  });
  // One that fails after that is no failure of the page.
  asked.catch(() => {});
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

// The network as long as it answers soon; else the page that makes all pages.
async function page(event) {
  const kept = async () => (await caches.match(whole(shell), { cacheName: name })) ?? Response.error();
  try {
    const response = await soon(fetch(event.request));
    return response && response.status < 500 ? response : await kept();
  } catch {
    return kept();
  }
}

// What was cleared on the way stays cleared.
async function keep(address, response) {
  if (await caches.has(name)) await (await caches.open(name)).put(address, response);
}

// The network as long as it answers soon, as for pages: a page of today never shows numbers of yesterday
// unsaid. Else what is kept, and the page is told from when it is.
async function data(event, address) {
  // As the page asks, but always past the browser's own copies.
  const asked = fetch(address, { cache: "no-cache", credentials: "omit", referrerPolicy: "no-referrer" });
  let what = "late";
  try {
    const response = await soon(asked);
    if (response && (await mayBeKept(response, ""))) {
      event.waitUntil(keep(address, response.clone()));
      return response;
    }
  } catch {
    what = "offline";
  }
  const kept = await caches.match(address, { cacheName: name });
  if (!kept) return asked;
  const old = kept.clone();
  event.waitUntil((async () => {
    await tell(event, { what, shownFrom: old.headers.get("Date") });
    const response = await asked.catch(() => null);
    if (!response || !(await mayBeKept(response, ""))) return;
    const isNew = (await response.clone().text()) !== (await old.text());
    await keep(address, response);
    if (isNew) await tell(event, { what: "newer data" });
  })());
  return kept;
}

// A name with a hash never holds anything else, so what is kept whole is as good as what the host has.
async function program(event, address, integrity) {
  const kept = await caches.match(address, { cacheName: name });
  if (kept && (await isWhole(kept.clone(), integrity))) return kept;
  const response = await fetch(address, { integrity, cache: event.request.cache, credentials: "omit" });
  if (response.ok) event.waitUntil(keep(address, response.clone()));
  return response;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const path = url.pathname.slice(base.pathname.length);
  const isOurs = url.origin === base.origin && url.pathname.startsWith(base.pathname);
  if (request.method !== "GET" || !isOurs || path === "api" || path.startsWith("api/")) return;
  if (request.mode === "navigate") return event.respondWith(page(event));
  // A query asks for something else than what is kept.
  const sum = url.search === "" ? files[path] ?? later[path] : undefined;
  if (sum === "") return event.respondWith(data(event, url.href));
  if (sum) return event.respondWith(program(event, url.href, sum));
});
