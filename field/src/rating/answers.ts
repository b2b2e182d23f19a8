/** Answers as somebody gives them, one tap after the other, and the ratings they become, cut into sheets. */

/** How many ratings one sheet holds (`sepaham.domain.understanding.MOST_RATINGS`). */
export const MOST = 40;
const MOST_SHEETS = 40;
const EVIDENCE = 160;
const LONE = /[\ud800-\udfff]/gu;

export type Otherwise = "unknown" | "not_ours";
export type Scale = "likelihood" | "impact";

/** What was tapped and typed of one cell so far. */
export interface Given {
  readonly likelihood?: number;
  readonly impact?: number;
  readonly confidence?: number;
  readonly answer?: Otherwise;
  readonly evidence?: string;
  readonly guess?: Readonly<Partial<Record<Scale, number>>>;
}

/** What is given of each cell; a cell nobody touched is not among them. */
export type Answers = Readonly<Record<string, Given>>;

type Guess = Readonly<Record<Scale, number>>;

/** A rating as `rating.reveal` has it. */
export type Rating =
  | {
      readonly cell: string;
      readonly likelihood: number;
      readonly impact: number;
      readonly confidence: number;
      readonly evidence?: string;
      readonly guess?: Guess;
    }
  | { readonly cell: string; readonly answer: Otherwise; readonly guess?: Guess };

/** How far one cell is: untouched stays *tidak dinilai*; begun is not sealed. */
export type Progress = "untouched" | "begun" | "done";

/** Return the rating an answer became; none while something of it is still to be said. */
export const ratingOf = (cell: string, given: Given | undefined): Rating | undefined => {
  if (!given) return undefined;
  const told = guessOf(given);
  const guess = told && { guess: told };
  if (given.answer) return { cell, answer: given.answer, ...guess };
  const { likelihood, impact, confidence } = given;
  if (!likelihood || !impact || !confidence) return undefined;
  const evidence = oneLine(given.evidence ?? "");
  return { cell, likelihood, impact, confidence, ...(evidence && { evidence }), ...guess };
};

const guessOf = ({ guess }: Given): Guess | undefined =>
  guess?.likelihood && guess.impact ? { likelihood: guess.likelihood, impact: guess.impact } : undefined;

/** Return a text as one line of a most, without what no envelope takes. */
export const oneLine = (text: string): string =>
  text.slice(0, EVIDENCE).replace(LONE, "").replace(/[\u0000-\u001f\s]+/g, " ").trim();

/** Return a rating as the answer it came from, to go on with it. */
export const givenOf = ({ cell: _cell, ...given }: Rating): Given => given;

/** Tell how far a cell is. */
export const progressOf = (cell: string, given: Given | undefined): Progress => {
  if (ratingOf(cell, given)) return "done";
  return given && Object.values(given).some((held) => held !== undefined && held !== "") ? "begun" : "untouched";
};

/** Return an answer with some of it changed; nothing where nothing of it is left. */
export const changedTo = (before: Given | undefined, change: Partial<Given>): Given | undefined => {
  const all = { ...before, ...change };
  const left = Object.entries(all).filter(([, held]) => held !== undefined && held !== "");
  return left.length > 0 ? (Object.fromEntries(left) as Given) : undefined;
};

/**
 * Cut what was rated into sheets: each cell has its sheet by its place alone, so that a changed answer changes one.
 *
 * @param cells The cells a round asks about, in its order.
 * @param flagged Cells nobody asked about, in the order they were flagged here.
 * @returns The ratings by the number of their sheet; sheets without any are left out.
 */
export const sheetsOf = (
  cells: readonly string[],
  flagged: readonly string[],
  answers: Answers,
): ReadonlyMap<number, readonly Rating[]> => {
  const found = new Map<number, Rating[]>();
  const lay = (some: readonly string[], first: number): void =>
    some.forEach((cell, place) => {
      const sheet = first + Math.floor(place / MOST);
      const rating = ratingOf(cell, answers[cell]);
      if (rating && sheet <= MOST_SHEETS) found.set(sheet, [...(found.get(sheet) ?? []), rating]);
    });
  lay(cells, 1);
  lay(flagged, 1 + Math.ceil(cells.length / MOST));
  return found;
};
