// Starts the WebAssembly program: shows how far its download is, and says so when it can't run.
// trunk's own starter is an inline script, which a strict content security policy forbids.

const tag = document.querySelector("script[data-wasm]");
// What `challenge-map publish` calls the files, with the sums they must have: crates/publish/src/asset_hash.rs fills this in.
const published = {};

function fileOf(address) {
  const [file, integrity] = published[address.split("/").at(-1)] ?? [];
  return { address: new URL(file ?? address, file ? import.meta.url : location.href).href, integrity };
}
const besideLoader = (name) => fileOf(new URL(name, import.meta.url).href);

// With Trusted Types no text becomes the address of a script, or markup, but through these two.
function ownFile(address) {
  if (new URL(".", address).href.startsWith(new URL(".", import.meta.url).href)) return address;
  throw new TypeError(`${address} is no file of this site`);
}
const scripts = globalThis.trustedTypes?.createPolicy("challenge-map", { createScriptURL: ownFile }) ?? { createScriptURL: ownFile };
// leptos hands the unchanging parts of its pages to the browser as markup (tachys, `InertElement`). All of it is made of
// these, which load nothing, run nothing and send nothing: the one form only closes its dialog, the one address is the page's.
const harmless = /<\/?(?:a|article|blockquote|br|button|caption|code|dd|div|dl|dt|em|figcaption|h[1-4]|form|header|hr|label|li|ol|option|p|section|small|span|strong|summary|svg|circle|path|polygon|rect|table|tbody|td|th|thead|tr|ul)(?: (?:aria-[a-z]+|class|cx|cy|d|dir|focusable|for|height|id|points|r|rel|role|scope|tabindex|type|viewBox|width|x|y)="[^"<>]*"| href=""| method="dialog")*\/?>/g;
function onlyHarmless(markup) {
  if (/[<>]/.test(markup.replace(harmless, ""))) throw new TypeError(`no markup of this site: ${markup}`);
  return markup;
}
globalThis.trustedTypes?.createPolicy("default", { createHTML: onlyHarmless });

// A host that still has the policy of an older publishing blocks the style within the page: crates/publish/src/page_style.rs.
if (document.querySelector("head > style")?.sheet === null) {
  const { address: href, integrity } = fileOf(tag.dataset.style);
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", integrity, href }));
}

// What the program will read, fetched while it is on its way; src/http/file.rs takes it over, and says why this is no preload.
const prefetched = new Map();
function prefetch({ address, integrity }) {
  // Other hosts are the program's to judge; and it may have been quicker.
  if (new URL(address).origin !== location.origin || prefetched.has(address)) return null;
  const abort = new AbortController();
  const response = fetch(address, { integrity, credentials: "omit", referrerPolicy: "no-referrer", signal: abort.signal });
  response.catch(() => {}); // told when it is waited for
  prefetched.set(address, { response, abort });
  return response;
}

async function prefetchData() {
  const settings = await prefetch(besideLoader("config.json"));
  // A guess: what the settings mean is decided in crates/signup/src/config.rs. The program ends a download that has no end.
  const { bundle } = settings?.ok ? JSON.parse(await settings.clone().text()) : {};
  const data = besideLoader(bundle ?? "bundle.json");
  const response = await prefetch(data);
  // A page that stays open compares with it: crates/publish/src/offline/watch.js.
  globalThis.challengeMap.data = { address: data.address, headers: response?.headers };
}

function takePrefetched(address, signal) {
  const { href } = new URL(address, location.href);
  const early = prefetched.get(href);
  prefetched.set(href, null);
  signal.addEventListener("abort", () => early?.abort.abort());
  return early?.response;
}

