import { describe, expect, it } from "vitest";
import cases from "../../tests/vectors/receipt.json";
import { utf8 } from "../src/ledger/bytes";
import { receiptsIn, verifyReceipt } from "../src/verify/receipt";

describe("a receipt is judged as the server's own tools judge it", () => {
  it.each(cases.cases)("$name", async ({ receipt, code, witnesses, quorum }) => {
    const judged = await verifyReceipt(utf8(receipt)).catch((fault: { code: string }) => fault.code);
    if (typeof judged === "string") {
      expect(judged).toBe(code);
    } else {
      expect([code, judged.names, judged.quorum]).toEqual(["", witnesses, quorum]);
    }
  });
});

describe("a file", () => {
  it("that is no PDF is taken for a receipt itself", async () => {
    expect(await receiptsIn(utf8("{}"))).toHaveLength(1);
  });
  it("that is a PDF without a proof holds none", async () => {
    expect(await receiptsIn(utf8("%PDF-1.7\nstream\nnothing\nendstream\n"))).toEqual([]);
  });
});
