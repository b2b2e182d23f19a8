/** Small things kept by name: what was synced, work begun and not signed, how this phone is called. */

import type { Store } from "./db";

/** Return what is kept under a name. */
export const noted = async <T>(store: Store, name: string): Promise<T | undefined> =>
  (await store.get("notes", name)) as T | undefined;

/** Keep a value under a name; on disk before this resolves. */
export const noteDown = async (store: Store, name: string, value: unknown): Promise<void> => {
  const tx = store.transaction("notes", "readwrite", { durability: "strict" });
  await Promise.all([tx.store.put(value, name), tx.done]);
};

/**
 * Change what is kept under a name, in one step, and return what is kept now. Unless it is strict, a power cut right
 * after may take the change, and nothing else.
 */
export const renote = async <T>(
  store: Store,
  name: string,
  change: (before: T | undefined) => T,
  durability: "relaxed" | "strict" = "relaxed",
): Promise<T> => {
  const tx = store.transaction("notes", "readwrite", { durability });
  const after = change((await tx.store.get(name)) as T | undefined);
  await tx.store.put(after, name);
  await tx.done;
  return after;
};

/** Forget what is kept under a name. */
export const forget = (store: Store, name: string): Promise<void> => store.delete("notes", name);

/** Return the names that begin with a text, and what is kept under each. */
export const notesOf = async <T>(store: Store, start: string): Promise<Map<string, T>> => {
  const range = IDBKeyRange.bound(start, `${start}\uffff`);
  const [names, values] = await Promise.all([store.getAllKeys("notes", range), store.getAll("notes", range)]);
  return new Map(names.map((name, place) => [name, values[place] as T]));
};
