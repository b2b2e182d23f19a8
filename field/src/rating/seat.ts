/** Somebody sitting down to rate: every tap counts at once on the screen and is kept right after. */

import type { Store } from "../store/db";
import { type Keeping, keepTap, keptOf, nameOf, type Rater, type Tap, taken } from "./keeping";
import type { Round } from "./shapes";
import { Meter } from "./time";

export class Seat {
  private readonly meter = new Meter();

  private constructor(
    private readonly store: Store,
    private readonly name: string,
    private held: Keeping,
    private readonly unkept: () => void,
  ) {}

  /** Sit down to a round; `unkept` hears when something could not be kept. */
  static async down(store: Store, rater: Rater, round: Round, unkept: () => void): Promise<Seat> {
    return new Seat(store, nameOf(rater, round), await keptOf(store, rater, round), unkept);
  }

  /** Return what is given and sealed so far. */
  readonly keeping = (): Keeping => this.held;

  /** Take a tap, and the seconds since the one before. */
  readonly tap = async (told: Omit<Tap, "seconds">): Promise<void> => {
    const tap = { ...told, seconds: this.meter.take() };
    this.held = taken(this.held, tap);
    try {
      await keepTap(this.store, this.name, tap);
    } catch (fault) {
      console.error(fault);
      this.unkept();
    }
  };

  /** Take up what was kept elsewhere meanwhile: seals, a file that was loaded. */
  readonly reread = async (rater: Rater, round: Round): Promise<void> => {
    this.held = await keptOf(this.store, rater, round);
  };

  /** Get up: the seconds so far are kept, and none are counted any more. */
  readonly leave = (): void => {
    void this.tap({});
    this.meter.stop();
  };
}
