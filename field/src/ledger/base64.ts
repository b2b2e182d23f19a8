/** Standard base64 in its one canonical form, so that equal bytes are always equal text. */

import type { Bytes } from "./bytes";
import { LedgerError } from "./errors";

/** Return the padded standard base64 of bytes, on one line. */
export const encode = (bytes: Uint8Array): string => {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
};

/**
 * Return the bytes of a base64 text, refusing every spelling but the one `encode` writes.
 *
 * @throws {LedgerError} `base64.syntax` or `base64.form`.
 */
export const decode = (text: string): Bytes => {
  let raw: string;
  try {
    raw = atob(text);
  } catch {
    throw new LedgerError("base64.syntax", "This is not base64.");
  }
  const bytes = Uint8Array.from(raw, (letter) => letter.charCodeAt(0));
  if (encode(bytes) !== text) {
    throw new LedgerError("base64.form", "This base64 is not written in its canonical form.");
  }
  return bytes;
};

/** Return base64url without padding, as nonces are written. */
export const encodeUrl = (bytes: Uint8Array): string =>
  encode(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
