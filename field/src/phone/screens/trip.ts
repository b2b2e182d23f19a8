/** A trip: its load and stops, how it is planned, the check before it leaves, where it is while the screen is on. */

import { type App, type Screen, state } from "../app";
import { button, h, link, shape, type State } from "../../dom";
import { type Answers, bodyOf } from "../forms";
import { calling, heading, live, notice, row } from "../parts";
import { type Watch, watchPosition } from "../position";
import { homeward, listsFrom, mayArrive, mayDepart, nextCall, tripName, type Way, wayOf } from "../way";
import { hour, hours, say, time } from "../words";
import { type Call, nameIn, placeIn, type Trip } from "../world";
import { changed, changedNotice, changedRows, meansOf } from "./changed";
import { formScreen } from "./form";

/** Return the trips of this office that are about to leave or on their way, those that changed first. */
export const tripRows = async (app: App): Promise<readonly HTMLElement[]> => {
  const { world } = app;
  if (!world.me.verbs["trip.depart"]) return [];
  const others = await changed(app);
  const told = new Set(others.map(({ id }) => id));
  const rows = Object.entries(world.trips).flatMap(([id, trip]) => {
    const way = wayOf(app, id, trip);
    return !told.has(id) && (mayDepart(app, trip, way) || mayArrive(app, trip, way)) ? [tripRow(app, id, trip, way)] : [];
  });
  return [...changedRows(app, others), ...rows];
};

const tripRow = (app: App, id: string, trip: Trip, { departed, next }: Way): HTMLElement => {
  const words =
    departed && next
      ? say("arriveAt", { place: placeIn(app.world, next) })
      : `${say("depart")} · ${tripName(app.world, trip)}`;
  const known = [
    trip.leg.toUpperCase().replace("-", " → "),
    departed ? say("departedAt", { at: hour(departed) }) : say("notDeparted"),
    !departed && trip.plan && say("planDeparts", { at: hour(trip.plan.departs) }),
    !departed && !trip.plan && trip.opens && trip.closes && hours(trip.opens, trip.closes),
  ];
  const meta = known.filter(Boolean).join(" · ");
  return row(`trip/${encodeURIComponent(id)}`, departed ? "moving" : "waiting", words, meta);
};

/** Return a trip's sheet; of one that is planned no more, that it is. */
export const tripScreen = async (app: App, id: string): Promise<Screen | undefined> => {
  const trip = app.world.trips[id];
  const change = (await changed(app)).find((one) => one.id === id);
  if (!trip) return change && goneScreen(app, changedNotice(app, change));
  const way = wayOf(app, id, trip);
  const { next, departed } = way;
  const call = nextCall(app, trip, way);
  const aim = call?.region ?? next;
  const leaves = trip.plan ? say("planLeaves", { at: hour(trip.plan.departs) }) : say("notDeparted");
  const answer = !departed ? leaves : aim ? say("nextStop", { place: placeIn(app.world, aim) }) : say("allStops");
  const sharing = mayArrive(app, trip, way) ? position(app, id) : undefined;
  return {
    title: say("trip"),
    back: "",
    ...(sharing && { leave: sharing.stop }),
    body: [
      heading(`${tripName(app.world, trip)} · ${say("loadOf", { lists: trip.lists.length, units: trip.pieces })}`, answer),
      change && changedNotice(app, change),
      planned(app, trip),
      !departed && link(`depart/${encodeURIComponent(id)}`, { class: "primary" }, say("depart")),
      ...(aim ? reaching(app, trip, aim, call) : []),
      departed && next && arriving(app, id, trip, way, next),
      sharing?.node,
      h(
        "ol",
        { class: "rows stops" },
        stopsOf(trip).map((stop) => stopLine(app, trip, stop, { way, aim })),
      ),
    ],
  };
};

const goneScreen = (app: App, told: HTMLElement): Screen => ({
  title: say("trip"),
  back: "",
  body: [heading(nameIn(app.world, app.world.me.office), say("trip")), told],
});

/** Return by what and when a planned trip goes, and of when this is known. */
const planned = (app: App, { plan }: Trip): HTMLElement | undefined => {
  if (!plan) return undefined;
  const facts = [meansOf(plan), say("planBack", { at: time(plan.returns) })];
  return h(
    "div",
    {},
    h("p", {}, facts.filter(Boolean).join(" · ")),
    h("p", { class: "meta" }, say("planAsOf", { at: hour(app.kept.hour) }), !app.online && ` ${say("planOffline")}`),
  );
};

