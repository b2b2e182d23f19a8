/** Sealing ratings, and revealing them once their round is closed: statements signed by this browser's key. */

import { type Draft, signAll } from "../sign";
import type { KeptKey, Sent, Store } from "../store/db";
import { outboxOf } from "../store/outbox";
import { type Keeping, keepSheets, keptOf, nameOf, type Rater, type SealedSheet, sheetOf } from "./keeping";
import { newSalt, sealOf } from "./sealed";
import type { Round } from "./shapes";
import { revealable, standingOf } from "./standing";

const LOCK = "sepaham-ratings";
const MOST_SECONDS = 86_400;

/** Who signs, where, and at which hour a simulated log is. */
export interface Hand {
  readonly store: Store;
  readonly key: KeptKey;
  /** The areas this office holds. */
  readonly regions: readonly string[];
  readonly at: string;
  /** What a statement about a round is called in the outbox. */
  readonly title: (round: Round) => string;
}

/** Return the place a statement about a round is made of: the round's, or this office's own where that is smaller. */
const placeOf = (regions: readonly string[], { region }: Round): string =>
  regions.some((area) => region === area || region.startsWith(`${area}.`)) ? region : (regions[0] ?? region);

/** Seal the sheets that are other than their last seal; their salts are on disk before anything is signed. */
export const sealRatings = (hand: Hand, round: Round): Promise<readonly Sent[]> =>
  navigator.locks.request(LOCK, async () => {
    const { store, key } = hand;
    const [keeping, outbox] = await Promise.all([keptOf(store, key, round), outboxOf(store, key.log)]);
    const { unsealed } = standingOf({ rater: key, round, keeping, outbox });
    const sealed = await Promise.all([...unsealed].map(([sheet, ratings]) => sealedSheet(key, round, { sheet, ratings })));
    if (sealed.length === 0) return [];
    await keepSheets(store, nameOf(key, round), sealed);
    return sign(hand, round, sealed.map((one) => commit(hand, round, keeping, one)));
  });

const sealedSheet = async (
  rater: Rater,
  round: Round,
  told: Pick<SealedSheet, "sheet" | "ratings">,
): Promise<SealedSheet> => {
  const salt = newSalt();
  return { ...told, salt, sha256: await sealOf(sheetOf(rater, round, told), salt) };
};

const commit = (
  { regions }: Hand,
  round: Round,
  { seconds }: Keeping,
  { sheet, sha256, ratings }: SealedSheet,
): Draft => ({
  kind: "rating.commit",
  region: placeOf(regions, round),
  body: {
    ...{ round: round.round, number: round.number, sheet, sha256 },
    ...{ cells: ratings.length, seconds: Math.min(seconds, MOST_SECONDS) },
  },
  refs: [],
});

/** Reveal what can be revealed from here of some rounds; return whether anything was signed. */
export const revealRatings = (hand: Hand, rounds: readonly Round[]): Promise<boolean> =>
  navigator.locks.request(LOCK, async () => {
    const { store, key } = hand;
    const closed = rounds.filter((round) => round.closed && Object.keys(round.mine).length > 0);
    if (closed.length === 0) return false;
    const outbox = await outboxOf(store, key.log);
    let signed = false;
    for (const round of closed) {
      const sheets = revealable({ rater: key, round, keeping: await keptOf(store, key, round), outbox });
      if (sheets.length === 0) continue;
      await sign(hand, round, sheets.map((one) => reveal(hand, round, one)));
      signed = true;
    }
    return signed;
  });

const reveal = ({ regions }: Hand, round: Round, { sheet, salt, ratings }: SealedSheet): Draft => ({
  kind: "rating.reveal",
  region: placeOf(regions, round),
  body: { round: round.round, number: round.number, sheet, salt, ratings },
  refs: [],
});

const sign = ({ store, key, at, title }: Hand, round: Round, drafts: readonly Draft[]): Promise<readonly Sent[]> => {
  const { log, office } = key;
  return signAll(store, key, { log, office, drafts, at, then: "", title: title(round) }, new Date());
};
