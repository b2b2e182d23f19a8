/** How an office's ratings of a round stand, by what the server told, what is kept here and what was signed here. */

import type { Sent } from "../store/db";
import { type Rating, sheetsOf } from "./answers";
import { type Keeping, type Rater, type SealedSheet, statedHere } from "./keeping";
import { canonical } from "./sealed";
import type { Round } from "./shapes";

/**
 * `unsealed`: nothing is sealed. `sealed`: here, and not yet in the log. `waiting`: in the log, until the round is
 * closed. `missed`: closed, and nothing of this office's counts. `opening`: closed, and what was sealed is about to be
 * revealed from here. `opened`: revealed. `lost`: what counts was not sealed in this browser.
 */
export type Stage = "unsealed" | "sealed" | "waiting" | "missed" | "opening" | "opened" | "lost";

export interface Standing {
  readonly stage: Stage;
  /** The sheets that are other than their last seal, with what they hold now. */
  readonly unsealed: ReadonlyMap<number, readonly Rating[]>;
}

interface Known {
  readonly rater: Rater;
  readonly round: Round;
  readonly keeping: Keeping;
  readonly outbox: readonly Sent[];
}

/** Return the last seal of each sheet: those signed here, else those the server told of. */
const lastSeals = ({ rater, round, outbox }: Known): ReadonlyMap<number, string> => {
  const told = Object.entries(round.mine).map(([sheet, sha256]) => [Number(sheet), sha256] as const);
  const here = statedHere(outbox, rater, round, "rating.commit").map(
    ({ said }) => [said?.body["sheet"] as number, said?.body["sha256"] as string] as const,
  );
  return new Map([...told, ...here]);
};

const sealedAs = (keeping: Keeping, sheet: number, sha256: string | undefined): SealedSheet | undefined =>
  keeping.sheets.find((one) => one.sheet === sheet && one.sha256 === sha256);

/** Return the sheets that are other than their last seal; one whose answers were all taken back is sealed empty. */
const unsealedOf = (known: Known): ReadonlyMap<number, readonly Rating[]> => {
  const { round, keeping } = known;
  const now = sheetsOf(round.cells.map(({ cell }) => cell), keeping.flagged, keeping.answers);
  const seals = lastSeals(known);
  const touched = Object.keys(keeping.answers).length > 0 || keeping.sheets.length > 0;
  const numbers = new Set([...now.keys(), ...(touched ? seals.keys() : [])]);
  const found = [...numbers].flatMap((sheet) => {
    const ratings = now.get(sheet) ?? [];
    const sealed = sealedAs(keeping, sheet, seals.get(sheet));
    return sealed && canonical(sealed.ratings) === canonical(ratings) ? [] : [[sheet, ratings] as const];
  });
  return new Map(found.sort(([a], [b]) => a - b));
};

/** Return the sheets that can be revealed from here and are not yet: those whose seal counts, once the round is closed. */
export const revealable = ({ rater, round, keeping, outbox }: Known): readonly SealedSheet[] => {
  if (!round.closed) return [];
  const said = statedHere(outbox, rater, round, "rating.reveal").map((one) => one.said?.body["sheet"]);
  const done = new Set([...round.revealed, ...said]);
  return Object.entries(round.mine).flatMap(([sheet, sha256]) => {
    const sealed = done.has(Number(sheet)) ? undefined : sealedAs(keeping, Number(sheet), sha256);
    return sealed ? [sealed] : [];
  });
};

/** Return how an office's ratings of a round stand. */
export const standingOf = (known: Known): Standing => {
  const unsealed = known.round.closed ? new Map<number, readonly Rating[]>() : unsealedOf(known);
  return { stage: known.round.closed ? afterClose(known) : beforeClose(known), unsealed };
};

const beforeClose = (known: Known): Stage => {
  if (lastSeals(known).size === 0) return "unsealed";
  const signed = statedHere(known.outbox, known.rater, known.round, "rating.commit");
  return signed.some(({ state }) => state === "waiting") ? "sealed" : "waiting";
};

const afterClose = ({ rater, round, keeping, outbox }: Known): Stage => {
  const counts = Object.entries(round.mine);
  if (counts.length === 0) return "missed";
  const said = statedHere(outbox, rater, round, "rating.reveal");
  const kept = new Set([...round.revealed, ...said.filter(({ state }) => state === "kept").map((one) => one.said?.body["sheet"])]);
  const left = counts.filter(([sheet]) => !kept.has(Number(sheet)));
  if (left.length === 0) return "opened";
  const here = left.every(([sheet, sha256]) => sealedAs(keeping, Number(sheet), sha256));
  return here ? "opening" : "lost";
};
