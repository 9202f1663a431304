// The page for whoever has no signal: what the phone keeps for him, and his drafts with it.
//
// Only what could be opened here anyway is listed: the worker keeps the pages of one user alone, and
// drops them when he signs out. Whose drafts are shown is read from those pages.
"use strict";

const FIRST = ["/", "/visit/", "/tasks/"];

// The paths that the worker keeps for today.
function keptPaths() {
  return new Promise((done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = (event) => done(event.data);
    navigator.serviceWorker.controller.postMessage("kept", [channel.port2]);
  });
}

async function read(path) {
  const answer = await fetch(path);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const heading = page.querySelector("main h1");
  if (!page.body.dataset.user || !heading) return null;
  const about = page.querySelector("main .about");
  const colon = page.documentElement.lang === "en" ? ": " : "：";
  const said = [heading, about].filter(Boolean).map((one) => one.textContent.trim());
  const title = path === "/" ? page.title.split(" · ")[0] : said.join(colon); // home greets him
  return { path, title, of: page.body.dataset };
}

const rank = (path) => FIRST.findIndex((part) => path === part || (part !== "/" && path.includes(part)));

function byRank(one, other) {
  const [first, second] = [rank(one.path), rank(other.path)].map((at) => (at < 0 ? FIRST.length : at));
  return first - second || one.title.localeCompare(other.title, "zh");
}

async function listKept() {
  if (!navigator.serviceWorker || !navigator.serviceWorker.controller) return;
  const found = await Promise.all((await keptPaths()).map(read));
  const pages = found.filter(Boolean).sort(byRank);
  if (!pages.length) return;
  const section = document.getElementById("kept-list");
  const items = pages.map(({ path, title }) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = path;
    link.textContent = title;
    item.append(link);
    return item;
  });
  section.querySelector("ul").replaceChildren(...items);
  section.hidden = false;
  if (document.body.dataset.user) return;
  Object.assign(document.body.dataset, pages[0].of);
  await begin();
}

listKept();
