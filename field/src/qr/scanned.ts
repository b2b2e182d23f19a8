/** What a scanned statement is worth on a phone without signal, judged as the server will judge it later. */

import * as base64 from "../ledger/base64";
import { type Bytes } from "../ledger/bytes";
import { type Envelope, pae, statementId } from "../ledger/envelope";
import { LedgerError } from "../ledger/errors";
import { type Fields, loads } from "../ledger/strict";
import { type Algorithm, verified } from "../keys/keys";

/** A device as the last sync told of it. */
export interface Known {
  readonly office: string;
  readonly algorithm: Algorithm;
  readonly key: string;
}

export interface Expected {
  readonly log: string;
  readonly kinds: readonly string[];
  readonly keyOf: (device: string) => Known | undefined;
}

/**
 * A statement read from a code. `code` is empty where its signature holds; `device.unknown` and `signature.unchecked` say
 * that this phone cannot tell, which keeps nobody from answering; any other says why it must not be answered.
 */
export interface Scanned {
  readonly id: string;
  readonly code: string;
  readonly fields: Fields;
}

const TEXTS = ["nonce", "log", "kind", "office", "device", "prev", "at", "region"];
const CANNOT_TELL: readonly string[] = ["device.unknown", "signature.unchecked"];

/** Tell whether a scanned statement may be answered. */
export const answerable = ({ code }: Scanned): boolean => code === "" || CANNOT_TELL.includes(code);

/** Judge a scanned statement: of this log, of a kind that is awaited, signed by the device it names. */
export const judge = async (envelope: Envelope, expected: Expected): Promise<Scanned> => {
  const id = await statementId(envelope.payloadType, envelope.payload);
  const fields = read(envelope.payload);
  return { id, fields, code: wellFormed(fields) ? await codeOf(envelope, fields, expected) : "statement.fields" };
};

const read = (payload: Bytes): Fields => {
  try {
    return loads(payload);
  } catch (fault) {
    if (fault instanceof LedgerError) return {};
    throw fault;
  }
};

const wellFormed = (fields: Fields): boolean =>
  TEXTS.every((name) => typeof fields[name] === "string") &&
  typeof fields["seq"] === "number" &&
  typeof fields["body"] === "object" &&
  !Array.isArray(fields["body"]) &&
  Array.isArray(fields["refs"]) &&
  Object.keys(fields).length === TEXTS.length + 3;

const codeOf = async (envelope: Envelope, fields: Fields, { log, kinds, keyOf }: Expected): Promise<string> => {
  if (fields["log"] !== log) return "log.other";
  if (!kinds.includes(fields["kind"] as string)) return "qr.kind";
  const device = keyOf(envelope.keyid);
  if (!device || fields["device"] !== envelope.keyid) return "device.unknown";
  if (device.office !== fields["office"]) return "device.office";
  const message = pae(envelope.payloadType, envelope.payload);
  const holds = await verified(device.algorithm, base64.decode(device.key), message, envelope.signature);
  if (holds === undefined) return "signature.unchecked";
  return holds ? "" : "signature.invalid";
};
