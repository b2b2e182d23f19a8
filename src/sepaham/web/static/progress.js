// Keeps the page of a proposal current while it is being made, and shows what came of it once it has ended.
const part = document.getElementById("progress");
const again = async () => {
  const answer = await fetch(part.dataset.source).catch(() => null);
  if (answer?.status === 204) return location.reload();
  if (answer?.ok && !answer.redirected) {
    const text = await answer.text();
    if (text !== part.dataset.last) part.innerHTML = part.dataset.last = text;
  }
  setTimeout(again, 1500);
};
setTimeout(again, 1500);
