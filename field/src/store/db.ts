/** What this browser keeps: keys that cannot leave it, how far each has numbered, and what it has signed. */

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Algorithm } from "../keys/keys";
import type { Draft } from "../sign";

export interface KeptKey {
  readonly keyid: string;
  readonly log: string;
  readonly office: string;
  readonly algorithm: Algorithm;
  readonly public: string;
  readonly secret: CryptoKey;
  readonly inviter: string;
  readonly madeAt: string;
  readonly standing: Standing;
  readonly names?: Readonly<Record<string, readonly [string, string]>>;
}

/** How far a key has come: asked to be enrolled, enrolled, or of no more use. */
export type Standing = "waiting" | "enrolled" | "revoked" | "withdrawn";

export interface Numbering {
  readonly device: string;
  readonly seq: number;
  readonly prev: string;
}

/** One signed statement on its way, from the moment it was signed, or scanned from another's phone. */
export interface Sent {
  readonly id: string;
  readonly log: string;
  readonly office: string;
  readonly device: string;
  readonly seq: number;
  readonly envelope: string;
  readonly simulatedAt: string;
  readonly work: string;
  readonly title: string;
  readonly signedAt: string;
  readonly state: "waiting" | "kept" | "refused";
  readonly index: number;
  readonly told: string;
  readonly said?: Draft;
  readonly carried?: boolean;
}

/** A photo some statement names, from the moment it was taken. */
export interface Photo {
  readonly sha256: string;
  readonly bytes: ArrayBuffer;
  readonly takenAt: string;
  readonly state: "waiting" | "sent" | "refused";
  readonly told: string;
}

interface Schema extends DBSchema {
  keys: { key: string; value: KeptKey; indexes: { place: [string, string] } };
  numbers: { key: string; value: Numbering };
  outbox: { key: string; value: Sent; indexes: { order: [string, string, number] } };
  photos: { key: string; value: Photo };
  notes: { key: string; value: unknown };
}

export type Store = IDBPDatabase<Schema>;

const NAME = "sepaham";
const VERSION = 2;

/** Open the store; rejects where the browser keeps nothing, as some do in private windows. */
export const openStore = (): Promise<Store> =>
  openDB<Schema>(NAME, VERSION, {
    upgrade(db, before) {
      if (before < 1) {
        db.createObjectStore("keys", { keyPath: "keyid" }).createIndex("place", ["log", "office"]);
        db.createObjectStore("numbers", { keyPath: "device" });
        db.createObjectStore("outbox", { keyPath: "id" }).createIndex("order", ["log", "device", "seq"]);
      }
      if (before < 2) {
        db.createObjectStore("photos", { keyPath: "sha256" });
        db.createObjectStore("notes");
      }
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
    },
  });

/** Ask the browser never to clear what is kept; tell whether it agreed. */
export const persist = async (): Promise<boolean> => {
  const { storage } = navigator;
  if (!storage?.persist) return false;
  return (await storage.persisted()) || storage.persist();
};
