// Keeps the pages a helper has opened today readable without a signal; forgets them at sign-out.
"use strict";

const SHELL = "shell-v1";
const PAGES = "pages-v1";
const KEPT = /^\/($|households\/|tasks\/)/;
const SIGN_OUT = /^\/sign-out\//;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function networkFirst(request, name) {
  const cache = await caches.open(name);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await cache.put(request, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(request, { ignoreSearch: false });
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== location.origin) return;
  if (SIGN_OUT.test(url.pathname)) {
    event.waitUntil(caches.delete(PAGES));
    return;
  }
  if (event.request.method !== "GET") return;
  if (url.pathname.startsWith("/static/")) event.respondWith(networkFirst(event.request, SHELL));
  else if (KEPT.test(url.pathname)) event.respondWith(networkFirst(event.request, PAGES));
});
