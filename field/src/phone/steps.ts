/** How far somebody came with a briefing: opened, answered. Telemetry that waits for signal, never a statement. */

import { utf8 } from "../ledger/bytes";
import { Unreached } from "../server";
import type { KeptKey, Store } from "../store/db";
import { noted, renote } from "../store/notes";
import { ask } from "./requests";

const PATH = "/field/briefing";
const MOST = 100;
const LOCK = "sepaham-steps";
const AGAIN: readonly number[] = [401, 403, 404, 409, 429];
const REFUSED = 400;
const BROKEN = 500;

/** One step of one office's reader. */
export interface Step {
  readonly key: string;
  readonly edition: number;
  readonly step: "opened" | "answered";
  readonly at: string;
  readonly seconds?: number;
  readonly item?: string;
  readonly choice?: string;
  readonly attempt?: number;
}

const nameOf = ({ keyid }: KeptKey): string => `steps:${keyid}`;

/** Return the steps that wait to be sent. */
export const waitingSteps = async (store: Store, key: KeptKey): Promise<readonly Step[]> =>
  (await noted<readonly Step[]>(store, nameOf(key))) ?? [];

/** Keep a step until the server took it. */
export const keepStep = (store: Store, key: KeptKey, step: Step): Promise<unknown> =>
  renote<readonly Step[]>(store, nameOf(key), (before) => [...(before ?? []), step], "strict");

/**
 * Send the steps that wait, oldest first; those the server took, or will never take, wait no more.
 *
 * @throws {Unreached} No answer came.
 */
export const sendSteps = (store: Store, key: KeptKey): Promise<void> =>
  navigator.locks.request(LOCK, async () => {
    for (;;) {
      const batch = (await waitingSteps(store, key)).slice(0, MOST);
      if (batch.length === 0) return;
      const body = utf8(JSON.stringify({ steps: batch }));
      const headers = { "Content-Type": "application/json" };
      const { status } = await ask(key, { method: "POST", path: PATH, body, headers });
      if (status >= BROKEN) throw new Unreached(`status ${status}`);
      if (AGAIN.includes(status)) return;
      if (status >= REFUSED) console.error(`steps of a briefing were turned away: ${status}`);
      await renote<readonly Step[]>(store, nameOf(key), (before) => (before ?? []).slice(batch.length), "strict");
    }
  });
