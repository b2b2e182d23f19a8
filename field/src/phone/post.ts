/** Sending by itself: what waits goes out when the app opens, when signal returns and every so often. */

import { Unreached } from "../server";
import { sendAll } from "../sign";
import type { KeptKey, Store } from "../store/db";
import { note } from "../store/keyring";
import { outboxOf } from "../store/outbox";
import { currentKey } from "../keys/standing";
import { revealRatings } from "../rating/signing";
import { handFor } from "./ratings";
import { sendPhotos } from "./photos";
import { sendSteps } from "./steps";
import { type Kept, sync } from "./sync";
import { worldOf } from "./world";

const REVOKED = "auth.revoked";
const LOCK = "sepaham-photos";
const FULL = "QuotaExceededError";

/** What came of going to the server once. */
export interface Trip {
  readonly reached: boolean;
  /** The code of what the sync was refused for, if it was. */
  readonly refused: string;
  /** Whether what came found no room on this phone. */
  readonly full: boolean;
}

const NOTHING: Trip = { reached: true, refused: "", full: false };

/** Send what waits, then photos, then fetch what changed; a server out of reach or a full disk is a value. */
export const goToServer = async (store: Store, key: KeptKey): Promise<Trip> => {
  try {
    await sendAll(store, key.log);
    const now = await currentKey(store, key.log, key.office);
    if (now?.standing !== "enrolled") return NOTHING;
    await sendSteps(store, key);
    const kept = await sync(store, key);
    if (kept === REVOKED) await note(store, key.keyid, "revoked");
    if (typeof kept !== "string") await reveal(store, key, kept);
    await navigator.locks.request(LOCK, async () => sendPhotos(store, key, await outboxOf(store, key.log)));
    return { ...NOTHING, refused: typeof kept === "string" ? kept : "" };
  } catch (fault) {
    if (fault instanceof Unreached) return { ...NOTHING, reached: false };
    if ((fault as Error).name === FULL) return { ...NOTHING, full: true };
    throw fault;
  }
};

/** Reveal what was sealed here in rounds that are closed now. */
const reveal = async (store: Store, key: KeptKey, kept: Kept): Promise<void> => {
  const world = worldOf(kept.parts);
  if (world && (await revealRatings(handFor(world, { store, key, kept }), world.rounds))) await sendAll(store, key.log);
};

/** Ask the browser to send later even with the app closed, where it can. */
export const sendLater = async (): Promise<void> => {
  const registration = await navigator.serviceWorker?.getRegistration();
  const sync = (registration as unknown as { sync?: { register(tag: string): Promise<void> } } | undefined)?.sync;
  await sync?.register("outbox").catch(() => undefined);
};
