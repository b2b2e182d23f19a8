/** Counting a load: what is there, what is off, which seals; and the body of the statement this becomes. */

import type { Wrong } from "./world";

/** One count as it stands; nothing in it is signed yet. */
export interface Count {
  readonly here: readonly string[];
  readonly off: Readonly<Record<string, readonly Wrong[]>>;
  readonly seals: Readonly<Record<string, readonly string[]>>;
  readonly counts: Readonly<Record<string, number>>;
  readonly photos: readonly string[];
  readonly document: string;
  /** The statement it answers or saw; empty without one. */
  readonly ref: string;
  /** Which side of a handover an observer saw. */
  readonly side: "" | "give" | "receive";
}

export const EMPTY: Count = { here: [], off: {}, seals: {}, counts: {}, photos: [], document: "", ref: "", side: "" };

const isMissing = (count: Count, code: string): boolean => count.off[code]?.includes("missing") ?? false;

/** Tell whether something was said of a unit. */
export const isSettled = (count: Count, code: string): boolean => count.here.includes(code) || isMissing(count, code);

/** Return the units of a list of which nothing was said. */
export const unsettled = (count: Count, units: readonly string[]): readonly string[] => {
  const here = new Set(count.here);
  return units.filter((code) => !here.has(code) && !isMissing(count, code));
};

/** Return how many units of a list were counted as being there. */
export const present = (count: Count, units: readonly string[]): number => {
  const here = new Set(count.here);
  return units.filter((code) => here.has(code)).length;
};

/** Say that units are there; who was missing is found. */
export const tick = (count: Count, codes: readonly string[]): Count => ({
  ...count,
  here: [...new Set([...count.here, ...codes])],
  off: codes.reduce((off, code) => without(off, code, "missing"), count.off),
});

/** Take back that a unit is there, and whatever was off about it. */
export const untick = (count: Count, code: string): Count => {
  const { [code]: _gone, ...off } = count.off;
  return { ...count, here: count.here.filter((one) => one !== code), off };
};

/** Say, or take back, that something is off about a unit; what is missing is not there, all else is. */
export const remark = (count: Count, code: string, wrong: Wrong): Count => {
  const said = count.off[code] ?? [];
  if (said.includes(wrong)) return { ...count, off: without(count.off, code, wrong) };
  if (wrong === "missing") {
    return { ...count, here: count.here.filter((one) => one !== code), off: { ...count.off, [code]: ["missing"] } };
  }
  const { here, off } = tick(count, [code]);
  return { ...count, here, off: { ...off, [code]: [...(off[code] ?? []), wrong] } };
};

const without = (off: Count["off"], code: string, wrong: Wrong): Count["off"] => {
  const { [code]: said, ...others } = off;
  const left = (said ?? []).filter((one) => one !== wrong);
  return left.length > 0 ? { ...others, [code]: left } : others;
};

/** Say which numbers a unit's seals bear; none says it is sealed without numbers, undefined says nothing. */
export const sealed = (count: Count, code: string, numbers: readonly string[] | undefined): Count => {
  const { [code]: _old, ...others } = count.seals;
  return { ...count, seals: numbers ? { ...others, [code]: numbers } : others };
};

/** Say that all units nothing was said of are missing. */
export const restMissing = (count: Count, units: readonly string[]): Count =>
  unsettled(count, units).reduce((now, code) => remark(now, code, "missing"), count);

/** Say that all units nothing was said of are there. */
export const restHere = (count: Count, units: readonly string[]): Count => tick(count, unsettled(count, units));

/**
 * Return the body of the statement a count becomes.
 *
 * @param units The units it is about, in the list's order; units beyond them were counted as `extra`.
 * @param only Whether it is about these units of the list alone.
 */
export const accountOf = (
  count: Count,
  list: string,
  units: readonly string[],
  only = false,
): Record<string, unknown> => {
  const order = new Map(units.map((code, place) => [code, place]));
  const place = (code: string): number => order.get(code) ?? units.length;
  const off = Object.entries(count.off).sort(([a], [b]) => place(a) - place(b));
  const except = off.flatMap(([unit, said]) => said.map((what) => ({ unit, what })));
  const body: Record<string, unknown> = { list };
  if (except.length > 0) body["except"] = except;
  if (Object.keys(count.counts).length > 0) body["counts"] = count.counts;
  if (Object.keys(count.seals).length > 0) body["seals"] = count.seals;
  if (only) body["only"] = units;
  if (count.photos.length > 0) body["photos"] = count.photos;
  if (count.document) body["document"] = count.document;
  return body;
};

/** Return the units of a list whose code ends as was typed, the whole code first of all. */
export const endingAs = (typed: string, units: readonly string[]): readonly string[] =>
  units.includes(typed) ? [typed] : typed.length < 3 ? [] : units.filter((code) => code.endsWith(typed));
