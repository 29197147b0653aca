// Starts the WebAssembly program: shows how far its download is, and says so when it can't run.
// trunk's own starter is an inline script, which a strict content security policy forbids.

const tag = document.querySelector("script[data-wasm]");

// What the program will want to read, asked for while it is itself on its way: by address.
const asked = new Map();

function ask(address) {
  // Whether another host may be asked is the program's to judge; and it may have been quicker.
  if (address.origin !== location.origin || asked.has(address.href)) return null;
  const stop = new AbortController();
  // As the program asks (src/ui/http.rs).
  const answer = fetch(address, { credentials: "omit", referrerPolicy: "no-referrer", signal: stop.signal });
  asked.set(address.href, { answer, stop });
  return answer;
}

async function askAhead() {
  const settings = await ask(new URL("config.json", import.meta.url));
  // A guess: what the settings mean is decided in src/config, and a wrong guess is never taken.
  const { bundle } = settings?.ok ? await settings.clone().json() : {};
  await ask(new URL(bundle ?? "bundle.json", import.meta.url));
}

// Gives the program what was asked for at an address already: once, and as long as `signal` lets it.
function takeAsked(address, signal) {
  const { href } = new URL(address, location.href);
  const early = asked.get(href);
  asked.set(href, null);
  signal.addEventListener("abort", () => early?.stop.abort());
  return early?.answer;
}

// The text of an answer, whose length nobody need have told: at most `most` bytes as they are unpacked,
// and something of it every `wait` milliseconds. Fails with "long" or "late".
async function textOf(response, most, wait) {
  let bytes = 0;
  let timer;
  // Kept, because browsers tell of any broken stream the same: that it could not be fetched.
  let why;
  const stop = (controller, reason) => {
    why = reason;
    controller.error(reason); // ends the download too
  };
  const expectMore = (controller) => {
    clearTimeout(timer);
    timer = setTimeout(stop, wait, controller, "late");
  };
  const guard = new TransformStream({
    start: expectMore,
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > most) return stop(controller, "long");
      expectMore(controller);
      controller.enqueue(chunk);
    },
  });
  try {
    return await new Response(response.body?.pipeThrough(guard)).text();
  } catch (error) {
    throw why ?? error;
  } finally {
    clearTimeout(timer);
  }
}

function say(text) {
  const line = document.getElementById("loading-text");
  if (line) line.textContent = text;
}

function fail(text, details = text) {
  console.error(details);
  document.getElementById("loading-bar")?.remove();
  say(text);
  // A published page stays: it can be read. Not told at once, for whoever follows a link before the
  // program has come ends its download too, and is gone by then.
  const main = document.querySelector("#app[data-published] > main");
  if (main) setTimeout(() => {
    const note = document.createElement("p");
    note.className = "note wide";
    note.setAttribute("role", "alert");
    note.textContent = `${text} You read the page as it was published; its controls do not answer.`;
    main.prepend(note);
  }, 1000);
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
      say(`Loading the map: ${Math.round(bytes / 1024)} KB`);
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(count), { headers: { "Content-Type": "application/wasm" } });
}

// Runs the script that trunk made; it brings `wasm_bindgen`.
function load(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${address} could not be loaded`));
    document.head.append(script);
  });
}

// Programs that a first visit does without: fetched when the site's program first asks for them.
const fetched = {};
function program(name) {
  fetched[name] ??= import(`./${name}.js`).then(async (module) => {
    await module.default();
    return module;
  });
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
  const open = all("details").map((details) => details.open);
  // The browser holds what is for readers without script as text, which nobody has marked.
  all("noscript").forEach((hidden) => hidden.remove());
  const { anchorNode, anchorOffset, focusNode, focusOffset, isCollapsed } = getSelection();
  const marked = isCollapsed ? [] : [lengthTo(app, anchorNode, anchorOffset), lengthTo(app, focusNode, focusOffset)];

  // A page that is shorter for a moment would scroll.
  app.style.minHeight = `${app.offsetHeight}px`;
  app.textContent = "";
  app.removeAttribute("data-published");
  requestAnimationFrame(() => {
    all("details").forEach((details, index) => { details.open ||= open[index] ?? false; });
    (document.getElementById(focused.id) ?? alike()[place])?.focus({ preventScroll: true });
    for (const { id, value, caret } of filled) {
      const field = document.getElementById(id);
      if (!field) continue;
      field.value = value;
      if (caret[0] !== undefined) field.setSelectionRange(...caret);
      for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    }
    const [start, end] = marked.includes(null) ? [] : marked.sort((a, b) => a - b);
    const ends = [placeAt(app, start, true), placeAt(app, end, false)];
    if (start < end && ends.every(Boolean)) getSelection().setBaseAndExtent(...ends.flat());
    app.style.minHeight = "";
    scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
  });
}

// What the site's program calls: src/ui/later.rs, src/ui/http.rs, src/ui/start.rs.
globalThis.challengeMap = { program, takeAsked, textOf, replace, fail };

async function start() {
  if (typeof WebAssembly !== "object" || !("HTMLDialogElement" in window) || !("TransformStream" in window)) {
    return fail("This browser is too old for the map. A current Firefox, Chrome, Edge or Safari shows it.", "missing: WebAssembly, dialog or streams");
  }
  // The program meets the same failure, and tells it.
  askAhead().catch(() => {});
  const script = load(tag.dataset.js);
  const response = await fetch(tag.dataset.wasm);
  if (!response.ok) throw new Error(`${tag.dataset.wasm}: status ${response.status}`);
  await script;
  await wasm_bindgen({ module_or_path: counted(response) });
  // trunk's live reload and tests wait for this.
  window.dispatchEvent(new CustomEvent("TrunkApplicationStarted"));
}

start().catch((error) => fail("The map could not be loaded. Check your connection, then reload the page.", error));
