/** The language a browser is read in, and how sentences of that language are filled. */

export type Language = "id" | "en";
/** Somebody's sentence in both languages. */
export interface Both {
  readonly id: string;
  readonly en: string;
}
/** A sentence of ours: Indonesian, then English, with the same places to fill. */
export type Pair = readonly [string, string];
export type Values = Readonly<Record<string, string | number>>;

let spoken: Language = "id";

/** Return the language in use. */
export const language = (): Language => spoken;

/** Take up a language, and say so to who reads the page aloud. */
export const choose = (chosen: Language): void => {
  spoken = chosen;
  document.documentElement.lang = chosen;
};

/** Return a sentence in the language in use, its places filled; numbers as that language writes them. */
export const filled = (pair: Pair, values: Values = {}): string =>
  pair[spoken === "id" ? 0 : 1].replace(/\{(\w+)\}/g, (_place, name: string) => spelt(values[name] ?? ""));

const spelt = (value: string | number): string =>
  typeof value === "number" ? value.toLocaleString(spoken === "id" ? "id-ID" : "en-GB") : value;

/** Return what someone else wrote in both languages, in the one in use. */
export const either = (both: Both): string => both[spoken] || both.id;
