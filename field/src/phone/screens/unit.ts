/** One unit within a count: what is off about it, its seals; and the way to find it among many. */

import type { App, Screen } from "../app";
import * as count from "../count";
import { type Counting, countingOf, keepCount } from "../counting";
import { h, link, shape } from "../../dom";
import { choice, field, heading, live, notice } from "../parts";
import { unitName } from "../pieces";
import { readUnit } from "../../units/codes";
import { say } from "../words";
import type { Wrong } from "../world";
import { lostScreen, taskTitle } from "./home";
import { unitState } from "./count";

const BOX = "box";
const FOUND = 12;

/** Return the screen of one unit's state. */
export const unitScreen = async (app: App, doing: string, hash: string, code: string): Promise<Screen> => {
  const found = await countingOf(app, doing, hash);
  if (!found) return lostScreen();
  const { now, task } = found;
  const set = (change: (old: count.Count) => count.Count): Promise<void> =>
    keepCount(app, found, change).then(app.redraw);
  const off = now.off[code] ?? [];
  const back = `count/${doing}/${hash}`;
  const wrongs: readonly Wrong[] = task.units.includes(code)
    ? ["missing", "damaged", ...(sealable(app, code) ? (["unsealed", "seal_broken"] as const) : [])]
    : ["extra"];
  const name = unitName(app.world, code, task.units);
  return {
    title: name,
    back,
    body: [
      heading(`${taskTitle(app.world, task)} · ${code}`, [shape(unitState(now, code)), " ", name]),
      h(
        "fieldset",
        {},
        h("legend", {}, say("unitTitle")),
        task.units.includes(code) &&
          choice("here", "checkbox", say("isHere"), now.here.includes(code) && off.length === 0, () =>
            set((old) => count.tick(count.untick(old, code), [code])),
          ),
        wrongs.map((wrong) =>
          choice(wrong, "checkbox", say(wrong), off.includes(wrong), () =>
            set((old) => count.remark(old, code, wrong)),
          ),
        ),
      ),
      off.includes("unsealed") && h("p", { class: "meta" }, say("sealRoutine")),
      sealable(app, code) && !off.includes("missing") && seals(app, found, code, set),
      h("div", { class: "last" }, link(back, { class: "primary" }, say("done"))),
    ],
  };
};

const sealable = (app: App, code: string): boolean =>
  app.world.me.marks[code.slice(13, -2)]?.item === BOX || app.world.units[code]?.seals !== undefined;

const seals = (
  app: App,
  found: Counting,
  code: string,
  set: (change: (old: count.Count) => count.Count) => Promise<void>,
): HTMLElement => {
  const numbers = found.now.seals[code];
  const known = app.world.units[code]?.seals;
  const input = h("input", { id: "seals", value: numbers?.join(", ") ?? "", autocomplete: "off", maxlength: 200 });
  input.addEventListener(
    "change",
    () => void keepCount(app, found, (old) => count.sealed(old, code, split(input.value))),
  );
  return h(
    "fieldset",
    {},
    h("legend", {}, say("seals")),
    known && h("p", { class: "meta" }, say("sealKnown", { numbers: known.join(", ") || say("sealUnnumbered") })),
    field(say("sealNumbers"), input, say("sealHint")),
    choice("unnumbered", "checkbox", say("sealUnnumbered"), numbers?.length === 0, (on) =>
      set((old) => count.sealed(old, code, on ? [] : undefined)),
    ),
  );
};

const split = (text: string): readonly string[] | undefined => {
  const numbers = text
    .split(/[,;\s]+/)
    .filter(Boolean)
    .slice(0, 20);
  return numbers.length > 0 ? numbers.map((one) => one.slice(0, 32)) : undefined;
};

/** Return the screen on which a unit that is short or damaged is found: by its code, or in the list. */
export const shortScreen = async (app: App, doing: string, hash: string): Promise<Screen> => {
  const found = await countingOf(app, doing, hash);
  if (!found) return lostScreen();
  const { task, now } = found;
  const list = h("ul", { class: "rows" });
  const told = live();
  const props = { id: "typed", autocomplete: "off", autocapitalize: "characters", spellcheck: "false" };
  const input = h("input", { ...props, maxlength: 64 });
  const draw = (): void => {
    const typed = readUnit(input.value);
    const hits = typed.length < 2 ? task.units : task.units.filter((code) => code.includes(typed));
    list.replaceChildren(...hits.slice(0, FOUND).map((code) => unitLink(app, found, code)));
    told.replaceChildren(
      hits.length > FOUND
        ? say("several", { n: hits.length })
        : hits.length > 0
          ? ""
          : say("noneEnding", { code: typed }),
    );
  };
  input.addEventListener("input", draw);
  draw();
  return {
    title: say("shortDamaged"),
    back: `count/${doing}/${hash}`,
    body: [
      heading(taskTitle(app.world, task), say("whichUnits")),
      field(say("typeCode"), input, say("typeHint")),
      told,
      list,
      Object.keys(now.off).length > 0 &&
        notice(
          "attention",
          Object.keys(now.off)
            .map((code) => unitName(app.world, code, task.units))
            .join(", "),
        ),
    ],
  };
};

const unitLink = (app: App, { task, now }: Counting, code: string): HTMLElement =>
  h(
    "li",
    {},
    link(
      `count/${task.doing}/${task.hash}/${code}`,
      { class: "row" },
      shape(unitState(now, code)),
      h("span", { class: "what" }, unitName(app.world, code, task.units)),
      h("span", { class: "meta" }, code.slice(-4)),
    ),
  );
