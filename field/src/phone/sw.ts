/**
 * The worker: hands out the app from what it keeps, so that it opens without signal; sends what waits when the
 * browser wakes it. A new build is kept beside the one in use until somebody takes it up.
 */

import { Unreached } from "../server";
import { sendAll } from "../sign";
import { openStore } from "../store/db";
import { USE_NEWEST } from "./update";

declare const self: ServiceWorkerGlobalScope;
/** The files of this build with their hashes, and the build's own; put in by `build.mjs`. */
declare const BUILD: { readonly name: string; readonly files: readonly string[]; readonly heavy: readonly string[] };

interface ServiceWorkerGlobalScope extends EventTarget {
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
}
interface Waking extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Waking {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

const ROOT = "/field/";
const START = "sepaham-build-";
const CHOSEN = "sepaham-chosen";
const MARK = `${ROOT}chosen`;
const mine = START + BUILD.name;

const on = <E extends Event>(name: string, act: (event: E) => void): void =>
  self.addEventListener(name, act as EventListener);

on<Waking>("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
on<Waking>("activate", (event) => event.waitUntil(self.clients.claim()));
on<Fetching>("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  const ours = origin === location.origin && pathname.startsWith(ROOT) && event.request.method === "GET";
  if (ours && pathname !== `${ROOT}sw.js`) event.respondWith(handOut(event.request, pathname));
});
on<MessageEvent & Waking>("message", (event) => {
  if (event.data === USE_NEWEST) event.waitUntil(useNewest().then(() => event.ports[0]?.postMessage("")));
});
on<Waking & { tag?: string }>("sync", (event) => event.waitUntil(sendWaiting()));

/** Keep this build whole; the reader for codes only where the browser has none of its own. */
const keep = async (): Promise<void> => {
  const cache = await caches.open(mine);
  const files = "BarcodeDetector" in self ? BUILD.files : [...BUILD.files, ...BUILD.heavy];
  await cache.addAll([...files, "version.json"].map((path) => new Request(ROOT + path, { cache: "reload" })));
  if (!(await chosen())) await choose(mine);
};

const chosen = async (): Promise<string | undefined> => {
  const name = await (await (await caches.open(CHOSEN)).match(MARK))?.text();
  return name && (await caches.has(name)) ? name : undefined;
};

const choose = async (name: string): Promise<void> => (await caches.open(CHOSEN)).put(MARK, new Response(name));

const useNewest = async (): Promise<void> => {
  await choose(mine);
  const old = (await caches.keys()).filter((name) => name.startsWith(START) && name !== mine);
  await Promise.all(old.map((name) => caches.delete(name)));
};

const handOut = async (request: Request, pathname: string): Promise<Response> => {
  const cache = await caches.open((await chosen()) ?? mine);
  const path = request.mode === "navigate" || pathname === ROOT ? `${ROOT}index.html` : pathname;
  const kept = await cache.match(path);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && pathname.startsWith(`${ROOT}assets/`)) await cache.put(path, answer.clone());
  return answer;
};

/** Send what waits; where it cannot be, the browser tries again by itself. */
const sendWaiting = async (): Promise<void> => {
  const store = await openStore();
  try {
    const logs = new Set(
      (await store.getAll("outbox")).filter(({ state }) => state === "waiting").map(({ log }) => log),
    );
    for (const log of logs) await sendAll(store, log);
  } catch (fault) {
    if (fault instanceof Unreached) throw fault;
    console.error(fault);
  } finally {
    store.close();
  }
};
