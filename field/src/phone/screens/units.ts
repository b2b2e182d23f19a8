/** Opening, sealing and using up units in hand: which, why, who was there. */

import { noted, noteDown, forget } from "../../store/notes";
import { markOf, stationOf } from "../../units/codes";
import { type App, type Screen, state } from "../app";
import { button, h } from "../../dom";
import { choice, field, heading, live, notice, nothing } from "../parts";
import { unitName } from "../pieces";
import { placesOf } from "../tasks";
import { say, type Word } from "../words";
import { nameIn, placeIn, type World } from "../world";
import { failure } from "./failure";

type Act = "open" | "seal" | "use";

interface Chosen {
  readonly units: readonly string[];
  readonly why: string;
  readonly present: readonly string[];
  readonly seals: Readonly<Record<string, string>>;
}

const NONE: Chosen = { units: [], why: "", present: [], seals: {} };
const TITLES: Readonly<Record<Act, Word>> = { open: "open", seal: "sealTitle", use: "useTitle" };
const WHY: Readonly<Record<Act, ReadonlyArray<readonly [string, Word]>>> = {
  open: [
    ["vote", "forVote"],
    ["recapitulation", "forRecapitulation"],
    ["order", "forOrder"],
  ],
  seal: [
    ["vote", "forVote"],
    ["recapitulation", "forRecapitulation"],
  ],
  use: [],
};
const PLACES: Readonly<Record<string, readonly string[]>> = {
  kpu: ["kpu", "stored"],
  ppk: ["ppk", "ppk<"],
  pps: ["pps", "pps<"],
  kpps: ["tps"],
};
const BOX = "box";

/** Tell whether this office holds anything an act is about. */
export const mayAct = (app: App, act: Act): boolean =>
  app.world.me.verbs[`unit.${act}`] !== undefined && inHand(app, act).length > 0;

const isAct = (text: string): text is Act => text in TITLES;

/** Return the units in this office's hands that an act is about. */
const inHand = ({ world, outbox }: App, act: Act): readonly string[] => {
  const places = placesOf(world, outbox);
  const mine = act === "use" && world.me.line !== "kpps" ? [] : (PLACES[world.me.line] ?? []);
  const fits = (code: string): boolean => {
    const mark = world.me.marks[markOf(code)];
    return act === "use" ? mark?.returns === false : mark?.item === BOX;
  };
  const inside = (code: string): boolean => world.me.regions.some((area) => stationOf(code).startsWith(area));
  return [...places]
    .filter(([code, place]) => mine.includes(place) && fits(code) && inside(code))
    .map(([code]) => code)
    .sort();
};

/** Return the screen of one of these acts. */
export const unitsScreen = async (app: App, act: string): Promise<Screen | undefined> => {
  if (!isAct(act)) return undefined;
  const units = inHand(app, act);
  const name = `units:${act}`;
  let chosen = (await noted<Chosen>(app.store, name)) ?? NONE;
  const set: Set = async (change, quiet = false) => {
    chosen = { ...chosen, ...change(chosen) };
    await noteDown(app.store, name, chosen);
    if (!quiet) await app.redraw();
  };
  const told = live();
  const sign = (): Promise<void> => {
    const ready = chosen.units.length > 0 && (WHY[act].length === 0 || chosen.why !== "");
    if (!ready) return Promise.resolve(told.replaceChildren(notice("attention", say("fault", { n: 1 }))));
    return failure(told, async () => {
      const sent = await state(app, draftOf(app, act, chosen), say(TITLES[act]));
      await forget(app.store, name);
      app.go(`kept/${sent.id}`);
    });
  };
  const where = placeIn(app.world, app.world.me.regions[0] ?? "");
  if (units.length === 0)
    return {
      title: say(TITLES[act]),
      back: "",
      body: [heading(where, say(TITLES[act])), nothing("noUnits", "noUnitsNext")],
    };
  return {
    title: say(TITLES[act]),
    back: "",
    body: [
      heading(where, say(TITLES[act])),
      which(app.world, act, units, chosen, set),
      WHY[act].length > 0 && why(act, chosen, set),
      act !== "use" && present(app.world, chosen, set),
      h("div", { class: "last" }, told, button(say("sign"), sign, { class: "primary", "data-key": "sign" })),
    ],
  };
};

