import { describe, expect, test } from "vitest";
import { hex, utf8 } from "../src/ledger/bytes";
import { phoneName, proofMessage, readCode, spokenWords } from "../src/keys/enrolment";
import { generate, made, signerOf } from "../src/keys/keys";
import { vectors } from "./vectors";

const { codes, asked, phones } = vectors("enrolment");

describe("keys", () => {
  test("are Ed25519 where there is any, and cannot be taken out", async () => {
    const key = await generate();
    expect([key.algorithm, key.public.length, key.keyid.length]).toEqual(["ed25519", 32, 32]);
    await expect(crypto.subtle.exportKey("pkcs8", key.secret)).rejects.toThrow();
  });

  test("of ES256 sign r and s in 64 bytes and show their point uncompressed", async () => {
    const key = await made("es256");
    const signature = await signerOf(key).sign(utf8("a"));
    expect([key.public.length, key.public[0], signature.length]).toEqual([65, 4, 64]);
  });

  test("fall back to ES256 where Ed25519 is unknown", async () => {
    const { subtle } = crypto;
    const real = subtle.generateKey.bind(subtle);
    subtle.generateKey = ((rule: { name: string }, ...rest: [boolean, KeyUsage[]]) =>
      rule.name === "Ed25519" ? Promise.reject(new Error("unknown")) : real(rule as never, ...rest)) as never;
    expect((await generate()).algorithm).toBe("es256");
    subtle.generateKey = real;
  });
});

describe("codes", () => {
  test.each(codes.accepted as any[])("are read in any spelling: $typed", ({ typed, code }) => {
    expect(readCode(typed)).toBe(code);
  });
  test.each(codes.refused as any[])("are told from slips: $name", ({ typed }) => {
    expect(readCode(typed)).toBe("");
  });
});

test.each(asked as any[])("the proof and the words are those of the server: $words", async (one) => {
  expect(hex(proofMessage(one))).toBe(one.proof_hex);
  expect(await spokenWords(one)).toEqual(one.words);
});

test.each(phones as any[])("a phone is called otherwise in each log: $log", async ({ log, install, phone }) => {
  expect(await phoneName(log, install)).toBe(phone);
});
