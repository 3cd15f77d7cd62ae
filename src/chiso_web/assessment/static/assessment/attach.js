/* The library narrows while one types; Enter attaches the first document that is left. */
"use strict";
(() => {
  const box = document.getElementById("q");
  const table = document.getElementById("choices");
  if (!box || !table) return;
  const left = document.getElementById("left");
  const rows = Array.from(table.tBodies[0].rows);
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/đ/g, "d");
  const first = () => rows.find((row) => !row.hidden && row.querySelector("form"));
  document.getElementById("how").hidden = false;

  function narrow() {
    const words = fold(box.value).split(/\s+/).filter(Boolean);
    for (const row of rows) {
      row.hidden = !words.every((word) => row.dataset.fold.includes(word));
      row.classList.remove("on");
    }
    const found = rows.filter((row) => !row.hidden).length;
    if (words.length && first()) first().classList.add("on");
    left.textContent = found ? String(found) : left.dataset.none;
  }

  box.addEventListener("input", narrow);
  box.addEventListener("keydown", (event) => {
    // an input method that is still composing a letter keeps its Enter
    if (event.key !== "Enter" || event.isComposing || !box.value.trim() || !first()) return;
    event.preventDefault();
    first().querySelector("button").click();
  });
  narrow();
})();
