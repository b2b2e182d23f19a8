// Draws the areas of the picture: each shaded by its state and marked by its state's shape, name and figure.
const holder = document.getElementById("map");
const WORST_FIRST = ["serious", "differ", "attention", "waiting", "moving", "complete"];
const SVG = "http://www.w3.org/2000/svg";

const colour = (state) => getComputedStyle(document.documentElement).getPropertyValue(`--${state}`).trim();

const label = ({ name, state, word, figure, href }) => {
  const link = document.createElement("a");
  link.href = href;
  link.setAttribute("aria-label", `${name}: ${word}, ${figure}`);
  const shape = document.createElementNS(SVG, "svg");
  shape.setAttribute("class", `shape ${state}`);
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#${state}`);
  shape.append(use);
  const text = document.createElement("span");
  text.textContent = name;
  const count = document.createElement("b");
  count.textContent = figure;
  link.append(shape, text, count);
  return link;
};

const style = ({ properties: { state } }) => ({
  color: colour("ink"),
  weight: 1,
  opacity: 0.55,
  fillColor: colour(state),
  fillOpacity: state === "waiting" ? 0.12 : 0.3,
});

// Where names would cover each other, the less pressing one keeps its shape alone; the table names all.
const thin = (pins) => {
  const taken = [];
  const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  for (const { element } of pins) {
    element.classList.remove("brief");
    const full = element.firstChild.getBoundingClientRect();
    if (taken.some((other) => meets(full, other))) element.classList.add("brief");
    taken.push(element.firstChild.getBoundingClientRect());
  }
};

const draw = (data) => {
  const map = L.map(holder, {
    renderer: L.canvas(),
    attributionControl: false,
    scrollWheelZoom: false,
    zoomSnap: 0.1,
    fadeAnimation: false,
    zoomAnimation: false,
  });
  const areas = L.geoJSON(data, { style }).addTo(map);
  map.fitBounds(areas.getBounds(), { padding: [8, 8] });
  const pins = [];
  areas.eachLayer((area) => {
    const facts = area.feature.properties;
    area.on("click", () => location.assign(facts.href));
    const icon = L.divIcon({ html: label(facts), className: "pin", iconSize: [0, 0] });
    const pin = L.marker(area.getBounds().getCenter(), { icon, keyboard: false, interactive: false }).addTo(map);
    pins.push({ element: pin.getElement(), rank: WORST_FIRST.indexOf(facts.state) });
  });
  pins.sort((a, b) => a.rank - b.rank);
  map.on("zoomend", () => thin(pins));
  thin(pins);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => areas.setStyle(style));
};

const response = await fetch(holder.dataset.source, { headers: { Accept: "application/geo+json" } });
if (response.ok) draw(await response.json());
