import { beforeEach, describe, expect, test, vi } from "vitest";
import * as base64 from "../../src/ledger/base64";
import { utf8 } from "../../src/ledger/bytes";
import { generate } from "../../src/keys/keys";
import { ask, requestMessage } from "../../src/phone/requests";
import type { KeptKey } from "../../src/store/db";
import { vectors } from "../vectors";

const decoder = new TextDecoder();
let kept: Map<string, string>;

beforeEach(() => {
  kept = new Map();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
});

describe("a signed request", () => {
  test.each(vectors("device_auth").cases as any[])(
    "covers what the server checks: $name",
    async ({ method, path, seconds, body, message }) => {
      const asked = { method, path: path.slice("/api/v1".length), ...(body && { body: utf8(body) }) };
      expect(decoder.decode(await requestMessage(asked, seconds))).toBe(message);
    },
  );

  test("learns a wrong clock from the server's answer and asks again", async () => {
    const { keyid, algorithm, public: spelt, secret } = await generate();
    const key = { keyid, algorithm, secret, public: base64.encode(spelt) } as KeptKey;
    const ahead = Math.round(Date.now() / 1000) + 31_536_000;
    const hours: number[] = [];
    vi.stubGlobal("fetch", async (_path: string, { headers }: RequestInit) => {
      hours.push(Number((headers as Record<string, string>)["Authorization"]!.split(":")[1]));
      const late = hours.length === 1;
      return {
        status: late ? 401 : 200,
        json: async () => (late ? { code: "auth.clock", now: ahead } : { fine: true }),
      };
    });
    expect(await ask(key, { method: "GET", path: "/field/sync" })).toEqual({ status: 200, body: { fine: true } });
    expect(Math.abs(hours[1]! - ahead)).toBeLessThan(5);
  });
});
