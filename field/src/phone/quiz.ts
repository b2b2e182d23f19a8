/** A quiz of a briefing: one question after the other in an order of chance, two tries each; nothing here asks or writes. */

import type { Brief, Item } from "./world";

const TRIES = 2;
const ENOUGH = 0.8;

/** One sitting of questions: its order, and what was chosen of each. */
export interface Run {
  readonly edition: number;
  readonly items: readonly string[];
  /** The order in which each question's choices are shown. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  readonly tries: Readonly<Record<string, readonly string[]>>;
  /** The question answered last. */
  readonly last?: string;
  /** When the phone last heard from the server before the last answer, in milliseconds. */
  readonly heard: number;
}

export type Outcome = "going" | "passed" | "failed";

/** Begin the questions a briefing asks of this office, in an order of chance. */
export const begin = (brief: Brief, random: () => number): Run => {
  const asked = brief.quiz.filter(({ item }) => brief.asked.includes(item));
  const order = (item: Item): readonly string[] => shuffled(item.choices.map(({ code }) => code), random);
  return {
    edition: brief.edition,
    items: shuffled(asked.map(({ item }) => item), random),
    choices: Object.fromEntries(asked.map((item) => [item.item, order(item)] as const)),
    tries: {},
    heard: 0,
  };
};

const shuffled = (all: readonly string[], random: () => number): readonly string[] => {
  const left = [...all];
  return all.map(() => left.splice(Math.floor(random() * left.length), 1)[0] as string);
};

const itemOf = ({ quiz }: Brief, code: string): Item | undefined => quiz.find(({ item }) => item === code);

/** Tell whether a question was answered rightly, at whichever try. */
export const isRight = (run: Run, item: Item): boolean => (run.tries[item.item] ?? []).includes(item.right);

/** Return how often a question was answered. */
export const triesOf = (run: Run, item: string): number => run.tries[item]?.length ?? 0;

/** Return the questions of a run, in its order. */
export const itemsOf = (run: Run, brief: Brief): readonly Item[] =>
  run.items.flatMap((code) => itemOf(brief, code) ?? []);

/** Return the question that is next; none once each was answered rightly or tried twice. */
export const nextItem = (run: Run, brief: Brief): Item | undefined =>
  itemsOf(run, brief).find((item) => !isRight(run, item) && triesOf(run, item.item) < TRIES);

/** Return a run after an answer. */
export const answered = (run: Run, item: string, choice: string, heard: number): Run => ({
  ...run,
  heard,
  tries: { ...run.tries, [item]: [...(run.tries[item] ?? []), choice] },
  last: item,
});

/** Return what a run came to: passed by all critical questions and four fifths of the rest. */
export const outcomeOf = (run: Run, brief: Brief): Outcome => {
  if (nextItem(run, brief)) return "going";
  const all = itemsOf(run, brief);
  const rest = all.filter(({ critical }) => !critical);
  const right = rest.filter((item) => isRight(run, item)).length;
  const critical = all.filter((item) => item.critical).every((item) => isRight(run, item));
  return critical && right >= rest.length * ENOUGH ? "passed" : "failed";
};
