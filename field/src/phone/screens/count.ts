/** Counting one load and signing for it: tick, scan or type; what is off; one signature. */

import type { App, Screen } from "../app";
import * as count from "../count";
import { button, h, link, shape, type State } from "../../dom";
import { choice, ending, field, heading, live, notice } from "../parts";
import { type Group, groupsOf, unitName } from "../pieces";
import { type Change, type Counting, countingOf, keepCount, signCount } from "../counting";
import { say } from "../words";
import { placeIn, type World } from "../world";
import { photoField } from "./photo";
import { failure } from "./failure";
import { taskTitle } from "./home";

const FEW = 12;

/** Return the screen on which one load is counted. */
export const countScreen = async (app: App, doing: string, hash: string): Promise<Screen> => {
  const found = await countingOf(app, doing, hash);
  if (!found) return goneScreen(app, doing, hash);
  const { task, now } = found;
  const here = count.present(now, task.units);
  const left = count.unsettled(now, task.units).length;
  const set: Set = (change) => keepCount(app, found, change).then(app.redraw);
  const keep: Set = (change) => keepCount(app, found, change);
  return {
    title: taskTitle(app.world, task),
    back: "",
    body: [
      heading(whereOf(app.world, task), live(figure(found, here))),
      doing === "observe" && sideField(now, set),
      ways(found),
      ...groupsOf(app.world, task.units).map((group) => groupNode(app.world, found, group, set)),
      extras(app.world, found),
      beside(app, found, set, keep),
      h("div", { class: "last" }, signButton(app, found, left)),
    ],
  };
};

/** Return the running count; of what is given by exception, how much it is, until something is said of it. */
const figure = ({ task, now }: Counting, here: number): string =>
  task.doing === "give" && now.here.length === 0 && Object.keys(now.off).length === 0
    ? say("pieces", { n: task.units.length })
    : say("countOf", { n: here, of: task.units.length });

const whereOf = (world: World, task: Counting["task"]): string => {
  const [title, place] = [taskTitle(world, task), placeIn(world, task.load.list.region)];
  return title.includes(place) ? title : `${title} · ${place}`;
};

const ways = ({ task }: Counting): HTMLElement =>
  h(
    "div",
    { class: "ways" },
    link(`scan/${task.doing}/${task.hash}`, { class: "verb" }, say("scanOrType")),
    link(`short/${task.doing}/${task.hash}`, { class: "verb" }, say("shortDamaged")),
  );

type Set = (change: Change) => Promise<void>;

const sideField = (now: count.Count, set: Set): HTMLElement =>
  h(
    "fieldset",
    {},
    h("legend", {}, say("side")),
    choice("side", "radio", say("sideGive"), now.side === "give", () => set((old) => ({ ...old, side: "give" }))),
    choice("side", "radio", say("sideReceive"), now.side === "receive", () =>
      set((old) => ({ ...old, side: "receive" })),
    ),
  );

const groupNode = (world: World, found: Counting, group: Group, set: Set): HTMLElement => {
  const { now, task } = found;
  const here = count.present(now, group.units);
  const whole = here === group.units.length;
  const all = button(
    [shape(whole ? "complete" : "waiting"), say("allHere", { n: group.units.length })],
    () => set((old) => (whole ? group.units.reduce(count.untick, old) : count.restHere(old, group.units))),
    {
      class: "all",
      "aria-pressed": String(whole),
      "data-key": `all:${group.item}`,
      "aria-label": `${group.name}: ${say("allHere", { n: group.units.length })}`,
    },
  );
  const rows = (): HTMLElement =>
    h(
      "ul",
      { class: "units" },
      group.units.map((code) => unitRow(world, task, code, now, set)),
    );
  return h(
    "section",
    { class: "group" },
    h(
      "div",
      { class: "grouphead" },
      h("h2", {}, group.name, h("span", { class: "count" }, say("countOf", { n: here, of: group.units.length }))),
      group.units.length > 1 && all,
    ),
    group.units.length <= FEW ? rows() : unfolding(rows),
  );
};

const unfolding = (rows: () => HTMLElement): HTMLElement => {
  const made = h("details", {}, h("summary", {}, say("oneByOne")));
  made.addEventListener("toggle", () => made.append(rows()), { once: true });
  return made;
};

/** Return a unit's shape as a count has it. */
export const unitState = (now: count.Count, code: string): State =>
  now.off[code] ? "attention" : now.here.includes(code) ? "complete" : "waiting";

const unitRow = (
  world: World,
  { doing, hash, units }: Counting["task"],
  code: string,
  now: count.Count,
  set: Set,
): HTMLElement => {
  const on = now.here.includes(code);
  const said = [...(now.off[code] ?? []).map((wrong) => say(wrong)), ...sealSaid(now, code)].join(" · ");
  const name = unitName(world, code, units);
  return h(
    "li",
    {},
    button(
      [shape(unitState(now, code)), h("span", { class: "what" }, name, said && h("small", {}, said))],
      () => set((old) => (on ? count.untick(old, code) : count.tick(old, [code]))),
      { class: "unit", "aria-pressed": String(on), "data-key": `unit:${code}` },
    ),
    link(`count/${doing}/${hash}/${code}`, { class: "detail", "aria-label": `${say("unitTitle")}: ${name}` }, "⋯"),
  );
};

const sealSaid = (now: count.Count, code: string): readonly string[] => {
  const numbers = now.seals[code];
  if (!numbers) return [];
  return [numbers.length > 0 ? say("sealShown", { numbers: numbers.join(", ") }) : say("sealShownNone")];
};

