import { beforeEach, describe, expect, test, vi } from "vitest";
import type { App } from "../../src/phone/app";
import { readingOf, runName } from "../../src/phone/know";
import { answered, begin, isRight, nextItem, outcomeOf, type Run } from "../../src/phone/quiz";
import { keepStep, sendSteps, type Step, waitingSteps } from "../../src/phone/steps";
import type { Brief, Item } from "../../src/phone/world";
import { Unreached } from "../../src/server";
import type { KeptKey, Store } from "../../src/store/db";
import { noteDown } from "../../src/store/notes";
import { freshBrowser } from "../keys";

const KEY = "desa:35.17.15.2004";
const both = (text: string) => ({ id: text, en: text });
const item = (code: string, critical = false): Item => ({
  ...{ item: code, section: "execution", critical, ask: both(code), line: both(`line of ${code}`), right: "a" },
  choices: ["a", "b", "c"].map((choice) => ({ code: choice, ...both(choice) })),
});
const brief = (items: readonly Item[], more: Partial<Brief> = {}): Brief => ({
  ...{ key: KEY, edition: 3, version: "v", title: both("Jipurapah"), until: "2024-11-28T00:00:00Z", sections: [] },
  ...{ quiz: items, asked: items.map((one) => one.item), passed: false, ...more },
});
const FIVE = brief([item("stop", true), item("w"), item("x"), item("y"), item("z")]);
const all = (run: Run, of: Brief, choice: (code: string) => string): Run => {
  let at = run;
  for (let next = nextItem(at, of); next; next = nextItem(at, of)) at = answered(at, next.item, choice(next.item), 0);
  return at;
};
const played = (of: Brief, wrong: readonly string[]) =>
  all(begin(of, Math.random), of, (code) => (wrong.includes(code) ? "b" : "a"));

describe("a quiz", () => {
  test("asks what is asked of this office, each once, in an order of chance", () => {
    const some = { ...FIVE, asked: ["x", "stop"] };
    const orders = new Set([...Array(60)].map(() => begin(some, Math.random).items.join()));
    expect([...orders].sort()).toEqual(["stop,x", "x,stop"]);
    expect([...begin(FIVE, Math.random).items].sort()).toEqual(["stop", "w", "x", "y", "z"]);
    expect([...begin(FIVE, () => 0.99).choices["stop"]!].sort()).toEqual(["a", "b", "c"]);
  });

  test("gives a second try after a wrong answer, and no third", () => {
    const run = begin(FIVE, () => 0);
    const first = nextItem(run, FIVE)!;
    const once = answered(run, first.item, "b", 0);
    expect(nextItem(once, FIVE)).toBe(first);
    expect(isRight(answered(once, first.item, "a", 0), first)).toBe(true);
    expect(nextItem(answered(once, first.item, "c", 0), FIVE)).not.toBe(first);
  });

  test.each([
    ["all right", [], "passed"],
    ["three of four beside the critical one", ["w"], "failed"],
    ["the critical one wrong", ["stop"], "failed"],
  ] as const)("is passed by all critical and four fifths of the rest: %s", (_name, wrong, outcome) => {
    expect(outcomeOf(played(FIVE, wrong), FIVE)).toBe(outcome);
  });

  test("of five that are not critical bears one wrong", () => {
    const five = brief([item("stop", true), ...["v", "w", "x", "y", "z"].map((code) => item(code))]);
    expect(outcomeOf(played(five, ["v"]), five)).toBe("passed");
    expect(outcomeOf(begin(five, Math.random), five)).toBe("going");
  });
});

describe("with a store", () => {
  let store: Store;
  let key: KeptKey;
  const step = (attempt = 1): Step => ({
    ...{ key: KEY, edition: 3, step: "answered", at: "2024-11-25T01:00:00Z", item: "stop", choice: "a", attempt },
  });
  const serve = (status: number) => {
    const sent: unknown[] = [];
    vi.stubGlobal("fetch", async (_path: string, init: RequestInit) => {
      sent.push(JSON.parse(new TextDecoder().decode(init.body as Uint8Array)).steps);
      return { status, json: async () => ({}) };
    });
    return sent;
  };

  beforeEach(async () => {
    ({ store, key } = await freshBrowser("pps:35.17.15.2004"));
  });

  test("steps wait for signal and go once", async () => {
    await Promise.all([keepStep(store, key, step()), keepStep(store, key, step(2))]);
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
    await expect(sendSteps(store, key)).rejects.toThrow(Unreached);
    const sent = serve(200);
    await sendSteps(store, key);
    await sendSteps(store, key);
    expect(sent).toEqual([[step(), step(2)]]);
    expect(await waitingSteps(store, key)).toEqual([]);
  });

  test.each([
    [404, 1],
    [429, 1],
    [422, 0],
  ])("steps answered by %d leave %d waiting", async (status, left) => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    await keepStep(store, key, step());
    serve(status);
    await sendSteps(store, key);
    expect(await waitingSteps(store, key)).toHaveLength(left);
  });

  test("what was answered here counts until the server heard of it, and a new edition begins anew", async () => {
    const app = (syncedAt: number): App => ({ store, key, kept: { syncedAt } }) as unknown as App;
    const course = async (of: Brief, syncedAt = 5) => (await readingOf(app(syncedAt), of)).course;
    expect(await course(FIVE)).toBe("ask");
    const run = { ...played(FIVE, []), heard: 5 };
    await noteDown(store, runName(app(5), FIVE), run);
    expect(await course(FIVE)).toBe("known");
    expect(await course({ ...FIVE, edition: 4 })).toBe("ask");
    await keepStep(store, key, step());
    expect(await course(FIVE, 6)).toBe("known");
    serve(200);
    await sendSteps(store, key);
    expect(await course({ ...FIVE, asked: [], passed: true }, 7)).toBe("known");
    expect(await course({ ...FIVE, asked: ["w"], passed: true }, 7)).toBe("ask");
    expect(await course({ ...FIVE, asked: [] }, 7)).toBe("call");
    expect(await course(brief([], { key: "store:35.17" }))).toBe("read");
  });

  test("what is left is told while it is answered", async () => {
    const app = { store, key, kept: { syncedAt: 5 } } as unknown as App;
    const run = begin(FIVE, () => 0);
    await noteDown(store, runName(app, FIVE), answered(run, run.items[0]!, "a", 5));
    expect((await readingOf(app, FIVE)).left).toBe(4);
  });
});
