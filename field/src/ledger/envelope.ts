/** The sealed envelope (DSSE v1): some bytes, what they are, and one signature over both. */

import * as base64 from "./base64";
import { type Bytes, joined, sha256, utf8 } from "./bytes";
import { LedgerError } from "./errors";
import { loads, type Value } from "./strict";

export const STATEMENT = "application/vnd.sepaham.statement+json";
export const MAX_ENVELOPE = 65_536;

const TYPE = /^[A-Za-z0-9!#$&^_.+:/~-]{1,128}$/;
const KEYID = /^[0-9a-f]{32}$/;

export interface Envelope {
  readonly payloadType: string;
  readonly payload: Bytes;
  readonly keyid: string;
  readonly signature: Bytes;
}

/** Whoever can sign; the private key stays inside. */
export interface Signer {
  readonly keyid: string;
  sign(message: Bytes): Promise<Bytes>;
}

/** Return DSSE's pre-authentication encoding: the bytes a signature really covers. */
export const pae = (type: string, payload: Bytes): Bytes =>
  joined(utf8(`DSSEv1 ${utf8(type).length} ${type} ${payload.length} `), payload);

/** Return SHA-256(payloadType ‖ 0x00 ‖ payload): a name blind to who signed. */
export const statementId = (type: string, payload: Bytes): Promise<string> =>
  sha256(joined(utf8(type), Uint8Array.of(0), payload));

/** Sign a payload and return it in its envelope. */
export const seal = async (payload: Bytes, signer: Signer, type = STATEMENT): Promise<Envelope> => ({
  payloadType: type,
  payload,
  keyid: signer.keyid,
  signature: await signer.sign(pae(type, payload)),
});

/** Return the canonical text: fixed order of keys, no spaces, canonical base64. */
export const written = ({ payloadType, payload, keyid, signature }: Envelope): string =>
  `{"payloadType":"${payloadType}","payload":"${base64.encode(payload)}",` +
  `"signatures":[{"keyid":"${keyid}","sig":"${base64.encode(signature)}"}]}`;

/**
 * Read an envelope without trusting it: nothing is verified here, and the payload is not yet read.
 *
 * @throws {LedgerError} `envelope.size`, `syntax`, `shape`, `signatures` or `base64`.
 */
export const opened = (raw: Bytes): Envelope => {
  if (raw.length > MAX_ENVELOPE) refuse("size", `An envelope has at most ${MAX_ENVELOPE} bytes.`);
  const fields = read(raw);
  if (!holds(fields, "payload", "payloadType", "signatures")) {
    refuse("shape", "An envelope has payloadType, payload and signatures, no more.");
  }
  const signatures = fields["signatures"];
  const only = Array.isArray(signatures) && signatures.length === 1 ? signatures[0] : undefined;
  if (only === undefined || !holds(only, "keyid", "sig")) {
    return refuse("signatures", "An envelope bears exactly one signature of keyid and sig.");
  }
  const { keyid, sig } = only as { keyid: Value; sig: Value };
  return {
    payloadType: text(fields["payloadType"], TYPE),
    payload: bytes(fields["payload"]),
    keyid: text(keyid, KEYID),
    signature: bytes(sig),
  };
};

const refuse = (code: string, message: string): never => {
  throw new LedgerError(`envelope.${code}`, message);
};

const read = (raw: Bytes) => {
  try {
    return loads(raw, MAX_ENVELOPE);
  } catch (fault) {
    return refuse("syntax", `An envelope is strict JSON: ${(fault as Error).message}`);
  }
};

const holds = (value: Value, ...keys: readonly string[]): boolean =>
  typeof value === "object" && !Array.isArray(value) && Object.keys(value).sort().join() === keys.join();

const text = (value: Value | undefined, form: RegExp): string =>
  typeof value === "string" && form.test(value) ? value : refuse("shape", "A name is not written as such names are.");

const bytes = (value: Value | undefined): Bytes => {
  if (typeof value !== "string") return refuse("shape", "An envelope's fields are texts.");
  try {
    return base64.decode(value);
  } catch (fault) {
    return refuse("base64", `A field of the envelope is unreadable: ${(fault as Error).message}`);
  }
};
