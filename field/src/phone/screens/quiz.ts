/** The questions of a briefing, one at a time; who errs twice is told whom to call. */

import { Meter } from "../../rating/time";
import { noteDown } from "../../store/notes";
import type { App, Screen } from "../app";
import { button, h, link } from "../../dom";
import { instantOf, readingOf, runName } from "../know";
import { calling, choice, heading, live, notice } from "../parts";
import { answered, begin, isRight, itemsOf, nextItem, outcomeOf, type Run, triesOf } from "../quiz";
import { keepStep } from "../steps";
import { either, say } from "../words";
import { type Brief, type Item, nameIn } from "../world";
import { failure } from "./failure";

/** Return the question that is next of a briefing, or what its questions came to. */
export const quizScreen = async (app: App, key: string): Promise<Screen | undefined> => {
  const brief = app.world.briefs.find((one) => one.key === key);
  if (!brief) return undefined;
  const { run, course } = await readingOf(app, brief);
  if (course !== "ask") return endScreen(app, brief, run);
  return itemScreen(app, brief, run ?? begin(brief, Math.random));
};

const back = ({ key }: Brief): string => `brief/${encodeURIComponent(key)}`;

const itemScreen = (app: App, brief: Brief, run: Run): Screen => {
  const item = nextItem(run, brief) as Item;
  const all = itemsOf(run, brief);
  const meter = new Meter();
  const told = live(...lastTold(brief, run));
  let chosen = "";
  const go = button(say("quizAnswer"), () => answer(), { class: "primary", "data-key": "answer", disabled: true });
  const answer = (): Promise<void> =>
    failure(told, async () => {
      if (!chosen) return;
      await keep(app, brief, { run, item, choice: chosen, seconds: meter.take() });
      await app.redraw();
      scrollTo(0, 0);
      document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
    });
  const choose = (code: string): void => {
    chosen = code;
    go.disabled = false;
  };
  return {
    title: say("brief"),
    back: back(brief),
    leave: () => meter.stop(),
    body: [
      heading(
        `${either(brief.title)} · ${say("quizAt", { n: all.indexOf(item) + 1, of: all.length })}`,
        either(item.ask),
      ),
      told,
      item.critical && h("p", { class: "meta" }, say("quizCritical")),
      h("fieldset", {}, h("legend", { class: "vh" }, either(item.ask)), h("div", { class: "choices" }, choices(run, item, choose))),
      h("div", { class: "last" }, go),
    ],
  };
};

const choices = (run: Run, item: Item, choose: (code: string) => void): readonly HTMLElement[] =>
  (run.choices[item.item] ?? []).flatMap((code) => {
    const words = item.choices.find((one) => one.code === code);
    if (!words) return [];
    return choice(item.item, "radio", either(words), false, () => choose(code), { "data-key": `${item.item}:${code}` });
  });

/** Return what is said of the answer given last: that it was right, or the line that says so. */
const lastTold = (brief: Brief, run: Run): readonly HTMLElement[] => {
  const last = itemsOf(run, brief).find(({ item }) => item === run.last);
  if (!last) return [];
  if (isRight(run, last)) return [notice("complete", say("quizRight"))];
  const again = nextItem(run, brief)?.item === last.item;
  return [notice("attention", say("quizWrong", { line: either(last.line) }), again && ` ${say("quizAgain")}`)];
};

interface Told {
  readonly run: Run;
  readonly item: Item;
  readonly choice: string;
  readonly seconds: number;
}

/** Keep an answer: in its run, and as a step for the server. */
const keep = async (app: App, brief: Brief, { run, item: { item }, choice: chosen, seconds }: Told): Promise<void> => {
  const attempt = triesOf(run, item) + 1;
  await keepStep(app.store, app.key, {
    ...{ key: brief.key, edition: brief.edition, step: "answered", at: instantOf(app) },
    ...{ item, choice: chosen, attempt, seconds },
  });
  await noteDown(app.store, runName(app, brief), answered(run, item, chosen, app.kept.syncedAt));
  void app.send();
};

const endScreen = (app: App, brief: Brief, run: Run | undefined): Screen => {
  const all = run ? itemsOf(run, brief) : [];
  const right = run ? all.filter((item) => isRight(run, item)) : [];
  const passed = run ? outcomeOf(run, brief) === "passed" || brief.passed : brief.passed;
  const wrong = all.filter((item) => !right.includes(item));
  const figures = { n: right.length, of: all.length };
  const answer = all.length === 0 ? say(passed ? "briefKnown" : "briefCall") : say(passed ? "quizPassed" : "quizFailed", figures);
  return {
    title: say("brief"),
    back: back(brief),
    body: [
      heading(either(brief.title), answer),
      ...(passed ? [] : superior(app)),
      wrong.length > 0 && h("section", {}, h("h2", {}, say("quizLines")), h("ul", { class: "guide" }, wrong.map(({ line }) => h("li", {}, either(line))))),
      !app.online && h("p", { class: "meta" }, say("quizWaits")),
      link("", { class: "primary" }, say("done")),
      link(back(brief), { class: "second" }, say("toBrief")),
    ],
  };
};

/** Return what to do after erring twice: whom to call above, and to say what in. */
const superior = ({ world }: App): readonly HTMLElement[] => {
  const above = world.people.filter(({ why, phone }) => why === "above" && phone);
  return [
    notice("attention", say("quizFailedNext")),
    above.length === 0
      ? h("p", { class: "meta" }, say("quizNobody"))
      : h("ul", { class: "rows" }, above.map((one) => h("li", { class: "person" }, ...calling(one.name, `${one.title} · ${nameIn(world, one.office)}`, one.phone)))),
  ];
};
