/** What this office may do about its load lists as things stand, counting what was signed here and not yet sent. */

import type { Sent } from "../store/db";
import { type Account, accountIn, type Load, type World } from "./world";

export type Doing = "give" | "receive" | "more" | "observe";

export interface Task {
  readonly doing: Doing;
  readonly hash: string;
  readonly load: Load;
  readonly units: readonly string[];
  /** Whether the goods are where this can happen now; what is not comes later. */
  readonly now: boolean;
  /** Whether the other side stated its part. */
  readonly answered: boolean;
}

const HERE: Readonly<Record<string, readonly [string, string, string]>> = {
  "kpu-ppk": ["kpu", "kpu>ppk", "ppk"],
  "ppk-pps": ["ppk", "ppk>pps", "pps"],
  "pps-kpps": ["pps", "pps>tps", "tps"],
  "kpps-pps": ["tps", "tps>pps", "pps<"],
  "pps-ppk": ["pps<", "pps>ppk", "ppk<"],
  "ppk-kpu": ["ppk<", "ppk>kpu", "stored"],
};
/** From how long before its hour something can be done. */
export const SOON = 3 * 3_600_000;
const ORDER: readonly Doing[] = ["receive", "more", "give", "observe"];

/** Return all accounts of a load list: those synced, then those signed or scanned here. */
export const accountsOf = (load: Load, hash: string, outbox: readonly Sent[]): readonly Account[] => {
  const known = new Set(load.accounts.map(({ id }) => id));
  const fresh = outbox.flatMap((one) => {
    if (one.state === "refused" || known.has(one.id) || one.said?.body["list"] !== hash) return [];
    return accountIn(one.id, one.office, one.simulatedAt || one.signedAt, one.said) ?? [];
  });
  return [...load.accounts.filter(({ aside }) => !aside), ...fresh];
};

/** Return the first account of one side of a handover by its party. */
export const sideOf = (accounts: readonly Account[], side: "give" | "receive"): Account | undefined =>
  accounts.find(({ kind }) => kind === `handover.${side}`);

/** Return the units a receiver stated something of and has not received. */
export const stillOut = (load: Load, accounts: readonly Account[]): readonly string[] => {
  const received = accounts.filter(({ kind }) => kind === "handover.receive");
  if (received.length === 0) return [];
  const brings = (account: Account, unit: string): boolean =>
    (account.only?.includes(unit) ?? true) &&
    !account.except?.some((one) => one.unit === unit && one.what === "missing");
  return load.list.units.filter((unit) => !received.some((account) => brings(account, unit)));
};

/** Return where each unit is, by the last sync and what was signed or scanned here since. */
export const placesOf = (world: World, outbox: readonly Sent[]): ReadonlyMap<string, string> => {
  const places = new Map(Object.entries(world.units).map(([code, { place }]) => [code, place]));
  for (const one of outbox) {
    const load = world.lists[String(one.said?.body["list"] ?? "")];
    if (one.state === "refused" || !load || !one.said || load.accounts.some(({ id }) => id === one.id)) continue;
    const step = { "handover.give": 1, "handover.receive": 2 }[one.said.kind];
    const place = step && HERE[load.list.leg]?.[step];
    if (place) for (const code of load.list.units) places.set(code, place);
  }
  return places;
};

interface Now {
  readonly world: World;
  readonly outbox: readonly Sent[];
  /** The hour it is, in milliseconds. */
  readonly at: number;
  readonly places: ReadonlyMap<string, string>;
}

/** Return what this office may do about its load lists: what can be done now first, each in the plan's order. */
export const tasksOf = (world: World, outbox: readonly Sent[], at: number): readonly Task[] => {
  const now: Now = { world, outbox, at, places: placesOf(world, outbox) };
  const found = Object.entries(world.lists).flatMap(([hash, load]) => tasksFor(now, hash, load));
  const opens = ({ load }: Task): string => load.list.opens ?? "";
  return found.sort(
    (a, b) =>
      Number(b.now) - Number(a.now) ||
      Number(b.answered) - Number(a.answered) ||
      ORDER.indexOf(a.doing) - ORDER.indexOf(b.doing) ||
      opens(a).localeCompare(opens(b)) ||
      a.load.list.region.localeCompare(b.load.list.region),
  );
};

const tasksFor = ({ world, outbox, places, at: hour }: Now, hash: string, load: Load): readonly Task[] => {
  const accounts = accountsOf(load, hash, outbox);
  const [given, received] = [sideOf(accounts, "give"), sideOf(accounts, "receive")];
  const stages = HERE[load.list.leg] ?? ["", "", ""];
  const open = !load.list.opens || hour >= Date.parse(load.list.opens) - SOON;
  const at = (...steps: readonly number[]): boolean =>
    open && load.list.units.some((code) => steps.some((step) => places.get(code) === stages[step]));
  const task = (doing: Doing, units: readonly string[], now: boolean, answered: boolean): Task => ({
    ...{ doing, hash, load, units, now, answered },
  });
  const { units } = load.list;
  const may = (kind: string): boolean => world.me.verbs[kind] !== undefined;
  if (load.role === "give") return given || !may("handover.give") ? [] : [task("give", units, at(0), !!received)];
  if (load.role === "observe") {
    const seen = accounts.some(({ kind, office }) => kind === "handover.observe" && office === world.me.office);
    return seen || !may("handover.observe") ? [] : [task("observe", units, at(0, 1) || !!given, !!given)];
  }
  if (!may("handover.receive")) return [];
  if (!received) return [task("receive", units, at(0, 1) || !!given, !!given)];
  const out = stillOut(load, accounts);
  return out.length > 0 ? [task("more", out, false, false)] : [];
};

/** Return the place a side of a handover is at: the list's, or the seat of a party that sits elsewhere. */
export const regionOf = (world: World, load: Load, side: "give" | "receive"): string => {
  const { step, region, giver, receiver } = load.list;
  const party = side === "give" ? giver : receiver;
  const seat = party.slice(party.indexOf(":") + 1);
  const areas = party === world.me.office ? world.me.regions : [seat];
  const covers = areas.some((area) => region === area || region.startsWith(`${area}.`));
  return step > 0 && !covers ? seat : region;
};
