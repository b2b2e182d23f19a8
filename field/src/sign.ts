/**
 * Signing and sending. A statement is numbered, signed and on disk before it is sent, under a lock that tabs
 * share, so that one key tells one story; it is sent again, byte for byte, until the server answers.
 */

import * as base64 from "./ledger/base64";
import { sha256, utf8 } from "./ledger/bytes";
import { STATEMENT, seal, statementId, written } from "./ledger/envelope";
import type { KeptKey, Sent, Store } from "./store/db";
import * as outbox from "./store/outbox";
import { signerOf } from "./keys/keys";
import { type Answer, handIn } from "./server";

export interface Draft {
  readonly kind: string;
  readonly region: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly refs: ReadonlyArray<{ readonly role: string; readonly id: string }>;
  /** The hour a copied paper bears; without it, a statement claims the hour of signing. */
  readonly at?: string;
}

export interface Work {
  readonly log: string;
  readonly office: string;
  readonly drafts: readonly Draft[];
  readonly at: string;
  readonly then: string;
  readonly title: string;
}

const NONCE = 16;
const MOST = 100;
const MOST_BYTES = 900_000;
const NOT_YET = "device.unknown";
const REFUSED: readonly Answer["outcome"][] = ["quarantined", "refused"];

/** Return the name of a piece of work, by which it is known again when its page is opened twice. */
export const nameOf = ({ log, office, drafts }: Work): Promise<string> =>
  sha256(utf8(JSON.stringify([log, office, drafts])));

/** Number and sign drafts with a key and keep them to be sent; in another tab's turn it waits. */
export const signAll = (store: Store, key: KeptKey, work: Work, now: Date): Promise<readonly Sent[]> =>
  navigator.locks.request("sepaham-sign", async () => {
    const name = await nameOf(work);
    let { seq, prev } = await outbox.numbering(store, key.keyid);
    const signed: Sent[] = [];
    for (const draft of work.drafts) {
      seq += 1;
      const one = await sealed(key, draft, { work, name, seq, prev, now });
      prev = one.id;
      signed.push(one);
    }
    await outbox.enqueue(store, signed, { device: key.keyid, seq, prev });
    return signed;
  });

interface Turn {
  readonly work: Work;
  readonly name: string;
  readonly seq: number;
  readonly prev: string;
  readonly now: Date;
}

const sealed = async (key: KeptKey, draft: Draft, { work, name, seq, prev, now }: Turn): Promise<Sent> => {
  const payload = utf8(
    JSON.stringify({
      nonce: base64.encodeUrl(crypto.getRandomValues(new Uint8Array(NONCE))),
      log: work.log,
      kind: draft.kind,
      office: work.office,
      device: key.keyid,
      seq,
      prev,
      at: draft.at || work.at || now.toISOString(),
      region: draft.region,
      body: draft.body,
      refs: draft.refs,
    }),
  );
  return {
    id: await statementId(STATEMENT, payload),
    log: work.log,
    office: work.office,
    device: key.keyid,
    seq,
    envelope: written(await seal(payload, signerOf(key))),
    simulatedAt: work.at,
    work: name,
    title: work.title,
    signedAt: now.toISOString(),
    state: "waiting",
    index: -1,
    told: "",
    said: draft,
  };
};

/**
 * Send what waits, one tab at a time, and keep the answers. What is too much at once goes in halves; one statement
 * that is too large for what stands between goes on waiting, and keeps nothing behind it from going.
 *
 * @throws {Unreached} The server could not be reached; what waits still does.
 */
export const sendAll = (store: Store, log: string): Promise<void> =>
  navigator.locks.request("sepaham-send", async () => {
    const queue = await outbox.waiting(store, log);
    let most = MOST;
    while (queue.length > 0) {
      const batch = queue.slice(0, Math.min(most, fitting(queue)));
      const answers = await handIn(batch);
      if (answers === "too large") {
        most = Math.ceil(batch.length / 2);
        if (batch.length === 1) queue.shift();
        continue;
      }
      queue.splice(0, batch.length);
      await outbox.settle(store, batch.map((one, place) => settled(one, answers[place] as Answer)));
    }
  });

/** Return how many of a queue go into one batch: of one hour of receipt, and no larger than the server takes. */
const fitting = (queue: readonly Sent[]): number => {
  let size = 0;
  const end = queue.findIndex((one) => {
    size += one.envelope.length + 1;
    return one.simulatedAt !== queue[0]?.simulatedAt || size > MOST_BYTES;
  });
  return Math.max(1, Math.min(end === -1 ? queue.length : end, MOST));
};

const settled = (one: Sent, { outcome, index, problem }: Answer): Sent => {
  if (problem?.code === NOT_YET) return { ...one, told: problem.detail };
  const state = REFUSED.includes(outcome) ? "refused" : "kept";
  return { ...one, state, index, told: problem?.detail ?? "" };
};
