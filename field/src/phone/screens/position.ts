/** Where do I stand? Office and hat, what to do now and next, what is mine to state and what is not, whom to call. */

import type { App, Screen } from "../app";
import { h, link } from "../../dom";
import { calling, folded, heading } from "../parts";
import { either, hour, say, type Word } from "../words";
import { type Duty, nameIn, type World } from "../world";

const SHOWN = 6;

/** Return where this office stands; nothing before the server told of it. */
export const positionScreen = ({ world }: App): Screen | undefined => {
  const at = world.position;
  if (!at) return undefined;
  const n = at.now.length;
  const regions = world.me.regions.length > 1 ? world.me.regions.map((region) => nameIn(world, region)) : [];
  const above = at.above.map((office) => h("li", { class: "plainrow" }, nameIn(world, office)));
  const below = at.below.map((office) => h("li", { class: "plainrow" }, nameIn(world, office)));
  return {
    title: say("position"),
    back: "",
    body: [
      heading(
        [nameIn(world, world.me.office), ...regions].join(" · "),
        n === 0 ? say("positionFree") : say(n === 1 ? "positionTask" : "positionTasks", { n }),
      ),
      listed("positionNow", at.now.map((one) => dutyLine(one))),
      listed("positionNext", at.next.map((one) => dutyLine(one))),
      listed("positionExpected", at.expected.map((one) => dutyLine(one, nameIn(world, one.who)))),
      people(world),
      folded(say("positionMay"), at.may.map((one) => line(either(one), one.source))),
      folded(say("positionNever"), at.never.map((one) => line(either(one), one.source))),
      folded(say("positionAbove"), above),
      folded(say("positionBelow"), below),
    ],
  };
};

const line = (what: string, meta: string): HTMLElement =>
  h("li", { class: "plainrow" }, what, meta !== "" && h("small", { class: "meta" }, meta));

const dutyLine = (duty: Duty, who = ""): HTMLElement =>
  line(either(duty), [who, duty.due && say("positionDue", { at: hour(duty.due) })].filter(Boolean).join(" · "));

const listed = (title: Word, lines: readonly HTMLElement[]): HTMLElement | false =>
  lines.length > 0 && h("section", {}, h("h2", {}, say(title)), h("ul", { class: "rows" }, lines));

const people = (world: World): HTMLElement | false => {
  const some = world.people.filter(({ phone }) => phone).slice(0, SHOWN);
  if (some.length === 0) return false;
  return h(
    "section",
    {},
    h("h2", {}, say("positionCall")),
    h(
      "ul",
      { class: "rows" },
      some.map((one) =>
        h("li", { class: "person" }, ...calling(one.name, `${one.title} · ${nameIn(world, one.office)}`, one.phone)),
      ),
    ),
    link("people", { class: "second" }, say("people")),
  );
};
