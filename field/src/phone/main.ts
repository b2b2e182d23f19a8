/** Begins the app: opens what is kept, draws the screen the address names, sends and fetches by itself. */

import "./phone.css";
import "../rating/rating.css";
import { openStore, persist, type Store } from "../store/db";
import { notesOf } from "../store/notes";
import { outboxOf } from "../store/outbox";
import { type App, type Held, held, type Screen } from "./app";
import { busy, drawHead, frame, leaving, type Seen } from "./frame";
import { h } from "../dom";
import { ending } from "./parts";
import { goToServer, sendLater } from "./post";
import { clockOffset } from "./requests";
import { briefScreen } from "./screens/brief";
import { countScreen, leftScreen } from "./screens/count";
import { enrolScanScreen, enrolScreen, firstScreen, waitingScreen } from "./screens/enrol";
import { keptScreen, plainFormScreen } from "./screens/form";
import { homeScreen, lostScreen } from "./screens/home";
import { keepScreen, nightScreen } from "./screens/night";
import { outboxScreen } from "./screens/outbox";
import { briefingScreen, peopleScreen, phoneScreen } from "./screens/phone";
import { positionScreen } from "./screens/position";
import { quizScreen } from "./screens/quiz";
import { rateScreen } from "./screens/rate";
import { checkScreen, countScanScreen, replyScreen, scanScreen } from "./screens/scan";
import { shownScreen } from "./screens/shown";
import { departScreen, tripScreen } from "./screens/trip";
import { shortScreen, unitScreen } from "./screens/unit";
import { unitsScreen } from "./screens/units";
import { adopted } from "./sync";
import { keepApp } from "./update";
import { say, startLanguage, tellHoursIn } from "./words";

const EVERY = 45_000;
const SOON = 3_000;
const CHANGED = "sepaham-changed";

type Made = Screen | undefined | Promise<Screen | undefined>;
type Route = (app: App, ...parts: string[]) => Made;

const ROUTES: Readonly<Record<string, Route>> = {
  "": async (app) => homeScreen(app, new Set((await notesOf(app.store, "count:")).keys())),
  scan: (app, doing, hash) => (doing && hash ? countScanScreen(app, doing, hash) : scanScreen(app)),
  count: (app, doing = "", hash = "", code) =>
    code ? unitScreen(app, doing, hash, code) : countScreen(app, doing, hash),
  left: (app, doing = "", hash = "") => leftScreen(app, doing, hash),
  short: (app, doing = "", hash = "") => shortScreen(app, doing, hash),
  shown: (app, id = "") => shownScreen(app, id),
  reply: (app, id = "") => replyScreen(app, id),
  kept: (app, id = "") => keptScreen(app, id),
  check: (app, code) => checkScreen(app, code),
  units: (app, act = "") => unitsScreen(app, act),
  trip: (app, id = "") => tripScreen(app, id),
  depart: (app, id = "") => departScreen(app, id),
  night: (app, slot = "", region = "") => nightScreen(app, slot, region),
  keep: (app, region, slot) => keepScreen(app, region, slot),
  form: (app, id = "") => plainFormScreen(app, id),
  outbox: (app) => outboxScreen(app),
  people: (app) => peopleScreen(app),
  briefing: (app) => briefingScreen(app),
  rate: (app, round, number, cell) => rateScreen(app, round, number, cell),
  brief: (app, key = "") => briefScreen(app, key),
  quiz: (app, key = "") => quizScreen(app, key),
  position: (app) => positionScreen(app),
  phone: (app) => phoneScreen(app),
};

