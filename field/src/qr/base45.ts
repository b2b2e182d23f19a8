/** Base45 (RFC 9285): bytes in the signs that a QR code packs most densely. */

import type { Bytes } from "../ledger/bytes";
import { LedgerError } from "../ledger/errors";

const SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const BASE = SIGNS.length;
const GROUP = 3;

/** Return bytes as base45. */
export const encode = (bytes: Uint8Array): string => {
  let text = "";
  for (let place = 0; place < bytes.length; place += 2) {
    const pair = place + 1 < bytes.length;
    let value = pair ? bytes[place]! * 256 + bytes[place + 1]! : bytes[place]!;
    for (let sign = 0; sign < (pair ? GROUP : 2); sign += 1) {
      text += SIGNS[value % BASE];
      value = Math.floor(value / BASE);
    }
  }
  return text;
};

/**
 * Return the bytes of a base45 text.
 *
 * @throws {LedgerError} `qr.base45`: it is none.
 */
export const decode = (text: string): Bytes => {
  const bytes: number[] = [];
  for (let place = 0; place < text.length; place += GROUP) {
    const group = text.slice(place, place + GROUP);
    const value = valueOf(group);
    const most = group.length === GROUP ? 0xffff : 0xff;
    if (group.length === 1 || value > most) return refuse();
    if (group.length === GROUP) bytes.push(value >> 8);
    bytes.push(value & 0xff);
  }
  return Uint8Array.from(bytes);
};

const valueOf = (group: string): number => {
  const places = Array.from(group, (sign) => SIGNS.indexOf(sign));
  return places.includes(-1) ? Infinity : places.reduceRight((value, place) => value * BASE + place, 0);
};

const refuse = (): never => {
  throw new LedgerError("qr.base45", "This code is none of Sepaham's.");
};
