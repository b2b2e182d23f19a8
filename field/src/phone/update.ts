/** Which build runs here, and whether another lies ready; nothing is taken up before somebody says so. */

const SHELL = "/field/version.json";

/** What the worker is asked (`sw.ts`). */
export const USE_NEWEST = "use-newest";

/** Return the version of the build this page was opened from; empty before the worker kept one. */
export const versionHere = async (): Promise<string> => {
  try {
    const { version } = (await (await fetch(SHELL)).json()) as { version: string };
    return version;
  } catch {
    return "";
  }
};

/** Tell whether a build was kept that is not the one in use. */
export const newVersion = async (): Promise<boolean> => {
  if (!globalThis.caches) return false;
  const kept = (await caches.keys()).filter((name) => name.startsWith("sepaham-build-"));
  return kept.length > 1;
};

/** Take up the newest build and open it. */
export const takeUp = async (): Promise<void> => {
  const worker = (await navigator.serviceWorker.getRegistration())?.active;
  if (!worker) return location.reload();
  const { port1, port2 } = new MessageChannel();
  const done = new Promise<void>((resolve) => {
    port1.onmessage = () => resolve();
  });
  worker.postMessage(USE_NEWEST, [port2]);
  await done;
  location.reload();
};

/** Begin to keep this app on the phone. */
export const keepApp = async (): Promise<void> => {
  await navigator.serviceWorker?.register("/field/sw.js", { scope: "/field/" }).catch(() => undefined);
};
