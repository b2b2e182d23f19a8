// Draws a day's journeys: a line through the calls of each, stores and calls, rivers and what leads over them.
const holder = document.getElementById("plan-map");
const SVG = "http://www.w3.org/2000/svg";

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const RIVER = () => ({ color: colour("moving"), weight: 10, opacity: 0.25, interactive: false });
const SHAPES = { closed: "serious", crossing: "complete" };
const DASHES = { serious: "2 6", attention: "10 6" };

const label = (shape, words) => {
  const box = document.createElement("span");
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `shape ${shape}`);
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#${shape}`);
  svg.append(use);
  box.append(svg, words);
  return box;
};

const line = ({ properties: { kind, state } }) => kind === "river" ? RIVER() : kind !== "journey" ? {} : ({
  color: colour(state === "complete" ? "moving" : state),
  weight: state === "complete" ? 3 : 4,
  opacity: 0.8,
  dashArray: DASHES[state],
});

const spot = ({ properties: { kind, name } }, at) => {
  if (kind === "stop") {
    return L.circleMarker(at, { radius: 4, color: colour("ink"), weight: 1, fillColor: colour("paper"), fillOpacity: 1, interactive: false });
  }
  const icon = L.divIcon({ html: label(SHAPES[kind] ?? "waiting", name), className: "pin", iconSize: [0, 0] });
  return L.marker(at, { icon, keyboard: false, interactive: false });
};

const draw = (data) => {
  const map = L.map(holder, {
    renderer: L.canvas({ tolerance: 8 }),
    attributionControl: false,
    scrollWheelZoom: false,
    zoomSnap: 0.1,
    fadeAnimation: false,
    zoomAnimation: false,
  });
  const layer = L.geoJSON(data, { style: line, pointToLayer: spot }).addTo(map);
  const whole = L.latLngBounds([]);
  layer.eachLayer((one) => {
    const { kind, href } = one.feature.properties;
    if (kind !== "journey") return;
    whole.extend(one.getBounds());
    one.on("click", () => location.assign(href));
  });
  map.fitBounds(whole.isValid() ? whole : layer.getBounds(), { padding: [24, 24] });
};

const response = await fetch(holder.dataset.source, { headers: { Accept: "application/geo+json" } });
if (response.ok) draw(await response.json());
