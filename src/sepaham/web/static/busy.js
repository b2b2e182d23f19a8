// Says what is being done while a long form is on its way, and keeps it from being sent twice.
for (const form of document.querySelectorAll("form[data-busy]")) {
  const status = form.querySelector("[data-doing]");
  form.addEventListener("submit", () => {
    if (status) status.textContent = status.dataset.doing;
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
    form.addEventListener("submit", (again) => again.preventDefault(), { once: true });
  }, { once: true });
}
window.addEventListener("pageshow", (shown) => { if (shown.persisted) location.reload(); });
