import { describe, expect, test } from "vitest";
import {
  accountOf,
  EMPTY,
  endingAs,
  present,
  remark,
  restHere,
  restMissing,
  sealed,
  tick,
  unsettled,
  untick,
} from "../../src/phone/count";

const UNITS = ["3517152004006K13G", "3517152004006K2XX", "3517152004006B1YY"];
const [K1, K2, B1] = UNITS as [string, string, string];
const LIST = "ab".repeat(32);

describe("a count", () => {
  test("goes on tick by tick, and back", () => {
    const two = tick(EMPTY, [K1, B1]);
    expect([present(two, UNITS), unsettled(two, UNITS)]).toEqual([2, [K2]]);
    expect(present(untick(two, K1), UNITS)).toBe(1);
    expect(tick(two, [K1]).here).toEqual([K1, B1]);
  });

  test("of which all is in order says nothing but the list", () => {
    expect(accountOf(restHere(EMPTY, UNITS), LIST, UNITS)).toEqual({ list: LIST });
  });

  test("names what is missing, damaged or unsealed, in the order of the list", () => {
    const off = remark(remark(remark(tick(EMPTY, [B1]), K2, "missing"), K1, "unsealed"), K1, "damaged");
    expect(accountOf(off, LIST, UNITS)).toEqual({
      list: LIST,
      except: [
        { unit: K1, what: "unsealed" },
        { unit: K1, what: "damaged" },
        { unit: K2, what: "missing" },
      ],
    });
    expect([present(off, UNITS), unsettled(off, UNITS)]).toEqual([2, []]);
  });

  test("takes a remark back, and finds what was missing", () => {
    const gone = remark(EMPTY, K1, "missing");
    expect(remark(gone, K1, "missing")).toEqual(EMPTY);
    expect(remark(gone, K1, "damaged")).toMatchObject({ here: [K1], off: { [K1]: ["damaged"] } });
    expect(tick(gone, [K1])).toMatchObject({ here: [K1], off: {} });
    expect(untick(remark(EMPTY, K1, "damaged"), K1)).toEqual(EMPTY);
  });

  test("of what nobody counted can be signed as missing", () => {
    expect(accountOf(restMissing(tick(EMPTY, [K1, K2]), UNITS), LIST, UNITS)).toMatchObject({
      except: [{ unit: B1, what: "missing" }],
    });
  });

  test("keeps seals apart: numbered, unnumbered, not looked at", () => {
    const known = sealed(sealed(EMPTY, K1, ["104418"]), K2, []);
    expect(accountOf(known, LIST, UNITS)["seals"]).toEqual({ [K1]: ["104418"], [K2]: [] });
    expect(accountOf(sealed(sealed(known, K1, undefined), K2, undefined), LIST, UNITS)).toEqual({ list: LIST });
  });

  test("of what came later names only that", () => {
    expect(accountOf(tick(EMPTY, [K2]), LIST, [K2], true)).toEqual({ list: LIST, only: [K2] });
  });

  test("puts what is extra after what is on the list", () => {
    const off = remark(remark(EMPTY, "3517152004007K1ZZ", "extra"), B1, "damaged");
    expect((accountOf(off, LIST, UNITS)["except"] as any[]).map(({ what }) => what)).toEqual(["damaged", "extra"]);
  });

  test("of 185 boxes and 370 booths is made in two taps and one exception", () => {
    const boxes = Array.from({ length: 185 }, (_, n) => `box${n}`);
    const booths = Array.from({ length: 370 }, (_, n) => `booth${n}`);
    const all = restHere(restHere(EMPTY, boxes), booths);
    expect(accountOf(remark(all, "box7", "missing"), LIST, [...boxes, ...booths])).toEqual({
      list: LIST,
      except: [{ unit: "box7", what: "missing" }],
    });
  });
});

test("a unit is known by the last signs of its code where only one ends so", () => {
  expect(endingAs("13G", UNITS)).toEqual([K1]);
  expect(endingAs(K2, UNITS)).toEqual([K2]);
  expect(endingAs("G", UNITS)).toEqual([]);
  expect(endingAs("YYY", UNITS)).toEqual([]);
});
