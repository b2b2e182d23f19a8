/** What is said and offered about a round as a whole, at the desk and on the phone. */

import { button, h, type Props, shape, type State } from "../dom";
import type { Store } from "../store/db";
import { countOf, type Sitting } from "./form";
import { fileOf, type Keeping, keepSheets, nameOf, type Rater, sheetsIn } from "./keeping";
import type { Anchor, Catalogue, Round } from "./shapes";
import type { Stage, Standing } from "./standing";
import { either } from "../tongue";
import { type RatingWord, tell } from "./words";

const STATES: Readonly<Record<Stage, readonly [State, RatingWord]>> = {
  unsealed: ["waiting", "stage.unsealed"],
  sealed: ["unmatched", "stage.sealed"],
  waiting: ["moving", "stage.waiting"],
  missed: ["attention", "stage.missed"],
  opening: ["moving", "stage.opening"],
  opened: ["complete", "stage.opened"],
  lost: ["serious", "stage.lost"],
};

/** Return how an office's ratings stand, as a shape and its words. */
export const stageMark = ({ stage, unsealed }: Standing): readonly [State, string] => {
  const [state, word] = STATES[stage];
  const changed = unsealed.size > 0 && stage !== "unsealed";
  return [changed ? "attention" : state, changed ? `${tell(word)}. ${tell("changedSince")}` : tell(word)];
};

/** Return what a round is called. */
export const roundName = ({ region, number }: Round, name: (key: string) => string): string =>
  tell("roundName", { place: name(region), number });

/** Return the areas of some cells in the order they come, each with its cells. */
export const byRegion = (cells: readonly string[], regionOf: (cell: string) => string): ReadonlyMap<string, readonly string[]> =>
  cells.reduce((found, cell) => {
    const region = regionOf(cell);
    return found.set(region, [...(found.get(region) ?? []), cell]);
  }, new Map<string, readonly string[]>());

/** Return the button that seals, and beside it why it rests or what it leaves out. */
export const sealing = (
  sitting: Pick<Sitting, "round" | "keeping">,
  { stage, unsealed }: Standing,
  seal: (() => Promise<unknown>) | undefined,
  props: Props = {},
): readonly (HTMLElement | false)[] => {
  const { begun } = countOf(sitting);
  const able = seal !== undefined && unsealed.size > 0;
  const words = tell(stage === "unsealed" ? "seal" : "sealChanges");
  const nothing = stage === "unsealed" && unsealed.size === 0;
  return [
    (stage === "unsealed" || unsealed.size > 0) &&
      button(words, () => seal?.(), { class: "primary", "data-key": "seal", disabled: !able, ...props }),
    nothing && h("p", { class: "meta" }, tell("sealNothing")),
    begun > 0 && h("p", { class: "meta" }, tell("sealNotDone", { n: begun })),
  ];
};

/** Return the words of both scales, folded. */
export const scaleWords = ({ likelihood, impact }: Catalogue): HTMLElement => {
  const list = (word: RatingWord, anchors: readonly Anchor[]): HTMLElement =>
    h("div", {}, h("p", { class: "knownhead" }, tell(word)), h("ol", {}, anchors.map((one) => h("li", {}, either(one)))));
  return h(
    "details",
    { open: true, class: "scales" },
    h("summary", {}, tell("words")),
    h("div", { class: "scalewords" }, list("likelihood", likelihood), list("impact", impact)),
  );
};

/** Return the offer of a file with what was sealed; nothing before anything is. */
export const backup = (rater: Rater, round: Round, keeping: Keeping): readonly (HTMLElement | false)[] => {
  if (keeping.sheets.length === 0) return [];
  const save = (): void => {
    const blob = new Blob([fileOf(rater, round, keeping)], { type: "application/json" });
    const name = `sepaham-${rater.office.replace(":", "-")}-${round.round}-${round.number}.json`;
    const to = h("a", { href: URL.createObjectURL(blob), download: name });
    to.click();
    setTimeout(() => URL.revokeObjectURL(to.href), 1000);
  };
  return [button(tell("file"), save, { class: "second", "data-key": "file" }), h("p", { class: "meta" }, tell("fileNote"))];
};

/** Return the offer to take a backup file back; `done` hears when it held something of this office and round. */
export const restore = (store: Store, rater: Rater, round: Round, done: () => Promise<unknown>): HTMLElement => {
  const told = h("p", { class: "meta", role: "status" });
  const input = h("input", { type: "file", id: "backup", accept: "application/json,.json" });
  const take = async (): Promise<void> => {
    const sheets = await sheetsIn((await input.files?.[0]?.text()) ?? "", rater, round);
    if (sheets.length === 0) return told.replaceChildren(tell("loadNone"));
    await keepSheets(store, nameOf(rater, round), sheets);
    await done();
  };
  input.addEventListener("change", () => void take());
  return h("div", { class: "field" }, h("label", { for: "backup" }, tell("load")), input, told);
};

/** Return a state with its words, for who has only a shape and a line. */
export const marked = (state: State, words: string): HTMLElement => h("p", { class: `notice ${state}` }, shape(state), h("span", {}, words));
