/** The app as a whole: what it keeps in hand, how it draws, how it goes from screen to screen. */

import type { Draft, Work } from "../sign";
import { signAll } from "../sign";
import type { KeptKey, Sent, Store } from "../store/db";
import { noted } from "../store/notes";
import { outboxOf } from "../store/outbox";
import { keptSync, type Kept, simulatedHour } from "./sync";
import { type World, worldOf } from "./world";

export interface Screen {
  readonly title: string;
  readonly body: readonly (Node | string | false | undefined)[];
  /** Where the way back leads; the first screen has none. */
  readonly back?: string;
  /** What to stop when the screen is left: a camera, a timer. */
  readonly leave?: () => void;
}

export type Go = (to: string) => void;

/** What every screen is given. */
export interface App {
  readonly store: Store;
  readonly key: KeptKey;
  readonly world: World;
  readonly kept: Kept;
  readonly outbox: readonly Sent[];
  readonly online: boolean;
  /** Draw the screen anew. */
  readonly redraw: () => Promise<void>;
  /** Take up a list that was asked for by its hash. */
  readonly adopt: (hash: string, told: Readonly<Record<string, unknown>>) => Promise<boolean>;
  /** Read what is kept anew; other tabs hear of it. Nothing is drawn. */
  readonly reread: () => Promise<void>;
  /** Read only the outbox anew, after something was added to it. */
  readonly took: () => Promise<void>;
  readonly go: Go;
  /** Go to the server now; resolves when it answered or was out of reach. */
  readonly send: () => Promise<void>;
}

/** What is kept of this phone: its key in use, and what was last synced for it. */
export interface Held {
  readonly key: KeptKey | undefined;
  readonly kept: Kept | undefined;
  readonly world: World | undefined;
  readonly outbox: readonly Sent[];
}

export const ACTIVE = "active";

/** Read what is kept of this phone. */
export const held = async (store: Store): Promise<Held> => {
  const [keys, active] = await Promise.all([store.getAll("keys"), noted<string>(store, ACTIVE)]);
  const usable = keys.filter(({ standing }) => standing !== "withdrawn");
  usable.sort((a, b) => b.madeAt.localeCompare(a.madeAt));
  const key = usable.find(({ keyid }) => keyid === active) ?? usable[0];
  if (!key) return { key, kept: undefined, world: undefined, outbox: [] };
  const kept = await keptSync(store, key);
  // The outbox last, so that who read it earlier never puts an older one in the place of a newer.
  return { key, kept, world: worldOf(kept?.parts), outbox: await outboxOf(store, key.log) };
};

/** Sign one statement and keep it; when this resolves it is on this phone's disk. */
export const state = async (app: App, draft: Draft, title: string): Promise<Sent> => {
  const now = new Date();
  const { log, office } = app.key;
  const work: Work = { log, office, drafts: [draft], at: simulatedHour(app.kept, now.getTime()), then: "", title };
  const [sent] = await signAll(app.store, app.key, work, now);
  await app.took();
  void app.send();
  return sent as Sent;
};

/** Return the hour it is for this log, in milliseconds: the phone's own, or a simulated log's. */
export const nowOf = (kept: Kept): number => Date.parse(simulatedHour(kept, Date.now())) || Date.now();
