// Appraisal by keyboard. All of it is there without this script too, as links and forms.
// No letters: an input method such as Telex turns them into others.
"use strict";
(() => {
  const WAIT = 120; // ms before a row passed over is fetched
  const by = (id) => document.getElementById(id);
  const rows = () => [...document.querySelectorAll("#queue tbody tr:not(.group)")];
  const link = (row) => row && row.querySelector("th a");
  const isTyping = (one) => one.matches("textarea, select, input[type=text]");
  const isChoosing = (one) => one.matches("input[type=radio]");
  let waiting = 0;
  let asking = null;
  let left = null; // what had the focus before the list of keys

  // what was typed and not recorded is kept until it is, wherever one goes meanwhile
  const kept = (form) => `chiso ${new URL(form.action).pathname}`;
  const fields = (form) => [...form.querySelectorAll("#reason, #points")];

  function keep(form) {
    try {
      sessionStorage.setItem(kept(form), JSON.stringify(fields(form).map((one) => [one.id, one.value])));
    } catch (error) { /* without room it is as without the script */ }
  }

  function bringBack(form) {
    if (!form || fields(form).some((one) => one.value)) return;
    try {
      const told = JSON.parse(sessionStorage.getItem(kept(form)) || "[]");
      told.forEach(([id, value]) => { if (by(id)) by(id).value = value; });
    } catch (error) { /* the same */ }
  }

  function recorded(form) {
    try { sessionStorage.removeItem(kept(form)); } catch (error) { /* the same */ }
  }

  function choose(kind) {
    const radio = document.querySelector(`#judge input[value=${kind}]`);
    if (!radio) return;
    radio.checked = true;
    by("said").textContent = `${radio.closest("label").innerText.trim()}. ${by("said").dataset.then}`;
    const next = { change: by("points"), return: by("reason") }[kind] || by("hand");
    next.focus();
    if (next.select) next.select();
  }

  function record() {
    const form = by("judge");
    if (by("onwards")) by("onwards").click();
    else if (form) form.requestSubmit(by("record"));
  }

  function phrase(place) {
    const texts = document.querySelectorAll(".phrases .text");
    const reason = by("reason");
    if (!reason || !texts[place - 1]) return;
    const before = reason.value.trim();
    reason.value = (before ? `${before} ` : "") + texts[place - 1].textContent;
    reason.focus();
    if (!document.querySelector("#judge input[name=kind]:checked")) choose("return");
    reason.focus();
    keep(by("judge"));
  }

  function submit(id) {
    const form = by(id);
    const button = form && form.querySelector("button");
    if (button) form.requestSubmit(button);
    return Boolean(button);
  }

  function turn(id) {
    const found = by(id);
    if (found) found.click();
    return Boolean(found);
  }

  function paper(step) {
    const papers = [...document.querySelectorAll("[data-paper]")];
    const now = papers.findIndex((one) => !one.hidden);
    const next = papers[now + step];
    if (next) { papers[now].hidden = true; next.hidden = false; }
    return papers.length > 0;
  }

  function move(step) {
    const all = rows();
    const now = all.findIndex((one) => one.classList.contains("on"));
    const next = all[now < 0 ? 0 : now + step];
    if (!next) return true;
    all.forEach((one) => { one.classList.toggle("on", one === next); one.removeAttribute("aria-current"); });
    next.setAttribute("aria-current", "true");
    link(next).focus();
    next.scrollIntoView({ block: "nearest" });
    clearTimeout(waiting);
    waiting = setTimeout(() => fetchHand(link(next).href), WAIT);
    return true;
  }

  async function fetchHand(address) {
    if (asking) asking.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(`${address}&only=hand`, { signal: asking.signal, credentials: "same-origin" });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("hand");
      if (!answer.ok || answer.redirected || !fresh) throw new Error("another page");
      by("hand").replaceWith(fresh);
      history.replaceState(null, "", address);
      bringBack(by("judge"));
    } catch (error) {
      if (error.name !== "AbortError") location.assign(address); // the server says what is the matter
    }
  }

  function enter(event, at) {
    if (event.ctrlKey) return !isTyping(at) && submit("rest");
    if (event.shiftKey || event.altKey) return false;
    const inHand = at === by("hand") || at.id === "reason" || isChoosing(at);
    const onRow = at.closest("#queue tr.on") && at.matches("th a");
    if (!inHand && !onRow) return false;
    record();
    return true;
  }

  const areKeysShown = () => Boolean(by("more-keys")) && !by("more-keys").hidden;

  // over the page, wherever it is scrolled to; the focus comes back to where it was
  function showKeys(shown) {
    const keys = by("keys");
    if (!keys) return false;
    by("more-keys").hidden = !shown;
    keys.classList.toggle("over", shown);
    if (shown) {
      left = document.activeElement;
      keys.focus();
    } else if (left && left.isConnected) left.focus({ preventScroll: true });
    return true;
  }

  function plain(event, at) {
    const key = event.key;
    if (key === "PageUp" || key === "PageDown") return turn(key === "PageUp" ? "before" : "after");
    if (key === "?") return showKeys(!areKeysShown());
    if (!at.closest("#queue, #hand")) return false;
    const kind = { 1: "accept", 2: "change", 3: "return" }[key];
    if (kind) { choose(kind); return true; }
    if (isChoosing(at)) return false; // arrows choose there
    if (key === "ArrowUp" || key === "ArrowDown") return !at.closest(".view") && move(key === "ArrowUp" ? -1 : 1);
    if (key === "ArrowLeft" || key === "ArrowRight") return paper(key === "ArrowLeft" ? -1 : 1);
    return false;
  }

  function acted(event) {
    const at = document.activeElement || document.body;
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    if (event.key === "Enter") return enter(event, at);
    if (event.altKey && !event.ctrlKey && digit) { phrase(Number(digit[1])); return true; }
    if (event.altKey || event.metaKey) return false;
    if (event.key === "Escape" && areKeysShown()) return showKeys(false);
    if (event.ctrlKey) return event.code === "KeyZ" && !event.shiftKey && !isTyping(at) && submit("undo");
    if (isTyping(at)) {
      if (event.key !== "Escape") return false;
      by("hand").focus();
      return true;
    }
    return plain(event, at);
  }

  document.addEventListener("keydown", (event) => {
    if (!event.isComposing && !event.defaultPrevented && acted(event)) event.preventDefault();
  });
  document.addEventListener("input", (event) => {
    const form = event.target.closest("#judge");
    if (!form) return;
    keep(form);
    if (event.target.id === "points") form.querySelector("input[value=change]").checked = true;
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".phrases button");
    if (!button) return;
    event.preventDefault();
    phrase(Number(button.value));
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    if (form.id === "judge") recorded(form);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form").forEach((one) => delete one.dataset.sent);
  });

  bringBack(by("judge"));
  const here = document.querySelector("#queue tr.on");
  if (here && matchMedia("(min-width: 761px)").matches) here.scrollIntoView({ block: "nearest" });
  const first = document.querySelector("#judge .bad") || by("hand"); // the box to mend
  if (first) first.focus({ preventScroll: first === by("hand") });
})();
