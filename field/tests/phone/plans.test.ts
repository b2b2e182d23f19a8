import { describe, expect, test } from "vitest";
import { changesOf, differences, type Known, learnt, reread } from "../../src/phone/plans";
import type { Plan, Trip, World } from "../../src/phone/world";

const PLAN: Plan = {
  departs: "2024-11-26T00:20:00Z",
  returns: "2024-11-26T02:00:00Z",
  calls: [
    { region: "35.17.15.2004", at: "2024-11-26T00:50:00Z", leaves: "2024-11-26T01:05:00Z", pieces: 14, via: ["Ploso"] },
    { region: "35.17.15.2005", at: "2024-11-26T01:20:00Z", leaves: "2024-11-26T01:35:00Z", pieces: 7 },
  ],
  vehicle: "truck",
};
const trip = (plan: Plan | undefined, more: Partial<Trip> = {}): Trip =>
  ({ leg: "ppk-pps", region: "35.17.15", lists: [], stops: [], pieces: 21, arrived: {}, ...(plan && { plan }), ...more });
const world = (trips: Record<string, Trip>, closed: readonly string[] = []): World =>
  ({ trips, movement: { since: "2024-11-26T00:12:00Z", closed } }) as unknown as World;
const told = (known: Known, now: World) => changesOf(known, now).map(({ id, now: plan }) => [id, plan !== undefined]);

const FIRST = world({ a: trip(PLAN), plain: trip(undefined) });
const KNOWN = learnt({}, FIRST);
const LATER = { ...PLAN, departs: "2024-11-26T00:40:00Z" };

describe("a plan", () => {
  test("heard of for the first time is no change", () => {
    expect(Object.keys(KNOWN)).toEqual(["a"]);
    expect(told(KNOWN, FIRST)).toEqual([]);
    expect(learnt(KNOWN, FIRST)).toBe(KNOWN);
  });

  test("that changed is told of until it was read, through any number of syncs", () => {
    const now = world({ a: trip(LATER) });
    expect(told(learnt(KNOWN, now), now)).toEqual([["a", true]]);
    const read = reread(learnt(KNOWN, now), now, "a");
    expect(told(read, now)).toEqual([]);
    expect(told(read, FIRST)).toEqual([["a", true]]);
  });

  test("that has a trip no more says so, until it was read", () => {
    const now = world({});
    expect(told(KNOWN, now)).toEqual([["a", false]]);
    expect(reread(KNOWN, now, "a")).toEqual({});
  });

  test("of a trip on its way changes by its calls alone", () => {
    const departed = { departed: "2024-11-26T00:21:00Z" };
    expect(told(KNOWN, world({ a: trip(LATER, departed) }))).toEqual([]);
    expect(told(KNOWN, world({ a: trip(undefined, departed) }))).toEqual([]);
    const calls = [...PLAN.calls].reverse();
    expect(told(KNOWN, world({ a: trip({ ...PLAN, calls }, departed) }))).toEqual([["a", true]]);
  });
});

describe("what is other", () => {
  const others = (plan: Plan, closed: readonly string[] = []) => {
    const read = { leg: "ppk-pps", region: "35.17.15", plan: PLAN, closed: [] };
    return differences(read, { ...read, plan, closed });
  };
  const [one, two] = PLAN.calls as [Plan["calls"][0], Plan["calls"][0]];

  test("is told by hour, vehicle, calls, bridges and closed roads", () => {
    expect(others(PLAN)).toEqual([]);
    expect(others(LATER)).toEqual([{ what: "departs", now: LATER.departs, before: PLAN.departs }]);
    const van = { ...PLAN, vehicle: "pickup" };
    expect(others(van)).toEqual([{ what: "vehicle", now: van, before: PLAN }]);
    expect(others({ ...PLAN, calls: [one] }).map(({ what }) => what)).toEqual(["calls"]);
    const detour = { ...PLAN, calls: [{ ...one, via: ["Kertosono"] }, two] };
    expect(others(detour, ["Ploso"])).toEqual([
      { what: "closed", now: ["Ploso"] },
      { what: "via", now: ["Kertosono"] },
    ]);
    const at = "2024-11-26T01:30:00Z";
    expect(others({ ...PLAN, calls: [one, { ...two, at }] })).toEqual([
      { what: "at", place: two.region, now: at, before: two.at },
    ]);
  });
});
