/** A browser with a key and a store of its own, for tests. */

import "fake-indexeddb/auto";
import { vi } from "vitest";
import { generate } from "../src/keys/keys";
import * as base64 from "../src/ledger/base64";
import { type KeptKey, openStore, type Store } from "../src/store/db";
import { keepKey } from "../src/store/keyring";

export const LOG = "sepaham/35.17/2024-11-27/REAL";

/** Begin a browser anew: nothing is kept in it but an enrolled key of an office. */
export const freshBrowser = async (office: string): Promise<{ store: Store; key: KeptKey }> => {
  vi.stubGlobal("indexedDB", new (await import("fake-indexeddb")).IDBFactory());
  const request = <T>(_name: string, act: () => Promise<T>) => act();
  vi.stubGlobal("navigator", { locks: { request } });
  const notes = new Map<string, string>();
  vi.stubGlobal("localStorage", { getItem: (name: string) => notes.get(name) ?? null, setItem: notes.set.bind(notes) });
  const store = await openStore();
  const { keyid, algorithm, public: spelt, secret } = await generate();
  const key: KeptKey = {
    ...{ keyid, log: LOG, office, algorithm, secret, public: base64.encode(spelt), inviter: "kpu:35.17" },
    ...{ madeAt: "2024-11-20T00:00:00Z", standing: "enrolled" },
  };
  await keepKey(store, key);
  return { store, key };
};
