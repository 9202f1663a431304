// Keeps the pages that a helper has opened today readable without a signal, for him alone.
//
// Each page comes with a mark of its user (X-Office-User). Pages of one user alone are kept: those of
// another are dropped with the first page of the next, at sign-out, and whenever somebody signs in.
"use strict";

const SHELL = "shell-v3";
const PAGES = "pages-v2-";
const OFFLINE = "/offline/";
const ITS_FILES = ["office.css", "drafts.js", "offline.js"].map((name) => `/static/${name}`);
const KEPT = /^\/($|help\/|households\/|tasks\/)/;
const ENDS = /^\/sign-(in|out)\//;
const KEPT_MS = 12 * 3600 * 1000;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keepOffline());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropCaches((name) => name !== SHELL).then(() => self.clients.claim()));
});

// The page for whoever has no signal is kept as nobody in particular sees it.
async function keepOffline() {
  const shell = await caches.open(SHELL);
  await shell.addAll([new Request(OFFLINE, { credentials: "omit" }), ...ITS_FILES]);
}

async function dropCaches(dropped) {
  const names = (await caches.keys()).filter(dropped);
  await Promise.all(names.map((name) => caches.delete(name)));
}

const dropPages = () => dropCaches((name) => name.startsWith(PAGES));

async function offline() {
  return (await caches.match(OFFLINE)) || Response.error();
}

async function asset(request) {
  const shell = await caches.open(SHELL);
  try {
    const answer = await fetch(request);
    if (answer.ok) await shell.put(request, answer.clone());
    return answer;
  } catch {
    return (await shell.match(request)) || Response.error();
  }
}

async function keep(request, answer, user) {
  const own = PAGES + user;
  await dropCaches((name) => name.startsWith(PAGES) && name !== own);
  if (answer.ok && !answer.redirected) await (await caches.open(own)).put(request, answer);
}

async function keptPages() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PAGES));
  return names.length === 1 ? caches.open(names[0]) : null;
}

async function freshly(pages, request) {
  const found = await pages.match(request, { ignoreVary: true });
  if (!found || Date.now() - Date.parse(found.headers.get("Date")) < KEPT_MS) return found;
  await pages.delete(request);
  return undefined;
}

async function kept(request) {
  const pages = await keptPages();
  return (pages && (await freshly(pages, request))) || offline();
}

// The paths of what is kept, for the page that lists it; parts of pages are none.
async function keptPaths() {
  const pages = await keptPages();
  const paths = [];
  for (const request of pages ? await pages.keys() : []) {
    const { pathname, search } = new URL(request.url);
    if (!search && (await freshly(pages, request))) paths.push(pathname);
  }
  return paths;
}

self.addEventListener("message", (event) => {
  if (event.data === "kept") event.waitUntil(keptPaths().then((paths) => event.ports[0].postMessage(paths)));
});

async function page(request) {
  let answer;
  try {
    answer = await fetch(request);
  } catch {
    return kept(request);
  }
  const user = answer.headers.get("X-Office-User");
  if (user) await keep(request, answer.clone(), user);
  return answer;
}

// What is kept goes before anything else happens, signal or none.
async function ending(request) {
  await dropPages();
  try {
    return await fetch(request);
  } catch {
    return offline();
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (ENDS.test(url.pathname)) event.respondWith(ending(request));
  else if (request.method !== "GET") return;
  else if (url.pathname.startsWith("/static/")) event.respondWith(asset(request));
  else if (KEPT.test(url.pathname)) event.respondWith(page(request));
});
