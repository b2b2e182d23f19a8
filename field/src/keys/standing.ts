/** How this browser's keys stand, asked of the server where it can be reached and as last known where not. */

import { standingOf, Unreached } from "../server";
import type { KeptKey, Store } from "../store/db";
import { keyFor, note } from "../store/keyring";

/** Return the key for an office as it stands now; none where no key of ours was ever shown to the server. */
export const currentKey = async (store: Store, log: string, office: string): Promise<KeptKey | undefined> => {
  const found = await store.getAllFromIndex("keys", "place", [log, office]);
  const unknown = new Set<string>();
  try {
    await Promise.all(
      found.map(async ({ keyid, standing }) => {
        const now = await standingOf(keyid);
        if (!now) unknown.add(keyid);
        else if (now !== standing) await note(store, keyid, now);
      }),
    );
  } catch (fault) {
    if (!(fault instanceof Unreached)) throw fault;
  }
  const key = await keyFor(store, log, office);
  return key && !unknown.has(key.keyid) ? key : undefined;
};
