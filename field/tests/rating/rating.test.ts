import { describe, expect, test } from "vitest";
import { type Answers, changedTo, givenOf, type Given, oneLine, progressOf, type Rating, ratingOf, sheetsOf } from "../../src/rating/answers";
import { canonical, newSalt, sealOf, type Sheet } from "../../src/rating/sealed";
import { IDLE, NOBODY, touched } from "../../src/rating/time";
import { vectors } from "../vectors";

const CELL = "flood@35.17.14";
const FULL: Given = { likelihood: 4, impact: 5, confidence: 2 };

describe("a seal", () => {
  test.each(vectors("ratings").cases.map((one: { name: string }) => [one.name, one]))("is the server's: %s", async (_name, told) => {
    const { salt, sha256, ...sheet } = told as Sheet & { salt: string; sha256: string };
    expect(await sealOf(sheet, salt)).toBe(sha256);
  });

  test("is of keys in the order of their letters, whatever order they came in", () => {
    expect(canonical({ b: [{ z: "é\n", a: 1 }], a: undefined })).toBe('{"b":[{"a":1,"z":"é\\n"}]}');
  });

  test("bears a salt of 32 bytes, never the same", () => {
    const salts = new Set([...Array(8)].map(newSalt));
    expect(salts.size).toBe(8);
    for (const salt of salts) expect(salt).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("an answer", () => {
  test("is a rating once likelihood, impact and confidence are given", () => {
    expect(ratingOf(CELL, undefined)).toBeUndefined();
    expect(ratingOf(CELL, { likelihood: 4, impact: 5 })).toBeUndefined();
    expect(ratingOf(CELL, FULL)).toEqual({ cell: CELL, ...FULL });
  });

  test("of not knowing, or not having the authority, holds no number of its own", () => {
    const given: Given = { ...FULL, answer: "not_ours", evidence: "seen", guess: { likelihood: 1, impact: 2 } };
    expect(ratingOf(CELL, given)).toEqual({ cell: CELL, answer: "not_ours", guess: { likelihood: 1, impact: 2 } });
  });

  test("has a guess only where both of it are given, and evidence on one line", () => {
    const given: Given = { ...FULL, evidence: "  water\n rises\ud83c ", guess: { likelihood: 2 } };
    expect(ratingOf(CELL, given)).toEqual({ cell: CELL, ...FULL, evidence: "water rises" });
    expect(oneLine("🌊".repeat(100))).toBe("🌊".repeat(80));
  });

  test("is untouched, begun or done", () => {
    const all: ReadonlyArray<Given | undefined> = [undefined, {}, { evidence: "x" }, { answer: "unknown" }, FULL];
    expect(all.map((given) => progressOf(CELL, given))).toEqual(["untouched", "untouched", "begun", "done", "done"]);
  });

  test("is taken back bit by bit until nothing is left", () => {
    const one = changedTo(undefined, { answer: "unknown" });
    expect(one).toEqual({ answer: "unknown" });
    expect(changedTo(one, { answer: undefined } as Partial<Given>)).toBeUndefined();
  });

  test("comes back out of the rating it became", () => {
    const rating = ratingOf(CELL, { ...FULL, guess: { likelihood: 1, impact: 1 } }) as Rating;
    expect(ratingOf(CELL, givenOf(rating))).toEqual(rating);
  });
});

describe("sheets", () => {
  const cells = [...Array(105)].map((_one, place) => `flood@35.17.14.${2001 + place}`);
  const all: Answers = Object.fromEntries(cells.map((cell) => [cell, FULL]));
  const sizes = (answers: Answers, flagged: readonly string[] = []) =>
    [...sheetsOf(cells, flagged, answers)].map(([sheet, ratings]) => [sheet, ratings.length]);

  test("hold forty each, in the round's order", () => {
    expect(sizes(all)).toEqual([[1, 40], [2, 40], [3, 25]]);
    expect(sheetsOf(cells, [], all).get(3)?.[0]?.cell).toBe(cells[80]);
  });

  test("are by place alone: an answer changes only its own", () => {
    const { [cells[50]!]: _one, ...others } = all;
    expect(sizes(others)).toEqual([[1, 40], [2, 39], [3, 25]]);
    expect(sizes({ [cells[90]!]: FULL })).toEqual([[3, 1]]);
  });

  test("of flagged cells come after those that were asked about", () => {
    expect(sizes({ "seal@35.17.14.2001": FULL }, ["seal@35.17.14.2001"])).toEqual([[4, 1]]);
  });

  test("leave out what is only begun", () => {
    expect(sizes({ [cells[0]!]: { likelihood: 3 } })).toEqual([]);
  });
});

describe("time", () => {
  test("counts whiles between touches, and of a long one only its beginning", () => {
    const counted = [0, 4000, 9000, 9000 + 10 * IDLE].reduce(touched, NOBODY);
    expect(counted.spent).toBe(9000 + IDLE);
  });

  test("never runs backwards with the clock", () => {
    expect([5000, 1000].reduce(touched, NOBODY).spent).toBe(0);
  });
});
