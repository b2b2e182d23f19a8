import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { WORDS as SAID } from "../../src/phone/words";
import { RATING_WORDS } from "../../src/rating/words";

const ROOT = new URL("../../src/", import.meta.url);
const files = (readdirSync(ROOT, { recursive: true }) as string[]).filter(
  (name) => /^(phone|rating|desk)\/.*\.ts$/.test(name) && !/(^|\/)words/.test(name),
);
const sources = files.map((name) => [name, readFileSync(new URL(name, ROOT), "utf8")] as const);
const code = sources.map(([, text]) => text).join("\n");
const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
const WORDS: Readonly<Record<string, readonly [string, string]>> = { ...SAID, ...RATING_WORDS };
const COMPOSED = /^(by\.|camera\.|scan\.|enrolment\.|rate\.)/;

describe("the phone's words", () => {
  test("are there in both languages, with the same places to fill", () => {
    for (const [key, [indonesian, english]] of Object.entries(WORDS)) {
      expect(indonesian.trim() && english.trim(), key).toBeTruthy();
      expect(places(indonesian), key).toEqual(places(english));
    }
  });

  test("are all used", () => {
    const unused = Object.keys(WORDS).filter(
      (key) => !COMPOSED.test(key) && !new RegExp(`["'\`]${key}["'\`]|\\b${key}:`).test(code),
    );
    expect(unused).toEqual([]);
  });

  test("are the only words on a screen", () => {
    const sentence = /["`][A-Z][a-z]+ [a-z][^"`]*["`]/g;
    const said = sources.flatMap(([name, text]) =>
      [...text.replace(/\/\*[\s\S]*?\*\//g, "").matchAll(sentence)].map(([found]) => `${name}: ${found}`),
    );
    expect(said).toEqual([]);
  });

  test("keep clear of words with a lawful meaning of their own", () => {
    for (const [key, [indonesian]] of Object.entries(WORDS)) expect(indonesian, key).not.toMatch(/\b(temuan|saksi)\b/i);
  });
});