// What the visitor wishes to read: what the address asked for in this visit, then what was chosen in the footer (src/components/languages.rs).
const query = new URLSearchParams(location.search.replaceAll("&amp;", "&"));
const [LANGUAGE, inAddress] = ["challenge-map.language", query.get("lang")];
let wishes = [inAddress];
try {
  if (inAddress) sessionStorage.setItem(LANGUAGE, inAddress);
  wishes = [sessionStorage, localStorage].map((kept) => kept.getItem(LANGUAGE));
} catch {} // the visitor lets nothing be kept
// A guess: the language is decided in src/i18n.rs.
const wished = [...wishes, document.documentElement.lang].map((tag) => tag?.toLowerCase().split("-")[0]);
let locale = wished.find((tag) => ["en", "es", "ar"].includes(tag)) ?? "en";
const messagesFile = (section, tag = locale) => besideLoader(`words/${tag}.${section}.txt`);

// What this file says itself, in the order of src/messages/loader.rs. A published page has all of it in its language (src/prerender.rs);
// else it is fetched, early for who reads another one. The English here is for when nothing comes, or not soon.
const [LOADED, UNREACHABLE, STAYS, CHANGED, MISSING, TOO_OLD, NO_WEBASSEMBLY, BLOCKED, OTHER_PICTURE] = Array(9).keys();
let messages = [
  "Loading the map: {0} KB",
  "The map could not be loaded. Check your connection, then reload the page.",
  "{0} This is the page as it was published; its controls do not work.",
];
let language = "en";
const carried = document.querySelector(".not-starting");
if (carried?.dataset.messages) [messages, language] = [carried.dataset.messages.split("\n"), carried.dataset.language];
async function loadMessages() {
  if (language === locale && messages.length > 3) return;
  const own = fetch(messagesFile("loader").address, { signal: AbortSignal.timeout(3000) });
  const text = await own.then((response) => response.ok && response.text()).catch(() => null);
  if (text) [messages, language] = [text.split("\n"), locale];
}

const tell = (line, text) => line && Object.assign(line, { lang: language, dir: "auto", textContent: text });
const say = (text) => tell(document.getElementById("loading-text"), text);
// Says why there is no map: one of the sentences of this file, or one of the program.
async function fail(what, details = what) {
  console.error(details);
  document.getElementById("loading-bar")?.remove();
  await loadMessages();
  const text = messages[what] ?? (details === what ? what : messages[UNREACHABLE]);
  say(text);
  // A published page stays. Not told at once, for who follows a link before the program has come ends its download too.
  const page = document.querySelector("#app[data-published]");
  const keys = ["measure", "x", "y", "wave", "group", "versus", "theme", "pins", "focus", "sort"]; // crates/explore/src/view_state/query.rs
  const asks = keys.some((key) => query.has(key)) || !["overview", null].includes(query.get("view"));
  const isOther = asks && page?.querySelector(".placeholder-chart, .fingerprint") && messages[OTHER_PICTURE];
  const told = [messages[STAYS].replace("{0}", () => text), isOther].filter(Boolean).join(" ");
  const note = tell(Object.assign(document.createElement("p"), { className: "note wide", role: "alert" }), told);
  setTimeout(() => (page?.querySelector("main")?.prepend(note), page?.setAttribute("data-failed", "")), 1000);
}

// A dropped download fails like a changed file: only a file that comes whole, but never with its sum, is changed. What
// lets other files through, but not this one, or only not as a script, is no bad connection.
async function explain({ address, integrity }, error) {
  const head = (what) => fetch(what, { method: "HEAD", cache: "no-store" }).catch(() => null);
  const comes = (sum) => fetch(address, { ...sum, cache: "no-store" }).then((response) => response.ok && response.arrayBuffer()).catch(() => null);
  const now = await head(address);
  if (now?.ok && integrity && !(await comes({ integrity })) && (await comes())) return fail(CHANGED, error);
  const isRefused = () => address.endsWith(".js") && load({ address, integrity }).then(() => false, () => true);
  if (now ? now.ok && (await isRefused()) : (await head(location.href)) && !(await head(address))) return fail(BLOCKED, error);
  if (now?.status !== 404) return fail(UNREACHABLE, error);
  // The page is older than what the host has: a new one names what is there. Reloaded once, it is new.
  if (performance.getEntriesByType("navigation")[0]?.type !== "reload") return location.reload();
  fail(MISSING, error);
}

