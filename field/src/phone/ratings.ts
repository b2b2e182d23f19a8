/** Who signs what becomes of ratings on this phone. */

import { roundName } from "../rating/parts";
import type { Hand } from "../rating/signing";
import type { App } from "./app";
import { simulatedHour } from "./sync";
import { nameIn, type World } from "./world";

/** Return the hand that signs for this phone's office. */
export const handFor = (world: World, { store, key, kept }: Pick<App, "store" | "key" | "kept">): Hand => ({
  ...{ store, key, regions: world.me.regions, at: simulatedHour(kept, Date.now()) },
  title: (round) => roundName(round, (place) => nameIn(world, place)),
});
