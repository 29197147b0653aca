// Beside the page: says when the host has newer data. page.js follows it in the same file where the site is kept offline.
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

// A page that stays open looks for newer data every ten minutes while it is seen, or when it is seen again. A
// worker leaves HEAD to the host.
const everyMs = 600_000;
// A host may pack its answers anew, and then says that they are alike: W/.
const stamp = (headers) => (headers?.get("ETag") ?? headers?.get("Last-Modified"))?.replace(/^W\//, "");
const head = () => fetch(challengeMap.data.address, { method: "HEAD", cache: "no-cache", credentials: "omit" });
let [known, looked] = [null, Date.now()];

async function lookForData() {
  const { data } = challengeMap;
  if (document.visibilityState !== "visible" || Date.now() - looked < everyMs || !data) return;
  looked = Date.now();
  const { ok, headers } = await head();
  const now = ok && stamp(headers);
  if (!now) return;
  // Where the program asked for the data before the loader did, the first look is what later ones compare with.
  known ??= stamp(data.headers) ?? now;
  if (now !== known) notice(newerData, reload);
  known = now; // told once
}
const look = () => lookForData().catch(() => {}); // without a network nothing is newer
document.addEventListener("visibilitychange", look);
// A page that is always seen, as on a wall.
setInterval(look, everyMs + 1000);
