/** This browser's keys: at most one in use for each office in each log. */

import type { KeptKey, Standing, Store } from "./db";

const IN_USE: readonly Standing[] = ["enrolled", "waiting", "revoked", "withdrawn"];

/** Return the key for an office in a log: the one enrolled, else the one furthest on the way; none without any. */
export const keyFor = async (store: Store, log: string, office: string): Promise<KeptKey | undefined> => {
  const found = await store.getAllFromIndex("keys", "place", [log, office]);
  const rank = ({ standing }: KeptKey): number => IN_USE.indexOf(standing);
  return found.sort((a, b) => rank(a) - rank(b) || b.madeAt.localeCompare(a.madeAt))[0];
};

/** Return all keys of a log. */
export const keysOf = async (store: Store, log: string): Promise<KeptKey[]> =>
  (await store.getAll("keys")).filter((key) => key.log === log);

/** Keep a key; nothing is asked of the server before this is done. */
export const keepKey = async (store: Store, key: KeptKey): Promise<void> => {
  const tx = store.transaction("keys", "readwrite", { durability: "strict" });
  await Promise.all([tx.store.put(key), tx.done]);
};

/** Take note of how far a key has come. */
export const note = async (store: Store, keyid: string, standing: Standing): Promise<void> => {
  const tx = store.transaction("keys", "readwrite");
  const found = await tx.store.get(keyid);
  if (found) await tx.store.put({ ...found, standing });
  await tx.done;
};
