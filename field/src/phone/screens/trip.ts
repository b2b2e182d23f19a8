/** A trip: its load and stops, the check before it leaves, and where it is while the screen is on. */

import { type App, type Screen, state } from "../app";
import { button, h, link, shape, type State } from "../dom";
import { type Answers, bodyOf } from "../forms";
import { heading, live, row } from "../parts";
import { type Watch, watchPosition } from "../position";
import { accountsOf, sideOf } from "../tasks";
import { hour, hours, say } from "../words";
import { placeIn, type Trip } from "../world";
import { formScreen } from "./form";

const HOMEWARD: readonly string[] = ["kpps-pps", "pps-ppk", "ppk-kpu"];

interface Way {
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

/** Tell whether a trip brings goods home: then its places are those it comes from. */
const homeward = ({ leg }: Trip): boolean => HOMEWARD.includes(leg);

const bound = (trip: Trip, place: string): string => say(homeward(trip) ? "tripFrom" : "tripTo", { place });

const arrival = ({ world }: App, trip: Trip, stop: string): string =>
  homeward(trip) ? say("arriveHome") : say("arriveAt", { place: placeIn(world, stop) });

/** Return the trips of this office that are about to leave or on their way. */
export const tripRows = (app: App): readonly HTMLElement[] => {
  const { world } = app;
  if (!world.me.verbs["trip.depart"]) return [];
  const stirs = (trip: Trip): boolean =>
    trip.lists.some((hash) => {
      const load = world.lists[hash];
      return load && load.role === "give" && sideOf(accountsOf(load, hash, app.outbox), "give");
    });
  return Object.entries(world.trips).flatMap(([id, trip]) => {
    const way = wayOf(app, id, trip);
    const ours = world.me.line === "carrier" || trip.lists.some((hash) => world.lists[hash]?.role === "give");
    if (!ours || (!way.departed && !(world.me.line === "carrier" || stirs(trip))) || !way.next) return [];
    return [tripRow(app, id, trip, way)];
  });
};

const tripRow = (app: App, id: string, trip: Trip, { departed, next }: Way): HTMLElement => {
  const last = trip.stops[trip.stops.length - 1] ?? trip.region;
  const words =
    departed && next
      ? arrival(app, trip, next)
      : `${say("depart")} · ${bound(trip, placeIn(app.world, last))}`;
  const known = [
    trip.leg.toUpperCase().replace("-", " → "),
    departed ? say("departedAt", { at: hour(departed) }) : say("notDeparted"),
    !departed && trip.opens && trip.closes && hours(trip.opens, trip.closes),
  ];
  const meta = known.filter(Boolean).join(" · ");
  return row(`trip/${encodeURIComponent(id)}`, departed ? "moving" : "waiting", words, meta);
};

/** Return a trip's sheet. */
export const tripScreen = (app: App, id: string): Screen | undefined => {
  const trip = app.world.trips[id];
  if (!trip) return undefined;
  const way = wayOf(app, id, trip);
  const units = trip.lists.reduce((sum, hash) => sum + (app.world.lists[hash]?.list.units.length ?? 0), 0);
  const answer = !way.departed
    ? say("notDeparted")
    : way.next
      ? homeward(trip)
        ? bound(trip, placeIn(app.world, way.next))
        : say("nextStop", { place: placeIn(app.world, way.next) })
      : say("allStops");
  const sharing = way.departed && way.next ? position(app, id) : undefined;
  return {
    title: say("trip"),
    back: "",
    ...(sharing && { leave: sharing.stop }),
    body: [
      heading(`${say("trip")} · ${say("loadOf", { lists: trip.lists.length, units })}`, answer),
      !way.departed && link(`depart/${encodeURIComponent(id)}`, { class: "primary" }, say("depart")),
      way.departed &&
        way.next &&
        button(
          arrival(app, trip, way.next),
          () => arrive(app, id, trip, way.next as string),
          { class: "primary", "data-key": "arrive" },
        ),
      sharing?.node,
      h(
        "ol",
        { class: "rows stops" },
        trip.stops.map((stop) => stopLine(app, stop, way)),
      ),
    ],
  };
};

const stopLine = (app: App, stop: string, { arrived, next, departed }: Way): HTMLElement => {
  const at = arrived[stop];
  const shapeOf: State = at ? "complete" : departed && stop === next ? "moving" : "waiting";
  return h(
    "li",
    { class: "row" },
    shape(shapeOf),
    h("span", { class: "what" }, placeIn(app.world, stop)),
    h("span", { class: "meta" }, at ? say("arrivedAt", { at: hour(at) }) : ""),
  );
};

const arrive = async (app: App, id: string, trip: Trip, stop: string): Promise<void> => {
  const lists = trip.lists.filter((hash) => trip.stops.length === 1 || app.world.lists[hash]?.list.region === stop);
  const body = lists.length > 0 ? { trip: id, lists } : { trip: id };
  const sent = await state(
    app,
    { kind: "trip.arrive", region: stop, body, refs: [] },
    arrival(app, trip, stop),
  );
  app.go(`kept/${sent.id}`);
};

/** Return the check before departure, done jointly; signed it is the departure. */
export const departScreen = async (app: App, id: string): Promise<Screen | undefined> => {
  const [trip, form] = [app.world.trips[id], app.world.forms.find(({ kind }) => kind === "trip.depart")];
  if (!trip || !form) return undefined;
  const place = placeIn(app.world, trip.stops[trip.stops.length - 1] ?? trip.region);
  const done = async (answers: Answers): Promise<void> => {
    const body = bodyOf(form, answers, { trip: id, lists: [...trip.lists].sort() });
    const title = `${say("depart")} · ${bound(trip, place)}`;
    await state(app, { kind: form.kind, region: trip.region, body, refs: [] }, title);
    app.go(`trip/${encodeURIComponent(id)}`);
  };
  const first: Answers = trip.vehicle ? { vehicle: trip.vehicle } : {};
  return formScreen(app, {
    form,
    name: `form:depart:${id}`,
    title: say("depart"),
    where: bound(trip, place),
    back: `trip/${encodeURIComponent(id)}`,
    first,
    action: say("sign"),
    done,
  });
};

const position = (app: App, id: string): { node: HTMLElement; stop: () => void } => {
  const told = live();
  let watch: Watch | undefined;
  const flip = button(
    say("sharePosition"),
    async () => {
      if (watch) {
        watch.stop();
        watch = undefined;
      } else {
        told.textContent = say("positionWaits");
        watch = await watchPosition(app.key, id, (at) => {
          told.textContent = at ? say("positionSent", { at: hour(at) }) : say("positionRefused");
        });
      }
      flip.setAttribute("aria-pressed", String(watch !== undefined));
      flip.textContent = say(watch ? "stopPosition" : "sharePosition");
    },
    { class: "second" },
  );
  return { node: h("div", {}, flip, told), stop: () => watch?.stop() };
};