type Set = (change: (old: Chosen) => Partial<Chosen>, quiet?: boolean) => Promise<void>;

const flipped = (some: readonly string[], one: string, on: boolean): readonly string[] =>
  on ? [...some, one] : some.filter((other) => other !== one);

const which = (world: World, act: Act, units: readonly string[], chosen: Chosen, set: Set): HTMLElement =>
  h(
    "fieldset",
    {},
    h("legend", {}, say("whichUnits")),
    units.slice(0, 60).flatMap((code) => {
      const on = chosen.units.includes(code);
      const flip = (now: boolean): Promise<void> => set((old) => ({ units: flipped(old.units, code, now) }));
      const tick = choice("unit", "checkbox", unitName(world, code, units), on, flip, { "data-key": code });
      return act === "seal" && on ? [tick, sealNumbers(code, chosen, set)] : [tick];
    }),
  );

const sealNumbers = (code: string, chosen: Chosen, set: Set): HTMLElement => {
  const input = h("input", { id: `s-${code}`, value: chosen.seals[code] ?? "", autocomplete: "off", maxlength: 200 });
  input.addEventListener("input", () => void set((old) => ({ seals: { ...old.seals, [code]: input.value } }), true));
  return field(say("sealNumbers"), input, say("sealHint"));
};

const why = (act: Act, chosen: Chosen, set: Set): HTMLElement =>
  h(
    "fieldset",
    {},
    h("legend", {}, say(act === "open" ? "openFor" : "sealAfter")),
    WHY[act].map(([code, words]) =>
      choice("why", "radio", say(words), chosen.why === code, () => set(() => ({ why: code })), {
        "data-key": `why:${code}`,
      }),
    ),
  );

const present = (world: World, chosen: Chosen, set: Set): HTMLElement => {
  const offices = [...world.people, ...Object.values(world.keys)].map(({ office }) => office);
  const near = [...new Set(offices)].filter((office) => office !== world.me.office);
  return h(
    "fieldset",
    {},
    h("legend", {}, say("present")),
    h("p", { class: "meta" }, say("presentHint")),
    near
      .slice(0, 20)
      .map((office) =>
        choice(
          "present",
          "checkbox",
          nameIn(world, office),
          chosen.present.includes(office),
          (on) => set((old) => ({ present: flipped(old.present, office, on) })),
          { "data-key": office },
        ),
      ),
  );
};

const draftOf = ({ world }: App, act: Act, { units, why: reason, present: offices, seals }: Chosen) => {
  const region = regionOf(world, units);
  if (act === "use") return { kind: "unit.use", region, body: { units }, refs: [] };
  if (act === "open")
    return { kind: "unit.open", region, body: { units, purpose: reason, present: offices }, refs: [] };
  const numbers = (code: string): string[] =>
    (seals[code] ?? "")
      .split(/[,;\s]+/)
      .filter(Boolean)
      .map((one) => one.slice(0, 32))
      .slice(0, 20);
  const body = {
    seals: Object.fromEntries(units.map((code) => [code, numbers(code)])),
    after: reason,
    present: offices,
  };
  return { kind: "unit.seal", region, body, refs: [] };
};

/** Return where the act is: the polling station all units are of, else this office's place. */
const regionOf = (world: World, units: readonly string[]): string => {
  const stations = new Set(units.map(stationOf));
  const [only] = stations;
  return stations.size === 1 && world.me.line === "kpps" ? (only as string) : (world.me.regions[0] ?? "");
};
