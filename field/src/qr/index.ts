/** Statements as QR codes: written, drawn, collected and judged. */

export { drawQr } from "./draw";
export { type Collected, Collector, encodeStatement } from "./frames";
export { answerable, type Expected, judge, type Known, type Scanned } from "./scanned";
