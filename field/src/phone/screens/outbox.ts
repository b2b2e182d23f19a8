/** The outbox in plain sight: what waits, what was sent, what was answered and where it stands in the log. */

import type { Photo, Sent } from "../../store/db";
import type { App, Screen } from "../app";
import { button, h, link, shape, type State } from "../../dom";
import { heading, live, notice } from "../parts";
import { photosDue } from "../photos";
import { waitingSteps } from "../steps";
import { hour, say } from "../words";
import { nameIn } from "../world";
import { taskTitle } from "./home";

const SHOWN = 100;
const STATES: Readonly<Record<Sent["state"], State>> = { waiting: "unmatched", kept: "complete", refused: "serious" };

/** Return the outbox. */
export const outboxScreen = async (app: App): Promise<Screen> => {
  const all = [...app.outbox].sort((a, b) => b.signedAt.localeCompare(a.signedAt));
  const waits = all.filter(({ state }) => state === "waiting");
  const photos = await photosDue(app.store, app.key, app.outbox);
  const refused = (await app.store.getAll("photos")).filter(({ state }) => state === "refused");
  const steps = (await waitingSteps(app.store, app.key)).length;
  const off = all.filter(({ state, carried }) => state === "refused" && !carried).length;
  const unreached = (): Array<HTMLElement> =>
    waits.length > 0 && !app.online ? [notice("attention", say("unreached"))] : [];
  const told = live(...unreached());
  const send = async (): Promise<void> => {
    await app.send();
    told.replaceChildren(...unreached());
  };
  return {
    title: say("outbox"),
    back: "",
    body: [
      heading(
        nameIn(app.world, app.key.office),
        waits.length > 0
          ? say("outboxWaiting", { n: waits.length })
          : say(off > 0 ? "outboxRefused" : all.length > 0 ? "outboxSent" : "outboxEmpty", { n: off }),
      ),
      off > 0 && notice("serious", say("outboxRefusedNext")),
      (waits.length + photos.length + steps > 0) && button(say("sendNow"), send, { class: "primary", "data-key": "send" }),
      told,
      photos.length > 0 && notice("unmatched", say("photosWaiting", { n: photos.length })),
      steps > 0 && notice("unmatched", say("stepsWaiting", { n: steps })),
      ...refused.map(({ told: why }: Photo) => notice("attention", say("photoRefused", { why }))),
      all.length === 0 && h("p", { class: "meta" }, say("outboxEmptyNext")),
      h(
        "ul",
        { class: "rows" },
        [...waits, ...all.filter(({ state }) => state !== "waiting")].slice(0, SHOWN).map((one) => line(app, one)),
      ),
    ],
  };
};

const line = (app: App, one: Sent): HTMLElement =>
  h(
    "li",
    {},
    link(
      `shown/${one.id}`,
      { class: "row" },
      shape(STATES[one.state]),
      h("span", { class: "what" }, titleOf(app, one), h("small", {}, status(one))),
      h("span", { class: "meta" }, hour(one.simulatedAt || one.signedAt)),
    ),
  );

const titleOf = ({ world }: App, one: Sent): string => {
  if (!one.carried) return one.title;
  const load = world.lists[String(one.said?.body["list"])];
  const doing =
    one.said?.kind === "handover.give" ? "give" : one.said?.kind === "handover.receive" ? "receive" : "observe";
  const what = load ? taskTitle(world, { doing, load }) : "";
  return [say("carried", { office: nameIn(world, one.office) }), what].filter(Boolean).join(": ");
};

const status = (one: Sent): string => {
  if (one.state === "kept") return say("entry", { n: one.index });
  if (one.state === "refused") return say("isRefused", { why: one.told });
  return one.told ? `${say("isWaiting")}: ${one.told}` : say("isWaiting");
};
