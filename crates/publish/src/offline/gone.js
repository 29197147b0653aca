// The site is no longer kept on visitors' devices: this removes what an earlier version kept, and itself.
// Made by `challenge-map publish --no-offline`; see crates/publish/src/offline.rs.
const prefix = "PREFIX";

async function clear() {
  for (const name of await caches.keys()) {
    if (name.startsWith(prefix)) await caches.delete(name);
  }
  await self.registration.unregister();
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(clear()));
