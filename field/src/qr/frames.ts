/** A statement in one QR code or in several numbered ones, and how those are put together again. */

import { type Bytes, hex, joined, sha256 } from "../ledger/bytes";
import type { Envelope } from "../ledger/envelope";
import { LedgerError } from "../ledger/errors";
import * as base45 from "./base45";
import { packed, unpacked } from "./message";

/** Bytes in the largest code shown: version 20, level M, holds 970 signs. */
const MOST = 646;
const FRAME = 0x46;
const NAME = 4;
const HEAD = 1 + NAME + 2;
const MOST_FRAMES = 64;
const MOST_BEGUN = 16;

/** How far the statement that was scanned last has come; `problem` names what is wrong with the last code. */
export interface Collected {
  readonly done: boolean;
  readonly have: number;
  readonly of: number;
  readonly envelope?: Envelope;
  readonly problem?: string;
}

/** Return the texts of the one or more QR codes that carry a statement, in their order. */
export const encodeStatement = async (envelope: Envelope): Promise<string[]> => {
  const whole = packed(envelope);
  if (whole.length <= MOST) return [base45.encode(whole)];
  const count = Math.ceil(whole.length / (MOST - HEAD));
  const size = Math.ceil(whole.length / count);
  const name = await nameOf(whole);
  return Array.from({ length: count }, (_, place) => {
    const head = Uint8Array.of(place + 1, count);
    return base45.encode(joined(Uint8Array.of(FRAME), name, head, whole.slice(place * size, (place + 1) * size)));
  });
};

/** Puts statements together from codes scanned in any order, twice, or with another statement's between them. */
export class Collector {
  private readonly begun = new Map<string, Map<number, Bytes>>();

  /** Take one scanned text and tell how far its statement has come. */
  async add(text: string): Promise<Collected> {
    try {
      const bytes = base45.decode(text);
      return bytes[0] === FRAME ? await this.frame(bytes) : whole(bytes, 1);
    } catch (fault) {
      if (fault instanceof LedgerError) return { done: false, have: 0, of: 0, problem: fault.code };
      throw fault;
    }
  }

  private async frame(bytes: Bytes): Promise<Collected> {
    const [index, of] = [bytes[HEAD - 2] ?? 0, bytes[HEAD - 1] ?? 0];
    if (bytes.length <= HEAD || of < 2 || of > MOST_FRAMES || index < 1 || index > of) {
      throw new LedgerError("qr.frame", "This code is numbered as no part of a statement is.");
    }
    const key = hex(bytes.slice(1, 1 + NAME)) + of;
    const parts = this.begun.get(key) ?? new Map<number, Bytes>();
    this.begun.delete(key);
    parts.set(index, bytes.slice(HEAD));
    if (parts.size === of) return whole(await together(parts, of, bytes.slice(1, 1 + NAME)), of);
    this.begun.set(key, parts);
    if (this.begun.size > MOST_BEGUN) this.begun.delete(this.begun.keys().next().value as string);
    return { done: false, have: parts.size, of };
  }
}

const whole = (bytes: Bytes, of: number): Collected => ({ done: true, have: of, of, envelope: unpacked(bytes) });

const together = async (parts: ReadonlyMap<number, Bytes>, of: number, name: Bytes): Promise<Bytes> => {
  const bytes = joined(...Array.from({ length: of }, (_, place) => parts.get(place + 1) as Bytes));
  if (hex(await nameOf(bytes)) === hex(name)) return bytes;
  throw new LedgerError("qr.whole", "These codes do not belong together; scan them again from the first.");
};

const nameOf = async (bytes: Bytes): Promise<Bytes> => {
  const digits = (await sha256(bytes)).slice(0, NAME * 2);
  return Uint8Array.from(digits.match(/../g) as string[], (pair) => parseInt(pair, 16));
};
