/** Rating threats on the phone: the round as a whole, then a screen per cell; all of it works without signal. */

import { cellForm, cellsOf, countOf, progressLine, progressMark, type Sitting, threatName } from "../../rating/form";
import { type Keeping, keptOf } from "../../rating/keeping";
import { backup, byRegion, restore, roundName, sealing, stageMark } from "../../rating/parts";
import { progressOf } from "../../rating/answers";
import { Seat } from "../../rating/seat";
import { regionIn, type Round } from "../../rating/shapes";
import { revealRatings, sealRatings } from "../../rating/signing";
import { type Standing, standingOf } from "../../rating/standing";
import { tell } from "../../rating/words";
import type { App, Screen } from "../app";
import { h, link, shape } from "../../dom";
import { folded, heading, live, notice, nothing, row } from "../parts";
import { handFor } from "../ratings";
import { hour, say } from "../words";
import { nameIn, type World } from "../world";
import { failure } from "./failure";

const DESA = 4;

/** Return the rounds this office may rate in, or whose ratings of it are not revealed yet. */
export const roundsOf = (app: App): readonly Round[] =>
  app.world.me.verbs["rating.commit"] === undefined || !app.world.threats ? [] : app.world.rounds;

/** Return the rounds that wait for this office: asked and not sealed whole, or closed and not revealed. */
export const rateRows = async (app: App): Promise<readonly HTMLElement[]> => {
  const known = await Promise.all(roundsOf(app).map(async (round) => [round, await standing(app, round)] as const));
  return known
    .filter(([round, { stage, keeping }]) => {
      if (round.closed) return stage === "opening" || stage === "lost";
      return round.asked ? stage === "unsealed" : Object.keys(keeping.answers).length > 0 && stage === "unsealed";
    })
    .map(([round, known]) => roundRow(app, round, known));
};

type Stood = Standing & { readonly keeping: Keeping };

const standing = async (app: App, round: Round): Promise<Stood> => {
  const keeping = await keptOf(app.store, app.key, round);
  return { ...standingOf({ rater: app.key, round, keeping, outbox: app.outbox }), keeping };
};

const pathOf = ({ round, number }: Round, cell = ""): string =>
  ["rate", round, String(number), ...(cell ? [cell] : [])].map(encodeURIComponent).join("/");

const named = (app: App, round: Round): string => roundName(round, (key) => nameIn(app.world, key));

const roundRow = (app: App, round: Round, stood: Stood): HTMLElement => {
  const [state, words] = stageMark(stood);
  const told = round.closed ? words : `${progressLine({ round, keeping: () => stood.keeping })} · ${words}`;
  return row(pathOf(round), state, named(app, round), told);
};

/** Return the rounds of this office, one round, or one of its cells. */
export const rateScreen = async (app: App, code = "", number = "", cell = ""): Promise<Screen | undefined> => {
  const all = roundsOf(app);
  const round = code ? all.find((one) => one.round === code && String(one.number) === number) : all.length === 1 ? all[0] : undefined;
  if (code && !round) return undefined;
  if (!round) return listScreen(app, all);
  return cell ? cellScreen(app, round, cell) : roundScreen(app, round);
};

const listScreen = async (app: App, all: readonly Round[]): Promise<Screen> => ({
  title: say("rate"),
  back: "",
  body: [
    heading(nameIn(app.world, app.world.me.office), say(all.length > 0 ? "rate" : "rateNone")),
    all.length === 0 && nothing("rateNone", "rateNoneNext"),
    h("ul", { class: "rows" }, await Promise.all(all.map(async (round) => roundRow(app, round, await standing(app, round))))),
  ],
});

