/** Keeping what this office needs: whole the first time, differences later (docs/format/sync.md, section 2). */

import { Unreached } from "../server";
import type { KeptKey, Store } from "../store/db";
import { noted, noteDown } from "../store/notes";
import { ask, heardClock } from "./requests";
import { type Known, learnt } from "./plans";
import { type Parts, worldOf } from "./world";

const FOUND = 200;

/** What is kept of the last sync. */
export interface Kept {
  readonly log: string;
  readonly cursor: string;
  readonly parts: Parts;
  readonly hour: string;
  readonly syncedAt: number;
}

interface Told {
  readonly now: number;
  readonly hour: string;
  readonly log: string;
  readonly cursor: string;
  readonly parts: Parts;
  readonly gone: readonly string[];
}

const nameOf = ({ keyid }: KeptKey): string => `sync:${keyid}`;

/** Under which name the plans are kept as they were last read on this phone. */
export const plansName = ({ keyid }: KeptKey): string => `plans:${keyid}`;

/** Return what was synced last for a key. */
export const keptSync = (store: Store, key: KeptKey): Promise<Kept | undefined> => noted<Kept>(store, nameOf(key));

/** Return what is kept after an answer: its parts replace ours, those gone are forgotten, another log begins anew. */
export const merged = (before: Kept | undefined, told: Told, at: number): Kept => {
  const old = before?.log === told.log ? before.parts : {};
  const left = Object.entries(old).filter(([name]) => !told.gone.includes(name));
  const parts = { ...Object.fromEntries(left), ...told.parts };
  return { log: told.log, cursor: told.cursor, parts, hour: told.hour, syncedAt: at };
};

/**
 * Ask for what changed and keep it.
 *
 * @returns What is kept now, or the code of what is wrong.
 * @throws {Unreached} The server did not answer.
 */
export const sync = async (store: Store, key: KeptKey): Promise<Kept | string> => {
  const before = await keptSync(store, key);
  const since = before ? `?since=${before.cursor}` : "";
  const { status, body } = await ask(key, { method: "GET", path: `/field/sync${since}` });
  if (status !== FOUND) {
    if (typeof body["code"] === "string") return body["code"];
    throw new Unreached(`status ${status}`);
  }
  const told = body as unknown as Told;
  heardClock(told.now);
  const kept = merged(before, told, Date.now());
  await noteDown(store, nameOf(key), kept);
  await learn(store, key, kept);
  return kept;
};

/** Keep the plans of trips heard of for the first time, to tell later what changed of them. */
const learn = async (store: Store, key: KeptKey, { parts }: Kept): Promise<void> => {
  const world = worldOf(parts);
  const known = (await noted<Known>(store, plansName(key))) ?? {};
  const now = world ? learnt(known, world) : known;
  if (now !== known) await noteDown(store, plansName(key), now);
};

/** Return the hour a simulated log is at by now; empty in a real one, where the phone's own hour is claimed. */
export const simulatedHour = (kept: Kept | undefined, at: number): string => {
  const me = kept?.parts["me"] as { simulated?: boolean } | undefined;
  if (!kept || !me?.simulated) return "";
  return new Date(Date.parse(kept.hour) + at - kept.syncedAt).toISOString();
};

/** Keep a list that was asked for by its hash beside those that were synced. */
export const adopted = async (
  store: Store,
  key: KeptKey,
  hash: string,
  value: unknown,
  names: object,
): Promise<boolean> => {
  const kept = await keptSync(store, key);
  if (!kept) return false;
  const lists = { ...(kept.parts["lists.scanned"] as object | undefined), [hash]: value };
  const parts = { ...kept.parts, "lists.scanned": lists, names: { ...names, ...(kept.parts["names"] as object) } };
  await noteDown(store, nameOf(key), { ...kept, parts });
  return true;
};
