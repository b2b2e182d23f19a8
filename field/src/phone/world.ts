/** What the last sync told of, in the shapes of docs/format/sync.md; nothing here asks or writes. */

import type { Known } from "../qr";
import type { Catalogue, Round } from "../rating/shapes";
import type { Draft } from "../sign";
import { type Both, either } from "../tongue";
import type { Form } from "./forms";

export type Verb = "yes" | "party" | "below";
export type { Both };
export type Wrong = "missing" | "damaged" | "unsealed" | "seal_broken" | "extra";

export interface Me {
  readonly office: string;
  readonly line: string;
  readonly regions: readonly string[];
  readonly inviter: string;
  readonly log: string;
  readonly drill: boolean;
  readonly simulated: boolean;
  readonly illustrative: boolean;
  readonly kabupaten: string;
  readonly day: string;
  readonly zone: { readonly name: string; readonly minutes: number };
  readonly elections: ReadonlyArray<Both & { readonly code: string; readonly short: string }>;
  readonly marks: Readonly<Record<string, Mark>>;
  readonly verbs: Readonly<Record<string, Verb>>;
  readonly knows_plans: boolean;
  readonly app: { readonly version: string; readonly offer: boolean; readonly urgent: boolean };
}

export interface Mark {
  readonly item: string;
  readonly election: string;
  readonly returns: boolean;
}

export interface LoadList {
  readonly nonce?: string;
  readonly leg: string;
  readonly giver: string;
  readonly receiver: string;
  readonly region: string;
  readonly units: readonly string[];
  readonly opens?: string;
  readonly closes?: string;
  readonly step: number;
}

export interface Account {
  readonly id: string;
  readonly index?: number;
  readonly kind: string;
  readonly side?: "give" | "receive";
  readonly office: string;
  readonly source?: string;
  readonly at: string;
  readonly except?: ReadonlyArray<{ readonly unit: string; readonly what: Wrong }>;
  readonly only?: readonly string[];
  readonly seals?: Readonly<Record<string, readonly string[]>>;
  readonly aside?: string;
}

export interface Load {
  readonly list: LoadList;
  readonly role: "give" | "receive" | "observe";
  readonly trip?: string;
  readonly contents?: Readonly<Record<string, number>>;
  readonly accounts: readonly Account[];
}

export interface Unit {
  readonly place: string;
  readonly holder: string;
  readonly seals?: readonly string[];
}

/** Where a planned trip calls, when, and over which bridges it comes there. */
export interface Call {
  readonly region: string;
  readonly at: string;
  readonly leaves: string;
  readonly pieces: number;
  readonly via?: readonly string[];
}

/** How the movement plan has a trip go. */
export interface Plan {
  readonly departs: string;
  readonly returns: string;
  readonly calls: readonly Call[];
  readonly vehicle?: string;
  readonly plate?: string;
}

export interface Moving {
  readonly since: string;
  readonly closed: readonly string[];
}

export interface Trip {
  readonly leg: string;
  readonly region: string;
  readonly lists: readonly string[];
  readonly stops: readonly string[];
  readonly pieces: number;
  readonly earliest?: string;
  readonly plan?: Plan;
  readonly vehicle?: string;
  readonly departed?: string;
  readonly arrived: Readonly<Record<string, string>>;
  readonly opens?: string;
  readonly closes?: string;
}

export interface Person {
  readonly office: string;
  readonly name: string;
  readonly title: string;
  readonly phone: string;
  readonly why: "above" | "below" | "party" | "here";
}

export interface Night {
  readonly slot: "22" | "05";
  readonly due: string;
  readonly places: Readonly<Record<string, "" | "safe" | "help">>;
}

/** One page of a briefing, in its order of five sections; `asked` are the questions this office has still to answer. */
export interface Brief {
  readonly key: string;
  readonly edition: number;
  readonly version: string;
  readonly title: Both;
  readonly until: string;
  readonly sections: readonly BriefSection[];
  readonly quiz: readonly Item[];
  readonly asked: readonly string[];
  readonly passed: boolean;
}

export interface BriefSection {
  readonly code: string;
  readonly title: Both;
  readonly lines: readonly Both[];
  /** Whether it is other than in the edition before. */
  readonly changed: boolean;
}

