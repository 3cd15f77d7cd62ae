"use strict";
/* The keys of the form, as people who come from Excel expect them: no bare letters, Telex needs those. */
(() => {
  const form = Boxes.form;
  const isSeen = (one) => one.offsetParent !== null;
  const stops = () => [...form.querySelectorAll("input[type=text], input[type=radio], textarea")].filter(isSeen);

  /* One stop for a group of choices: the chosen one, else the first. */
  function single(all) {
    return all.filter((one) => one.type !== "radio" || one.checked || (!Boxes.read(one.name) && all.find((other) => other.name === one.name) === one));
  }

  function step(from, by) {
    const all = single(stops());
    const side = by > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
    const ahead = all.filter((one) => from.compareDocumentPosition(one) & side && !(one.type === "radio" && one.name === from.name));
    const next = by > 0 ? ahead[0] : ahead[ahead.length - 1];
    if (next) { next.focus(); if (next.select) next.select(); }
    else from.blur();
  }

  function focusIn(line) {
    const target = single(stops()).find((one) => line.contains(one) && (one.value === "" || one.classList.contains("bad") || one.type === "radio"));
    const any = target || single(stops()).find((one) => line.contains(one)) || line.querySelector("a");
    line.scrollIntoView({ block: "center" });
    if (any) any.focus();
    if (any && any.matches("input.n")) any.select();
  }

  /* A line that an address leads to is where one types next; one that is done, where one goes on. */
  function arrived() {
    const line = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!line || !line.matches("[data-leaf]")) return;
    if (!line.classList.contains("ok")) return focusIn(line);
    const heading = line.querySelector("h3");
    heading.tabIndex = -1;
    heading.focus();
  }

  function onward() {
    const here = document.activeElement && document.activeElement.closest("[data-leaf]");
    const lines = Boxes.leaves(), at = lines.indexOf(here);
    const open = (line) => line.dataset.state !== "done" && !line.classList.contains("ok");
    const next = lines.slice(at + 1).find(open);
    if (next) return focusIn(next);
    const link = document.getElementById("next");
    const first = lines.find((line) => open(line) && line !== here);
    return Saving.send().then(() => {
      const onto = document.getElementById("next") || link;
      if (onto && new URL(onto.href).pathname !== location.pathname) location.assign(onto.href);
      else if (first) focusIn(first);
    });
  }

  function attach(line) {
    const link = line.querySelector("[data-attach]");
    if (link) Saving.send().then(() => location.assign(link.href));
  }

  function pasted(event) {
    const box = event.target;
    const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
    if (!box.matches("input.n") || !/[\n\t]/.test(text)) return;
    event.preventDefault();
    const cells = text.includes("\n") ? text.split(/\r?\n/).map((row) => row.split("\t")[0]) : text.split("\t");
    const boxes = [...form.querySelectorAll("input.n")].filter(isSeen);
    const from = boxes.indexOf(box), onto = boxes.slice(from, from + cells.length);
    onto.forEach((one, place) => {
      one.focus();
      one.select();
      document.execCommand("insertText", false, cells[place].trim());
    });
    Saving.send().then(() => Saving.tell(Saving.worded(Saving.says.saidPasted, { count: onto.length })));
  }

  function differs(event) {
    const held = event.target.dataset && event.target.dataset.held;
    if (held === undefined) return;
    const why = Boxes.hidden(`why:${Boxes.subject(event.target.name)}`);
    if (why) why.closest(".why").toggleAttribute("data-quiet", event.target.value === held && !why.value);
  }

  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("input")) return;
    event.preventDefault();
    step(event.target, event.shiftKey ? -1 : 1);
  });
  document.addEventListener("keydown", (event) => {
    if (event.altKey && event.key === "ArrowDown") { event.preventDefault(); onward(); }
    const line = document.activeElement && document.activeElement.closest("[data-leaf]");
    if (event.ctrlKey && !event.altKey && event.key.toLowerCase() === "k" && line) { event.preventDefault(); attach(line); }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#next");
    if (!link || new URL(link.href).pathname !== location.pathname) return;
    event.preventDefault();
    onward();
  });
  window.addEventListener("hashchange", arrived);
  window.addEventListener("load", () => Saving.begun.then(() => setTimeout(arrived)));  // after the browser's own move
  form.addEventListener("input", differs);
  form.addEventListener("paste", pasted);
})();
