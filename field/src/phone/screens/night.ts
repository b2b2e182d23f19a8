/** The night of H-1: where the goods are kept and who guards them, said once; *aman* by one tap after that. */

import { noted, noteDown } from "../../store/notes";
import { type App, nowOf, type Screen, state } from "../app";
import { button, h, link, shape } from "../../dom";
import { type Answers, bodyOf, type Form } from "../forms";
import { hour, say } from "../words";
import { type Night, placeIn, type World } from "../world";
import { formScreen } from "./form";

const EARLY = 2 * 3_600_000;
const LATE = 10 * 3_600_000;
const DESA = 4;
const HOURS: Readonly<Record<Night["slot"], string>> = { "22": "22.00", "05": "05.00" };

const keptName = (region: string): string => `keep:${region}`;
const formOf = ({ forms }: World): Form | undefined => forms.find(({ kind }) => kind === "night.report");
const isDesa = (region: string): boolean => region.split(".").length === DESA;

/** Return the reports that are due about now and that nobody of this office made, the widest first. */
export const due = (app: App): ReadonlyArray<readonly [Night, string]> => {
  const now = nowOf(app.kept);
  const told = new Set(
    app.outbox
      .filter(({ state: how, carried, said }) => how !== "refused" && !carried && said?.kind === "night.report")
      .map(({ said }) => `${said?.body["slot"]} ${said?.region}`),
  );
  return app.world.nights.flatMap((night) => {
    const at = Date.parse(night.due);
    if (now < at - EARLY || now > at + LATE) return [];
    const places = Object.keys(night.places).sort((a, b) => a.length - b.length || a.localeCompare(b));
    const whole = places.find((place) => isDesa(place) && (night.places[place] || told.has(`${night.slot} ${place}`)));
    if (whole) return [];
    return places
      .filter((place) => !night.places[place] && !told.has(`${night.slot} ${place}`))
      .map((place) => [night, place] as const);
  });
};

/** Return one row for each report that is due; of a desa one for all, its polling stations one by one elsewhere. */
export const nightRows = (app: App): readonly HTMLElement[] => {
  if (!formOf(app.world)) return [];
  const found = due(app);
  const whole = found.filter(([, place]) => isDesa(place));
  return (whole.length > 0 ? whole : found.slice(0, 6)).map(([night, place]) => nightRow(app, night, place));
};

const nightRow = (app: App, night: Night, region: string): HTMLElement => {
  const words = isDesa(region) ? say("nightWhole", { place: placeIn(app.world, region) }) : placeIn(app.world, region);
  const safe = button(
    [shape("complete"), say("safeAt", { hour: HOURS[night.slot] })],
    () => sayIt(app, night.slot, region, "safe"),
    { class: "safe", "data-key": `night:${night.slot}:${region}` },
  );
  return h(
    "li",
    { class: "night" },
    h("p", {}, words, h("small", {}, hour(night.due))),
    h("div", { class: "ways" }, safe, link(`night/${night.slot}/${region}`, { class: "verb" }, say("help"))),
  );
};

const sayIt = async (
  app: App,
  slot: Night["slot"],
  region: string,
  how: "safe" | "help",
  given?: Answers,
): Promise<void> => {
  const form = formOf(app.world);
  const answers = given ?? (await noted<Answers>(app.store, keptName(region)));
  if (!form) return;
  if (!answers) return app.go(`keep/${region}/${slot}`);
  const body = bodyOf(form, { ...answers, state: how }, { slot });
  const words = how === "safe" ? say("safeAt", { hour: HOURS[slot] }) : say("help");
  const sent = await state(
    app,
    { kind: form.kind, region, body, refs: [] },
    `${words} · ${placeIn(app.world, region)}`,
  );
  app.go(`kept/${sent.id}`);
};

/** Return the screen on which place and guards are said once; with a slot it goes on to say *aman*. */
export const keepScreen = async (app: App, asked?: string, slot?: string): Promise<Screen | undefined> => {
  const whole = formOf(app.world);
  const region = asked ?? Object.keys(app.world.nights[0]?.places ?? {}).sort((a, b) => a.length - b.length)[0];
  if (!whole || !region) return undefined;
  const form = { ...whole, questions: whole.questions.filter(({ key }) => key !== "state") };
  const first = (await noted<Answers>(app.store, keptName(region))) ?? {};
  const done = async (answers: Answers): Promise<void> => {
    await noteDown(app.store, keptName(region), answers);
    if (slot === "22" || slot === "05") return sayIt(app, slot, region, "safe", answers);
    app.go("");
  };
  const action = slot ? say("safeAt", { hour: HOURS[slot as Night["slot"]] }) : say("done");
  const where = placeIn(app.world, region);
  const screen = await formScreen(app, {
    form,
    name: `form:keep:${region}`,
    title: say("keepTitle"),
    where,
    back: "",
    first,
    action,
    done,
  });
  return { ...screen, body: [...screen.body, h("p", { class: "meta" }, say("nightOnce"))] };
};

/** Return the screen on which a night is reported in full, help asked for. */
export const nightScreen = async (app: App, slot: string, region: string): Promise<Screen | undefined> => {
  const form = formOf(app.world);
  if (!form || (slot !== "22" && slot !== "05")) return undefined;
  const first = { ...(await noted<Answers>(app.store, keptName(region))), state: "help" };
  const done = (answers: Answers): Promise<void> =>
    sayIt(app, slot, region, answers["state"] === "safe" ? "safe" : "help", answers);
  const name = `form:night:${slot}:${region}`;
  return formScreen(app, {
    form,
    name,
    title: say("night"),
    where: placeIn(app.world, region),
    back: "",
    first,
    action: say("sign"),
    done,
  });
};
