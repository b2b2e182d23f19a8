/** What waits to be sent, in plain sight on every page that signs. */

import { Unreached } from "../server";
import { sendAll } from "../sign";
import type { Store } from "../store/db";
import { waiting } from "../store/outbox";
import { fill } from "./page";

const SHORT: Intl.DateTimeFormatOptions = { dateStyle: "medium", timeStyle: "short" };

/** List what waits; nothing is shown while nothing does. */
export const drawOutbox = async (store: Store, log: string): Promise<void> => {
  const section = document.getElementById("outbox");
  if (!section) return;
  const queue = await waiting(store, log);
  section.hidden = queue.length === 0;
  fill("number", String(queue.length), section);
  section.querySelector("[data-list]")?.replaceChildren(
    ...queue.map((one) => {
      const line = document.createElement("li");
      line.textContent = `${one.title} · ${new Date(one.signedAt).toLocaleString(document.documentElement.lang, SHORT)}`;
      return line;
    }),
  );
};

/** Send what waits and list what is left; tell whether the server was reached. */
export const drain = async (store: Store, log: string): Promise<boolean> => {
  try {
    await sendAll(store, log);
    return true;
  } catch (fault) {
    if (!(fault instanceof Unreached)) throw fault;
    return false;
  } finally {
    await drawOutbox(store, log);
  }
};

/** Send what waits for whatever log; say on any page that something still does. */
export const drainAll = async (store: Store): Promise<void> => {
  const note = document.getElementById("unsent");
  const logs = async (): Promise<string[]> => {
    const all = await store.getAll("outbox");
    return [...new Set(all.filter((one) => one.state === "waiting").map((one) => one.log))];
  };
  for (const log of await logs()) await drain(store, log);
  if (note) note.hidden = (await logs()).length === 0;
};
