/**
 * The page on which an office rates at the desk. The server writes the frame, three scripts of JSON (`rounds`,
 * `threats`, `names`), and names office and round on the section this fills:
 *
 *     <section id="rating" data-log="…" data-office="bpbd:35.17" data-regions="35.17" data-at=""
 *              data-round="…" data-number="1"></section>
 *
 * `data-regions` are the areas the office holds, one space between; `data-at` the hour of a simulated log. `names` bears
 * every region and office spoken of, and the desa of the kecamatan asked about, so that one can be singled out. The
 * page links `vendor/field/rating.css`. Once the round is closed, opening this page reveals what was sealed here.
 */

import "../rating/rating.css";
import { h } from "../dom";
import { currentKey } from "../keys/standing";
import { cellForm, cellsOf, progressLine, type Sitting } from "../rating/form";
import type { Rater } from "../rating/keeping";
import { backup, byRegion, marked, restore, roundName, scaleWords, sealing, stageMark } from "../rating/parts";
import { Seat } from "../rating/seat";
import { type Catalogue, regionIn, type Round } from "../rating/shapes";
import { type Hand, revealRatings, sealRatings } from "../rating/signing";
import { standingOf } from "../rating/standing";
import { type RatingWord, tell } from "../rating/words";
import type { KeptKey, Sent, Store } from "../store/db";
import { outboxOf } from "../store/outbox";
import { choose, either } from "../tongue";
import { drain } from "./outbox";
import { data, when } from "./page";

type Names = Readonly<Record<string, string | readonly [string, string]>>;

const KEYS: Readonly<Record<KeptKey["standing"] | "none", RatingWord | undefined>> = {
  none: "keyNone",
  withdrawn: "keyNone",
  waiting: "keyWaiting",
  revoked: "keyRevoked",
  enrolled: undefined,
};

/** Make the page of rating work. */
export const startRating = async (store: Store, section: HTMLElement): Promise<void> => {
  choose(document.documentElement.lang === "en" ? "en" : "id");
  const { log = "", office = "", round: code, number } = section.dataset;
  const rounds = data<readonly Round[]>("rounds") ?? [];
  const round = rounds.find((one) => one.round === code && String(one.number) === number);
  const catalogue = data<Catalogue>("threats");
  if (!round || !catalogue) return section.replaceChildren(h("p", {}, tell("roundGone")));
  const told = h("div", { role: "status", class: "live" });
  const unkept = (): void => told.replaceChildren(marked("serious", tell("unkept")));
  const seat = await Seat.down(store, { log, office }, round, unkept);
  addEventListener("pagehide", seat.leave);
  await new Page({ store, section, rater: { log, office }, rounds, round, catalogue, seat, told, names: data<Names>("names") ?? {} }).start();
};

interface Given {
  readonly store: Store;
  readonly section: HTMLElement;
  readonly rater: Rater;
  readonly rounds: readonly Round[];
  readonly round: Round;
  readonly catalogue: Catalogue;
  readonly names: Names;
  readonly seat: Seat;
  readonly told: HTMLElement;
}

class Page {
  private key: KeptKey | undefined;
  private outbox: readonly Sent[] = [];
  private readonly bar = h("div", { class: "ratingbar" });
  private readonly notes = h("div", { class: "ratingnotes" });
  private readonly list = h("div", {});
  private readonly sitting: Sitting;

  constructor(private readonly given: Given) {
    const { round, catalogue, seat } = given;
    this.sitting = {
      ...{ round, catalogue, terse: true, keeping: seat.keeping, name: this.name },
      desas: (kecamatan) => this.below(kecamatan),
      tap: async (tap) => {
        const kept = seat.tap(tap);
        this.drawBar();
        await kept;
      },
      flagged: (cell) => {
        this.drawList();
        document.getElementById(`cell-${cell}`)?.scrollIntoView({ block: "center" });
      },
    };
  }

