"use strict";
/* Saves the form as it is filled: on leaving a box, one request at a time. */
const Saving = (() => {
  const form = Boxes.form, node = form.dataset.node, says = form.dataset;
  const net = document.getElementById("net");
  const AGAIN = 10000;
  let busy = null, timer = 0, before = [];

  const said = () => document.getElementById("said");
  const worded = (text, facts) => text.replace(/%\((\w+)\)s/g, (_all, name) => facts[name]);
  const parsed = (html) => new DOMParser().parseFromString(html, "text/html").body;

  function tell(text, undo = false) {
    const place = said();
    if (!place) return;
    place.textContent = text;
    if (!undo) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: says.saidUndo });
    button.addEventListener("click", undone);
    place.append(" ", button);
  }

  function warn(text, { link = "", again = false } = {}) {
    net.textContent = text;
    net.hidden = !text;
    if (link) net.append(" ", Object.assign(document.createElement("a"), { href: link, target: "_blank", textContent: says.saidSignIn }));
    if (!again) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn mini", textContent: says.saidAgain });
    button.addEventListener("click", () => send());
    net.append(" ", button);
  }

  const keep = () => Store.keep(node, Store.entriesNow());
  const cookie = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1];

  function bodyOf(lines) {
    const body = new FormData();
    for (const line of lines) Boxes.collect(line, body);
    for (const line of Boxes.leaves()) if (!line.classList.contains("ok")) body.append("open", line.dataset.leaf);
    return body;
  }

  function send() {
    keep();
    if (busy) return busy.then(() => (Boxes.dirty().length ? send() : undefined));
    const lines = Boxes.leaves().filter((line) => Boxes.isReady(line) && (Boxes.dirty(line).length || line.querySelector('[name^="pick:"]:checked')));
    if (!lines.length) return Promise.resolve();
    clearTimeout(timer);
    tell(says.saidSaving);
    const sent = new Map(lines.flatMap((line) => Boxes.dirty(line).map((name) => [name, Boxes.read(name)])));
    const old = [...sent.keys()].map((name) => [name, Boxes.saved.get(name)]);
    busy = asked(bodyOf(lines)).then((told) => told && arrived(told, sent, old, lines)).finally(() => { busy = null; keep(); });
    return busy;
  }

  async function asked(body) {
    const count = Boxes.dirty().length;
    const token = cookie() || Boxes.hidden("csrfmiddlewaretoken").value;
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body, redirect: "manual", headers: { Accept: "application/json", "X-CSRFToken": token } });
    } catch {
      return failed(says.saidOffline, count, { again: true });
    }
    const isOver = answer.type === "opaqueredirect" || [401, 403].includes(answer.status);
    if (isOver) {
      const why = await answer.json().then((told) => told.refused, () => "");
      if (why) return failed(`${says.saidRefused} ${why} ${says.saidKept}`, count, {}, false);
      return failed(says.saidOver, count, { link: says.signIn, again: true }, false);
    }
    if (![200, 409].includes(answer.status)) return failed(says.saidFault, count, { again: true });
    try { return await answer.json(); } catch { return failed(says.saidFault, count, { again: true }); }
  }

  function failed(text, count, ways, retries = true) {
    tell("");
    warn(worded(text, { count }), ways);
    if (retries) timer = setTimeout(send, AGAIN);
    return null;
  }

  function arrived(told, sent, old, lines) {
    told.sent = sent;
    for (const [name, html] of Object.entries(told.parts)) part(name, html);
    for (const [leaf, html] of Object.entries(told.lines)) line(leaf, html, told, lines);
    keep();
    if (told.refused) return warn(`${says.saidRefused} ${told.refused} ${says.saidKept}`);
    const stuck = told.conflicts.length + told.overtaken.length;
    before = old.filter(([name]) => !told.conflicts.includes(Boxes.subject(name)));
    warn(stuck ? says.saidConflict : "");
    if (stuck) tell("");
    else tell(worded(says.saidSaved, { time: told.saved }), before.length > 0);
    elsewhere();
  }

  function part(name, html) {
    const place = document.getElementById(name);
    if (place.contains(document.activeElement) && document.activeElement.id !== "next") return;
    const kept = said(), wasNext = document.activeElement && document.activeElement.id === "next";
    place.innerHTML = html;
    const fresh = document.getElementById("said");
    if (fresh && kept && fresh !== kept) fresh.replaceWith(kept);
    if (wasNext && document.getElementById("next")) document.getElementById("next").focus();
  }

  function line(leaf, html, told, lines) {
    const own = document.getElementById(`n${leaf}`), fresh = parsed(html).firstElementChild;
    const chosen = lines.includes(own) && own.querySelector('[name^="pick:"]:checked');
    const whole = own.classList.contains("ok") || (chosen && !fresh.querySelector('[name^="pick:"]'));
    if (!whole) return Boxes.put(own, fresh, told);
    own.replaceWith(fresh);
    Boxes.remember(fresh);
    return undefined;
  }

  function undone() {
    for (const [name, text] of before) Boxes.write(name, text || "");
    before = [];
    send().then(() => tell(says.saidUndone));
  }

  /* A folded line with its boxes; the page without a script opens it by its address. */
  async function unfold(leaf) {
    const own = document.getElementById(`n${leaf}`);
    const answer = await fetch(`?open=${encodeURIComponent(leaf)}`, { headers: { Accept: "text/html" } });
    const fresh = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(`n${leaf}`);
    if (!fresh) return location.assign(`?open=${encodeURIComponent(leaf)}#n${leaf}`);
    own.replaceWith(fresh);
    Boxes.remember(fresh);
    const isNext = (one) => one.type !== "checkbox" && (one.type !== "radio" || one.checked || !Boxes.read(one.name));
    const first = Boxes.all(fresh).find((one) => one.offsetParent && isNext(one));
    if (first) first.focus();
    return undefined;
  }

  function elsewhere() {
    const waiting = Store.others(node);
    if (!waiting.length || !net.hidden) return;
    const count = waiting.reduce((sum, [, entries]) => sum + Object.keys(entries).length, 0);
    warn(worded(says.saidOthers, { count }));
    for (const [other] of waiting) net.append(" ", Object.assign(document.createElement("a"), { href: `${says.form}/${encodeURIComponent(other)}`, textContent: other }));
  }

  async function begin() {
    document.documentElement.classList.add("js");
    document.getElementById("keys").hidden = false;
    Boxes.remember();
    const entries = Store.every()[node] || {};
    const folded = new Set(Object.values(entries).map((one) => one.leaf));
    for (const leaf of folded) {
      const own = document.getElementById(`n${leaf}`);
      if (own && own.classList.contains("ok") && own.querySelector("[data-unfold]")) await unfold(leaf);
    }
    const closed = Store.restore(entries);
    if (Boxes.dirty().length) await send();
    else Store.keep(node, {});
    if (closed.length) shut(closed);
    elsewhere();
  }

  /* What was typed for lines that have been closed since: to be copied, then put away. */
  function shut(closed) {
    warn(`${says.saidClosed} ${closed.join("; ")}`);
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn mini", textContent: says.saidDrop });
    button.addEventListener("click", () => { Store.drop(node); warn(""); });
    net.append(" ", button);
  }

  form.addEventListener("change", () => send());
  form.addEventListener("input", keep);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send().then(() => { if (!Boxes.dirty().length) tell(says.saidNothing); });
  });
  form.addEventListener("click", (event) => {
    const link = event.target.closest("[data-unfold]");
    if (!link) return;
    event.preventDefault();
    unfold(link.closest("[data-leaf]").dataset.leaf);
  });
  window.addEventListener("online", () => send());
  window.addEventListener("beforeunload", (event) => {
    keep();
    if (!Boxes.dirty().length) return;
    event.preventDefault();
    event.returnValue = "";
  });
  return { send, tell, worded, says, begun: begin() };
})();
