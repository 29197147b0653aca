// Beside the page: starts the worker that keeps the site, and says when there is something newer or nothing new.
// Made by `challenge-map publish`; see crates/publish/src/offline.rs.
const { challengeMap } = globalThis;

// The sentences of notices, in the order of src/messages/offline.rs. Without them the site is kept all the same.
async function messages() {
  const response = await challengeMap.fetched(challengeMap.messagesFile("offline"));
  return (await response.text()).split("\n");
}

const [reloadWord, closeWord, newerData, offline, late, earlierVisit, newVersion] = await messages().catch((error) => {
  // No error: a page that is left ends its downloads.
  console.warn(error);
  return [];
});

// One notice at a time, below all else; `action` is what its button does.
function notice(text, action) {
  if (!text) return;
  document.querySelector(".notice")?.remove();
  const box = document.createElement("div");
  box.className = "notice";
  const line = document.createElement("p");
  line.setAttribute("role", "status");
  box.append(line);
  const button = (label, act) => {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "button";
    element.textContent = label;
    element.addEventListener("click", act);
    box.append(element);
  };
  if (action) button(reloadWord, action);
  button(closeWord, () => box.remove());
  document.body.append(box);
  // What is said must be there after the place where it is said.
  line.textContent = text;
}

const reload = () => location.reload();

function hear(data) {
  if (data?.challengeMap === "newer data") notice(newerData, reload);
  const why = { offline, late }[data?.challengeMap];
  if (why) {
    const from = new Date(data.shownFrom ?? NaN);
    const language = document.documentElement.lang || undefined;
    const when = from.toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
    notice(why.replace("{0}", Number.isNaN(from.getTime()) ? earlierVisit : when));
  }
}

// A page that stays open looks for newer data every ten minutes while it is seen, or when it is seen again. The worker
// leaves HEAD to the host.
const everyMs = 600_000;
const stamp = (headers) => headers?.get("ETag") ?? headers?.get("Last-Modified");
const head = () => fetch(challengeMap.data.address, { method: "HEAD", cache: "no-cache", credentials: "omit" });
let [known, looked] = [null, Date.now()];

async function lookForData() {
  const { data } = challengeMap;
  if (document.visibilityState !== "visible" || Date.now() - looked < everyMs || !data) return;
  looked = Date.now();
  const { ok, headers } = await head();
  // Where the program asked for the data before the loader did, the first look is what later ones compare with.
  known ??= stamp(data.headers) ?? stamp(headers);
  if (ok && stamp(headers) !== known) notice(newerData, reload);
}
const look = () => lookForData().catch(() => {}); // without a network nothing is newer
document.addEventListener("visibilitychange", look);
// A page that is always seen, as on a wall.
setInterval(look, everyMs + 1000);

navigator.serviceWorker.addEventListener("message", ({ data }) => hear(data));
// What the worker said while the page began: the loader kept it.
challengeMap.said.forEach(hear);

// Pages come from the host when it answers, and bring their own program: what runs may be the new version already.
function runsAlready(worker) {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage({ loader: document.querySelector("script[data-wasm]").src }, [port2]);
  });
}

async function offer(worker) {
  if (await runsAlready(worker)) return;
  notice(newVersion, () => {
    navigator.serviceWorker.addEventListener("controllerchange", reload, { once: true });
    worker.postMessage("take over");
  });
}

async function keep() {
  const registration = await navigator.serviceWorker.register(challengeMap.scripts.createScriptURL(new URL("sw.js", import.meta.url).href));
  const { active } = await navigator.serviceWorker.ready;
  const tell = (asked) => {
    const language = document.documentElement.lang.split("-")[0];
    active.postMessage({ asked, language, saves: navigator.connection?.saveData });
  };
  if (navigator.serviceWorker.controller) tell([]);
  // The worker does not see what the page asks for that was there before it.
  else new PerformanceObserver((list) => tell(list.getEntries().map((entry) => entry.name))).observe({ type: "resource", buffered: true });
  if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const { installing } = registration;
    installing?.addEventListener("statechange", () => {
      // The first one has nothing to replace.
      if (installing.state === "installed" && navigator.serviceWorker.controller) offer(installing);
    });
  });
}
keep().catch(console.error);