/** A question of the quiz: `right` is the code of the right choice, `line` where the page says so. */
export interface Item {
  readonly item: string;
  readonly section: string;
  readonly critical: boolean;
  readonly ask: Both;
  readonly choices: ReadonlyArray<Both & { readonly code: string }>;
  readonly right: string;
  readonly line: Both;
}

/** Where somebody stands: what this office may and never may, what it does now and next, who expects what of it. */
export interface Position {
  readonly may: ReadonlyArray<Both & { readonly source: string }>;
  readonly never: ReadonlyArray<Both & { readonly source: string }>;
  readonly now: readonly Duty[];
  readonly next: readonly Duty[];
  readonly expected: ReadonlyArray<Duty & { readonly who: string }>;
  readonly above: readonly string[];
  readonly below: readonly string[];
}

export type Duty = Both & { readonly due?: string };

export type Parts = Readonly<Record<string, unknown>>;

/** Everything kept from sync, as one value. */
export interface World {
  readonly me: Me;
  readonly names: Readonly<Record<string, string | readonly [string, string]>>;
  readonly lists: Readonly<Record<string, Load>>;
  readonly units: Readonly<Record<string, Unit>>;
  readonly trips: Readonly<Record<string, Trip>>;
  /** Since when the movement plan in force is, and which roads it avoids. */
  readonly movement?: Moving;
  readonly people: readonly Person[];
  readonly keys: Readonly<Record<string, Known>>;
  readonly nights: readonly Night[];
  readonly forms: readonly Form[];
  readonly briefing?: Both;
  readonly rounds: readonly Round[];
  readonly threats?: Catalogue;
  readonly briefs: readonly Brief[];
  readonly position?: Position;
  readonly answered: Readonly<Record<string, number>>;
}

/** Return what the parts of a sync tell; none before the first one came. */
export const worldOf = (parts: Parts | undefined): World | undefined => {
  if (!parts?.["me"]) return undefined;
  const whole = <T>(name: string, empty: T): T => (parts[name] as T | undefined) ?? empty;
  return {
    me: parts["me"] as Me,
    names: whole("names", {}),
    lists: collection<Load>(parts, "lists"),
    units: collection<Unit>(parts, "units"),
    trips: collection<Trip>(parts, "trips"),
    ...(parts["movement"] ? { movement: parts["movement"] as Moving } : {}),
    people: whole<readonly Person[]>("people", []),
    keys: whole("keys", {}),
    nights: whole<readonly Night[]>("nights", []),
    forms: whole<readonly Form[]>("forms", []),
    ...(parts["briefing"] ? { briefing: parts["briefing"] as Both } : {}),
    rounds: whole<readonly Round[]>("rounds", []),
    ...(parts["threats"] ? { threats: parts["threats"] as Catalogue } : {}),
    briefs: whole<readonly Brief[]>("brief", []),
    ...(parts["position"] ? { position: parts["position"] as Position } : {}),
    answered: whole("answered", {}),
  };
};

const collection = <T>(parts: Parts, name: string): Readonly<Record<string, T>> =>
  Object.assign(
    {},
    ...Object.keys(parts)
      .filter((one) => one.startsWith(`${name}.`))
      .map((one) => parts[one]),
  ) as Readonly<Record<string, T>>;

/** Return what was signed or scanned here as an account of a load list; none where it is something else. */
export const accountIn = (id: string, office: string, at: string, said: Draft | undefined): Account | undefined => {
  if (!said?.kind.startsWith("handover.")) return undefined;
  const { side, except, only, seals } = said.body as unknown as Account;
  return {
    id,
    kind: said.kind,
    office,
    at,
    ...(side && { side }),
    ...(except && { except }),
    ...(only && { only }),
    ...(seals && { seals }),
  };
};

/** Return the name of a region, office, item or mark in the language in use; its key where none is known. */
export const nameIn = (world: World, key: string): string => {
  const name = world.names[key];
  if (name === undefined) return key;
  return typeof name === "string" ? name : either({ id: name[0], en: name[1] });
};

/** Return a region or polling station as people say it: `TPS 006 Jiporapah`. */
export const placeIn = (world: World, region: string): string => {
  const parts = region.split(".");
  if (world.names[region] !== undefined || parts.length < 5) return nameIn(world, region);
  return `TPS ${parts[4]} ${nameIn(world, parts.slice(0, 4).join("."))}`;
};
