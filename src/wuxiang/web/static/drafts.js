// Forms that survive a lost signal: kept on the phone, sent once when the signal returns.
//
// A form takes part with data-draft and a hidden field `draft` (a UUID made by the server or here).
// The UUID is the server's unique key, so that sending twice is receiving once.
"use strict";

const KEPT_DAYS = 7;
const RETRY_MS = 15000;
const FIELD = "draft";

function opened() {
  return new Promise((done, failed) => {
    const request = indexedDB.open("wuxiang", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("draft", { keyPath: "key" });
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

async function stored(mode, work) {
  const database = await opened();
  try {
    return await new Promise((done, failed) => {
      const transaction = database.transaction("draft", mode);
      const request = work(transaction.objectStore("draft"));
      transaction.oncomplete = () => done(request.result);
      transaction.onerror = () => failed(transaction.error);
    });
  } finally {
    database.close();
  }
}

const keep = (draft) => stored("readwrite", (store) => store.put(draft));
const drop = (key) => stored("readwrite", (store) => store.delete(key));
const find = (key) => stored("readonly", (store) => store.get(key));
const all = () => stored("readonly", (store) => store.getAll());

function owner() {
  return document.body.dataset.user || "";
}

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function fieldsOf(form) {
  const pairs = [];
  for (const [name, value] of new FormData(form)) {
    if (name !== "csrfmiddlewaretoken") pairs.push([name, value]);
  }
  return pairs;
}

function draftOf(form, state) {
  return {
    key: form.elements[FIELD].value,
    owner: owner(),
    page: location.pathname,
    action: form.action,
    title: form.dataset.draft,
    fields: fieldsOf(form),
    state,
    at: Date.now(),
  };
}

function fill(form, draft, touched) {
  for (const element of form.elements) {
    if (!element.name || element.name === "csrfmiddlewaretoken" || element.type === "file") continue;
    if (touched.has(element.name)) continue;
    const values = draft.fields.filter(([name]) => name === element.name).map(([, value]) => value);
    if (element.type === "checkbox" || element.type === "radio") {
      element.checked = values.includes(element.value);
    } else if (values.length) {
      element.value = values[0];
    }
  }
}

function tell(name, count) {
  const note = document.getElementById("draft-note");
  if (!note) return;
  note.textContent = note.dataset[name] ? note.dataset[name].replace("{n}", count || "") : "";
  note.hidden = !note.textContent;
}

async function freshToken() {
  const answer = await fetch(document.body.dataset.token, { credentials: "same-origin" });
  if (answer.redirected || !answer.ok) return null;
  const { token, user } = await answer.json();
  return user === owner() ? token : null;
}

// "sent", "refused" (the server says what is wrong), "signed-out", or "offline".
async function send(draft) {
  try {
    const token = await freshToken();
    if (token === null) return { state: "signed-out" };
    const body = new FormData();
    for (const [name, value] of draft.fields) body.append(name, value);
    const answer = await fetch(draft.action, {
      method: "POST",
      body,
      credentials: "same-origin",
      headers: { "X-CSRFToken": token, "X-Draft": draft.key },
    });
    if (answer.ok && answer.headers.get("X-Draft-Kept") === draft.key) {
      await drop(draft.key);
      return { state: "sent", to: answer.headers.get("X-Draft-Next") };
    }
    if (answer.status >= 500) return { state: "offline" };
    if (answer.redirected) return { state: "signed-out" };
    return { state: "refused" };
  } catch {
    return { state: "offline" };
  }
}

let sending = false;

async function sendWaiting() {
  if (sending) return;
  sending = true;
  try {
    const waiting = (await all()).filter((one) => one.state === "waiting" && one.owner === owner());
    let sent = 0;
    for (const draft of waiting) {
      const { state } = await send(draft);
      if (state === "sent") sent += 1;
      else if (state === "refused") await keep({ ...draft, state: "writing" });
      else {
        tell(state === "offline" ? "waiting" : "signedOut", waiting.length - sent);
        return;
      }
    }
    if (sent) tell("sent", sent);
    if (sent) await listWaiting();
  } finally {
    sending = false;
  }
}

async function dropOld() {
  const oldest = Date.now() - KEPT_DAYS * 24 * 3600 * 1000;
  for (const draft of await all()) {
    if (draft.at < oldest) await drop(draft.key);
  }
}

// What is written before the phone has found the last draft is neither lost nor written over.
async function takePart(form, cleared) {
  const touched = new Set();
  let ready = false;
  form.addEventListener("input", (event) => {
    touched.add(event.target.name);
    if (ready) keep(draftOf(form, "writing"));
  });
  await cleared;
  const mine = (await all()).find(
    (one) => one.owner === owner() && one.page === location.pathname && one.state === "writing",
  );
  const field = form.elements[FIELD];
  if (mine && !form.dataset.answered) {
    fill(form, mine, touched);
    tell("restored");
  }
  if (!field.value) field.value = newKey();
  ready = true;
  if (touched.size) await keep(draftOf(form, "writing"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    const draft = draftOf(form, "waiting");
    await keep(draft);
    const { state, to } = await send(draft);
    if (state === "sent") {
      location.assign(to || location.pathname);
      return;
    }
    button.disabled = false;
    if (state === "refused") {
      await keep({ ...draft, state: "writing" });
      form.submit(); // the server shows what is wrong
    } else {
      tell(state === "offline" ? "waiting" : "signedOut", 1);
      if (state === "offline") form.hidden = true;
    }
  });
}

// On the start page: what is not sent yet, each with the page where it can be gone on with.
async function listWaiting() {
  const section = document.getElementById("draft-list");
  if (!section) return;
  const mine = (await all()).filter((one) => one.owner === owner());
  const items = mine.map((one) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = one.page;
    link.textContent = `${one.title} ${new Date(one.at).toLocaleString()}`;
    item.append(link);
    return item;
  });
  section.querySelector("ul").replaceChildren(...items);
  section.hidden = !items.length;
}

async function begin() {
  const cleared = dropOld();
  const forms = [...document.querySelectorAll("form[data-draft]")];
  await Promise.all([cleared, ...forms.map((form) => takePart(form, cleared))]);
  addEventListener("online", sendWaiting);
  setInterval(sendWaiting, RETRY_MS);
  await sendWaiting();
  await listWaiting();
  if ("serviceWorker" in navigator && document.body.dataset.worker) {
    await navigator.serviceWorker.register(document.body.dataset.worker, { scope: "/" });
  }
}

if (document.body.dataset.user) begin();
