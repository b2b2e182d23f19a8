/** A count under way: kept on disk at each tap, signed once, then forgotten. */

import type { Sent } from "../store/db";
import { forget, noted, noteDown, renote } from "../store/notes";
import { type App, nowOf, state } from "./app";
import * as count from "./count";
import { taskTitle } from "./screens/home";
import { accountsOf, regionOf, sideOf, type Task, tasksOf } from "./tasks";

export interface Counting {
  readonly task: Task;
  now: count.Count;
}

/** Changes a count as it stands at that moment. */
export type Change = (now: count.Count) => count.Count;

const nameOf = (doing: string, hash: string): string => `count:${doing}:${hash}`;

/** Return the count of a load as it stands; none when there is no such task any more. */
export const countingOf = async (app: App, doing: string, hash: string): Promise<Counting | undefined> => {
  const task = tasksOf(app.world, app.outbox, nowOf(app.kept)).find((one) => one.doing === doing && one.hash === hash);
  if (!task) return undefined;
  return { task, now: (await noted<count.Count>(app.store, nameOf(doing, hash))) ?? count.EMPTY };
};

/** Change a count and keep it; it is on disk when this resolves. */
export const keepCount = async (app: App, found: Counting, change: Change): Promise<void> => {
  found.now = change(found.now);
  await noteDown(app.store, nameOf(found.task.doing, found.task.hash), found.now);
};

/**
 * Begin a count, or go on with it, as the answer to a scanned statement.
 *
 * The statement itself is on disk by then, and found again from there: this need not wait for the disk once more.
 */
export const answerTo = async (
  app: App,
  doing: string,
  hash: string,
  ref: string,
  side: count.Count["side"],
): Promise<void> => {
  const answering = (before: count.Count | undefined) => ({ ...(before ?? count.EMPTY), ref, side });
  await renote<count.Count>(app.store, nameOf(doing, hash), answering);
};

const KINDS: Readonly<Record<Task["doing"], string>> = {
  give: "handover.give",
  receive: "handover.receive",
  more: "handover.receive",
  observe: "handover.observe",
};

/** Sign a count; once this resolves the statement is on this phone's disk and its code is shown. */
export const signCount = async (app: App, { task }: Counting, last: count.Count): Promise<Sent> => {
  const { doing, hash, load } = task;
  const side = doing === "observe" ? last.side || "give" : doing === "give" ? "give" : "receive";
  const body = count.accountOf(last, hash, task.units, doing === "more");
  if (doing === "observe") body["side"] = side;
  const told = sideOf(accountsOf(load, hash, app.outbox), doing === "observe" ? side : "give");
  const id = last.ref || (doing === "give" ? "" : (told?.id ?? ""));
  const refs = id ? [{ role: doing === "observe" ? "sees" : "gives", id }] : [];
  const draft = { kind: KINDS[doing], region: regionOf(app.world, load, side), body, refs };
  const sent = await state(app, draft, taskTitle(app.world, task));
  await forget(app.store, nameOf(doing, hash));
  app.go(`shown/${sent.id}`);
  return sent;
};
