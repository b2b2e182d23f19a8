/** What was scanned off another phone: judged, and carried in the outbox until either phone has sent it. */

import { type Bytes, utf8 } from "../ledger/bytes";
import { type Envelope, written } from "../ledger/envelope";
import { answerable, judge } from "../qr";
import type { Draft } from "../sign";
import type { Sent, Store } from "../store/db";
import type { App } from "./app";

/** A scanned handover: what it says, and whether its signature could be checked here. */
export interface Heard {
  readonly id: string;
  readonly office: string;
  readonly said: Draft;
  readonly known: boolean;
}

const KINDS = ["handover.give", "handover.receive", "handover.observe"];

/** Judge a scanned envelope and keep it to be sent along; the code of what is wrong where it must not be used. */
export const hear = async (app: App, envelope: Envelope): Promise<Heard | string> => {
  const keyOf = (device: string) => app.world.keys[device];
  const scanned = await judge(envelope, { log: app.key.log, kinds: KINDS, keyOf });
  if (!answerable(scanned)) return scanned.code;
  const fields = scanned.fields as unknown as Fields;
  const said = { kind: fields.kind, region: fields.region, body: fields.body, refs: fields.refs };
  const heard = { id: scanned.id, office: fields.office, said, known: scanned.code === "" };
  if (fields.device === app.key.keyid) return "scan.own";
  await carry(app, heard, fields, envelope);
  return heard;
};

interface Fields extends Draft {
  readonly office: string;
  readonly device: string;
  readonly seq: number;
  readonly at: string;
}

const carry = async (
  { store, key, world }: App,
  { id, office, said }: Heard,
  fields: Fields,
  envelope: Envelope,
): Promise<void> => {
  const one: Sent = {
    ...{ id, office, said },
    log: key.log,
    device: fields.device,
    seq: fields.seq,
    envelope: written(envelope),
    simulatedAt: world.me.simulated ? fields.at : "",
    work: `carried:${id}`,
    title: said.kind,
    signedAt: fields.at,
    state: "waiting",
    index: -1,
    told: "",
    carried: true,
  };
  await keepOnce(store, one);
};

const keepOnce = async (store: Store, one: Sent): Promise<void> => {
  const tx = store.transaction("outbox", "readwrite", { durability: "strict" });
  if (!(await tx.store.get(one.id))) void tx.store.add(one);
  await tx.done;
};

/** Return a kept envelope's bytes as they were written. */
export const envelopeOf = (one: Sent): Bytes => utf8(one.envelope);
