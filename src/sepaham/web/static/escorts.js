// Ticks all lines of a form, or none.
for (const row of document.querySelectorAll("[data-ticks]")) {
  const boxes = row.closest("form").querySelectorAll("input[name=one]");
  const tick = (on) => () => { for (const box of boxes) box.checked = on; };
  row.querySelector("[data-all]").addEventListener("click", tick(true));
  row.querySelector("[data-none]").addEventListener("click", tick(false));
  row.hidden = false;
}
