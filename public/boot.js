// Starts the WebAssembly program: shows how far its download is, and says so when it can't run.
// trunk's own starter is an inline script, which a strict content security policy forbids.

const tag = document.querySelector("script[data-wasm]");

// What `challenge-map publish` calls the files, with the sums they must have: src/publish/seal.rs fills this in.
const published = {};

function named(address) {
  const name = address.split("/").at(-1);
  const [file, integrity] = published[name] ?? [];
  return { address: new URL(file ?? address, file ? import.meta.url : location.href).href, integrity };
}

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

// What the program will want to read, fetched while it is itself on its way: by address. Why this is no
// `<link rel="preload">`: src/ui/http.rs.
const prefetched = new Map();

function prefetch({ address, integrity }) {
  // Whether another host may be asked is the program's to judge; and it may have been quicker.
  if (new URL(address).origin !== location.origin || prefetched.has(address)) return null;
  const abort = new AbortController();
  // As the program asks (src/ui/http.rs).
  const response = fetch(address, { integrity, credentials: "omit", referrerPolicy: "no-referrer", signal: abort.signal });
  // Known to fail only when it is waited for.
  response.catch(() => {});
  prefetched.set(address, { response, abort });
  return response;
}

const besideLoader = (address) => ({ address: new URL(address, import.meta.url).href });

// The text of a response that may never end, which the program reads too and holds to limits: a little more than `most`.
async function beginning(response, most) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (text.length <= most) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += value;
  }
  reader.cancel().catch(() => {});
  return text;
}

async function prefetchData() {
  const settings = await prefetch(besideLoader("config.json"));
  // A guess: what the settings mean is decided in src/config, and a wrong guess is never taken.
  const { bundle } = settings?.ok ? JSON.parse(await beginning(settings.clone(), 65_536)) : {};
  await prefetch(besideLoader(bundle ?? "bundle.json"));
}

// Gives the program the response to what was fetched at an address already: once, and as long as `signal` lets it.
function takePrefetched(address, signal) {
  const { href } = new URL(address, location.href);
  const early = prefetched.get(href);
  prefetched.set(href, null);
  signal.addEventListener("abort", () => early?.abort.abort());
  return early?.response;
}

// What the visitor wishes to read: what the address asked for in this visit, then what was chosen in the footer.
const LANGUAGE = "challenge-map.language";
const inAddress = new URLSearchParams(location.search).get("lang");
let wishes = [inAddress];
try {
  if (inAddress) sessionStorage.setItem(LANGUAGE, inAddress);
  wishes = [sessionStorage, localStorage].map((kept) => kept.getItem(LANGUAGE));
} catch {
  // The visitor lets nothing be kept.
}

addEventListener("click", ({ target }) => {
  const tag = target.dataset?.language;
  if (!tag) return;
  const next = new URL(location.href);
  next.searchParams.delete("lang");
  try {
    sessionStorage.removeItem(LANGUAGE);
    localStorage.setItem(LANGUAGE, tag);
  } catch {
    next.searchParams.set("lang", tag);
  }
  if (inAddress || next.searchParams.has("lang")) history.replaceState(null, "", next);
  location.reload();
});

// The words of a language, for one part of what is said: src/text/words.rs. The site's own its program fetches, and
// leaves here for programs that come later.
const texts = {};
const wordsFile = (tag, part) => named(new URL(`words/${tag}.${part}.txt`, import.meta.url).href);
function words(tag, part) {
  const file = wordsFile(tag, part);
  return texts[file.address] ??= fetch(file.address).then((response) => {
    if (!response.ok) throw new Error(`${file.address}: status ${response.status}`);
    return response.text();
  }).catch((error) => {
    delete texts[file.address];
    throw Object.assign(error, { file });
  });
}

// What this file says itself, in the order of src/text/loader.rs: fetched early for who does not read English, else when
// it is needed. The English here is for when nothing comes, or not soon.
const [LOADED, UNREACHABLE, STAYS, CHANGED, MISSING, TOO_OLD] = Array(6).keys();
let messages = [
  "Loading the map: {0} KB",
  "The map could not be loaded. Check your connection, then reload the page.",
  "{0} You read the page as it was published; its controls do not answer.",
];
let language = "en";
const loadMessages = () => Promise.race([words(spoken, "loader"), new Promise((resolve) => setTimeout(resolve, 3000))]).then((text) => {
  if (text) [messages, language] = [text.split("\n"), spoken];
}).catch(() => {});

// A guess, as with the bundle: what is spoken is decided in src/language.rs.
const wished = [...wishes, document.documentElement.lang].map((tag) => tag?.toLowerCase().split("-")[0]);
let spoken = wished.find((tag) => ["en", "es", "ar"].includes(tag)) ?? "en";
const prefetchWords = () => prefetch(wordsFile(spoken, "site"));

