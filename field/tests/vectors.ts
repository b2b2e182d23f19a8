/** The JSON cases that pytest reads too. */

import { readFileSync } from "node:fs";
import { type Bytes, utf8 } from "../src/ledger/bytes";

export interface Case {
  readonly name: string;
  readonly code: string;
  readonly canonical: string;
  readonly text?: string;
  readonly hex?: string;
  readonly parts?: ReadonlyArray<readonly [string, number]>;
}

export const vectors = (name: string): any =>
  JSON.parse(readFileSync(new URL(`../../tests/vectors/${name}.json`, import.meta.url), "utf8"));

export const unhex = (text: string): Bytes => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

export const bytesOf = ({ text, hex, parts }: Case): Bytes => {
  if (hex !== undefined) return unhex(hex);
  return utf8(parts ? parts.map(([part, times]) => part.repeat(times)).join("") : (text ?? ""));
};

/** Return the code of the refusal a call ends in; "" when it does not. */
export const refusal = (call: () => unknown): string => {
  try {
    call();
  } catch (fault) {
    return (fault as { code?: string }).code ?? String(fault);
  }
  return "";
};
