import { describe, expect, test } from "vitest";
import type { App } from "../../src/phone/app";
import { mayArrive, mayDepart, nextCall, tripName, wayOf } from "../../src/phone/way";
import type { Account, Load, Plan, Trip } from "../../src/phone/world";

const [TPS, DESA, KECAMATAN, KABUPATEN] = ["35.17.15.2004.001", "35.17.15.2004", "35.17.15", "35.17"];
const NOON = "2024-11-26T05:00:00Z";

const load = (leg: string, giver: string, receiver: string, region: string, role: Load["role"], given = false): Load => ({
  list: { leg, giver, receiver, region, units: ["K1"], step: 0 },
  role,
  accounts: given ? [{ id: "g", kind: "handover.give", office: giver, at: NOON } as Account] : [],
});

const app = (office: string, lists: Record<string, Load>, hour = NOON): App =>
  ({
    world: { me: { office, line: office.split(":")[0], regions: [office.split(":")[1]], simulated: true }, lists, names: {} },
    kept: { hour, syncedAt: Date.now(), parts: { me: { simulated: true } } },
    outbox: [],
  }) as unknown as App;

const home = (more: Partial<Trip> = {}): Trip => ({
  ...{ leg: "kpps-pps", region: TPS!, lists: ["h"], stops: [DESA!], pieces: 1, arrived: {}, ...more },
});
const may = (one: App, trip: Trip) => {
  const way = wayOf(one, "t", trip);
  return { depart: mayDepart(one, trip, way), arrive: mayArrive(one, trip, way) };
};

describe("a trip home", () => {
  const giver = app(`kpps:${TPS}`, { h: load("kpps-pps", `kpps:${TPS}`, `pps:${DESA}`, TPS!, "give", true) });
  const receiver = app(`pps:${DESA}`, { h: load("kpps-pps", `kpps:${TPS}`, `pps:${DESA}`, TPS!, "receive", true) });

  test("leaves from who gives and comes to who receives, who alone may state it", () => {
    expect(may(giver, home())).toEqual({ depart: true, arrive: false });
    expect(may(receiver, home())).toEqual({ depart: false, arrive: false });
    const left = home({ departed: NOON });
    expect(may(giver, left)).toEqual({ depart: false, arrive: false });
    expect(may(receiver, left)).toEqual({ depart: false, arrive: true });
    expect(may(receiver, home({ departed: NOON, arrived: { [DESA!]: NOON } })).arrive).toBe(false);
  });

  test("is called by where it comes from", () => {
    expect(tripName(giver.world, home())).toContain("001");
  });
});

describe("a driver", () => {
  const trip = home({ leg: "ppk-kpu", region: KECAMATAN!, stops: [KABUPATEN!], earliest: "2024-11-30T00:00:00Z" });

  test("is not shown a trip home before it may run", () => {
    expect(may(app(`carrier:${KABUPATEN}`, {}), trip).depart).toBe(false);
    expect(may(app(`carrier:${KABUPATEN}`, {}, "2024-11-29T20:59:00Z"), trip).depart).toBe(false);
    expect(may(app(`carrier:${KABUPATEN}`, {}, "2024-11-29T21:01:00Z"), trip)).toEqual({ depart: true, arrive: false });
  });
});

describe("a planned trip", () => {
  const call = (region: string, at: string) => ({ region, at, leaves: at, pieces: 1 });
  const plan: Plan = {
    departs: "2024-11-26T07:00:00Z",
    returns: "2024-11-26T09:00:00Z",
    calls: [call("35.17.15.2001", "2024-11-26T07:30:00Z"), call("35.17.15.2002", "2024-11-26T08:00:00Z")],
  };
  const store = { leg: "pps-ppk", region: KECAMATAN!, stops: [KECAMATAN!], lists: ["one", "two"], plan };
  const lists = (given: boolean) => ({
    one: load("pps-ppk", "pps:35.17.15.2001", "ppk:35.17.15", "35.17.15.2001", "receive", given),
    two: load("pps-ppk", "pps:35.17.15.2002", "ppk:35.17.15", "35.17.15.2002", "receive"),
  });

  test("leaves from the store it starts at, three hours ahead at most", () => {
    expect(may(app("ppk:35.17.15", lists(false)), home(store)).depart).toBe(true);
    expect(may(app("ppk:35.17.15", lists(false), "2024-11-26T03:59:00Z"), home(store)).depart).toBe(false);
    expect(may(app("pps:35.17.15.2001", { one: load("pps-ppk", "pps:35.17.15.2001", "ppk:35.17.15", "35.17.15.2001", "give") }), home(store)).depart).toBe(false);
  });

  test("goes next where goods were not yet fetched; who is not told of them goes by the hour", () => {
    const next = (one: App) => nextCall(one, home(store), wayOf(one, "t", home(store)))?.region;
    expect(next(app("ppk:35.17.15", lists(false)))).toBe("35.17.15.2001");
    expect(next(app("ppk:35.17.15", lists(true)))).toBe("35.17.15.2002");
    expect(next(app(`carrier:${KABUPATEN}`, {}, "2024-11-26T07:45:00Z"))).toBe("35.17.15.2002");
  });
});