  async start(): Promise<void> {
    const { section, told, round, catalogue, store, rater } = this.given;
    section.replaceChildren(told, this.bar, this.notes);
    if (!round.closed) section.append(scaleWords(catalogue), this.list);
    this.outbox = await outboxOf(store, rater.log);
    this.drawBar();
    this.drawList();
    this.key = await currentKey(store, rater.log, rater.office);
    this.drawBar();
    when("send", () => this.deliver());
    addEventListener("online", () => void this.deliver());
    await this.deliver();
    await this.reveal();
  }

  private readonly name = (key: string): string => {
    const named = this.given.names[key] ?? key;
    return typeof named === "string" ? named : either({ id: named[0], en: named[1] });
  };

  private below(kecamatan: string): readonly string[] {
    const depth = kecamatan.split(".").length + 1;
    const desas = Object.keys(this.given.names).filter(
      (key) => key.startsWith(`${kecamatan}.`) && key.split(".").length === depth,
    );
    return desas.sort((a, b) => this.name(a).localeCompare(this.name(b)));
  }

  private get hand(): Hand | undefined {
    const { store, section } = this.given;
    if (this.key?.standing !== "enrolled") return undefined;
    const { regions = "", at = "" } = section.dataset;
    return { store, key: this.key, regions: regions.split(" "), at, title: (round) => roundName(round, this.name) };
  }

  /** Send what waits, then say how things stand. */
  private async deliver(): Promise<void> {
    const { store, rater } = this.given;
    await drain(store, rater.log);
    this.outbox = await outboxOf(store, rater.log);
    this.drawBar();
  }

  private async reveal(): Promise<void> {
    const { hand } = this;
    if (hand && (await revealRatings(hand, this.given.rounds))) await this.deliver();
  }

  private readonly seal = async (): Promise<void> => {
    const { rater, round, seat, told } = this.given;
    const { hand } = this;
    if (!hand) return;
    told.replaceChildren();
    try {
      await seat.tap({});
      await sealRatings(hand, round);
      await seat.reread(rater, round);
      await this.deliver();
    } catch (fault) {
      console.error(fault);
      told.replaceChildren(marked("serious", tell("unkept")));
    }
  };

  private drawBar(): void {
    const { store, rater, round, seat } = this.given;
    const keeping = seat.keeping();
    const standing = standingOf({ rater, round, keeping, outbox: this.outbox });
    const [state, words] = stageMark(standing);
    const focused = this.bar.contains(document.activeElement);
    const open = !round.closed;
    const wrong = KEYS[this.key?.standing ?? "none"];
    const seal = this.hand ? this.seal : undefined;
    this.bar.replaceChildren(
      ...(open ? [h("p", { class: "progress" }, progressLine(this.sitting))] : []),
      marked(state, words),
      h("div", { class: "acts" }, open && sealing(this.sitting, standing, seal)),
    );
    if (focused) this.bar.querySelector<HTMLElement>("button")?.focus();
    const load = async (): Promise<void> => {
      await seat.reread(rater, round);
      await this.reveal();
      this.drawBar();
      this.drawList();
    };
    this.notes.replaceChildren(
      ...(wrong && standing.stage !== "opened" ? [marked("attention", tell(wrong)), toDevice()] : []),
      ...(open ? [h("p", { class: "meta" }, tell("sealDesk"), " ", tell("aim"), " ", tell("evidenceRule"))] : []),
      ...(standing.stage === "lost" ? [h("p", {}, tell("lostNext")), restore(store, rater, round, load)] : []),
      ...(standing.stage === "opened" || standing.stage === "missed" ? [] : kept(backup(rater, round, keeping))),
    );
  }

  private drawList(): void {
    const groups = byRegion(cellsOf(this.sitting), regionIn);
    this.list.replaceChildren(
      ...[...groups].map(([region, cells]) =>
        h(
          "section",
          { class: "ratinggroup" },
          h("h2", {}, this.name(region)),
          cells.map((cell) => h("div", { id: `cell-${cell}` }, cellForm(this.sitting, cell))),
        ),
      ),
    );
  }
}

const kept = (some: readonly (HTMLElement | false)[]): HTMLElement[] =>
  some.length > 0 ? [h("div", { class: "row wrap" }, some)] : [];

const toDevice = (): HTMLElement =>
  h("p", { class: "row" }, h("a", { class: "verb", href: "/device" }, tell("toDevice")));
