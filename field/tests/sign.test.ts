import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import * as base64 from "../src/ledger/base64";
import { utf8 } from "../src/ledger/bytes";
import { opened, statementId } from "../src/ledger/envelope";
import { loads } from "../src/ledger/strict";
import { generate } from "../src/keys/keys";
import { Unreached } from "../src/server";
import { sendAll, signAll, type Work } from "../src/sign";
import { type KeptKey, openStore, type Store } from "../src/store/db";
import { keepKey, keyFor, note } from "../src/store/keyring";
import { numbering, waiting } from "../src/store/outbox";

const LOG = "sepaham/35.17/2024-11-27/REAL";
const OFFICE = "ppk:35.17.15";
const NOW = new Date("2024-11-24T03:05:00Z");
const draft = (region: string) => ({ kind: "night.report", region, body: { state: "safe", guards: 2 }, refs: [] });
const work = (...regions: string[]): Work => {
  const drafts = regions.map(draft);
  return { log: LOG, office: OFFICE, drafts, at: "", then: "/", title: "Aman" };
};

let store: Store;
let key: KeptKey;
let sent: string[];

/** A lock as one page has it: whoever asks waits until those before are done. */
const locks = () => {
  let before: Promise<unknown> = Promise.resolve();
  return { request: <T>(_name: string, act: () => Promise<T>) => (before = before.then(act, act)) as Promise<T> };
};

const answers = (...told: object[]) => {
  vi.stubGlobal("fetch", async (_path: string, init: RequestInit) => {
    sent.push(String(init.body));
    return { status: 200, json: async () => ({ answers: told }) };
  });
};

const unreachable = () => vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));

beforeEach(async () => {
  vi.stubGlobal("indexedDB", new (await import("fake-indexeddb")).IDBFactory());
  vi.stubGlobal("navigator", { locks: locks() });
  sent = [];
  store = await openStore();
  const { keyid, algorithm, public: spelt, secret } = await generate();
  const place = { keyid, log: LOG, office: OFFICE, algorithm, inviter: "kpu:35.17" };
  key = { ...place, public: base64.encode(spelt), secret, madeAt: NOW.toISOString(), standing: "enrolled" };
});

test("statements are numbered one after the other, each naming the one before", async () => {
  const [first, second] = await signAll(store, key, work("35.17.15", "35.17.05"), NOW);
  const [third] = await signAll(store, key, work("35.17.15"), NOW);
  const payloads = [first, second, third].map((one) => loads(opened(utf8(one!.envelope)).payload));
  expect(payloads.map(({ seq, prev }) => [seq, prev])).toEqual([[1, ""], [2, first!.id], [3, second!.id]]);
  expect(await numbering(store, key.keyid)).toEqual({ device: key.keyid, seq: 3, prev: third!.id });
  const { payloadType, payload } = opened(utf8(first!.envelope));
  expect(await statementId(payloadType, payload)).toBe(first!.id);
});

test("a payload holds the fields of a statement and no other", async () => {
  const [one] = await signAll(store, key, { ...work("35.17.15"), at: "2024-11-20T00:00:00Z" }, NOW);
  const payload = loads(opened(utf8(one!.envelope)).payload);
  const fields = ["nonce", "log", "kind", "office", "device", "seq", "prev", "at", "region", "body", "refs"];
  expect(Object.keys(payload)).toEqual(fields);
  expect([payload["at"], (payload["nonce"] as string).length]).toEqual(["2024-11-20T00:00:00Z", 22]);
});

test("a copied paper claims the hour it bears, any other statement the hour of signing", async () => {
  const drafts = [{ ...draft("35.17.15"), at: "2024-11-23T23:15:00Z" }, draft("35.17.15")];
  const signed = await signAll(store, key, { ...work(), drafts }, NOW);
  const hours = signed.map((one) => loads(opened(utf8(one.envelope)).payload)["at"]);
  expect(hours).toEqual(["2024-11-23T23:15:00Z", "2024-11-24T03:05:00.000Z"]);
});

test("two tabs that sign at once keep one numbering", async () => {
  const both = await Promise.all([
    signAll(store, key, work("35.17.15", "35.17.05"), NOW),
    signAll(store, key, work("35.17.15"), NOW),
  ]);
  expect(both.flat().map(({ seq }) => seq).sort()).toEqual([1, 2, 3]);
});

