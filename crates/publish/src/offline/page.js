// Below watch.js: starts the worker that keeps the site, and says what it finds.
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

const { serviceWorker } = navigator; // none without TLS
serviceWorker?.addEventListener("message", ({ data }) => hear(data));
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
    serviceWorker.addEventListener("controllerchange", reload, { once: true });
    worker.postMessage("take over");
  });
}

async function keep() {
  const registration = await serviceWorker.register(challengeMap.scripts.createScriptURL(new URL("sw.js", import.meta.url).href));
  const { active } = await serviceWorker.ready;
  const tell = (asked) => {
    const language = document.documentElement.lang.split("-")[0];
    active.postMessage({ asked, language, saves: navigator.connection?.saveData });
  };
  if (serviceWorker.controller) tell([]);
  // The worker does not see what the page asks for that was there before it.
  else new PerformanceObserver((list) => tell(list.getEntries().map((entry) => entry.name))).observe({ type: "resource", buffered: true });
  if (registration.waiting && serviceWorker.controller) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const { installing } = registration;
    installing?.addEventListener("statechange", () => {
      // The first one has nothing to replace.
      if (installing.state === "installed" && serviceWorker.controller) offer(installing);
    });
  });
}
if (serviceWorker) keep().catch(console.error);
