import { describe, expect, test } from "vitest";
import { hex, utf8 } from "../src/ledger/bytes";
import * as base64 from "../src/ledger/base64";
import { opened, pae, seal, statementId, written } from "../src/ledger/envelope";
import { loads } from "../src/ledger/strict";
import { keyId, signerOf } from "../src/keys/keys";
import { bytesOf, type Case, refusal, unhex, vectors } from "./vectors";

const envelope = vectors("envelope");
const strict = vectors("strict_json");
const PKCS8 = "302e020100300506032b657004220420";

describe("strict JSON", () => {
  test.each(strict.accepted as Case[])("is read: $name", (one) => {
    expect(loads(bytesOf(one))).toEqual(JSON.parse(new TextDecoder().decode(bytesOf(one))));
  });
  test.each(strict.refused as Case[])("is refused: $name", (one) => {
    expect(refusal(() => loads(bytesOf(one)))).toBe(one.code);
  });
});

describe("envelopes", () => {
  test.each(envelope.known as any[])("sign known bytes and have a known id: $id", async (one) => {
    expect(hex(pae(one.payload_type, utf8(one.payload)))).toBe(one.pae_hex);
    expect(await statementId(one.payload_type, utf8(one.payload))).toBe(one.id);
  });
  test.each(envelope.keys as any[])("name a key: $keyid", async (one) => {
    expect(await keyId(one.algorithm, unhex(one.public))).toBe(one.keyid);
  });
  test.each(envelope.sealed as any[])("are sealed as the server seals: $payload", async (one) => {
    const secret = await crypto.subtle.importKey("pkcs8", unhex(PKCS8 + one.seed), "Ed25519", false, ["sign"]);
    const keyid = opened(utf8(one.envelope)).keyid;
    const signer = signerOf({ keyid, algorithm: "ed25519", secret });
    expect(written(await seal(utf8(one.payload), signer, one.payload_type))).toBe(one.envelope);
  });
  test.each(envelope.accepted as Case[])("are opened and written in one form: $name", (one) => {
    const canonical = one.canonical ? one.canonical : written(opened(bytesOf(one)));
    expect(written(opened(bytesOf(one)))).toBe(canonical);
  });
  test.each(envelope.refused as Case[])("are refused: $name", (one) => {
    expect(refusal(() => opened(bytesOf(one)))).toBe(one.code);
  });
});

test("base64url bears no padding and no sign an address would change", () => {
  expect(base64.encodeUrl(Uint8Array.of(0xff, 0xff, 0xfe, 0xff))).toBe("___-_w");
});
