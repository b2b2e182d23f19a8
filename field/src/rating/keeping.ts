/** What a browser keeps of its ratings of one round: all that was tapped, all that was sealed, how long it took. */

import type { Sent, Store } from "../store/db";
import { noted, renote } from "../store/notes";
import { type Answers, givenOf, type Given, type Rating } from "./answers";
import { type Sheet, sealOf } from "./sealed";
import type { Round } from "./shapes";

/** One sheet as it was sealed once; earlier seals of a sheet are kept, since one of them may be the one that counts. */
export interface SealedSheet {
  readonly sheet: number;
  readonly salt: string;
  readonly ratings: readonly Rating[];
  readonly sha256: string;
}

export interface Keeping {
  readonly answers: Answers;
  /** Cells nobody asked about that were rated here, in the order they were flagged. */
  readonly flagged: readonly string[];
  readonly sheets: readonly SealedSheet[];
  readonly seconds: number;
}

/** Whose ratings, in which log. */
export interface Rater {
  readonly log: string;
  readonly office: string;
}

export type RoundName = Pick<Round, "round" | "number">;

export const EMPTY: Keeping = { answers: {}, flagged: [], sheets: [], seconds: 0 };

/** Return under which name a round's ratings are kept. */
export const nameOf = ({ log, office }: Rater, { round, number }: RoundName): string =>
  `rating:${log}:${office}:${round}:${number}`;

/** Return what is kept of a round. */
export const keptOf = async (store: Store, rater: Rater, round: RoundName): Promise<Keeping> => ({
  ...EMPTY,
  ...(await noted<Keeping>(store, nameOf(rater, round))),
});

/** What came of one tap: what a cell was given (nothing takes it back), or that it was flagged; the seconds since. */
export interface Tap {
  readonly cell?: string;
  readonly given?: Given | undefined;
  readonly flag?: boolean;
  readonly seconds: number;
}

/** Keep what came of a tap. */
export const keepTap = (store: Store, name: string, tap: Tap): Promise<Keeping> =>
  renote<Keeping>(store, name, (before) => taken({ ...EMPTY, ...before }, tap));

/** Return what is kept after a tap. */
export const taken = (before: Keeping, { cell, given, flag, seconds }: Tap): Keeping => {
  const after = { ...before, seconds: before.seconds + seconds };
  if (!cell) return after;
  if (flag) return before.flagged.includes(cell) ? after : { ...after, flagged: [...before.flagged, cell] };
  const { [cell]: _old, ...others } = before.answers;
  return { ...after, answers: given ? { ...others, [cell]: given } : others };
};

/**
 * Keep sealed sheets beside the earlier ones, on disk before this resolves: a seal without its salt opens nothing.
 * Where nothing was answered here yet, their ratings become the answers, to go on with.
 */
export const keepSheets = (store: Store, name: string, sheets: readonly SealedSheet[]): Promise<Keeping> =>
  renote<Keeping>(store, name, (before) => withSheets({ ...EMPTY, ...before }, sheets), "strict");

const withSheets = (before: Keeping, sheets: readonly SealedSheet[]): Keeping => {
  const known = new Set(before.sheets.map(({ sha256 }) => sha256));
  const all = [...before.sheets, ...sheets.filter(({ sha256 }) => !known.has(sha256))];
  const empty = Object.keys(before.answers).length === 0;
  return { ...before, sheets: all, answers: empty ? answersIn(sheets) : before.answers };
};

const answersIn = (sheets: readonly SealedSheet[]): Answers =>
  Object.fromEntries(sheets.flatMap(({ ratings }) => ratings.map((one) => [one.cell, givenOf(one)] as const)));

/** Return what this office signed here of a kind about a round and was not turned away, in its order. */
export const statedHere = (outbox: readonly Sent[], rater: Rater, held: RoundName, kind: string): readonly Sent[] =>
  outbox.filter(
    ({ office, log, state, said, carried }) =>
      !carried &&
      state !== "refused" &&
      log === rater.log &&
      office === rater.office &&
      said?.kind === kind &&
      said.body["round"] === held.round &&
      said.body["number"] === held.number,
  );

const FORMAT = "sepaham/sealed-ratings/1";

/** Return the file of what was sealed, to be kept elsewhere; it holds ratings that nobody else may read yet. */
export const fileOf = ({ log, office }: Rater, { round, number }: RoundName, { sheets }: Keeping): string =>
  JSON.stringify({ format: FORMAT, log, office, round, number, sheets });

/** Return the sheets of such a file whose seals hold for this office and round; none of any other. */
export const sheetsIn = async (text: string, rater: Rater, held: RoundName): Promise<readonly SealedSheet[]> => {
  let told: { format?: string; sheets?: readonly SealedSheet[] };
  try {
    told = JSON.parse(text) as typeof told;
  } catch {
    return [];
  }
  if (told?.format !== FORMAT || !Array.isArray(told.sheets)) return [];
  const sheets = told.sheets as readonly SealedSheet[];
  const seals = await Promise.all(sheets.map((one) => sealOf(sheetOf(rater, held, one), String(one.salt))));
  return sheets.filter(({ sha256 }, place) => sha256 === seals[place]);
};

/** Return a sheet of a round as it is sealed. */
export const sheetOf = (
  { log, office }: Rater,
  { round, number }: RoundName,
  { sheet, ratings }: Pick<SealedSheet, "sheet" | "ratings">,
): Sheet => ({ log, office, round, number, sheet, ratings });
