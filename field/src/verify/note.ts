/** Signed notes and checkpoints (C2SP): who signed a head of the log, and whose cosignatures stand below it. */

import * as base64 from "../ledger/base64";
import { type Bytes, hex, joined, sha256, utf8 } from "../ledger/bytes";
import { LedgerError } from "../ledger/errors";
import { verified } from "./keys";

const PLAIN = 1;
const COSIGNATURE = 4;

export interface NoteKey {
  readonly name: string;
  readonly id: string;
  readonly type: number;
  readonly open: Bytes;
}

export interface Line {
  readonly name: string;
  readonly id: string;
  readonly signature: Bytes;
}

export interface Note {
  readonly text: string;
  readonly lines: readonly Line[];
}

export interface Head {
  readonly origin: string;
  readonly size: bigint;
  readonly root: Bytes;
}

const refuse = (code: string, message: string): never => {
  throw new LedgerError(code, message);
};

const decoded = (text: string, code: string): Bytes => {
  try {
    return base64.decode(text);
  } catch (fault) {
    return refuse(code, (fault as Error).message);
  }
};

/** Read a public key written as name+id+base64. */
export const parseVkey = async (text: string): Promise<NoteKey> => {
  const [name = "", id = "", ...rest] = text.split("+");
  const typed = decoded(rest.join("+"), "policy.key");
  const named = (await sha256(joined(utf8(name), utf8("\n"), typed))).slice(0, 8);
  if (!name || named !== id || typed.length !== 33) refuse("policy.key", "A key is written as name+id+base64.");
  return { name, id, type: typed[0] ?? 0, open: typed.slice(1) as Bytes };
};

/** Take a note apart without believing it. */
export const parseNote = (whole: string): Note => {
  const cut = whole.lastIndexOf("\n\n");
  const below = whole.slice(cut + 2);
  if (cut < 0 || !below.endsWith("\n")) return refuse("note.syntax", "A note is a text, an empty line and signatures.");
  const lines = below.slice(0, -1).split("\n").map((line) => {
    const found = /^— ([^ +]+) (\S+)$/.exec(line);
    const blob = found?.[2] === undefined ? undefined : decoded(found[2], "note.signature");
    if (!found?.[1] || !blob || blob.length <= 4) return refuse("note.signature", "This is no line of a signature.");
    return { name: found[1], id: hex(blob.slice(0, 4)), signature: blob.slice(4) as Bytes };
  });
  return { text: whole.slice(0, cut + 1), lines };
};

const holds = async (note: Note, line: Line, key: NoteKey): Promise<boolean> => {
  const text = utf8(note.text);
  if (key.type === PLAIN) return verified("ed25519", key.open, text, line.signature);
  if (key.type !== COSIGNATURE || line.signature.length !== 72) return false;
  const message = joined(utf8(`cosignature/v1\ntime ${timeOf(line)}\n`), text);
  return verified("ed25519", key.open, message, line.signature.slice(8) as Bytes);
};

/** Return when a cosignature was made, in seconds since 1970. */
export const timeOf = (line: Line): bigint => new DataView(line.signature.slice(0, 8).buffer).getBigUint64(0);

/**
 * Return the keys of some that did sign a note, each with its line.
 *
 * @throws {LedgerError} `note.forged`; a known key's line does not hold.
 */
export const signers = async (note: Note, keys: readonly NoteKey[]): Promise<Map<NoteKey, Line>> => {
  const found = new Map<NoteKey, Line>();
  for (const line of note.lines) {
    const key = keys.find((one) => one.name === line.name && one.id === line.id);
    if (key === undefined) continue;
    if (!(await holds(note, line, key))) refuse("note.forged", `The signature of ${line.name} does not hold.`);
    if (!found.has(key)) found.set(key, line);
  }
  return found;
};

/** Read the text of a checkpoint. */
export const parseHead = (text: string): Head => {
  const [origin, size, root, ...rest] = text.split("\n");
  if (!origin || !size || !root || rest.length < 1 || !/^(0|[1-9][0-9]{0,18})$/.test(size)) {
    return refuse("checkpoint.syntax", "A checkpoint has lines for origin, size and root.");
  }
  return { origin, size: BigInt(size), root: decoded(root, "checkpoint.syntax") };
};
