"use strict";
/* What is typed and not saved yet, kept on this computer by person and form, so that a lost connection,
   a closed window or a session that is over loses nothing. */
const Store = (() => {
  const form = Boxes.form;
  const key = `chiso-form:${form.dataset.person}:${form.dataset.key}`;
  let closed = {};  // typed for lines that cannot be changed now

  function every() {
    try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; }
  }

  function keep(node, typed) {
    const all = every(), entries = { ...closed, ...typed };
    if (Object.keys(entries).length) all[node] = entries;
    else delete all[node];
    try {
      if (Object.keys(all).length) localStorage.setItem(key, JSON.stringify(all));
      else localStorage.removeItem(key);
    } catch { /* no room or not allowed: the guard on leaving the page still holds */ }
  }

  const others = (node) => Object.entries(every()).filter(([one]) => one !== node);

  /* Each unsaved box with the version that was seen behind it. */
  function entriesNow() {
    const found = {};
    for (const name of Boxes.dirty()) {
      const line = Boxes.lineOf(Boxes.named(name)[0]);
      const subject = Boxes.subject(name);
      const seen = Boxes.hidden(`seen:${subject}`, line) || Boxes.hidden(`account:${subject}`, line);
      found[name] = { text: Boxes.read(name), seen: seen ? seen.value : "", leaf: line.dataset.leaf };
    }
    return found;
  }

  /* Puts back what was typed; what has no box any more, since its line is closed, is given back. */
  function restore(entries) {
    closed = Object.fromEntries(Object.entries(entries).filter(([name, one]) => one.text && !Boxes.named(name).length));
    for (const [name, one] of Object.entries(entries)) {
      if (!Boxes.named(name).length || Boxes.read(name) === one.text) continue;
      Boxes.write(name, one.text);
      const line = Boxes.lineOf(Boxes.named(name)[0]);
      const subject = Boxes.subject(name);
      const seen = Boxes.hidden(`seen:${subject}`, line) || Boxes.hidden(`account:${subject}`, line);
      if (seen && one.seen !== "") seen.value = one.seen;
    }
    return Object.values(closed).map((one) => `${one.leaf}: ${one.text}`);
  }

  function drop(node) {
    closed = {};
    keep(node, entriesNow());
  }

  return { every, keep, others, entriesNow, restore, drop };
})();
