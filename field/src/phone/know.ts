/** How far this phone is with its briefings, by what the server told and what was answered here since. */

import { noted } from "../store/notes";
import { type App, nowOf } from "./app";
import { nextItem, outcomeOf, type Run } from "./quiz";
import { waitingSteps } from "./steps";
import type { Brief } from "./world";

/** `read`: no question is asked. `ask`: questions wait. `call`: the office above is to be called. `known`: understood. */
export type Course = "read" | "ask" | "call" | "known";

export interface Reading {
  readonly brief: Brief;
  /** The questions begun here, if they are of this edition. */
  readonly run: Run | undefined;
  readonly course: Course;
  /** How many questions are still to be answered. */
  readonly left: number;
}

/** Under which name the questions of a briefing are kept while they are answered. */
export const runName = (app: App, brief: Pick<Brief, "key">): string => `quiz:${app.key.keyid}:${brief.key}`;

/** Return how far this office is with a briefing. */
export const readingOf = async (app: App, brief: Brief): Promise<Reading> => {
  const found = await noted<Run>(app.store, runName(app, brief));
  const run = found?.edition === brief.edition ? found : undefined;
  if (run && nextItem(run, brief)) return { brief, run, course: "ask", left: leftOf(run, brief) };
  const waits = (await waitingSteps(app.store, app.key)).some(({ key }) => key === brief.key);
  const unheard = run !== undefined && (waits || app.kept.syncedAt <= run.heard);
  if (unheard) return { brief, run, course: outcomeOf(run, brief) === "passed" ? "known" : "call", left: 0 };
  const asked = brief.quiz.filter(({ item }) => brief.asked.includes(item)).length;
  if (asked > 0) return { brief, run: undefined, course: "ask", left: asked };
  return { brief, run, course: brief.passed ? "known" : brief.quiz.length > 0 ? "call" : "read", left: 0 };
};

const leftOf = (run: Run, brief: Brief): number => {
  let [left, at] = [0, run];
  for (let item = nextItem(at, brief); item; item = nextItem(at, brief)) {
    left += 1;
    at = { ...at, tries: { ...at.tries, [item.item]: [item.right] } };
  }
  return left;
};

/** Return all briefings of this office with how far it is with each. */
export const readings = (app: App): Promise<readonly Reading[]> =>
  Promise.all(app.world.briefs.map((brief) => readingOf(app, brief)));

/** Tell whether a briefing is no longer valid by the log's hour. */
export const isOver = (app: App, { until }: Brief): boolean => nowOf(app.kept) > Date.parse(until);

/** Return the hour it is for this log, as the wire writes it. */
export const instantOf = (app: App): string => new Date(nowOf(app.kept)).toISOString().replace(/\.\d+Z$/, "Z");
