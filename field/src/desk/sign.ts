/** The page that asks for a signature: says how things stand, signs once, and goes on only when all is kept. */

import { currentKey } from "../keys/standing";
import { nameOf, signAll, type Work } from "../sign";
import { type KeptKey, type Sent, type Store, persist } from "../store/db";
import { ofWork } from "../store/outbox";
import { drain } from "./outbox";
import { fill, show, when } from "./page";

const STATES: Readonly<Record<KeptKey["standing"], string>> = {
  waiting: "asked",
  enrolled: "ready",
  revoked: "revoked",
  withdrawn: "nokey",
};

/** Make the signing page work. */
export const startSigning = async (store: Store, work: Work): Promise<void> => {
  const button = document.getElementById("sign") as HTMLButtonElement;
  const say = (state: string): void => {
    button.disabled = state !== "ready";
    show(state);
  };
  say("loading");
  const waiting = async (): Promise<readonly Sent[]> =>
    (await ofWork(store, work.log, await nameOf(work))).filter((one) => one.state === "waiting");
  let mine = await waiting();
  const deliver = async (): Promise<void> => {
    await drain(store, work.log);
    const sent = await Promise.all(mine.map(({ id }) => store.get("outbox", id)));
    conclude(sent as Sent[], work, say);
  };
  when("send", deliver);
  addEventListener("online", () => void deliver());
  if (mine.length > 0) return deliver();
  await drain(store, work.log);
  const key = await currentKey(store, work.log, work.office);
  say(key ? STATES[key.standing] : "nokey");
  button.addEventListener("click", () => {
    say("signing");
    void persist();
    const signed = signAll(store, key as KeptKey, work, new Date());
    void signed.then(
      (found) => {
        mine = found;
        return deliver();
      },
      () => say("unkept"),
    );
  });
};

/** Say what became of what was signed here; go on once the log holds all of it. */
const conclude = (sent: readonly Sent[], work: Work, say: (state: string) => void): void => {
  const last = sent[sent.length - 1];
  if (!last) return;
  const refused = sent.find((one) => one.state === "refused");
  if (refused) {
    fill("told", refused.told);
    return say("refused");
  }
  if (sent.some((one) => one.state === "waiting")) return say("unsent");
  const then = new URL(work.then, location.origin);
  then.searchParams.set("kept", String(last.index));
  if (then.origin === location.origin) location.replace(then);
};