const extras = (world: World, { now, task }: Counting): HTMLElement | false => {
  const codes = Object.keys(now.off).filter((code) => now.off[code]?.includes("extra"));
  return (
    codes.length > 0 &&
    h(
      "ul",
      { class: "rows" },
      codes.map((code) =>
        h(
          "li",
          {},
          link(
            `count/${task.doing}/${task.hash}/${code}`,
            { class: "row" },
            shape("attention"),
            h("span", { class: "what" }, unitName(world, code, [])),
            h("span", { class: "meta" }, say("extra")),
          ),
        ),
      ),
    )
  );
};

/** What stands beside the count and may stay empty: contents, a photo of the signed paper, its number. */
const beside = (app: App, found: Counting, set: Set, keep: Set): HTMLElement => {
  const { now, task } = found;
  const paper = task.doing === "give" ? say("bastTitle") : say("photo");
  const parts: Array<Node | false> = [
    h(
      "details",
      { open: now.photos.length > 0 || now.document !== "" },
      h("summary", {}, paper),
      photoField(
        app,
        now.photos,
        (photos) => set((old) => ({ ...old, photos })),
        task.doing === "give" ? say("bastHint") : say("photoHint"),
      ),
      field(
        say("document"),
        textInput("document", now.document, (document) => keep((old) => ({ ...old, document })), 64),
      ),
    ),
    contents(app, found, keep),
  ];
  return h("div", { class: "beside" }, parts);
};

const contents = (app: App, { now, task }: Counting, keep: Set): HTMLElement | false => {
  const due = Object.entries(task.load.contents ?? {});
  if (due.length === 0) return false;
  const one = ([item, expected]: [string, number]): HTMLElement => {
    const spelt = now.counts[item] === undefined ? "" : String(now.counts[item]);
    const input = textInput(
      `c-${item}`,
      spelt,
      (text) => keep((old) => ({ ...old, counts: counted(old.counts, item, text) })),
      9,
    );
    input.inputMode = "numeric";
    return field(nameOfContent(app.world, item), input, say("expected", { n: expected }));
  };
  return h("details", { open: Object.keys(now.counts).length > 0 }, h("summary", {}, say("contents")), due.map(one));
};

const counted = (counts: count.Count["counts"], item: string, text: string): count.Count["counts"] => {
  const { [item]: _old, ...others } = counts;
  return /^\d{1,9}$/.test(text) ? { ...others, [item]: Number(text) } : others;
};

const nameOfContent = (world: World, key: string): string => {
  const [item, election] = key.split(":");
  const name = world.names[item as string];
  const short = world.me.elections.find(({ code }) => code === election)?.short ?? "";
  return `${typeof name === "string" ? name : (name?.[0] ?? item)} ${short}`.trim();
};

const textInput = (id: string, value: string, act: (text: string) => unknown, maxlength: number): HTMLInputElement => {
  const input = h("input", { id, value, maxlength, autocomplete: "off" });
  input.addEventListener("change", () => void act(input.value.trim()));
  return input;
};

const signButton = (app: App, found: Counting, left: number): HTMLElement => {
  const { task, now } = found;
  if (task.doing === "observe" && now.side === "") return h("p", {}, say("sideFirst"));
  if (task.doing !== "give" && left > 0)
    return link(`left/${task.doing}/${task.hash}`, { class: "primary" }, say("sign"));
  const words = task.doing === "give" && left > 0 ? say("signAll", { n: left }) : say("sign");
  const told = live();
  const act = async (): Promise<void> =>
    failure(told, () => signCount(app, found, count.restHere(found.now, task.units)));
  return h("div", {}, told, button(words, act, { class: "primary", "data-key": "sign" }));
};

/** Return the screen that asks about what nobody counted before it is signed away as missing. */
export const leftScreen = async (app: App, doing: string, hash: string): Promise<Screen> => {
  const found = await countingOf(app, doing, hash);
  if (!found) return goneScreen(app, doing, hash);
  const { task, now } = found;
  const left = count.unsettled(now, task.units);
  const told = live();
  const act = async (): Promise<void> =>
    failure(told, () => signCount(app, found, count.restMissing(found.now, task.units)));
  return {
    title: say("leftTitle", { n: left.length }),
    back: `count/${doing}/${hash}`,
    body: [
      heading(taskTitle(app.world, task), say("leftTitle", { n: left.length })),
      h(
        "ul",
        { class: "plain" },
        left.slice(0, FEW).map((code) => h("li", {}, shape("waiting"), " ", unitName(app.world, code, task.units))),
      ),
      left.length > FEW && h("p", { class: "meta" }, `+ ${left.length - FEW}`),
      h("p", {}, say("leftAsk", { n: left.length })),
      told,
      link(`count/${doing}/${hash}`, { class: "primary" }, say("leftNo")),
      button(say("leftYes", { n: left.length }), act, { class: "second", "data-key": "sign" }),
    ],
  };
};

const goneScreen = (app: App, doing: string, hash: string): Screen => {
  const kind = `handover.${doing === "more" ? "receive" : doing}`;
  const mine = app.outbox
    .filter((one) => !one.carried && one.said?.kind === kind && one.said.body["list"] === hash)
    .pop();
  return {
    title: say("gone"),
    back: "",
    body: mine
      ? [
          heading("", say("already")),
          notice("complete", mine.title),
          link(`shown/${mine.id}`, { class: "primary" }, say("showCode")),
        ]
      : ending("gone", "goneNext"),
  };
};
