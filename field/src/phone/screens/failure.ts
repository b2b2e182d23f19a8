/** What is said when a signature could not be kept: nothing is ever called kept before it is on disk. */

import { notice } from "../parts";
import { say } from "../words";

const FULL = "QuotaExceededError";

/** Do something that must end on disk; where it does not, say so beside the button, the work still on the screen. */
export const failure = async (told: HTMLElement, act: () => Promise<unknown>): Promise<void> => {
  try {
    told.replaceChildren();
    await act();
  } catch (fault) {
    const full = (fault as Error).name === FULL;
    console.error(fault);
    told.replaceChildren(notice("serious", say(full ? "full" : "broken"), " ", say(full ? "fullNext" : "brokenNext")));
  }
};