test("what cannot be sent waits, and is sent again byte for byte", async () => {
  const [one] = await signAll(store, key, work("35.17.15"), NOW);
  unreachable();
  await expect(sendAll(store, LOG)).rejects.toThrow(Unreached);
  expect((await waiting(store, LOG)).map(({ id }) => id)).toEqual([one!.id]);
  answers({ outcome: "duplicate", index: 7 });
  await sendAll(store, LOG);
  expect(await waiting(store, LOG)).toEqual([]);
  expect(await store.get("outbox", one!.id)).toMatchObject({ state: "kept", index: 7 });
  expect(sent).toEqual([`{"statements":[${one!.envelope}]}`]);
});

test("a simulated log is told the hour; other hours go in batches of their own", async () => {
  await signAll(store, key, { ...work("35.17.15"), at: "2024-11-20T00:00:00Z" }, NOW);
  await signAll(store, key, work("35.17.15"), NOW);
  const hours: unknown[] = [];
  vi.stubGlobal("fetch", async (_path: string, { headers }: RequestInit) => {
    hours.push((headers as Record<string, string>)["Sepaham-Simulated-At"]);
    return { status: 200, json: async () => ({ answers: [{ outcome: "accepted", index: 1 }] }) };
  });
  await sendAll(store, LOG);
  expect(hours).toEqual(["2024-11-20T00:00:00Z", undefined]);
});

test("what is too much at once goes in halves", async () => {
  await signAll(store, key, work("35.17.15", "35.17.05", "35.17.01"), NOW);
  const sizes: number[] = [];
  vi.stubGlobal("fetch", async (_path: string, init: RequestInit) => {
    const { length } = JSON.parse(String(init.body)).statements as unknown[];
    sizes.push(length);
    const told = Array.from({ length }, () => ({ outcome: "accepted", index: 1 }));
    return { status: length > 1 ? 413 : 200, json: async () => (length > 1 ? { answers: [] } : { answers: told }) };
  });
  await sendAll(store, LOG);
  expect(sizes).toEqual([3, 2, 1, 1, 1]);
  expect(await waiting(store, LOG)).toEqual([]);
});

test("one statement that is too large goes on waiting, and keeps nothing behind it", async () => {
  const signed = await signAll(store, key, work("35.17.15", "35.17.05", "35.17.01"), NOW);
  vi.stubGlobal("fetch", async (_path: string, init: RequestInit) => {
    const body = String(init.body);
    if (body.includes(signed[1]!.envelope)) return { status: 413, json: async () => Promise.reject(new Error("html")) };
    const { length } = JSON.parse(body).statements as unknown[];
    return { status: 200, json: async () => ({ answers: Array(length).fill({ outcome: "accepted", index: 1 }) }) };
  });
  await sendAll(store, LOG);
  expect((await waiting(store, LOG)).map(({ id }) => id)).toEqual([signed[1]!.id]);
});

test("half an answer is no answer", async () => {
  await signAll(store, key, work("35.17.15", "35.17.05"), NOW);
  answers({ outcome: "accepted", index: 7 });
  await expect(sendAll(store, LOG)).rejects.toThrow(Unreached);
  expect(await waiting(store, LOG)).toHaveLength(2);
});

test("what is quarantined is not sent again and says why; an unconfirmed device waits", async () => {
  await signAll(store, key, work("35.17.15", "35.17.05"), NOW);
  const refused = (code: string) => ({ outcome: "quarantined", index: 9, problem: { code, detail: `${code}!` } });
  answers(refused("device.unknown"), refused("statement.body"));
  await sendAll(store, LOG);
  const [left] = await waiting(store, LOG);
  expect([left!.seq, left!.told]).toEqual([1, "device.unknown!"]);
  const all = await store.getAll("outbox");
  expect(all.find(({ seq }) => seq === 2)).toMatchObject({ state: "refused", told: "statement.body!" });
});

test("the key in use for an office is the enrolled one", async () => {
  await keepKey(store, { ...key, keyid: "older", standing: "revoked" });
  await keepKey(store, { ...key, standing: "waiting" });
  expect((await keyFor(store, LOG, OFFICE))?.keyid).toBe(key.keyid);
  await note(store, "older", "enrolled");
  expect((await keyFor(store, LOG, OFFICE))?.keyid).toBe("older");
  expect(await keyFor(store, LOG, "ppk:35.17.05")).toBeUndefined();
});
