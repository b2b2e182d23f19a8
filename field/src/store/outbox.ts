/** What was signed and where it is: written before anything is sent, kept until it is answered. */

import type { Numbering, Sent, Store } from "./db";

/** Return how far a key has numbered; 0 and "" before its first statement. */
export const numbering = async (store: Store, device: string): Promise<Numbering> =>
  (await store.get("numbers", device)) ?? { device, seq: 0, prev: "" };

/** Keep signed statements and the number of the last, all or none, on disk before this resolves. */
export const enqueue = async (store: Store, signed: readonly Sent[], last: Numbering): Promise<void> => {
  const tx = store.transaction(["outbox", "numbers"], "readwrite", { durability: "strict" });
  const added = signed.map((one) => tx.objectStore("outbox").add(one));
  await Promise.all([...added, tx.objectStore("numbers").put(last), tx.done]);
};

/** Return all that was signed or scanned here for a log, each device's statements in their order. */
export const outboxOf = (store: Store, log: string): Promise<Sent[]> =>
  store.getAllFromIndex("outbox", "order", IDBKeyRange.bound([log], [log, []]));

/** Return what waits to be sent to a log, each device's statements in their order. */
export const waiting = async (store: Store, log: string): Promise<Sent[]> =>
  (await outboxOf(store, log)).filter((one) => one.state === "waiting");

/** Return what came of one piece of work, by the name it was signed under. */
export const ofWork = async (store: Store, log: string, work: string): Promise<Sent[]> =>
  (await outboxOf(store, log)).filter((one) => one.work === work);

/** Take note of answers. */
export const settle = async (store: Store, answered: readonly Sent[]): Promise<void> => {
  const tx = store.transaction("outbox", "readwrite", { durability: "strict" });
  await Promise.all([...answered.map((one) => tx.store.put(one)), tx.done]);
};
