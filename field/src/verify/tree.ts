/** Merkle trees as RFC 6962 hashes them, and the inclusion walk of RFC 9162; `sepaham.ledger.tree` is the twin. */

import { type Bytes, hex, joined, sha256 } from "../ledger/bytes";
import { LedgerError } from "../ledger/errors";

/** Return bytes written in hexadecimal. */
export const unhex = (text: string): Bytes =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16)) as Bytes;

const hashed = async (...parts: readonly Uint8Array[]): Promise<Bytes> => unhex(await sha256(joined(...parts)));

/** Return SHA-256(0x00 ‖ entry). */
export const leafHash = (entry: Bytes): Promise<Bytes> => hashed(Uint8Array.of(0), entry);

/**
 * Show that a leaf stands at `index` in the tree of `size` leaves that has this root.
 *
 * @throws {LedgerError} `proof.size`, `proof.length` or `proof.root`.
 */
export const verifyInclusion = async (
  leaf: Bytes,
  index: bigint,
  size: bigint,
  root: Bytes,
  proof: readonly Bytes[],
): Promise<void> => {
  if (index < 0n || index >= size) throw new LedgerError("proof.size", "The tree has no such leaf.");
  let [node, last, reached] = [index, size - 1n, leaf];
  for (const sibling of proof) {
    if (last === 0n) throw new LedgerError("proof.length", "The proof goes on beyond the root.");
    const lone = node === last;
    if (node & 1n || lone) {
      reached = await hashed(Uint8Array.of(1), sibling, reached);
      while (node && !(node & 1n)) [node, last] = [node >> 1n, last >> 1n];
    } else {
      reached = await hashed(Uint8Array.of(1), reached, sibling);
    }
    [node, last] = [node >> 1n, last >> 1n];
  }
  if (last !== 0n) throw new LedgerError("proof.length", "The proof has too few hashes.");
  if (hex(reached) !== hex(root)) throw new LedgerError("proof.root", "The proof leads to another root.");
};
