/** Begins what the page at hand needs; says so where the browser cannot hold a key. */

import { openStore } from "../store/db";
import type { Work } from "../sign";
import { startDevice } from "./device";
import { data, show } from "./page";
import { startSigning } from "./sign";

const start = async (): Promise<void> => {
  if (!globalThis.crypto?.subtle || !navigator.locks) throw new Error("no secure context");
  const store = await openStore();
  const work = data<Work>("work");
  await (work ? startSigning(store, work) : startDevice(store));
};

start().catch((fault: unknown) => {
  console.error(fault);
  show("unable");
});
