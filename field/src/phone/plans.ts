/** How trips are planned, and what of that changed since it was last read here. Nothing here asks or writes. */

import type { Plan, Trip, World } from "./world";

/** A plan as it was last read on this phone, with what its trip is called by. */
export interface Read {
  readonly leg: string;
  readonly region: string;
  readonly plan: Plan;
  readonly closed: readonly string[];
}

export type Known = Readonly<Record<string, Read>>;

/** A trip whose plan is another than was last read; without `now` the new plan has it no more. */
export interface Change {
  readonly id: string;
  readonly before: Read;
  readonly now: Read | undefined;
}

/** One thing that is other than it was. */
export type Other =
  | { readonly what: "departs"; readonly now: string; readonly before: string }
  | { readonly what: "vehicle"; readonly now: Plan; readonly before: Plan }
  | { readonly what: "calls"; readonly now: readonly string[]; readonly before: readonly string[] }
  | { readonly what: "at"; readonly place: string; readonly now: string; readonly before: string }
  | { readonly what: "via"; readonly now: readonly string[] }
  | { readonly what: "closed"; readonly now: readonly string[] };

const readOf = (world: World, { leg, region, plan }: Trip): Read | undefined =>
  plan && { leg, region, plan, closed: world.movement?.closed ?? [] };

/** Return what is known once a sync came: a trip heard of for the first time needs no second look. */
export const learnt = (known: Known, world: World): Known => {
  const fresh = Object.entries(world.trips).flatMap(([id, trip]) => {
    const read = known[id] ? undefined : readOf(world, trip);
    return read ? [[id, read] as const] : [];
  });
  return fresh.length > 0 ? { ...known, ...Object.fromEntries(fresh) } : known;
};

/** Return what is known once a trip's plan was read as it is now. */
export const reread = (known: Known, world: World, id: string): Known => {
  const { [id]: _old, ...others } = known;
  const trip = world.trips[id];
  const read = trip && readOf(world, trip);
  return read ? { ...others, [id]: read } : others;
};

/** Return the trips whose plan is another than was last read, and those that were to leave and are planned no more. */
export const changesOf = (known: Known, world: World): readonly Change[] =>
  Object.entries(known).flatMap(([id, before]) => {
    const trip = world.trips[id];
    const now = trip && readOf(world, trip);
    const others = now ? differences(before, now) : [];
    const late = trip?.departed !== undefined;
    const tells = late ? others.some(({ what }) => what !== "departs" && what !== "vehicle") : !now || others.length > 0;
    return tells ? [{ id, before, now }] : [];
  });

/** Return what of a plan is other than it was, the weightiest first. */
export const differences = (before: Read, now: Read): readonly Other[] => {
  const [old, plan] = [before.plan, now.plan];
  const places = (one: Plan): readonly string[] => one.calls.map(({ region }) => region);
  const closed = now.closed.filter((road) => !before.closed.includes(road));
  const moved = places(plan).join() !== places(old).join();
  const called = plan.calls.find(({ region, at }) => old.calls.some((one) => one.region === region && one.at !== at));
  const found: Other[] = [];
  if (closed.length > 0) found.push({ what: "closed", now: closed });
  if (via(plan).join() !== via(old).join() && via(plan).length > 0) found.push({ what: "via", now: via(plan) });
  if (plan.departs !== old.departs) found.push({ what: "departs", now: plan.departs, before: old.departs });
  if (means(plan) !== means(old)) found.push({ what: "vehicle", now: plan, before: old });
  if (moved) found.push({ what: "calls", now: places(plan), before: places(old) });
  else if (called) {
    const then = old.calls.find(({ region }) => region === called.region);
    found.push({ what: "at", place: called.region, now: called.at, before: then?.at ?? "" });
  }
  return found;
};

/** Return what a plan's vehicle is known by: its kind and plate. */
const means = ({ vehicle, plate }: Plan): string => `${vehicle ?? ""} ${plate ?? ""}`;

const via = ({ calls }: Plan): readonly string[] => [...new Set(calls.flatMap((call) => call.via ?? []))];
