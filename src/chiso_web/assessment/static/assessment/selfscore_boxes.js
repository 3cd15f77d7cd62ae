"use strict";
/* The boxes of a content: what stands in them, what of it is saved, and putting a fresh line in place
   without touching what somebody is typing. */
const Boxes = (() => {
  const form = document.getElementById("content-form");
  const KINDS = ["value", "why", "none", "ground", "how", "counted"];
  const saved = new Map();

  const escaped = (name) => CSS.escape(name);
  const named = (name, root = form) => [...root.querySelectorAll(`[name="${escaped(name)}"]`)];
  const kind = (name) => name.slice(0, name.indexOf(":"));
  const subject = (name) => name.slice(name.indexOf(":") + 1);
  const isBox = (element) => KINDS.includes(kind(element.name || ""));
  const all = (root = form) => [...root.querySelectorAll("[name]")].filter(isBox);
  const names = (root = form) => [...new Set(all(root).map((one) => one.name))];
  const lineOf = (element) => element.closest("[data-leaf]");
  const leaves = () => [...form.querySelectorAll("[data-leaf]")];

  function read(name, root = form) {
    const found = named(name, root);
    if (!found.length) return "";
    if (found[0].type === "radio") return (found.find((one) => one.checked) || { value: "" }).value;
    if (found[0].type === "checkbox") return found[0].checked ? "1" : "";
    return found[0].value;
  }

  function write(name, text) {
    for (const one of named(name)) {
      if (one.type === "radio") one.checked = one.value === text;
      else if (one.type === "checkbox") one.checked = text === "1";
      else one.value = text;
    }
  }

  const hasFocus = (name) => named(name).includes(document.activeElement);
  const remember = (root = form) => names(root).forEach((name) => saved.set(name, read(name)));
  const dirty = (root = form) => names(root).filter((name) => read(name) !== saved.get(name));
  const hidden = (name, root = form) => named(name, root)[0];

  /* What a line sends: the figures that changed, with the versions that were seen. */
  function collect(line, body) {
    const changed = dirty(line);
    const leaf = line.dataset.leaf;
    const picks = [...line.querySelectorAll('[name^="pick:"]:checked')];
    const whole = changed.some((name) => ["none", "ground"].includes(kind(name)));
    for (const box of line.querySelectorAll('[name^="seen:"]')) {
      const measure = subject(box.name);
      const picked = picks.some((one) => subject(one.name) === measure);
      const isChanged = changed.includes(`value:${measure}`) || changed.includes(`why:${measure}`);
      if (!whole && !picked && !isChanged) continue;
      body.set(box.name, box.value);
      for (const one of ["value", "why"]) body.set(`${one}:${measure}`, read(`${one}:${measure}`));
      if (picked) body.set(`standing:${measure}`, hidden(`standing:${measure}`, line).value);
    }
    for (const one of ["none", "ground"]) if (read(`${one}:${leaf}`)) body.set(`${one}:${leaf}`, read(`${one}:${leaf}`));
    const account = hidden(`account:${leaf}`, line);
    const picked = picks.some((one) => subject(one.name) === leaf);
    if (account && (picked || changed.some((name) => ["how", "counted"].includes(kind(name))))) {
      for (const one of ["account", "how", "counted"]) body.set(`${one}:${leaf}`, hidden(`${one}:${leaf}`, line).value);
      if (picked) body.set(`standing:${leaf}`, hidden(`standing:${leaf}`, line).value);
    }
    for (const one of picks) body.set(one.name, one.value);
  }

  /* A line that did not arise is sent with its ground; one that two people changed, with a choice. */
  function isReady(line) {
    const leaf = line.dataset.leaf;
    if (read(`none:${leaf}`) && !read(`ground:${leaf}`).trim()) return false;
    const asked = new Set([...line.querySelectorAll('[name^="pick:"]')].map((one) => one.name));
    return [...asked].every((name) => line.querySelector(`[name="${escaped(name)}"]:checked`));
  }

  function put(line, fresh, told) {
    for (const part of fresh.querySelectorAll("[data-part]")) place(line, part);
    const account = line.querySelector('[data-part="account"]');
    if (account && !fresh.querySelector('[data-part="account"]') && !account.contains(document.activeElement)) account.remove();
    line.classList.toggle("err", fresh.classList.contains("err"));
    line.dataset.state = fresh.dataset.state;
    for (const box of fresh.querySelectorAll('[name^="seen:"], [name^="account:"]')) version(line, box, told);
    for (const name of names(fresh)) settle(line, fresh, name, told);
  }

  function place(line, part) {
    const own = line.querySelector(`[data-part="${part.dataset.part}"]`);
    if (part.dataset.part === "account") {
      if (!own) line.append(part.cloneNode(true));
      for (const name of own ? [] : names(part)) saved.set(name, read(name, part));
      return;
    }
    if (!own || own.innerHTML === part.innerHTML || own.querySelector('[name^="pick:"]:checked')) return;
    if (own.contains(document.activeElement)) return;
    own.innerHTML = part.innerHTML;
    own.hidden = part.hidden;
  }

  const isStuck = (name, told) => Boolean(told.refused) || told.conflicts.includes(subject(name)) || told.overtaken.includes(subject(name));

  function version(line, box, told) {
    const own = hidden(box.name, line);
    if (own && !isStuck(box.name, told)) own.value = box.value;
  }

  function settle(line, fresh, name, told) {
    if (!named(name, line).length || isStuck(name, told)) return;
    const now = read(name), then = told.sent.get(name), next = read(name, fresh);
    if (now !== (then === undefined ? saved.get(name) : then)) return;
    if (kind(name) === "none" && now && !next) return;
    saved.set(name, next);
    if (hasFocus(name) && now !== next && !["radio", "checkbox"].includes(named(name)[0].type)) saved.set(name, now);
    else write(name, next);
    mark(line, fresh, name);
  }

  function mark(line, fresh, name) {
    const own = hidden(name, line), other = hidden(name, fresh);
    own.className = other.className;
    if (other.hasAttribute("aria-invalid")) own.setAttribute("aria-invalid", "true");
    else own.removeAttribute("aria-invalid");
  }

  return { form, read, write, all, names, named, dirty, remember, collect, isReady, put, lineOf, leaves, kind, subject, saved, hidden };
})();
