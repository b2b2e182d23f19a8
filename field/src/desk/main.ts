/** Begins what the page at hand needs: signing, this browser's keys, rating, or sending what another page left behind. */

import type { Work } from "../sign";
import { openStore } from "../store/db";
import { type Place, startDevice } from "./device";
import { drainAll } from "./outbox";
import { data, show } from "./page";
import { startSigning } from "./sign";

const work = data<Work>("work");
const place = data<Place>("place");
const rating = document.getElementById("rating");

const rate = async (section: HTMLElement): Promise<void> => {
  show("loading", section);
  const { startRating } = await import("./rate");
  await startRating(await openStore(), section);
};

const start = async (): Promise<void> => {
  if (!globalThis.crypto?.subtle || !navigator.locks) throw new Error("no secure context");
  if (rating) return rate(rating);
  const store = await openStore();
  if (work) await startSigning(store, work);
  else if (place) await startDevice(store, place);
  else await drainAll(store);
};

start().catch((fault: unknown) => {
  if (!work && !place && !rating) return;
  console.error(fault);
  show("unable", rating ?? document);
});
