/** Units as people call them, and in the groups they are counted in. */

import { markOf, stationOf } from "../units/codes";
import { nameIn, placeIn, type World } from "./world";

/** Units of one item: what is counted in one go. */
export interface Group {
  readonly item: string;
  readonly name: string;
  readonly units: readonly string[];
}

/** Return units by item, in the order they stand in. */
export const groupsOf = (world: World, units: readonly string[]): readonly Group[] => {
  const found = new Map<string, string[]>();
  for (const code of units) {
    const item = world.me.marks[markOf(code)]?.item ?? markOf(code);
    found.set(item, [...(found.get(item) ?? []), code]);
  }
  return [...found].map(([item, codes]) => ({ item, name: capital(nameIn(world, item)), units: codes }));
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Return what a unit is called among others: with its polling station where they are of several. */
export const unitName = (world: World, code: string, among: readonly string[]): string => {
  const mark = markOf(code);
  const known = world.me.marks[mark];
  const short = world.me.elections.find(({ code: one }) => one === known?.election)?.short;
  const name = known ? capital([nameIn(world, known.item), short, mark].filter(Boolean).join(" ")) : code;
  const station = stationOf(code);
  const one =
    among.length > 0 &&
    stationOf(among[0] as string) === station &&
    stationOf(among[among.length - 1] as string) === station;
  return one ? name : `${name} · ${placeIn(world, station)}`;
};
