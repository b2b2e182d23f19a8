/** Keys that never leave the browser: Ed25519 where it is known, else ES256, made so that nobody can export them. */

import { type Bytes, joined, sha256, utf8 } from "../ledger/bytes";
import type { Signer } from "../ledger/envelope";

export type Algorithm = "ed25519" | "es256";

export interface MadeKey {
  readonly keyid: string;
  readonly algorithm: Algorithm;
  readonly public: Bytes;
  readonly secret: CryptoKey;
}

const RULES: Readonly<Record<Algorithm, { make: EcKeyGenParams | Algorithm_; sign: EcdsaParams | Algorithm_ }>> = {
  ed25519: { make: { name: "Ed25519" }, sign: { name: "Ed25519" } },
  es256: { make: { name: "ECDSA", namedCurve: "P-256" }, sign: { name: "ECDSA", hash: "SHA-256" } },
};
type Algorithm_ = { name: string };

const KEYID_DIGITS = 32;

/** Return a key's name: the first 32 hexadecimal digits of SHA-256(algorithm ‖ 0x00 ‖ public). */
export const keyId = async (algorithm: string, publicKey: Bytes): Promise<string> =>
  (await sha256(joined(utf8(algorithm), Uint8Array.of(0), publicKey))).slice(0, KEYID_DIGITS);

/** Make a key pair whose secret half cannot be exported. */
export const generate = async (): Promise<MadeKey> => {
  try {
    return await made("ed25519");
  } catch {
    return made("es256");
  }
};

/** Make a key pair of one algorithm. */
export const made = async (algorithm: Algorithm): Promise<MadeKey> => {
  const pair = (await crypto.subtle.generateKey(RULES[algorithm].make, false, ["sign", "verify"])) as CryptoKeyPair;
  const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  return { keyid: await keyId(algorithm, publicKey), algorithm, public: publicKey, secret: pair.privateKey };
};

/** Return whoever signs with a key: raw 64 bytes, of RFC 8032 or r ‖ s. */
export const signerOf = ({ keyid, algorithm, secret }: Omit<MadeKey, "public">): Signer => ({
  keyid,
  sign: async (message) => new Uint8Array(await crypto.subtle.sign(RULES[algorithm].sign, secret, message)),
});

/**
 * Tell whether a signature over a message holds under a public key; undefined where this browser does not know the
 * algorithm, so that it cannot tell.
 */
export const verified = async (
  algorithm: Algorithm,
  publicKey: Bytes,
  message: Bytes,
  signature: Bytes,
): Promise<boolean | undefined> => {
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey("raw", publicKey, RULES[algorithm].make, false, ["verify"]);
  } catch (fault) {
    return (fault as Error).name === "NotSupportedError" ? undefined : false;
  }
  return crypto.subtle.verify(RULES[algorithm].sign, key, signature, message);
};
