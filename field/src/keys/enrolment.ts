/** What a new key says of itself, and the words by which two people recognise it (docs/format/enrolment.md). */

import words from "../../../src/sepaham/data/spoken.json";
import { sha256, utf8 } from "../ledger/bytes";
import type { Bytes } from "../ledger/bytes";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY";
const ROUNDS = 100_000;
const SPOKEN = 4;
const LENGTH = 8;

export interface Asked {
  readonly log: string;
  readonly office: string;
  readonly device: string;
  readonly phone?: string;
}

/** Return the bytes a new key signs to show that its holder asked for this office in this log, and on what. */
export const proofMessage = ({ log, office, device, phone }: Asked): Bytes =>
  utf8(`sepaham/enrolment/1\n${log}\n${office}\n${device}\n${phone ? `${phone}\n` : ""}`);

/** Return what a phone is called in one log, from what was drawn at random once where the app is installed. */
export const phoneName = (log: string, install: string): Promise<string> =>
  sha256(utf8(`sepaham/phone/1\n${log}\n${install}\n`));

/** Return the four words read aloud: slow to compute, so that nobody makes a second key with the same words. */
export const spokenWords = async ({ log, office, device }: Asked): Promise<string[]> => {
  const key = await crypto.subtle.importKey("raw", utf8(device), "PBKDF2", false, ["deriveBits"]);
  const rule = { name: "PBKDF2", hash: "SHA-256", salt: utf8(`sepaham/words/1\n${log}\n${office}`), iterations: ROUNDS };
  const drawn = new Uint8Array(await crypto.subtle.deriveBits(rule, key, SPOKEN * 8));
  return Array.from(drawn, (place) => words[place] as string);
};

/** Return a typed code in its one form, XXXXXXXX; "" where it is none or its check character does not fit. */
export const readCode = (typed: string): string => {
  const code = typed.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  const places = Array.from(code, (letter) => ALPHABET.indexOf(letter));
  const sum = places.reduce((total, value, place) => total + value * (place + 1), 0);
  return code.length === LENGTH && !places.includes(-1) && sum % ALPHABET.length === 0 ? code : "";
};
