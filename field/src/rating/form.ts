/** The form of one cell: the same on the phone, where it is a screen, and at the desk, where it is a line of a list. */

import { button, type Child, h, shape, type State } from "../dom";
import { either } from "../tongue";
import { changedTo, type Given, oneLine, type Otherwise, type Progress, progressOf, type Scale } from "./answers";
import type { Keeping, Tap } from "./keeping";
import { type Anchor, type Before, type Catalogue, cellOver, regionIn, type Round, threatIn } from "./shapes";
import { type RatingWord, tell } from "./words";

const KECAMATAN = 3;
const OTHERWISE: readonly Otherwise[] = ["unknown", "not_ours"];
const SCALES: readonly Scale[] = ["likelihood", "impact"];
const SURE: ReadonlyArray<readonly [number, RatingWord]> = [
  [1, "sure.1"],
  [2, "sure.2"],
  [3, "sure.3"],
];
const STATES: Readonly<Record<Progress, readonly [State, RatingWord]>> = {
  untouched: ["waiting", "is.untouched"],
  begun: ["attention", "is.begun"],
  done: ["complete", "is.done"],
};

/** What a form of cells rests on, and where its taps go. */
export interface Sitting {
  readonly round: Round;
  readonly catalogue: Catalogue;
  /** Return the name of a region or an office. */
  readonly name: (key: string) => string;
  /** Return the desa of a kecamatan that are known by name. */
  readonly desas: (kecamatan: string) => readonly string[];
  readonly keeping: () => Keeping;
  readonly tap: (tap: Omit<Tap, "seconds">) => Promise<void>;
  /** A desa became a cell of its own. */
  readonly flagged: (cell: string) => void;
  /** Whether the words of the scales stand elsewhere, and a cell is one line of many. */
  readonly terse: boolean;
}

/** Return all cells of a sitting: those asked about, then those flagged here. */
export const cellsOf = ({ round, keeping }: Pick<Sitting, "round" | "keeping">): readonly string[] => [
  ...round.cells.map(({ cell }) => cell),
  ...keeping().flagged,
];

/** Return how many cells of a sitting are done, and how many only begun. */
export const countOf = (sitting: Pick<Sitting, "round" | "keeping">): { readonly done: number; readonly begun: number } => {
  const { answers } = sitting.keeping();
  const all = cellsOf(sitting).map((cell) => progressOf(cell, answers[cell]));
  const many = (progress: Progress): number => all.filter((one) => one === progress).length;
  return { done: many("done"), begun: many("begun") };
};

/** Return the line that says how far one is: `14 dari 105 · 6 menit`. */
export const progressLine = (sitting: Pick<Sitting, "round" | "keeping">): string => {
  const minutes = Math.round(sitting.keeping().seconds / 60);
  return tell("progress", { n: countOf(sitting).done, of: cellsOf(sitting).length, minutes });
};

/** Return the threat of a cell by name. */
export const threatName = ({ catalogue }: Pick<Sitting, "catalogue">, cell: string): string => {
  const named = catalogue.threats[threatIn(cell)];
  return named ? either(named) : threatIn(cell);
};

/** Return a cell's progress, as a shape and the word for it. */
export const progressMark = (cell: string, given: Given | undefined): readonly [State, string] => {
  const [state, word] = STATES[progressOf(cell, given)];
  return [state, given?.answer ? tell(given.answer) : tell(word)];
};

/** Return the form of a cell; it draws itself anew at each tap and keeps the focus where it was. */
export const cellForm = (sitting: Sitting, cell: string): HTMLElement => {
  const holder = h("div", { class: sitting.terse ? "cell terse" : "cell" });
  const draw = (): void => redrawn(holder, parts({ sitting, cell, give }));
  const give = async (change: Partial<Given> | undefined, quiet = false): Promise<void> => {
    const given = change && changedTo(sitting.keeping().answers[cell], change);
    await sitting.tap({ cell, given });
    if (!quiet) draw();
  };
  draw();
  return holder;
};

interface At {
  readonly sitting: Sitting;
  readonly cell: string;
  readonly give: (change: Partial<Given> | undefined, quiet?: boolean) => Promise<void>;
}

/** Put other children into an element; what is unfolded stays so, and the focus stays where it was. */
const redrawn = (holder: HTMLElement, children: readonly Child[]): void => {
  const at = document.activeElement;
  const key = holder.contains(at) ? at?.closest<HTMLElement>("[data-key]")?.dataset["key"] : undefined;
  const open = new Set([...holder.querySelectorAll("details")].filter((one) => one.open).map((one) => one.className));
  holder.replaceChildren(h("div", { class: "cellparts" }, ...children));
  for (const one of holder.querySelectorAll("details")) one.open = open.has(one.className);
  if (key) holder.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
};

const parts = (at: At): readonly Child[] => {
  const { sitting, cell } = at;
  const given = sitting.keeping().answers[cell];
  return [
    sitting.terse && title(sitting, cell, given),
    known(at),
    otherwise(at, given),
    given?.answer ? sitting.terse && h("div", { class: "marks" }) : marks(at, given ?? {}),
    !given?.answer && evidence(at, given),
    guess(at, given),
    flagging(at),
    given !== undefined && takeBack(at),
  ];
};

const title = (sitting: Sitting, cell: string, given: Given | undefined): HTMLElement => {
  const [state, words] = progressMark(cell, given);
  return h(
    "div",
    { class: "celltitle" },
    h("h3", {}, threatName(sitting, cell)),
    h("p", { class: "meta" }, shape(state), " ", words),
  );
};

