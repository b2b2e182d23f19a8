import { describe, expect, test } from "vitest";
import { accountsOf, placesOf, regionOf, stillOut, tasksOf } from "../../src/phone/tasks";
import type { Load, World } from "../../src/phone/world";
import type { Sent } from "../../src/store/db";

const [PPK, PPS, KPPS] = ["ppk:35.17.15", "pps:35.17.15.2004", "kpps:35.17.15.2004.006"];
const UNITS = ["K1", "K2"];

const load = (leg: string, giver: string, receiver: string, role: Load["role"], extra: Partial<Load> = {}): Load => ({
  list: { leg, giver, receiver, region: receiver.split(":")[1]!, units: UNITS, step: 0 },
  role,
  accounts: [],
  ...extra,
});

const world = (office: string, lists: Record<string, Load>, place: string, verbs: string[]): World =>
  ({
    me: { office, regions: [office.split(":")[1]], verbs: Object.fromEntries(verbs.map((verb) => [verb, "party"])) },
    lists,
    units: Object.fromEntries(UNITS.map((code) => [code, { place, holder: "" }])),
  }) as unknown as World;

const said = (kind: string, list: string, office: string, extra: object = {}): Sent =>
  ({
    id: `${kind}:${list}`,
    office,
    state: "waiting",
    signedAt: "2024-11-26T05:00:00Z",
    simulatedAt: "",
    said: { kind, region: "", refs: [], body: { list, ...extra } },
  }) as unknown as Sent;

const NOON = Date.parse("2024-11-26T05:00:00Z");
const BOTH = ["handover.give", "handover.receive", "handover.observe"];
const WAY = {
  in: load("ppk-pps", PPK, PPS, "receive"),
  out: load("pps-kpps", PPS, KPPS, "give"),
};
const doing = (found: ReturnType<typeof tasksOf>) => found.map((task) => [task.doing, task.hash, task.now]);

describe("what an office may do now", () => {
  test("is to receive what is on its way; what it will give comes later", () => {
    expect(doing(tasksOf(world(PPS, WAY, "ppk>pps", BOTH), [], NOON))).toEqual([
      ["receive", "in", true],
      ["give", "out", false],
    ]);
  });

  test("counts what was signed here and is not yet sent", () => {
    const outbox = [said("handover.receive", "in", PPS)];
    expect(doing(tasksOf(world(PPS, WAY, "ppk>pps", BOTH), outbox, NOON))).toEqual([["give", "out", true]]);
    expect(placesOf(world(PPS, WAY, "ppk>pps", BOTH), outbox).get("K1")).toBe("pps");
  });

  test("is nothing its authority does not allow: a supervisor observes and never receives", () => {
    const lists = { out: load("pps-kpps", PPS, KPPS, "observe"), bad: load("pps-kpps", PPS, KPPS, "receive") };
    expect(doing(tasksOf(world("ptps:35.17.15.2004.006", lists, "pps", ["handover.observe"]), [], NOON))).toEqual([
      ["observe", "out", true],
    ]);
  });

  test("puts first what the other side has stated, scanned or synced", () => {
    const lists = { a: load("pps-kpps", PPS, KPPS, "receive"), b: load("pps-kpps", PPS, KPPS, "receive") };
    const found = tasksOf(world(KPPS, lists, "pps", BOTH), [said("handover.give", "b", PPS)], NOON);
    expect(found.map(({ hash, answered }) => [hash, answered])).toEqual([
      ["b", true],
      ["a", false],
    ]);
  });

  test("is to receive the rest where something was missing", () => {
    const outbox = [said("handover.receive", "in", PPS, { except: [{ unit: "K2", what: "missing" }] })];
    const [, rest] = tasksOf(world(PPS, WAY, "ppk>pps", BOTH), outbox, NOON);
    expect([rest?.doing, rest?.units]).toEqual(["more", ["K2"]]);
    expect(
      stillOut(
        WAY.in,
        accountsOf(WAY.in, "in", [
          ...outbox,
          { ...said("handover.receive", "in", PPS, { only: ["K2"] }), id: "later" },
        ]),
      ),
    ).toEqual([]);
  });

  test("comes later where the hour is far, and at once where the giver has stated its part", () => {
    const far = { ...WAY.in, list: { ...WAY.in.list, opens: "2024-11-27T06:00:00Z" } };
    expect(doing(tasksOf(world(PPS, { far }, "ppk>pps", BOTH), [], NOON))).toEqual([["receive", "far", false]]);
    expect(doing(tasksOf(world(PPS, { far }, "ppk>pps", BOTH), [said("handover.give", "far", PPK)], NOON))).toEqual([
      ["receive", "far", true],
    ]);
  });

  test("a refused statement, or one set aside, leaves the task to be done", () => {
    const refused = { ...said("handover.receive", "in", PPS), state: "refused" } as Sent;
    expect(doing(tasksOf(world(PPS, { in: WAY.in }, "ppk>pps", BOTH), [refused], NOON))).toEqual([
      ["receive", "in", true],
    ]);
    const aside = {
      ...WAY.in,
      accounts: [{ id: "x", kind: "handover.receive", office: PPS, at: "", aside: "no_authority" }],
    };
    expect(doing(tasksOf(world(PPS, { in: aside }, "ppk>pps", BOTH), [], NOON))).toEqual([["receive", "in", true]]);
  });
});

test("a side is at the list's place, or at the seat of a party that sits elsewhere on a list made on the way", () => {
  const made = { ...WAY.out, list: { ...WAY.out.list, step: 2, region: "35.17.05.2001.003" } };
  expect(regionOf(world(PPS, {}, "", BOTH), WAY.out, "give")).toBe("35.17.15.2004.006");
  expect(regionOf(world(PPS, {}, "", BOTH), made, "give")).toBe("35.17.15.2004");
});
