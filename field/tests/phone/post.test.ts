import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import * as base64 from "../../src/ledger/base64";
import { generate } from "../../src/keys/keys";
import { goToServer } from "../../src/phone/post";
import { keptSync } from "../../src/phone/sync";
import { signAll } from "../../src/sign";
import { type KeptKey, openStore, type Store } from "../../src/store/db";
import { keepKey } from "../../src/store/keyring";
import { waiting } from "../../src/store/outbox";

const LOG = "sepaham/35.17/2024-11-27/REAL";
const OFFICE = "pps:35.17.15.2004";
const NOW = new Date("2024-11-26T03:05:00Z");
const SYNCED = { standing: "enrolled", now: 1, hour: NOW.toISOString(), log: LOG, cursor: "b", parts: { me: {} }, gone: [] };

let store: Store;
let key: KeptKey;

const serve = () =>
  vi.stubGlobal("fetch", async (path: string) => ({
    status: 200,
    json: async () => (path.includes("/statements") ? { answers: [{ outcome: "accepted", index: 7 }] } : SYNCED),
  }));

/** What a browser does once its disk is full: every change to some of what is kept is taken back. */
const fillUp = (full: string) => {
  const { put } = IDBObjectStore.prototype;
  const refuse = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, ...given) {
    if (this.name === full) throw new DOMException("full", "QuotaExceededError");
    return put.apply(this, given as Parameters<typeof put>);
  });
  return () => refuse.mockRestore();
};

beforeEach(async () => {
  vi.stubGlobal("indexedDB", new (await import("fake-indexeddb")).IDBFactory());
  const request = <T>(_name: string, act: () => Promise<T>) => act();
  vi.stubGlobal("navigator", { locks: { request } });
  const notes = new Map<string, string>();
  const storage = { getItem: (name: string) => notes.get(name) ?? null, setItem: notes.set.bind(notes) };
  vi.stubGlobal("localStorage", storage);
  store = await openStore();
  const { keyid, algorithm, public: spelt, secret } = await generate();
  const place = { keyid, log: LOG, office: OFFICE, algorithm, inviter: "ppk:35.17.15" };
  key = { ...place, public: base64.encode(spelt), secret, madeAt: NOW.toISOString(), standing: "enrolled" };
  await keepKey(store, key);
  const drafts = [{ kind: "night.report", region: "35.17.15.2004", body: { state: "safe" }, refs: [] }];
  await signAll(store, key, { log: LOG, office: OFFICE, drafts, at: "", then: "", title: "Aman" }, NOW);
});

test("what comes back is kept", async () => {
  serve();
  expect(await goToServer(store, key)).toEqual({ reached: true, refused: "", full: false });
  expect(await waiting(store, LOG)).toEqual([]);
  expect((await keptSync(store, key))?.cursor).toBe("b");
});

test.each(["outbox", "notes"])("a full disk is told and mended by trying again: %s", async (full) => {
  serve();
  const makeRoom = fillUp(full);
  expect(await goToServer(store, key)).toEqual({ reached: true, refused: "", full: true });
  expect(await keptSync(store, key)).toBeUndefined();
  makeRoom();
  expect((await goToServer(store, key)).full).toBe(false);
  expect(await waiting(store, LOG)).toEqual([]);
  expect((await keptSync(store, key))?.cursor).toBe("b");
});

test("a server out of reach is a value", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
  expect(await goToServer(store, key)).toEqual({ reached: false, refused: "", full: false });
});
