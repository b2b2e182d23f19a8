// Lets a reader sort a table by any column; each cell carries the value to sort by in data-v.
const number = (text) => (text !== "" && !Number.isNaN(Number(text)) ? Number(text) : null);

const compare = (a, b) => {
  const [x, y] = [number(a), number(b)];
  return x !== null && y !== null ? x - y : a.localeCompare(b);
};

for (const table of document.querySelectorAll("table[data-sortable]")) {
  const heads = [...table.tHead.rows[0].cells];
  const body = table.tBodies[0];
  heads.forEach((head, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      heads.forEach((other) => other.setAttribute("aria-sort", "none"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const value = (row) => row.cells[place].dataset.v;
      const rows = [...body.rows].sort((a, b) => compare(value(a), value(b)) * (up ? 1 : -1));
      body.append(...rows);
    });
  });
}