const address = (): string[] => location.hash.replace(/^#\//, "").split("/").map(decodeURIComponent);
const go = (to: string): void => {
  location.hash = `#/${to}`;
};

class Phone {
  private has: Held = { key: undefined, kept: undefined, world: undefined, outbox: [] };
  private online = navigator.onLine;
  private full = false;
  private shown: Screen | undefined;
  private turn = 0;
  private came = false;
  private wentAt = 0;
  private going: Promise<void> | undefined;
  private more = false;
  private readonly told = new BroadcastChannel(CHANGED);

  constructor(private readonly store: Store) {
    addEventListener("hashchange", () => void this.come());
    addEventListener("online", () => void this.send());
    addEventListener("offline", () => this.heard(false));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void this.send();
    });
    this.told.onmessage = () => void this.read().then(() => this.settle(true));
  }

  async start(): Promise<void> {
    await this.read();
    await this.draw(true);
    void persist();
    void keepApp();
    void this.send();
    this.repeat();
  }

  private repeat(): void {
    setInterval(() => {
      const { key, kept } = this.has;
      const eager = key !== undefined && (key.standing === "waiting" || kept === undefined);
      if (eager || Date.now() - this.wentAt >= EVERY) void this.send();
    }, SOON);
  }

  private async read(): Promise<void> {
    this.has = await held(this.store);
    tellHoursIn(this.has.world?.me.zone.name ?? "");
  }

  private heard(online: boolean): void {
    if (this.online === online) return;
    this.online = online;
    this.settle(true);
  }

  /** Go to the server, one at a time, and once more for whoever asked meanwhile: what they signed may have missed it. */
  private send(): Promise<void> {
    this.more = this.going !== undefined;
    this.going ??= this.round().finally(() => {
      this.going = undefined;
      if (this.more) void this.send();
    });
    return this.going;
  }

  private async round(): Promise<void> {
    const { key } = this.has;
    this.wentAt = Date.now();
    if (!key) return;
    const before = this.state();
    const { reached, full } = await goToServer(this.store, key);
    [this.online, this.full] = [reached, full];
    await this.read();
    const after = this.state();
    if (this.has.outbox.some(({ state }) => state === "waiting")) void sendLater();
    if (before !== after) this.told.postMessage("");
    this.settle(before !== after);
  }

  /** Return what changes a screen when it changes; signal and a clock that is off among it. */
  private state(): string {
    const { key, kept, outbox } = this.has;
    return JSON.stringify([this.online, key?.standing, kept?.cursor, Math.round(clockOffset() / 300), outbox.map((one) => one.state)]);
  }

  /** Show what came by itself: on the whole screen where nothing under way would be lost, else in its head. */
  private settle(changed: boolean): void {
    if (changed && !busy()) void this.draw(false);
    else if (this.shown) drawHead(this.seen(this.shown));
  }

  /** Go where the address leads; what is left behind takes nothing more meanwhile. */
  private come(): Promise<void> {
    leaving();
    return this.draw(true);
  }

  /** Draw what the address names; `anew` when one came to it, which moves the focus to its head, whoever draws it. */
  private async draw(anew: boolean): Promise<void> {
    const turn = (this.turn += 1);
    this.came ||= anew;
    const made = await this.screen().catch((fault: unknown) => {
      console.error(fault);
      return brokenScreen();
    });
    if (turn !== this.turn) return made.leave?.();
    this.shown = made;
    frame({ ...this.seen(made), anew: this.came });
    this.came = false;
  }

  private seen(screen: Screen): Seen {
    return { screen, online: this.online, full: this.full, has: this.has };
  }

  private async screen(): Promise<Screen> {
    const [name = "", ...parts] = address();
    const { key, kept, world } = this.has;
    if (name === "enrol" || !key)
      return parts[0] === "scan"
        ? enrolScanScreen(this.store, this.goRead)
        : enrolScreen(this.store, this.goRead, !key);
    if (key.standing === "waiting") return waitingScreen(this.store, key, this.goRead);
    if (!kept || !world) return firstScreen(key, this.online);
    return (await ROUTES[name]?.(this.app({ key, kept, world }), ...parts)) ?? lostScreen();
  }

  /** Go elsewhere after keys changed. */
  private readonly goRead = (to: string): void => {
    void this.read().then(() => {
      go(to);
      void this.draw(true);
      void this.send();
    });
  };

  private app({ key, kept, world }: Pick<App, "key" | "kept" | "world">): App {
    const phone = this;
    return {
      ...{ store: this.store, key, kept, world, go },
      get outbox() {
        return phone.has.outbox;
      },
      get online() {
        return phone.online;
      },
      redraw: () => this.draw(false),
      reread: async () => {
        await this.read();
        this.told.postMessage("");
      },
      took: async () => {
        this.has = { ...this.has, outbox: await outboxOf(this.store, key.log) };
        this.told.postMessage("");
      },
      adopt: async (hash, { value, names }) => {
        const taken = await adopted(this.store, key, hash, value, names as object);
        await this.read();
        return taken;
      },
      send: () => this.send(),
    };
  }
}

const brokenScreen = (): Screen => ({
  title: say("broken"),
  back: "",
  body: ending("broken", "brokenNext"),
});

const start = async (): Promise<void> => {
  startLanguage();
  if (!globalThis.crypto?.subtle || !navigator.locks) throw new Error("no secure context");
  await new Phone(await openStore()).start();
};

start().catch((fault: unknown) => {
  console.error(fault);
  document.getElementById("main")?.replaceChildren(h("h1", {}, say("unable")), h("p", {}, say("unableNext")));
});