/** Return what is known before one rates: what lists say, and what all rated in the round before. */
const known = ({ sitting, cell }: At): Child => {
  const asked = sitting.round.cells.find((one) => one.cell === cell);
  const told = (word: RatingWord, lines: readonly Child[]): Child =>
    lines.length > 0 && [
      h("p", { class: "knownhead" }, tell(word)),
      h("ul", {}, lines.map((line) => h("li", {}, line))),
    ];
  const hints = (asked?.hints ?? []).map(either);
  const before = (asked?.before ?? []).map((one) => beforeLine(sitting, one));
  if (hints.length + before.length === 0) return false;
  return h("div", { class: "known" }, told("hints", hints), told("before", before));
};

const beforeLine = ({ name }: Sitting, { office, likelihood = 0, impact = 0, answer, evidence: why }: Before): Child => {
  const marked = answer ? tell(answer as Otherwise) : tell("beforeMarks", { likelihood, impact });
  return [h("b", {}, name(office)), `: ${marked}`, why ? ` · “${why}”` : ""];
};

const marks = (at: At, given: Given): HTMLElement =>
  h(
    "div",
    { class: "marks" },
    SCALES.map((scale) =>
      steps(at, { key: scale, legend: tell(scale), told: anchors(at, scale), value: given[scale] }, (step) => at.give({ [scale]: step })),
    ),
    steps(
      at,
      { key: "confidence", legend: tell("confidence"), told: SURE.map(([step, word]) => [step, tell(word)]), value: given.confidence },
      (confidence) => at.give({ confidence }),
    ),
  );

const anchors = ({ sitting }: At, scale: Scale): Asking["told"] =>
  sitting.catalogue[scale].map((one: Anchor) => [one.step, either(one)]);

interface Asking {
  readonly key: string;
  readonly legend: string;
  readonly told: ReadonlyArray<readonly [number, string]>;
  readonly value: number | undefined;
  readonly terse?: boolean;
}

const steps = ({ sitting, cell }: At, { key, legend, told, value, terse }: Asking, set: (step: number) => unknown): HTMLElement => {
  const brief = terse ?? sitting.terse;
  const chosen = told.find(([step]) => step === value)?.[1];
  return h(
    "fieldset",
    { class: `scale ${brief ? "short" : "worded"} ${key}` },
    h("legend", {}, legend),
    h(
      "div",
      { class: "ticks" },
      told.map(([step, words]) => {
        const props = { type: "radio", name: `${cell}:${key}`, value: step, checked: step === value, "data-key": `${cell}:${key}:${step}` };
        const input = h("input", { ...props, class: "vh" });
        input.addEventListener("change", () => void set(step));
        return h("label", { class: "choice tick" }, input, h("b", {}, String(step)), h("span", { class: brief ? "vh" : "words" }, words));
      }),
    ),
    brief && h("p", { class: "meta chosen" }, chosen ?? ""),
  );
};

const otherwise = ({ cell, give }: At, given: Given | undefined): HTMLElement =>
  h(
    "div",
    { class: "otherwise" },
    OTHERWISE.map((answer) => {
      const on = given?.answer === answer;
      const props = { "aria-pressed": String(on), "data-key": `${cell}:${answer}` };
      return button(tell(answer), () => give({ answer: on ? undefined : answer } as Partial<Given>), props);
    }),
  );

const takeBack = ({ cell, give }: At): HTMLElement =>
  button(tell("takeBack"), () => give(undefined), { "data-key": `${cell}:none`, class: "takeback" });

const evidence = ({ sitting, cell, give }: At, given: Given | undefined): HTMLElement => {
  const id = `why-${cell}`;
  const input = h("input", {
    ...{ id, maxlength: 160, autocomplete: "off", value: given?.evidence ?? "" },
    ...{ "aria-describedby": `${id}-hint`, "data-key": `${cell}:why` },
  });
  input.addEventListener("input", () => void give({ evidence: oneLine(input.value) }, true));
  return h(
    "div",
    { class: "field why" },
    h("label", { for: id }, tell("evidence")),
    input,
    h("p", { class: sitting.terse ? "vh" : "meta", id: `${id}-hint` }, tell("evidenceHint")),
  );
};

const guess = (at: At, given: Given | undefined): HTMLElement => {
  const said = given?.guess ?? {};
  const half = (said.likelihood === undefined) !== (said.impact === undefined);
  return h(
    "details",
    { class: "guess" },
    h("summary", { "data-key": `${at.cell}:guess` }, tell("guess")),
    h(
      "div",
      { class: "marks" },
      SCALES.map((scale) =>
        steps(
          at,
          { key: `guess-${scale}`, legend: tell(scale), told: anchors(at, scale), value: said[scale], terse: true },
          (step) => at.give({ guess: { ...said, [scale]: step } }),
        ),
      ),
    ),
    half && h("p", { class: "meta" }, tell("guessHalf")),
  );
};

/** Return the way to rate one desa of a kecamatan by itself; none where no desa of it is known by name. */
const flagging = ({ sitting, cell }: At): HTMLElement | false => {
  const region = regionIn(cell);
  const desas = region.split(".").length === KECAMATAN ? sitting.desas(region) : [];
  const left = desas.filter((desa) => !cellsOf(sitting).includes(cellOver(cell, desa)));
  if (left.length === 0) return false;
  const id = `desa-${cell}`;
  const flag = async (): Promise<void> => {
    const chosen = cellOver(cell, picked.value);
    await sitting.tap({ cell: chosen, flag: true });
    sitting.flagged(chosen);
  };
  const picked = h("select", { id }, left.map((desa) => h("option", { value: desa }, sitting.name(desa))));
  return h(
    "details",
    { class: "desaflag" },
    h("summary", { "data-key": `${cell}:flag` }, tell("flagDesa")),
    h("label", { for: id }, tell("flagHint")),
    h("div", { class: "flagging" }, picked, button(tell("flagDesa"), flag)),
  );
};
