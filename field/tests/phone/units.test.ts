import { describe, expect, test } from "vitest";
import { checkCharacters, isUnitCode, markOf, readUnit, stationOf } from "../../src/units/codes";
import { vectors } from "../vectors";

const { codes, refused, checks } = vectors("unit_codes");

describe("unit codes", () => {
  test.each(codes as any[])("say which station and which piece: $code", ({ code, station, mark }) => {
    expect([isUnitCode(code), stationOf(code), markOf(code)]).toEqual([true, station, mark]);
  });
  test.each(refused as any[])("are told from slips: $name", ({ code }) => expect(isUnitCode(code)).toBe(false));
  test.each(checks as any[])("end in the check characters of the server: $text", ({ text, check }) => {
    expect(checkCharacters(text)).toBe(check);
  });
  test("are read in any spelling", () => expect(readUnit("3517 1520-04006.k13g")).toBe("3517152004006K13G"));
});
