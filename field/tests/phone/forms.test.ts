import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { bodyOf, faults, type Form, shown } from "../../src/phone/forms";
import { vectors } from "../vectors";

const form = (id: string): Form =>
  JSON.parse(readFileSync(new URL(`../../../src/sepaham/data/forms/${id}.json`, import.meta.url), "utf8"));

describe("forms", () => {
  test.each(vectors("forms").cases as any[])("$name", ({ form: id, answers, given, shown: keys, missing, body }) => {
    const found = form(id);
    expect(shown(found, answers).map(({ key }) => key)).toEqual(keys);
    const required = Object.entries(faults(found, answers)).filter(([, fault]) => fault === "required");
    expect(required.map(([key]) => key)).toEqual(missing);
    if (body) expect(bodyOf(found, answers, given)).toEqual(body);
  });

  test("say what is wrong with an answer", () => {
    const night = form("night");
    expect(faults(night, { state: "safe", guards: 201 })).toEqual({ guards: "range" });
    expect(faults(night, { state: "safe", guards: -1 })).toEqual({ guards: "range" });
    const hashes = ["a", "b", "c", "d", "e"];
    expect(faults(form("trouble"), { what: "road", note: "x".repeat(281), photos: hashes })).toEqual({
      note: "long",
      photos: "many",
    });
  });
});
