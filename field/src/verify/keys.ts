/** Checking signatures with the browser's own cryptography. */

import { type Bytes, sha256, utf8, joined } from "../ledger/bytes";
import { LedgerError } from "../ledger/errors";

const RULES: Record<string, { size: number; imported: AlgorithmIdentifier | EcKeyImportParams; used: AlgorithmIdentifier | EcdsaParams }> = {
  ed25519: { size: 32, imported: { name: "Ed25519" }, used: { name: "Ed25519" } },
  es256: {
    size: 65,
    imported: { name: "ECDSA", namedCurve: "P-256" },
    used: { name: "ECDSA", hash: "SHA-256" },
  },
};

/** Return a key's name: the first 32 hexadecimal digits of SHA-256(algorithm ‖ 0x00 ‖ public). */
export const keyName = async (algorithm: string, open: Bytes): Promise<string> =>
  (await sha256(joined(utf8(algorithm), Uint8Array.of(0), open))).slice(0, 32);

/** Tell whether a browser can check Ed25519 at all; those of before 2025 may not. */
export const able = async (): Promise<boolean> => {
  try {
    await crypto.subtle.importKey("raw", new Uint8Array(32).fill(1), { name: "Ed25519" }, false, ["verify"]);
    return true;
  } catch (fault) {
    return (fault as Error).name !== "NotSupportedError";
  }
};

/** Tell whether a signature over these bytes holds. */
export const verified = async (algorithm: string, open: Bytes, message: Bytes, signature: Bytes): Promise<boolean> => {
  const rule = RULES[algorithm];
  if (rule === undefined || open.length !== rule.size || signature.length !== 64) return false;
  try {
    const key = await crypto.subtle.importKey("raw", open, rule.imported, false, ["verify"]);
    return await crypto.subtle.verify(rule.used, key, signature, message);
  } catch (fault) {
    if ((fault as Error).name === "NotSupportedError") {
      throw new LedgerError("browser.unable", "This browser cannot check Ed25519 signatures.");
    }
    return false;
  }
};
