/** The briefing: its page in five sections, what changed marked, and the way to its questions. */

import { noted, noteDown } from "../../store/notes";
import type { App, Screen } from "../app";
import { h, link, shape, type State } from "../../dom";
import { instantOf, isOver, type Course, type Reading, readingOf, readings } from "../know";
import { heading, notice, nothing, row } from "../parts";
import { keepStep } from "../steps";
import { either, hour, say } from "../words";
import { type Brief, type BriefSection, nameIn } from "../world";

const STATES: Readonly<Record<Course, State>> = { read: "waiting", ask: "waiting", call: "attention", known: "complete" };

/** Return the briefings this office must still read, answer or be called about. */
export const briefRows = async (app: App): Promise<readonly HTMLElement[]> =>
  (await readings(app)).filter(({ course }) => course === "ask" || course === "call").map(briefRow);

const briefRow = (reading: Reading): HTMLElement => {
  const { brief, course } = reading;
  return row(`brief/${encodeURIComponent(brief.key)}`, STATES[course], either(brief.title), standing(reading));
};

const standing = ({ brief, course, left }: Reading): string => {
  if (course === "ask") return say("briefToRead", { n: left });
  if (course === "call") return say("briefCall");
  return course === "known" ? say("briefKnown") : say("briefEdition", { n: brief.edition, until: hour(brief.until) });
};

/** Return a briefing's page; all of them where there are several and none is named. */
export const briefScreen = async (app: App, key: string): Promise<Screen | undefined> => {
  const all = app.world.briefs;
  const brief = key ? all.find((one) => one.key === key) : all.length === 1 ? all[0] : undefined;
  if (key && !brief) return undefined;
  return brief ? pageScreen(app, brief) : listScreen(app);
};

const listScreen = async (app: App): Promise<Screen> => ({
  title: say("brief"),
  back: "",
  body: [
    heading(nameIn(app.world, app.world.me.office), say("brief")),
    app.world.briefs.length === 0 && nothing("briefNone", "briefNoneNext"),
    h("ul", { class: "rows" }, (await readings(app)).map(briefRow)),
  ],
});

const pageScreen = async (app: App, brief: Brief): Promise<Screen> => {
  await opened(app, brief);
  const reading = await readingOf(app, brief);
  return {
    title: either(brief.title),
    back: app.world.briefs.length > 1 ? "brief" : "",
    body: [
      heading(say("briefEdition", { n: brief.edition, until: hour(brief.until) }), either(brief.title)),
      isOver(app, brief) && notice("attention", say("briefOver")),
      reading.course === "known" && notice("complete", say("briefKnown")),
      ...brief.sections.map(part),
      toQuestions(reading),
    ],
  };
};

const part = ({ title, lines, changed }: BriefSection): HTMLElement =>
  h(
    "section",
    { class: changed ? "briefpart changed" : "briefpart" },
    h("h2", {}, either(title)),
    changed && h("p", { class: "changedmark" }, shape("attention"), " ", say("briefChanged")),
    h("ul", { class: "guide" }, lines.map((line) => h("li", {}, either(line)))),
  );

const toQuestions = ({ brief, course, left }: Reading): HTMLElement | false => {
  if (course !== "ask" && course !== "call") return false;
  const words = course === "call" ? say("briefCall") : left === 1 ? say("briefAskOne") : say("briefAsk", { n: left });
  return h("div", { class: "last" }, link(`quiz/${encodeURIComponent(brief.key)}`, { class: "primary" }, words));
};

/** Keep that the page of an edition was opened here, once. */
const opened = async (app: App, { key, edition }: Brief): Promise<void> => {
  const name = `opened:${app.key.keyid}:${key}`;
  if ((await noted<number>(app.store, name)) === edition) return;
  await noteDown(app.store, name, edition);
  await keepStep(app.store, app.key, { key, edition, step: "opened", at: instantOf(app) });
  void app.send();
};
