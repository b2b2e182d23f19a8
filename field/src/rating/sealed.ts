/** Sealing a sheet of ratings: SHA-256 of a salt and the sheet's canonical bytes (docs/format/rounds.md). */

import { hex, joined, sha256, utf8 } from "../ledger/bytes";
import type { Rating } from "./answers";

const FORMAT = "sepaham/ratings/1";
const SALT = 32;

/** Some of an office's ratings of one round. */
export interface Sheet {
  readonly log: string;
  readonly office: string;
  readonly round: string;
  readonly number: number;
  readonly sheet: number;
  readonly ratings: readonly Rating[];
}

/** Return the one text of a JSON value: keys in the order of their letters, no spaces. */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, held]) => held !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, held]) => `${JSON.stringify(name)}:${canonical(held)}`).join(",")}}`;
};

/** Return a new salt in hexadecimal; without it nobody can guess a rating from its seal. */
export const newSalt = (): string => hex(crypto.getRandomValues(new Uint8Array(SALT)));

/** Return what `rating.commit` says of a sheet. */
export const sealOf = ({ log, office, round, number, sheet, ratings }: Sheet, salt: string): Promise<string> => {
  const told = { format: FORMAT, log, office, round, number, sheet, ratings };
  return sha256(joined(unhex(salt), utf8(canonical(told))));
};

const unhex = (text: string): Uint8Array => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
