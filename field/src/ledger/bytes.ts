/** Bytes and their spellings: UTF-8, hexadecimal, SHA-256. */

export type Bytes = Uint8Array<ArrayBuffer>;

/** Return a text's UTF-8 bytes. */
export const utf8 = (text: string): Bytes => new TextEncoder().encode(text) as Bytes;

/** Return several runs of bytes as one. */
export const joined = (...parts: readonly Uint8Array[]): Bytes => {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
};

/** Return bytes in lower-case hexadecimal. */
export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Return the SHA-256 of bytes in lower-case hexadecimal. */
export const sha256 = async (bytes: Bytes): Promise<string> =>
  hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
