/** How long rating took: only while somebody is at it. */

/** From how long without a touch on nobody is taken to be there, in milliseconds. */
export const IDLE = 30_000;
const SIGNS = ["pointerdown", "keydown", "input", "scroll"] as const;

/** What a meter has counted and not yet handed out. */
export interface Counted {
  readonly last: number | undefined;
  readonly spent: number;
}

export const NOBODY: Counted = { last: undefined, spent: 0 };

/** Return what is counted after a sign of somebody: the while since the one before, at most `IDLE`. */
export const touched = ({ last, spent }: Counted, at: number): Counted => ({
  last: at,
  spent: spent + (last === undefined ? 0 : Math.max(0, Math.min(at - last, IDLE))),
});

/** Counts the seconds of one sitting, from its page coming into sight until it leaves it. */
export class Meter {
  private counted: Counted = NOBODY;
  private readonly touch = (): void => {
    if (document.visibilityState === "visible") this.counted = touched(this.counted, Date.now());
  };
  private readonly turn = (): void => {
    if (document.visibilityState === "visible") return this.touch();
    this.counted = { ...touched(this.counted, Date.now()), last: undefined };
  };

  constructor() {
    for (const sign of SIGNS) document.addEventListener(sign, this.touch, { passive: true, capture: true });
    document.addEventListener("visibilitychange", this.turn);
    this.touch();
  }

  /** Return the whole seconds counted since they were asked for last. */
  take(): number {
    this.touch();
    const seconds = Math.floor(this.counted.spent / 1000);
    this.counted = { ...this.counted, spent: this.counted.spent - seconds * 1000 };
    return seconds;
  }

  /** Count no more. */
  stop(): void {
    for (const sign of SIGNS) document.removeEventListener(sign, this.touch, { capture: true });
    document.removeEventListener("visibilitychange", this.turn);
  }
}
