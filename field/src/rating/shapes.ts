/** What the server tells of rounds and threats: parts of a sync on the phone, JSON of the page at the desk. */

import type { Both } from "../tongue";

/** What an institution rated in the round before; 0 and '' where it answered otherwise. */
export interface Before {
  readonly office: string;
  readonly likelihood?: number;
  readonly impact?: number;
  readonly answer?: string;
  readonly evidence?: string;
}

/** One cell a round asks about: what imported lists say of it, what all rated before. */
export interface Asked {
  readonly cell: string;
  readonly hints: readonly Both[];
  readonly before?: readonly Before[];
}

/** A round as one office is given it. */
export interface Round {
  readonly round: string;
  readonly number: number;
  readonly region: string;
  readonly opened: string;
  readonly closes?: string;
  readonly closed: boolean;
  /** Whether this office was asked; others may rate all the same. */
  readonly asked: boolean;
  readonly cells: readonly Asked[];
  /** The seal that counts of each of this office's sheets. */
  readonly mine: Readonly<Record<string, string>>;
  /** The sheets of this office that were revealed. */
  readonly revealed: readonly number[];
}

/** The words a step of a scale stands for. */
export interface Anchor extends Both {
  readonly step: number;
}

/** The catalogue's names of threats and the words of both scales. */
export interface Catalogue {
  readonly threats: Readonly<Record<string, Both>>;
  readonly likelihood: readonly Anchor[];
  readonly impact: readonly Anchor[];
}

/** Return the threat a cell names. */
export const threatIn = (cell: string): string => cell.slice(0, cell.indexOf("@"));

/** Return the area a cell names. */
export const regionIn = (cell: string): string => cell.slice(cell.indexOf("@") + 1);

/** Return the same threat over another area. */
export const cellOver = (cell: string, region: string): string => `${threatIn(cell)}@${region}`;
