/* The library narrows while one types; Enter attaches the first document that is left. */
"use strict";
(() => {
  const box = document.getElementById("q");
  const table = document.getElementById("choices");
  if (!box || !table) return;
  const NEWEST = 10;
  const left = document.getElementById("left");
  const all = document.getElementById("all");
  let whole = false;
  const rows = Array.from(table.tBodies[0].rows);
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/đ/g, "d");
  const first = () => rows.find((row) => !row.hidden && row.querySelector("form"));
  document.getElementById("how").hidden = false;

  function narrow() {
    const words = fold(box.value).split(/\s+/).filter(Boolean);
    const found = rows.filter((row) => words.every((word) => row.dataset.fold.includes(word)));
    const shown = words.length || whole ? found : found.slice(0, NEWEST);
    for (const row of rows) {
      row.hidden = !shown.includes(row);
      row.classList.remove("on");
    }
    if (words.length && first()) first().classList.add("on");
    all.hidden = shown.length === found.length;
    left.textContent = found.length ? String(found.length) : left.dataset.none;
  }

  box.addEventListener("input", narrow);
  all.addEventListener("click", () => {
    whole = true;
    narrow();
    box.focus();
  });
  box.addEventListener("keydown", (event) => {
    // an input method that is still composing a letter keeps its Enter
    if (event.key !== "Enter" || event.isComposing || !box.value.trim() || !first()) return;
    event.preventDefault();
    first().querySelector("button").click();
  });
  narrow();
})();
