// Draws where trips are, and renews the page's figures and the map every half minute while it is looked at.
const holder = document.getElementById("live-map");
const SVG = "http://www.w3.org/2000/svg";
const EVERY = 30_000;
const DASHES = { serious: "2 6", attention: "10 6" };

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

const label = ({ kind, state, name, word, href }) => {
  const link = document.createElement(kind === "here" ? "a" : "span");
  if (kind === "here") {
    link.href = href;
    link.setAttribute("aria-label", `${name}: ${word}`);
  }
  const shape = document.createElementNS(SVG, "svg");
  const drawn = kind === "here" ? state : "waiting";
  shape.setAttribute("class", `shape ${drawn}`);
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#${drawn}`);
  shape.append(use);
  const words = document.createElement("span");
  words.textContent = name;
  link.append(shape, words);
  return link;
};

const line = ({ properties: { state } }) => ({ color: colour(state), weight: 3, opacity: 0.8, dashArray: DASHES[state] });

const pin = ({ properties }, at) => {
  const icon = L.divIcon({ html: label(properties), className: "pin", iconSize: [0, 0] });
  return L.marker(at, { icon, keyboard: false, interactive: false });
};

let map, layer;
const draw = (data) => {
  map ??= L.map(holder, {
    renderer: L.canvas(),
    attributionControl: false,
    scrollWheelZoom: false,
    zoomSnap: 0.1,
    fadeAnimation: false,
    zoomAnimation: false,
  });
  const first = !layer;
  layer?.remove();
  layer = L.geoJSON(data, { style: line, pointToLayer: pin });
  if (first && layer.getLayers().length) map.fitBounds(layer.getBounds(), { padding: [56, 40], maxZoom: 14 });
  layer.addTo(map);
};

const drawMap = async () => {
  const answer = await fetch(holder.dataset.source, { headers: { Accept: "application/geo+json" } }).catch(() => null);
  if (answer?.ok && !answer.redirected) draw(await answer.json());
};

// What the reader is in the midst of (a field, an opened part) is left as it is.
const renew = async () => {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [old, fresh] = [document, page].map((one) => [...one.querySelectorAll("[data-live]")]);
  if (old.length !== fresh.length) return location.reload();
  old.forEach((part, at) => {
    if (part.contains(document.activeElement) || part.querySelector("details[open]")) return;
    if (part.innerHTML !== fresh[at].innerHTML) part.replaceChildren(...fresh[at].childNodes);
  });
};

if (holder) await drawMap();
setInterval(() => {
  if (document.hidden) return;
  renew();
  if (holder) drawMap();
}, EVERY);
