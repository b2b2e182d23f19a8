/** One signed statement as the bytes a QR code carries (docs/format/qr.md, section 1). */

import { type Bytes, joined } from "../ledger/bytes";
import { type Envelope, STATEMENT } from "../ledger/envelope";
import { LedgerError } from "../ledger/errors";
import { loads, MAX_PAYLOAD } from "../ledger/strict";

const MARK = Uint8Array.of(0x53, 0x31);
const SIGNATURE = 64;
const KEYID = /^[0-9a-f]{32}$/;
const MORE = 0x80;
const LENGTH_BYTES = 3;

/**
 * Return an envelope in its short form.
 *
 * @throws {LedgerError} `qr.payload`: it is no statement signed under the name of its own device.
 */
export const packed = ({ payloadType, payload, keyid, signature }: Envelope): Bytes => {
  if (payloadType !== STATEMENT || signature.length !== SIGNATURE || deviceIn(payload) !== keyid) badPayload();
  return joined(MARK, length(payload.length), payload, signature);
};

/**
 * Return the envelope in a short form; nothing of it is verified here.
 *
 * @throws {LedgerError} `qr.form`, `qr.length` or `qr.payload`.
 */
export const unpacked = (bytes: Bytes): Envelope => {
  if (bytes[0] !== MARK[0] || bytes[1] !== MARK[1]) refuse("form", "This code holds no statement.");
  const [size, begin] = readLength(bytes);
  const end = begin + size;
  if (bytes.length !== end + SIGNATURE) refuse("length", "This code is cut short, or something was added to it.");
  const payload = bytes.slice(begin, end);
  return { payloadType: STATEMENT, payload, keyid: deviceIn(payload), signature: bytes.slice(end) };
};

const deviceIn = (payload: Bytes): string => {
  let device: unknown;
  try {
    device = loads(payload)["device"];
  } catch {
    badPayload();
  }
  return typeof device === "string" && KEYID.test(device) ? device : badPayload();
};

const length = (size: number): Bytes => {
  const bytes: number[] = [];
  for (let rest = size; bytes.length === 0 || rest > 0; rest >>= 7) {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? MORE : 0));
  }
  return Uint8Array.from(bytes);
};

/** Read a length and return it with the place where what it measures begins. */
const readLength = (bytes: Bytes): readonly [number, number] => {
  let size = 0;
  for (let place = 0; place < LENGTH_BYTES; place += 1) {
    const byte = bytes[MARK.length + place] ?? MORE;
    size |= (byte & 0x7f) << (7 * place);
    if (byte & MORE) continue;
    if ((place > 0 && byte === 0) || size > MAX_PAYLOAD) break;
    return [size, MARK.length + place + 1];
  }
  return refuse("length", "This code does not say how long its statement is.");
};

const badPayload = (): never => refuse("payload", "What this code carries is no statement of its own device.");

const refuse = (code: string, message: string): never => {
  throw new LedgerError(`qr.${code}`, message);
};
