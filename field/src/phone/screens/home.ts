/** The first screen: what this office must do now, and nothing it may not. */

import { type App, nowOf, type Screen } from "../app";
import { h, link, shape, type State } from "../../dom";
import { ending, folded, heading, notice, row, section } from "../parts";
import { clockOffset } from "../requests";
import { type Task, tasksOf } from "../tasks";
import { hour, hours, say, type Word } from "../words";
import { nameIn, placeIn, type World } from "../world";
import { briefRows } from "./brief";
import { nightRows } from "./night";
import { rateRows, roundsOf } from "./rate";
import { tripRows } from "./trip";
import { updateNotice } from "./phone";
import { mayAct } from "./units";

const WRONG_CLOCK = 300;

/** Return the first screen; `begun` names the work that was begun and not signed. */
export const homeScreen = async (app: App, begun: ReadonlySet<string>): Promise<Screen> => {
  const { world, kept } = app;
  const tasks = tasksOf(world, app.outbox, nowOf(kept));
  const acts = tasks.filter(({ now, doing }) => now && doing !== "observe");
  const seen = tasks.filter(({ now, doing }) => now && doing === "observe");
  const rows = (some: readonly Task[]) => some.map((task) => taskRow(world, task, begun));
  const [trips, nights] = [await tripRows(app), nightRows(app)];
  const known = [...(await briefRows(app)), ...(await rateRows(app))];
  const todo = acts.length + trips.length + nights.length + known.length;
  return {
    title: say("home"),
    body: [
      heading(
        `${nameIn(world, world.me.office)} · ${say("asOf", { at: hour(kept.hour) })}`,
        todo > 0
          ? say(todo === 1 ? "todoOne" : "todo", { n: todo })
          : say(seen.length > 0 ? "toSee" : "nothing", { n: seen.length }),
      ),
      ...(await notices(app)),
      link("scan", { class: "primary" }, say("scanAny"), h("small", {}, say("scanAnyHint"))),
      todo + seen.length === 0 && h("p", { class: "meta" }, say("nothingNext")),
      section("", rows(acts)),
      section("", trips),
      section(nights.length > 0 && say("night"), nights),
      section(known.length > 0 && say("knowing"), known),
      seen.length > 0 && todo === 0
        ? section("", rows(seen))
        : folded(say("toObserve", { n: seen.length }), rows(seen)),
      foldedLater(rows(tasks.filter(({ now }) => !now))),
      world.me.illustrative && h("p", { class: "meta" }, say("illustrative")),
      h("h2", {}, say("more")),
      h(
        "ul",
        { class: "tiles" },
        tiles(app).map(([to, words]) => h("li", {}, link(to, { class: "tile" }, words))),
      ),
    ],
  };
};

const foldedLater = (rows: readonly HTMLElement[]): HTMLElement | false =>
  folded(say("later", { n: rows.length }), rows);

const TITLES: Readonly<Record<Task["doing"], Word>> = {
  give: "giveTo",
  receive: "receiveFrom",
  more: "moreFrom",
  observe: "observeOf",
};

/** Return what a task is called. */
export const taskTitle = (world: World, { doing, load }: Pick<Task, "doing" | "load">): string => {
  const [giver, receiver] = [nameIn(world, load.list.giver), nameIn(world, load.list.receiver)];
  return say(TITLES[doing], { giver, receiver, office: doing === "give" ? receiver : giver });
};

const taskRow = (world: World, task: Task, begun: ReadonlySet<string>): HTMLElement => {
  const { list } = task.load;
  const other: Word = task.doing === "give" ? "isReceived" : "isGiven";
  const known = [
    !taskTitle(world, task).includes(placeIn(world, list.region)) && placeIn(world, list.region),
    say("pieces", { n: task.units.length }),
    begun.has(`count:${task.doing}:${task.hash}`) && say("begun"),
    task.answered && say(other),
    !task.answered && list.opens && list.closes && hours(list.opens, list.closes),
  ];
  const state: State = task.answered ? "moving" : "waiting";
  return row(`count/${task.doing}/${task.hash}`, state, taskTitle(world, task), known.filter(Boolean).join(" · "));
};

const notices = async (app: App): Promise<Array<HTMLElement | false>> => {
  const waits = app.outbox.filter(({ state }) => state === "waiting").length;
  const refused = app.outbox.filter(({ state, carried }) => state === "refused" && !carried).length;
  const off = clockOffset();
  return [
    app.key.standing === "revoked" && notice("serious", say("revokedNote")),
    Math.abs(off) > WRONG_CLOCK && notice("attention", say("clockNote", { minutes: Math.round(Math.abs(off) / 60) })),
    refused > 0 && linked(notice("attention", say("refusedNote", { n: refused }))),
    waits > 0 && linked(notice("unmatched", say("waitingNote", { n: waits }))),
    await updateNotice(app),
  ];
};

const linked = (what: HTMLElement): HTMLElement => link("outbox", { class: "bare" }, what);

const tiles = (app: App): ReadonlyArray<readonly [string, Node | string]> => {
  const { me, forms, nights } = app.world;
  const found: Array<readonly [string, Node | string] | false> = [
    ["check", say("check")],
    mayAct(app, "open") && ["units/open", say("open")],
    mayAct(app, "seal") && ["units/seal", say("seal")],
    mayAct(app, "use") && ["units/use", say("use")],
    nights.length > 0 && me.verbs["night.report"] !== undefined && ["keep", say("keep")],
    ...forms.filter(({ kind }) => kind === "trouble.report").map(({ id }) => [`form/${id}`, report()] as const),
    app.world.position !== undefined && ["position", say("position")],
    app.world.briefs.length > 0 && ["brief", say("brief")],
    roundsOf(app).length > 0 && ["rate", say("rate")],
    ["outbox", say("outbox")],
    ["people", say("people")],
    ["briefing", say("briefing")],
    ["phone", say("thisPhone")],
  ];
  return found.filter((one) => one !== false);
};

const report = (): Node => h("span", {}, shape("attention"), ` ${say("report")}`);

/** Return the sentence of an empty screen, for routes that lead nowhere. */
export const lostScreen = (): Screen => ({
  title: say("lost"),
  back: "",
  body: ending("lost", "lostNext"),
});
