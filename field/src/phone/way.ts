/** How far a trip has come, what it is called, and what of it this office may state now. */

import { type App, nowOf } from "./app";
import { accountsOf, sideOf, SOON } from "./tasks";
import { say } from "./words";
import { type Call, placeIn, type Trip, type World } from "./world";

const HOMEWARD: readonly string[] = ["kpps-pps", "pps-ppk", "ppk-kpu"];

export interface Way {
  readonly departed: string;
  readonly arrived: Readonly<Record<string, string>>;
  readonly next: string | undefined;
}

/** Return how far a trip has come, by the last sync and what was signed here since. */
export const wayOf = (app: App, id: string, trip: Trip): Way => {
  const mine = app.outbox.filter(({ state: how, said }) => how !== "refused" && said?.body["trip"] === id);
  const at = (kind: string, region?: string): string =>
    mine
      .filter(({ said }) => said?.kind === kind && (region === undefined || said.region === region))
      .map((one) => one.simulatedAt || one.signedAt)[0] ?? "";
  const only = trip.stops.length === 1;
  const arrived = Object.fromEntries(
    trip.stops.flatMap((stop) => {
      const hour = trip.arrived[stop] ?? at("trip.arrive", only ? undefined : stop);
      return hour ? [[stop, hour]] : [];
    }),
  );
  return { departed: trip.departed ?? at("trip.depart"), arrived, next: trip.stops.find((stop) => !arrived[stop]) };
};

/** Tell whether a trip brings goods home: then it comes from several places to one. */
export const homeward = ({ leg }: Pick<Trip, "leg">): boolean => HOMEWARD.includes(leg);

/** Return what a trip is called: by where it goes, homeward by where it comes from. */
export const tripName = (world: World, trip: Pick<Trip, "leg" | "region" | "plan"> & { stops?: Trip["stops"] }): string => {
  const calls = trip.plan?.calls.map(({ region }) => region) ?? [];
  const places = calls.length > 0 ? calls : homeward(trip) ? [trip.region] : (trip.stops ?? [trip.region]);
  const [first = trip.region] = places;
  const named = placeIn(world, first);
  const place = places.length > 1 ? say("tripMore", { place: named, n: places.length - 1 }) : named;
  return say(homeward(trip) ? "tripFrom" : "tripTo", { place });
};

/** Return where a planned trip calls next: the first place that is not behind it; none after the last. */
export const nextCall = (app: App, trip: Trip, way: Way): Call | undefined =>
  trip.plan?.calls.find((call) => (homeward(trip) ? !fetched(app, trip, call) : !way.arrived[call.region]));

/** Tell whether goods were fetched at a call: somebody gave them, or, for who is not told of that, its hour is over. */
const fetched = (app: App, trip: Trip, { region, leaves }: Call): boolean => {
  const lists = listsFrom(app, trip, region);
  return lists.length > 0 ? lists.some((hash) => isGiven(app, hash)) : nowOf(app.kept) > Date.parse(leaves);
};

const isGiven = ({ world, outbox }: App, hash: string): boolean => {
  const load = world.lists[hash];
  return load !== undefined && sideOf(accountsOf(load, hash, outbox), "give") !== undefined;
};

/** Return the load lists of a trip for one place. */
export const listsFrom = ({ world }: App, trip: Trip, region: string): readonly string[] =>
  trip.lists.filter((hash) => world.lists[hash]?.list.region === region);

const carries = ({ me }: World): boolean => me.line === "carrier";

const covers = ({ me }: World, place: string): boolean =>
  me.regions.some((area) => place === area || place.startsWith(`${area}.`));

const hasSide = ({ world }: App, trip: Trip, role: "give" | "receive"): boolean =>
  trip.lists.some((hash) => world.lists[hash]?.role === role);

/** Tell whether a trip leaves from this office: who drives, who hands over, or whose store a planned one starts at. */
const leavesHere = (app: App, trip: Trip): boolean => {
  const { world } = app;
  if (carries(world)) return true;
  const party = hasSide(app, trip, "give") || hasSide(app, trip, "receive");
  return trip.plan ? party && world.me.regions.includes(trip.region) : hasSide(app, trip, "give");
};

/** Tell whether this office may state that a trip came to its next stop. */
export const mayArrive = (app: App, trip: Trip, { departed, next }: Way): boolean =>
  departed !== "" &&
  next !== undefined &&
  covers(app.world, next) &&
  (leavesHere(app, trip) || (homeward(trip) && hasSide(app, trip, "receive")));

/** Tell whether a trip is about to leave: its goods were handed over, or its hour is near. */
export const mayDepart = (app: App, trip: Trip, { departed, next }: Way): boolean => {
  if (departed || !next || !leavesHere(app, trip)) return false;
  if (trip.lists.some((hash) => app.world.lists[hash]?.role === "give" && isGiven(app, hash))) return true;
  const from = trip.plan?.departs ?? (carries(app.world) ? (trip.opens ?? trip.earliest) : undefined);
  return from !== undefined && nowOf(app.kept) >= Date.parse(from) - SOON;
};