// Passes a download on as it comes in, and tells how much there is of it so far.
function counted({ body, headers }) {
  const bar = document.getElementById("loading-bar");
  // With a content encoding the length is that of the packed bytes.
  const total = headers.get("Content-Encoding") ? 0 : Number(headers.get("Content-Length"));
  if (bar && total) bar.max = total;
  let bytes = 0;
  const count = new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bar && total) bar.value = bytes;
      say(messages[LOADED].replace("{0}", Math.round(bytes / 1024)));
      controller.enqueue(chunk);
    },
  });
  return new Response(body.pipeThrough(count), { headers: { "Content-Type": "application/wasm" } });
}

// Runs a script, if it has its sum; the one that trunk made brings `wasm_bindgen`. In a sandboxed frame it is of another origin.
function load({ address, integrity }, type = "text/javascript") {
  return new Promise((resolve, reject) => {
    const onerror = () => reject(new Error(`${address} could not be loaded`));
    const src = scripts.createScriptURL(address);
    document.head.append(Object.assign(document.createElement("script"), { type, integrity: integrity ?? "", crossOrigin: origin === "null" ? "" : null, src, onload: resolve, onerror }));
  });
}

async function fetched({ address, integrity }) {
  const response = await fetch(address, { integrity });
  if (!response.ok) throw new Error(`${address}: status ${response.status}`);
  return response;
}

// What links parts of the program, in a build that is split: xtask/src/parts.js takes this line's place.
const loaders = {};
let program;
async function start() {
  document.querySelector("#app")?.setAttribute("data-starting", "");
  if (!("HTMLDialogElement" in window && "TransformStream" in window)) return fail(TOO_OLD, "missing: dialog or streams");
  if (typeof WebAssembly !== "object") return fail(NO_WEBASSEMBLY, "missing: WebAssembly");
  prefetchData().catch(() => {}); // the program meets the same failure, and tells it
  prefetch(messagesFile("site"));
  if (locale !== language) loadMessages();
  const [script, wasm] = [fileOf(tag.dataset.js), fileOf(tag.dataset.wasm)];
  const failsWith = (file) => (error) => { throw Object.assign(error, { file }); };
  // Without it a published page is taken over with nothing of what the visitor did: crates/publish/src/takeover.js.
  const takeover = document.querySelector("#app[data-published]") && load(fileOf("takeover")).catch(console.error);
  const running = load(script).catch(failsWith(script));
  running.catch(() => {}); // told when it is waited for
  // With a sum the answer comes when all of it is there and right.
  const response = await fetched(wasm).catch(failsWith(wasm));
  await Promise.all([running, takeover]);
  program = await wasm_bindgen({ module_or_path: counted(response) }).catch((error) => {
    throw error instanceof WebAssembly.CompileError ? Object.assign(error, { why: BLOCKED }) : error;
  });
  // trunk's live reload and tests wait for this.
  window.dispatchEvent(new CustomEvent("TrunkApplicationStarted"));
}

// What the program calls: src/loader.rs, src/http/file.rs; and what links its parts.
const prefetchAddress = (address) => void prefetch({ address: new URL(address, location.href).href });
globalThis.challengeMap = { loaders, takePrefetched, prefetchAddress, fetched, besideLoader, messagesFile, fail, stale: (error) => fail(MISSING, error), explain, setLocale: (tag) => { locale = tag; }, wishes: () => wishes.join(" ") };

// What keeps the site for later, and looks for newer data (crates/publish/src/offline): after all that is for now. A frame, which may not even ask, is kept by its page.
if (published.watch && window.parent === window) {
  const said = [];
  navigator.serviceWorker?.addEventListener("message", ({ data }) => said.push(data));
  Object.assign(globalThis.challengeMap, { said, scripts });
  addEventListener("load", () => load(fileOf("watch"), "module").catch(console.error), { once: true });
}
start().catch((error) => (error.file ? explain(error.file, error) : fail(error.why ?? UNREACHABLE, error)));
