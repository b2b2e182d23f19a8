import { expect, test } from "vitest";
import * as base45 from "../src/qr/base45";
import { hex, utf8 } from "../src/ledger/bytes";
import { opened, written } from "../src/ledger/envelope";
import { Collector, encodeStatement } from "../src/qr/frames";
import { answerable, type Expected, judge } from "../src/qr/scanned";
import { refusal, unhex, vectors } from "./vectors";

const qr = vectors("qr");
const KINDS = ["handover.give", "handover.receive"];
const expected: Expected = {
  log: qr.log,
  kinds: KINDS,
  keyOf: (name) => qr.devices.find(({ device }: { device: string }) => device === name),
};

test.each(qr.base45 as any[])("bytes and signs belong together: '$text'", (one) => {
  expect(base45.encode(unhex(one.hex))).toBe(one.text);
  expect(hex(base45.decode(one.text))).toBe(one.hex);
});

test.each(qr.statements as any[])("a statement has one way to be shown: $name", async (one) => {
  expect(await encodeStatement(opened(utf8(one.envelope)))).toEqual(one.texts);
});

test.each(qr.collected as any[])("scanned texts come together or say what is wrong: $name", async (one) => {
  const collector = new Collector();
  let told;
  for (const text of one.texts) told = await collector.add(text);
  const { done, have, of, problem, envelope } = told!;
  expect({ done, have, of, problem, envelope: envelope && written(envelope) }).toEqual({
    done: one.done,
    have: one.have,
    of: one.of,
    problem: one.problem,
    envelope: one.envelope,
  });
});

test.each(qr.judged as any[])("a phone judges as the server does: $name", async (one) => {
  const told = await judge(opened(utf8(one.envelope)), expected);
  expect(told.code).toBe(one.code);
  expect(answerable(told)).toBe(["", "device.unknown"].includes(one.code));
});

test("a statement of another kind than is awaited is not answered", async () => {
  expect((await judge(opened(utf8(qr.other_kind)), expected)).code).toBe("qr.kind");
});

test("a browser that does not know an algorithm says so and takes nothing for forged", async () => {
  const { subtle } = crypto;
  const real = subtle.importKey.bind(subtle);
  subtle.importKey = (() => Promise.reject(new DOMException("", "NotSupportedError"))) as never;
  const told = await judge(opened(utf8(qr.statements[0].envelope)), expected);
  subtle.importKey = real;
  expect([told.code, answerable(told)]).toEqual(["signature.unchecked", true]);
});

test("what is no statement of its own device is not shown", async () => {
  const envelope = { ...opened(utf8(qr.statements[0].envelope)), keyid: "0".repeat(32) };
  let code = "";
  await encodeStatement(envelope).catch((fault) => (code = fault.code));
  expect(code).toBe("qr.payload");
  expect(refusal(() => base45.decode("a"))).toBe("qr.base45");
});
