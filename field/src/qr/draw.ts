/** A QR code as a drawing: black on white whatever the page looks like, since cameras read that best. */

import { encode } from "uqr";

const SVG = "http://www.w3.org/2000/svg";
const QUIET = 4;
const LARGEST = 20;

/** Draw a text as a QR code of level M, at most version 20, with the quiet zone readers need. */
export const drawQr = (text: string): SVGSVGElement => {
  const { data, size } = encode(text, { ecc: "M", maxVersion: LARGEST, border: QUIET });
  const drawing = made("svg", { viewBox: `0 0 ${size} ${size}`, "shape-rendering": "crispEdges", role: "img" });
  drawing.append(made("rect", { width: String(size), height: String(size), fill: "#fff" }));
  drawing.append(made("path", { d: data.map(runs).join(""), fill: "#000" }));
  return drawing as SVGSVGElement;
};

/** Return one row's black modules as rectangles, neighbours joined. */
const runs = (row: readonly boolean[], y: number): string => {
  let path = "";
  for (let x = 0; x < row.length; x += 1) {
    const begin = x;
    while (row[x]) x += 1;
    if (x > begin) path += `M${begin} ${y}h${x - begin}v1h-${x - begin}z`;
  }
  return path;
};

const made = (name: string, attributes: Readonly<Record<string, string>>): SVGElement => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};