const tell = (line, text) => line && Object.assign(line, { lang: language, dir: "auto", textContent: text });
const say = (text) => tell(document.getElementById("loading-text"), text);

// One of the sentences of this file, or one of the site's program.
async function fail(what, details = what) {
  console.error(details);
  document.getElementById("loading-bar")?.remove();
  await loadMessages();
  const text = messages[what] ?? (details === what ? what : messages[UNREACHABLE]);
  say(text);
  // A published page stays: it can be read. Not told at once, for whoever follows a link before the
  // program has come ends its download too, and is gone by then.
  const main = document.querySelector("#app[data-published] > main");
  if (main) setTimeout(() => {
    const note = document.createElement("p");
    note.className = "note wide";
    note.setAttribute("role", "alert");
    tell(note, messages[STAYS].replace("{0}", () => text));
    main.prepend(note);
  }, 1000);
}

// Whether all of a file comes, and has its sum if it is told one.
async function comes(address, integrity) {
  try {
    const response = await fetch(address, { integrity, cache: "no-store" });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

// A file that did not come: what is there in its place tells a changed one from a line that is or was down.
// A dropped download fails like a changed one, so only a file that comes, but never with its sum, is changed.
async function explain({ address, integrity }, error) {
  const now = await fetch(address, { method: "HEAD", cache: "no-store" }).catch(() => null);
  if (now?.ok && integrity && !(await comes(address, integrity)) && (await comes(address))) return fail(CHANGED, error);
  if (now?.status !== 404) return fail(UNREACHABLE, error);
  // The page is older than what the host has: a new one names what is there. Once: a second time it is new.
  if (performance.getEntriesByType("navigation")[0]?.type !== "reload") return location.reload();
  fail(MISSING, error);
}

// Passes a download on as it comes in, and tells how much there is of it so far.
function counted(response) {
  const bar = document.getElementById("loading-bar");
  // With a content encoding the length is that of the packed bytes, and says nothing of these.
  const packed = response.headers.get("Content-Encoding");
  const total = packed ? 0 : Number(response.headers.get("Content-Length"));
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
  return new Response(response.body.pipeThrough(count), { headers: { "Content-Type": "application/wasm" } });
}

// Runs a script, if it has its sum; the one that trunk made brings `wasm_bindgen`.
function load({ address, integrity }, type = "text/javascript") {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.type = type;
    if (integrity) script.integrity = integrity;
    script.src = scripts.createScriptURL(address);
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${address} could not be loaded`));
    document.head.append(script);
  });
}

let sheet;
function loadSheet() {
  const { address, integrity } = named(new URL("later.css", import.meta.url).href);
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    if (integrity) link.integrity = integrity;
    link.href = address;
    link.onload = resolve;
    link.onerror = () => {
      sheet = null;
      reject(new Error(`${address} could not be loaded`));
    };
    document.head.append(link);
  });
}

// Programs that a first visit does without: fetched when the site's program first asks for them.
const fetched = {};
async function fetchProgram(name) {
  const isSeen = !["translate", "check"].includes(name);
  // What they show has a sheet of its own, which a first visit does without too.
  if (isSeen) await (sheet ??= loadSheet());
  const script = named(new URL(`${name}.js`, import.meta.url).href);
  const wasm = named(new URL(`${name}_bg.wasm`, import.meta.url).href);
  // An import can't be told a sum. An element can, and the module that it brought is the one that is imported.
  if (script.integrity) await load(script, "module");
  const module = await import(script.address);
  const said = Promise.all(isSeen ? [words(spoken, "site"), words(spoken, name)] : []);
  // Known to fail only when it is waited for.
  said.catch(() => {});
  await module.default({ module_or_path: fetch(wasm.address, { integrity: wasm.integrity }) });
  module.speak?.(spoken, ...(await said));
  return module;
}
function program(name) {
  fetched[name] ??= fetchProgram(name);
  // One that did not come is asked for again.
  fetched[name].catch(() => delete fetched[name]);
  return fetched[name];
}

// Where something is in the text of an element, as a number of characters before it, and back.
function lengthTo(element, node, offset) {
  if (!element.contains(node)) return null;
  const range = document.createRange();
  range.selectNodeContents(element);
  range.setEnd(node, offset);
  return range.toString().length;
}

function placeAt(element, length, isStart) {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    // Where one text ends the next one begins.
    if (length < text.length || (length === text.length && !isStart)) return [text, length];
    length -= text.length;
  }
  return null;
}

// Empties a published page for the running one, which is put in its place in the same turn. Before
// the next frame it has back what the visitor did on the way: where they are, what has the focus,
// what they typed, chose, opened and marked.
function replace(app) {
  const { scrollX, scrollY } = window;
  const all = (selector) => [...app.querySelectorAll(selector)];
  const focused = document.activeElement;
  const alike = () => all("a, button, summary").filter((other) => other.textContent === focused.textContent);
  const place = alike().indexOf(focused);
  const isChanged = (field) => field.options
    ? field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected))
    : field.value !== field.defaultValue;
  const filled = all("input[id], select[id]").filter(isChanged)
    .map(({ id, value, selectionStart, selectionEnd }) => ({ id, value, caret: [selectionStart, selectionEnd] }));
  const open = new Set(all("details[open]").map(({ className }) => className));
  // The browser holds what is for readers without script as text, which nobody has marked.
  all("noscript").forEach((hidden) => hidden.remove());
  const { anchorNode, anchorOffset, focusNode, focusOffset, isCollapsed } = getSelection();
  const marked = isCollapsed ? [] : [lengthTo(app, anchorNode, anchorOffset), lengthTo(app, focusNode, focusOffset)];

  // A page that is shorter for a moment would scroll.
  app.style.minHeight = `${app.offsetHeight}px`;
  app.textContent = "";
  app.removeAttribute("data-published");
  requestAnimationFrame(() => {
    for (const details of all("details")) details.open ||= open.has(details.className);
    (document.getElementById(focused.id) ?? alike()[place])?.focus({ preventScroll: true });
    for (const { id, value, caret } of filled) {
      const field = document.getElementById(id);
      if (!field) continue;
      field.value = value;
      // Fields of some kinds have none.
      if (caret[0] != null) field.setSelectionRange(...caret);
      for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    }
    const [start, end] = marked.includes(null) ? [] : marked.sort((a, b) => a - b);
    const ends = [placeAt(app, start, true), placeAt(app, end, false)];
    if (start < end && ends.every(Boolean)) getSelection().setBaseAndExtent(...ends.flat());
    app.style.minHeight = "";
    scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
  });
}

// What the site's program calls: src/ui/later.rs, src/ui/http/file.rs, src/ui/speech.rs, src/ui/start.rs.
const stale = (error) => fail(MISSING, error);
const foreign = (bundle) => program("translate").then(({ apply }) => apply(bundle, null, "", "")).catch(console.error);
const setLocale = (tag) => { spoken = tag; };
const keepWords = (address, text) => { texts[address] = Promise.resolve(text); };
globalThis.challengeMap = { program, takePrefetched, fileOf: named, replace, foreign, fail, stale, explain, setLocale, keepWords, wishes: () => wishes.join(" "), notices: () => words(spoken, "offline") };

// Ctrl+K, or ⌘K, leads to the search from every page. Not a letter alone, which who dictates presses unawares; and
// neither over a dialog nor in a field, where a Mac deletes with it. The key of another script is told by its place.
addEventListener("keydown", (event) => {
  const { key, code, target } = event;
  const isK = key?.toLowerCase() === "k" || (code === "KeyK" && key > "~");
  if (!isK || event.ctrlKey === event.metaKey || event.shiftKey || event.altKey) return;
  if (target.closest?.("input, select, textarea") || document.querySelector("dialog[open]")) return;
  const field = document.getElementById("find");
  const link = document.querySelector("nav a[href$='/search']");
  if (!field && !link) return;
  event.preventDefault();
  if (field) field.focus();
  else link.click();
});

// What keeps the site for later: after all that is for now.
function stayOffline() {
  const { serviceWorker } = navigator;
  // In a page of others it is theirs what is kept of it.
  if (!published.offline || !serviceWorker || window.parent !== window) return;
  const worker = () => scripts.createScriptURL(new URL("sw.js", import.meta.url).href);
  const said = [];
  serviceWorker.addEventListener("message", ({ data }) => said.push(data));
  Object.assign(globalThis.challengeMap, { worker, said });
  const begin = () => load(named("offline"), "module").catch(console.error);
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin, { once: true });
}

async function start() {
  if (typeof WebAssembly !== "object" || !("HTMLDialogElement" in window) || !("TransformStream" in window)) {
    return fail(TOO_OLD, "missing: WebAssembly, dialog or streams");
  }
  // The program meets the same failure, and tells it.
  prefetchData().catch(() => {});
  prefetchWords();
  if (spoken !== language) loadMessages();
  const [script, wasm] = [named(tag.dataset.js), named(tag.dataset.wasm)];
  const running = load(script).catch((error) => { throw Object.assign(error, { file: script }); });
  // Known to fail only when it is waited for.
  running.catch(() => {});
  // With a sum the answer comes when all of it is there and right.
  const response = await fetch(wasm.address, { integrity: wasm.integrity }).catch((error) => { throw Object.assign(error, { file: wasm }); });
  if (!response.ok) throw Object.assign(new Error(`${wasm.address}: status ${response.status}`), { file: wasm });
  await running;
  await wasm_bindgen({ module_or_path: counted(response) });
  // trunk's live reload and tests wait for this.
  window.dispatchEvent(new CustomEvent("TrunkApplicationStarted"));
}

stayOffline();
start().catch((error) => (error.file ? explain(error.file, error) : fail(UNREACHABLE, error)));