/** Return when the next stop is due, how it is reached, and whom to call there. */
const reaching = (app: App, trip: Trip, place: string, call: Call | undefined): readonly (HTMLElement | false)[] => {
  const { world } = app;
  const parties = listsFrom(app, trip, place).map((hash) => world.lists[hash]?.list);
  const offices = new Set(parties.map((list) => (homeward(trip) ? list?.giver : list?.receiver)));
  const there = world.people.find((one) => one.phone && (offices.has(one.office) || seatOf(one.office) === place));
  const facts = call && [
    say("planAt", { at: hour(call.at) }),
    say("planPieces", { n: call.pieces }),
    call.via && say("planVia", { roads: call.via.join(", ") }),
  ];
  return [
    facts !== undefined && h("p", {}, `${placeIn(world, place)}: ${facts.filter(Boolean).join(" · ")}`),
    there !== undefined &&
      h(
        "p",
        { class: "person" },
        ...calling(there.name, `${there.title} · ${nameIn(world, there.office)}`, there.phone),
      ),
  ];
};

const seatOf = (office: string): string => office.slice(office.indexOf(":") + 1);

const arriving = (app: App, id: string, trip: Trip, way: Way, next: string): HTMLElement =>
  mayArrive(app, trip, way)
    ? button(say("arriveAt", { place: placeIn(app.world, next) }), () => arrive(app, id, trip, next), {
        ...{ class: "primary", "data-key": "arrive" },
      })
    : notice("waiting", say("arriveIs", { place: placeIn(app.world, next) }));

/** Return where a trip calls, each place once: what is fetched on the way home, then where it comes to. */
const stopsOf = ({ plan, stops }: Trip): readonly string[] => [
  ...new Set([...(plan?.calls.map(({ region }) => region) ?? []), ...stops]),
];

interface Standing {
  readonly way: Way;
  readonly aim: string | undefined;
}

const stopLine = (app: App, trip: Trip, stop: string, { way, aim }: Standing): HTMLElement => {
  const at = way.arrived[stop];
  const shapeOf: State = at ? "complete" : way.departed && stop === aim ? "moving" : "waiting";
  const due = trip.plan?.calls.find(({ region }) => region === stop)?.at ?? (homeward(trip) ? trip.plan?.returns : "");
  return h(
    "li",
    { class: "row" },
    shape(shapeOf),
    h("span", { class: "what" }, placeIn(app.world, stop)),
    h("span", { class: "meta" }, at ? say("arrivedAt", { at: hour(at) }) : due ? say("planAt", { at: hour(due) }) : ""),
  );
};

const arrive = async (app: App, id: string, trip: Trip, stop: string): Promise<void> => {
  const lists = trip.stops.length === 1 ? trip.lists : listsFrom(app, trip, stop);
  const body = lists.length > 0 ? { trip: id, lists } : { trip: id };
  const sent = await state(
    app,
    { kind: "trip.arrive", region: stop, body, refs: [] },
    say("arriveAt", { place: placeIn(app.world, stop) }),
  );
  app.go(`kept/${sent.id}`);
};

/** Return the check before departure, done jointly; signed it is the departure. */
export const departScreen = async (app: App, id: string): Promise<Screen | undefined> => {
  const [trip, form] = [app.world.trips[id], app.world.forms.find(({ kind }) => kind === "trip.depart")];
  if (!trip || !form) return undefined;
  const name = tripName(app.world, trip);
  const done = async (answers: Answers): Promise<void> => {
    const body = bodyOf(form, answers, { trip: id, lists: [...trip.lists].sort() });
    const title = `${say("depart")} · ${name}`;
    await state(app, { kind: form.kind, region: trip.region, body, refs: [] }, title);
    app.go(`trip/${encodeURIComponent(id)}`);
  };
  const vehicle = trip.vehicle ?? trip.plan?.vehicle;
  const first: Answers = vehicle ? { vehicle } : {};
  return formScreen(app, {
    form,
    name: `form:depart:${id}`,
    title: say("depart"),
    where: name,
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
