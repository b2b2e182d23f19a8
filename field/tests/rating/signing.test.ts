import { beforeEach, describe, expect, test } from "vitest";
import { fileOf, keepSheets, keepTap, keptOf, nameOf, sheetsIn } from "../../src/rating/keeping";
import { sealOf, type Sheet } from "../../src/rating/sealed";
import type { Round } from "../../src/rating/shapes";
import { type Hand, revealRatings, sealRatings } from "../../src/rating/signing";
import { standingOf } from "../../src/rating/standing";
import type { KeptKey, Sent, Store } from "../../src/store/db";
import { outboxOf, settle } from "../../src/store/outbox";
import { freshBrowser, LOG } from "../keys";

const OFFICE = "bpbd:35.17";
const CELLS = [...Array(45)].map((_one, place) => `flood@35.17.14.${2001 + place}`);
const OPEN: Round = {
  ...{ round: "r1", number: 1, region: "35.17", opened: "2024-11-20T00:00:00Z", closed: false, asked: true },
  ...{ cells: CELLS.map((cell) => ({ cell, hints: [] })), mine: {}, revealed: [] },
};
const FULL = { likelihood: 4, impact: 5, confidence: 2 };

let store: Store;
let key: KeptKey;
let hand: Hand;

beforeEach(async () => {
  ({ store, key } = await freshBrowser(OFFICE));
  hand = { store, key, regions: ["35.17"], at: "", title: () => "Penilaian" };
});

const rate = (cell: string, given: object | null = FULL) =>
  keepTap(store, nameOf(key, OPEN), { cell, given: given ?? undefined, seconds: 7 });
const outbox = () => outboxOf(store, LOG);
const standing = async (round = OPEN) =>
  standingOf({ rater: key, round, keeping: await keptOf(store, key, round), outbox: await outbox() });
const said = async (kind: string) => (await outbox()).flatMap((one) => (one.said?.kind === kind ? [one.said] : []));
const arrive = async (state: Sent["state"] = "kept") =>
  settle(store, (await outbox()).map((one) => ({ ...one, state, index: 7 })));
/** What the server tells of a round once it is closed and holds all that was sealed here. */
const closed = async (seals?: Record<string, string>, revealed: number[] = []): Promise<Round> => {
  const all = (await said("rating.commit")).map(({ body }) => [String(body["sheet"]), body["sha256"]]);
  return { ...OPEN, closed: true, mine: seals ?? (Object.fromEntries(all) as Record<string, string>), revealed };
};

describe("sealing", () => {
  test("signs one statement per sheet, and the salts are kept", async () => {
    await rate(CELLS[0]!);
    await rate(CELLS[44]!);
    await sealRatings(hand, OPEN);
    const drafts = await said("rating.commit");
    const { sheets, seconds } = await keptOf(store, key, OPEN);
    expect(drafts.map(({ body }) => [body["sheet"], body["cells"], body["seconds"]])).toEqual([[1, 1, seconds], [2, 1, 14]]);
    for (const { sheet, salt, ratings, sha256 } of sheets) {
      const whole: Sheet = { log: LOG, office: OFFICE, round: "r1", number: 1, sheet, ratings };
      expect(await sealOf(whole, salt)).toBe(sha256);
    }
    expect(drafts.map(({ region }) => region)).toEqual(["35.17", "35.17"]);
  });

  test("again seals only what changed, and an emptied sheet as an empty one", async () => {
    await rate(CELLS[0]!);
    await rate(CELLS[44]!);
    await sealRatings(hand, OPEN);
    expect((await standing()).unsealed.size).toBe(0);
    expect(await sealRatings(hand, OPEN)).toEqual([]);
    await rate(CELLS[44]!, null);
    expect([...(await standing()).unsealed.keys()]).toEqual([2]);
    await sealRatings(hand, OPEN);
    expect((await said("rating.commit")).map(({ body }) => [body["sheet"], body["cells"]])).toEqual([[1, 1], [2, 1], [2, 0]]);
  });

  test("by an office of a smaller area is stated of its own", async () => {
    await rate(CELLS[0]!);
    await sealRatings({ ...hand, regions: ["35.17.14"] }, OPEN);
    expect((await said("rating.commit"))[0]?.region).toBe("35.17.14");
  });

  test("is told as it goes: unsealed, sealed here, in the log", async () => {
    expect((await standing()).stage).toBe("unsealed");
    await rate(CELLS[0]!);
    await sealRatings(hand, OPEN);
    expect((await standing()).stage).toBe("sealed");
    await arrive();
    expect((await standing()).stage).toBe("waiting");
    await arrive("refused");
    expect((await standing()).stage).toBe("unsealed");
  });
});

