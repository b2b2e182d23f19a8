// Copies or sends the ready sentence; without it the sentence can still be marked and copied by hand.
const copy = async (field) => {
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    field.focus();
    field.select();
    document.execCommand("copy");
  }
};

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const status = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    await copy(field);
    status.textContent = button.dataset.done;
  });
}

for (const button of document.querySelectorAll("[data-send]")) {
  button.hidden = !navigator.share;
  button.addEventListener("click", () => {
    const text = document.getElementById(button.dataset.send).value;
    navigator.share({ text }).catch(() => {});
  });
}

for (const button of document.querySelectorAll("[data-fetch]")) {
  const status = button.parentElement.querySelector("[role=status]");
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const answer = await fetch(button.dataset.fetch);
    await navigator.clipboard.writeText(await answer.text());
    status.textContent = button.dataset.done;
  });
}
