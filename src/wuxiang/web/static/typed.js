// What somebody typed into a form that the office did not take, because its session had ended.
//
// Kept in this tab alone, shown to the same user alone, filled in again but never sent by itself.
// Comes after drafts.js, whose forms look after themselves.
"use strict";

const TYPED = "typed";
const ENDED = /^\/(sign-|second-|password)/;
const KEPT_OUT = "input[type=hidden], input[type=password], input[type=file]";

const typed = () => JSON.parse(sessionStorage.getItem(TYPED) || "null");
const remember = (form) => sessionStorage.setItem(TYPED, JSON.stringify(form));
const forget = () => sessionStorage.removeItem(TYPED);

function namesOf(form, selector) {
  return new Set([...form.querySelectorAll(selector)].map((element) => element.name));
}

// What is seen of it without its form: each field that was typed into, with its label.
function saidIn(form) {
  const seen = [...form.querySelectorAll("input, textarea")].filter(
    (one) => one.value && one.labels?.length && !one.matches(`${KEPT_OUT}, [type=checkbox], [type=radio]`),
  );
  return seen.map((one) => `${one.labels[0].textContent.trim()}：${one.value}`);
}

function noteTyped({ target: form }) {
  if (form.action.endsWith("/sign-out/")) forget();
  if (form.method !== "post" || form.dataset.draft || !form.closest("main")) return;
  const secret = namesOf(form, "input[type=password]");
  remember({
    owner: owner(),
    page: form.dataset.from || location.pathname + location.search,
    action: form.action,
    fields: fieldsOf(form).filter(([name, value]) => typeof value === "string" && !secret.has(name)),
    said: saidIn(form),
    refused: false,
  });
}

const made = (tag, textContent = "") => Object.assign(document.createElement(tag), { textContent });

function offer(kept) {
  const note = document.getElementById("typed-note");
  if (kept.said.length) {
    const list = made("ul");
    const folded = made("details");
    list.append(...kept.said.map((line) => made("li", line)));
    folded.append(made("summary", note.dataset.see), list);
    note.firstElementChild.after(folded);
  }
  note.querySelector("a").href = kept.page;
  note.querySelector("button").addEventListener("click", () => {
    forget();
    note.hidden = true;
  });
  note.hidden = false;
}

function bringBack(kept) {
  const form = [...document.querySelectorAll("main form[method=post]")].find(
    (one) => one.action === kept.action && !one.dataset.draft,
  );
  if (!form) {
    offer(kept);
    return;
  }
  fill(form, kept, namesOf(form, KEPT_OUT));
  document.getElementById("typed-filled").hidden = false;
}

// On the page that says so: the way back; a form that sends itself to its own page needs no note.
function leadBack(kept) {
  const back = document.getElementById("typed-back");
  if (back && kept && kept.owner === owner()) back.href = kept.page;
  else if (back && document.referrer === location.href && !ENDED.test(location.pathname)) {
    back.href = location.pathname;
  }
}

function beginTyped() {
  const kept = typed();
  const refusal = document.querySelector("[data-refused]");
  document.addEventListener("submit", noteTyped);
  if (refusal) leadBack(kept);
  if (!kept) return;
  if (refusal) {
    if (owner() && kept.owner !== owner()) forget();
    else remember({ ...kept, refused: true });
  } else if (owner() && (!kept.refused || kept.owner !== owner())) forget();
  else if (owner()) bringBack(kept);
}

beginTyped();