describe("revealing", () => {
  beforeEach(async () => {
    await rate(CELLS[0]!);
    await sealRatings(hand, OPEN);
  });

  test("does not happen before the round is closed", async () => {
    const mine = (await closed()).mine;
    expect(await revealRatings(hand, [{ ...OPEN, mine }])).toBe(false);
  });

  test("shows what was sealed, once", async () => {
    const round = await closed();
    expect((await standing(round)).stage).toBe("opening");
    expect(await revealRatings(hand, [round])).toBe(true);
    expect(await revealRatings(hand, [round])).toBe(false);
    const [draft] = await said("rating.reveal");
    const { salt } = (await keptOf(store, key, OPEN)).sheets[0]!;
    expect(draft?.body).toEqual({ round: "r1", number: 1, sheet: 1, salt, ratings: [{ cell: CELLS[0], ...FULL }] });
    await arrive();
    expect((await standing(round)).stage).toBe("opened");
    expect((await standing(await closed(undefined, [1]))).stage).toBe("opened");
  });

  test("takes the seal that counts, also where a later one came too late", async () => {
    const [first] = await said("rating.commit");
    await rate(CELLS[0]!, { ...FULL, impact: 1 });
    await sealRatings(hand, OPEN);
    await revealRatings(hand, [await closed({ 1: first!.body["sha256"] as string })]);
    const [draft] = await said("rating.reveal");
    expect(draft?.body["ratings"]).toEqual([{ cell: CELLS[0], ...FULL }]);
  });

  test("cannot be where it was not sealed, until its file is loaded", async () => {
    const round = await closed();
    const file = fileOf(key, OPEN, await keptOf(store, key, OPEN));
    const other = await freshBrowser(OFFICE);
    const there: Hand = { ...hand, store: other.store, key: other.key };
    const stage = async () => {
      const keeping = await keptOf(other.store, other.key, round);
      return standingOf({ rater: other.key, round, keeping, outbox: [] }).stage;
    };
    expect(await stage()).toBe("lost");
    expect(await revealRatings(there, [round])).toBe(false);
    await keepSheets(other.store, nameOf(other.key, round), await sheetsIn(file, other.key, round));
    expect(await stage()).toBe("opening");
    expect(await revealRatings(there, [round])).toBe(true);
  });

  test("of an office that sealed nothing that counts is nothing", async () => {
    const round = await closed({});
    expect((await standing(round)).stage).toBe("missed");
    expect(await revealRatings(hand, [round])).toBe(false);
  });
});

test("a file of another office, another round or another making holds nothing", async () => {
  await rate(CELLS[0]!);
  await sealRatings(hand, OPEN);
  const file = fileOf(key, OPEN, await keptOf(store, key, OPEN));
  expect(await sheetsIn(file, key, OPEN)).toHaveLength(1);
  expect(await sheetsIn(file, { log: LOG, office: "polres:35.17" }, OPEN)).toEqual([]);
  expect(await sheetsIn(file, key, { round: "r1", number: 2 })).toEqual([]);
  expect(await sheetsIn(file.replace('"impact":5', '"impact":1'), key, OPEN)).toEqual([]);
  expect(await sheetsIn("no JSON", key, OPEN)).toEqual([]);
});

test("taps of one moment all count", async () => {
  await Promise.all(CELLS.map((cell) => rate(cell)));
  expect(Object.keys((await keptOf(store, key, OPEN)).answers)).toHaveLength(45);
});
