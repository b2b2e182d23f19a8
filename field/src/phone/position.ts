/** Where a vehicle is while the screen is on: telemetry of a trip under way, never a statement. */

import { utf8 } from "../ledger/bytes";
import { Unreached } from "../server";
import type { KeptKey } from "../store/db";
import { ask } from "./requests";

const EVERY = 30_000;
const DEGREE = 10_000_000;

export interface Watch {
  readonly stop: () => void;
}

/** Send the position every half minute while the page is seen; `told` hears when, or 0 where it may not be known. */
export const watchPosition = async (key: KeptKey, trip: string, told: (at: number) => void): Promise<Watch> => {
  let lock: WakeLockSentinel | undefined;
  const stayOn = async (): Promise<void> => {
    if (document.visibilityState === "visible")
      lock = await navigator.wakeLock?.request("screen").catch(() => undefined);
  };
  document.addEventListener("visibilitychange", stayOn);
  await stayOn();
  let last = 0;
  const seen = async ({ coords, timestamp }: GeolocationPosition): Promise<void> => {
    if (Date.now() - last < EVERY) return;
    last = Date.now();
    const at = Math.round(timestamp / 1000);
    const place = { lat: Math.round(coords.latitude * DEGREE), lon: Math.round(coords.longitude * DEGREE) };
    const body = utf8(JSON.stringify({ id: trip, ...place, accuracy: Math.round(coords.accuracy), at }));
    const headers = { "Content-Type": "application/json" };
    try {
      if ((await ask(key, { method: "POST", path: "/positions", body, headers })).status < 300) told(timestamp);
    } catch (fault) {
      if (!(fault instanceof Unreached)) throw fault;
    }
  };
  const id = navigator.geolocation?.watchPosition(
    (found) => void seen(found),
    () => told(0),
    { enableHighAccuracy: true },
  );
  if (id === undefined) told(0);
  return {
    stop: () => {
      if (id !== undefined) navigator.geolocation.clearWatch(id);
      document.removeEventListener("visibilitychange", stayOn);
      void lock?.release();
    },
  };
};
