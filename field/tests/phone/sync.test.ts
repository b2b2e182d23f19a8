import { describe, expect, test } from "vitest";
import { type Kept, merged, simulatedHour } from "../../src/phone/sync";
import { worldOf } from "../../src/phone/world";

const told = (parts: object, extra: object = {}) =>
  ({
    now: 1,
    hour: "2024-11-26T05:00:00Z",
    log: "sepaham/35.17/2024-11-27/REAL",
    cursor: "b",
    parts,
    gone: [],
    ...extra,
  }) as any;
const before: Kept = merged(
  undefined,
  told({ me: { office: "pps:35.17.15.2004" }, "lists.1": { a: 1 }, "lists.2": { b: 2 } }),
  0,
);

describe("a sync", () => {
  test("replaces parts whole and forgets those that are gone", () => {
    const after = merged(before, told({ "lists.1": { c: 3 } }, { gone: ["lists.2"] }), 1);
    expect(Object.keys(after.parts)).toEqual(["me", "lists.1"]);
    expect(worldOf(after.parts)?.lists).toEqual({ c: 3 });
  });

  test("of another log begins anew", () => {
    expect(merged(before, told({ me: {} }, { log: "other" }), 1).parts).toEqual({ me: {} });
  });

  test("unites the buckets of a collection", () => {
    expect(worldOf(before.parts)?.lists).toEqual({ a: 1, b: 2 });
    expect(worldOf({})).toBeUndefined();
  });

  test("tells a simulated log's hour, and none in a real one", () => {
    const simulated = { ...before, parts: { me: { simulated: true } }, syncedAt: 1000 };
    expect(simulatedHour(simulated, 61_000)).toBe("2024-11-26T05:01:00.000Z");
    expect(simulatedHour(before, 61_000)).toBe("");
  });
});