const roundScreen = async (app: App, round: Round): Promise<Screen> => {
  const stood = await standing(app, round);
  const { keeping, stage } = stood;
  const told = live();
  const sitting = { round, keeping: () => keeping };
  const revoked = app.key.standing === "revoked";
  const seal = (): Promise<void> =>
    failure(told, async () => {
      await sealRatings(handFor(app.world, app), round);
      await app.took();
      void app.send();
      await app.redraw();
    });
  const loaded = async (): Promise<void> => {
    if (await revealRatings(handFor(app.world, app), app.world.rounds)) await app.took();
    void app.send();
    await app.redraw();
  };
  const first = cellsOf(sitting).find((one) => progressOf(one, keeping.answers[one]) !== "done");
  const open = !round.closed;
  const [state, words] = stageMark(stood);
  return {
    title: say("rate"),
    back: "",
    body: [
      heading(named(app, round), open ? progressLine(sitting) : [shape(state), " ", words]),
      open && notice(state, words),
      open && round.closes !== undefined && h("p", {}, say("rateCloses", { at: hour(round.closes) })),
      open && revoked && notice("serious", say("rateRevoked")),
      open && first !== undefined && link(pathOf(round, first), { class: "primary" }, say(countOf(sitting).done > 0 ? "rateGoOn" : "rateBegin")),
      ...(open ? groups(app, round, keeping) : []),
      open && h("p", { class: "meta" }, tell("sealPhone"), " ", tell("aim")),
      told,
      ...(open ? sealing(sitting, stood, revoked ? undefined : seal, { class: first === undefined ? "primary" : "second" }) : []),
      stage === "lost" && h("p", {}, tell("lostNext")),
      stage === "lost" && restore(app.store, app.key, round, loaded),
      ...(stage === "opened" || stage === "missed" ? [] : backup(app.key, round, keeping)),
    ],
  };
};

const groups = (app: App, round: Round, keeping: Keeping): readonly (HTMLElement | false)[] => {
  const sitting = { round, keeping: () => keeping };
  return [...byRegion(cellsOf(sitting), regionIn)].map(([region, cells]) => {
    const done = cells.filter((cell) => progressOf(cell, keeping.answers[cell]) === "done").length;
    const title = say("groupOf", { place: nameIn(app.world, region), n: done, of: cells.length });
    return folded(title, cells.map((cell) => cellRow(app, round, keeping, cell)));
  });
};

const cellRow = (app: App, round: Round, keeping: Keeping, cell: string): HTMLElement => {
  const [state, words] = progressMark(cell, keeping.answers[cell]);
  return row(pathOf(round, cell), state, threatName({ catalogue: app.world.threats! }, cell), words);
};

const cellScreen = async (app: App, round: Round, cell: string): Promise<Screen | undefined> => {
  const { world } = app;
  const told = live();
  const seat = await Seat.down(app.store, app.key, round, () => told.replaceChildren(notice("serious", tell("unkept"))));
  const all = cellsOf({ round, keeping: seat.keeping });
  const place = all.indexOf(cell);
  if (place < 0 || !world.threats || round.closed) {
    seat.leave();
    return undefined;
  }
  const [before, after] = [all[place - 1], all[place + 1]];
  const where = h("span", {});
  const onward = link(pathOf(round, after ?? ""), { class: "primary", "data-key": "next" });
  const sitting: Sitting = {
    ...{ round, catalogue: world.threats, terse: false, keeping: seat.keeping },
    name: (key) => nameIn(world, key),
    desas: (kecamatan) => below(world, kecamatan),
    tap: async (tap) => {
      const kept = seat.tap(tap);
      draw();
      await kept;
    },
    flagged: (flag) => app.go(pathOf(round, flag)),
  };
  const draw = (): void => {
    const touched = progressOf(cell, seat.keeping().answers[cell]) !== "untouched";
    where.replaceChildren(progressLine(sitting));
    onward.replaceChildren(after === undefined ? say("rateList") : say(touched ? "rateNext" : "rateSkip"));
  };
  draw();
  const flagged = !round.cells.some((one) => one.cell === cell);
  return {
    title: say("rate"),
    back: pathOf(round),
    leave: seat.leave,
    body: [
      heading(where, `${threatName(sitting, cell)} · ${nameIn(world, regionIn(cell))}`),
      flagged && h("p", { class: "meta" }, tell("flagged")),
      told,
      cellForm(sitting, cell),
      before !== undefined && link(pathOf(round, before), { class: "second" }, say("rateBefore")),
      h("div", { class: "last" }, onward),
    ],
  };
};

const below = ({ names }: World, kecamatan: string): readonly string[] =>
  Object.keys(names)
    .filter((key) => key.startsWith(`${kecamatan}.`) && key.split(".").length === DESA)
    .sort();
