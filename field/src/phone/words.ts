/** What the phone says, Indonesian first; every sentence exists twice, with the same places to fill. */

import { choose, either, filled, type Language, language, type Values } from "../tongue";
import { ACT_WORDS } from "./words/acts";
import { COUNT_WORDS } from "./words/count";
import { ENROL_WORDS } from "./words/enrol";
import { KNOW_WORDS } from "./words/know";
import { SHELL_WORDS } from "./words/shell";
import { WAY_WORDS } from "./words/way";

export const WORDS = { ...SHELL_WORDS, ...ENROL_WORDS, ...ACT_WORDS, ...COUNT_WORDS, ...WAY_WORDS, ...KNOW_WORDS };
export type Word = keyof typeof WORDS;
export { either, type Language, language };

const KEPT = "sepaham-language";

/** Take up the language chosen last, else the browser's if it is English, else Indonesian. */
export const startLanguage = (): void => {
  const kept = localStorage.getItem(KEPT);
  choose(kept === "en" || kept === "id" ? kept : navigator.language.startsWith("en") ? "en" : "id");
};

/** Speak another language from now on. */
export const speak = (chosen: Language): void => {
  localStorage.setItem(KEPT, chosen);
  choose(chosen);
};

/** Return a sentence in the language in use, its places filled; numbers as that language writes them. */
export const say = (word: Word, values: Values = {}): string => filled(WORDS[word], values);

const ZONES: Readonly<Record<string, string>> = { WIB: "Asia/Jakarta", WITA: "Asia/Makassar", WIT: "Asia/Jayapura" };
let zone = "WIB";

/** Tell hours as they are told where the log is, wherever this phone believes to be. */
export const tellHoursIn = (name: string): void => {
  zone = name in ZONES ? name : "WIB";
};

const clock = (): Intl.DateTimeFormat => {
  const form = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat(language() === "id" ? "id-ID" : "en-GB", { ...form, timeZone: ZONES[zone] as string });
};

/** Return an hour as officers write it: `Sel 26 Nov 18.05 WIB`. */
export const hour = (at: string | number | Date): string =>
  `${clock().format(new Date(at)).replaceAll(",", "")} ${zone}`;

/** Return an hour within a day: `18.05`. */
export const time = (at: string): string =>
  new Intl.DateTimeFormat(language() === "id" ? "id-ID" : "en-GB", {
    ...{ hour: "2-digit", minute: "2-digit", timeZone: ZONES[zone] as string },
  }).format(new Date(at));

/** Return a while as officers write it: `Sel 26 Nov 09.00–21.00 WIB`. */
export const hours = (from: string, to: string): string =>
  `${clock().formatRange(new Date(from), new Date(to)).replaceAll(",", "")} ${zone}`;
