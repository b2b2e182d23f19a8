/** What a new plan changed of a trip, in plain words, until it was read. */

import { noted, noteDown } from "../../store/notes";
import type { App } from "../app";
import { button, h } from "../../dom";
import { notice, row } from "../parts";
import { type Change, changesOf, differences, type Known, type Other, reread } from "../plans";
import { plansName } from "../sync";
import { tripName } from "../way";
import { hour, say, time, type Word } from "../words";
import { placeIn, type Plan, type World } from "../world";

/** Return the trips whose plan is another than was last read here. */
export const changed = async (app: App): Promise<readonly Change[]> =>
  changesOf((await noted<Known>(app.store, plansName(app.key))) ?? {}, app.world);

/** Return a row for each trip whose plan changed. */
export const changedRows = ({ world }: App, changes: readonly Change[]): readonly HTMLElement[] =>
  changes.map((change) =>
    row(
      `trip/${encodeURIComponent(change.id)}`,
      "attention",
      say("changedTrip", { trip: tripName(world, change.now ?? change.before) }),
      words(world, change),
    ),
  );

/** Return what changed of a trip and the button that says it was read. */
export const changedNotice = (app: App, change: Change): HTMLElement => {
  const { world } = app;
  const at = hour(world.movement?.since ?? app.kept.hour);
  const read = async (): Promise<void> => {
    const known = (await noted<Known>(app.store, plansName(app.key))) ?? {};
    await noteDown(app.store, plansName(app.key), reread(known, world, change.id));
    if (change.now) await app.redraw();
    else app.go("");
  };
  return h(
    "div",
    { class: "update" },
    notice("attention", say("changed", { at, what: words(world, change) })),
    !change.now && h("p", {}, say("changedGoneNext")),
    button(say("changedRead"), read, { class: "second", "data-key": "read" }),
  );
};

const words = (world: World, { before, now }: Change): string =>
  now ? differences(before, now).map((one) => told(world, one)).join("; ") : say("changedGone");

const told = (world: World, other: Other): string => {
  const places = (some: readonly string[]): string => some.map((one) => placeIn(world, one)).join(", ");
  switch (other.what) {
    case "closed":
      return say("changedClosed", { roads: other.now.map(road).join(", ") });
    case "via":
      return say("planVia", { roads: other.now.join(", ") });
    case "departs":
      return say("changedDeparts", between(other));
    case "vehicle":
      return say("changedVehicle", { now: meansOf(other.now), before: meansOf(other.before) });
    case "calls":
      return say("changedCalls", { now: places(other.now), before: places(other.before) });
    case "at":
      return say("changedAt", { place: placeIn(world, other.place), ...between(other) });
  }
};

/** Return what a closed road is called: an area or a stretch without a name is one all the same. */
const road = (name: string): string =>
  name.startsWith("area:") ? say("roadArea") : name.startsWith("way:") ? say("roadWay") : name;

/** Return two hours so that they can be told apart: without their day where it is the same. */
const between = ({ now, before }: { readonly now: string; readonly before: string }) => {
  const day = (at: string): string => hour(at).replace(time(at), "");
  const tell = day(now) === day(before) ? time : hour;
  return { now: tell(now), before: tell(before) };
};

/** Return what a planned trip goes by; nothing where that was not told. */
export const meansOf = ({ vehicle, plate }: Plan): string =>
  [vehicle && say(`by.${vehicle}` as Word), plate].filter(Boolean).join(" ");
