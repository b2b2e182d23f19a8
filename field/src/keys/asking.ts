/** Asking for enrolment with a code: a key is made and kept first, and only then shown to the server. */

import * as base64 from "../ledger/base64";
import { claim, invitedBy, type Invited, type Problem } from "../server";
import { type KeptKey, persist, type Store } from "../store/db";
import { keepKey, keyFor, note } from "../store/keyring";
import { phoneName, proofMessage } from "./enrolment";
import { generate, signerOf } from "./keys";

/** A key that asked, or the code of what keeps it from asking. */
export type Asking = KeptKey | string;

/**
 * Ask for enrolment with a code in its one form.
 *
 * @param takes Whether this browser may take up the office the code is for.
 * @param phone What was drawn once where the app is installed, of which each log hears another name; none at a desk.
 * @throws {Unreached} The server did not say.
 */
export const askWith = async (
  store: Store,
  code: string,
  takes: (invited: Invited) => boolean,
  phone = "",
): Promise<Asking> => {
  const invited = await invitedBy(code);
  if (isProblem(invited)) return (await resumed(store, code, invited, phone)) ?? invited.code;
  return takes(invited) ? ask(store, code, invited, phone) : "enrolment.other";
};

/** Ask once more with a key that waits, where the answer to the first time was lost and the code seems used. */
const resumed = async (store: Store, code: string, problem: Problem, phone: string): Promise<Asking | undefined> => {
  if (problem.code !== "enrolment.used") return undefined;
  for (const key of await store.getAll("keys")) {
    if (key.standing === "waiting" && (await claimed(code, key, phone)) === "") return key;
  }
  return undefined;
};

/** Make a key, keep it, and only then ask; a key that waits for the same office is asked for again. */
const ask = async (store: Store, code: string, invited: Invited, phone: string): Promise<Asking> => {
  const before = await keyFor(store, invited.log, invited.office);
  const key = before?.standing === "waiting" ? before : await fresh(invited);
  await keepKey(store, key);
  void persist();
  const problem = await claimed(code, key, phone);
  if (problem) await note(store, key.keyid, "withdrawn");
  return problem || key;
};

const fresh = async ({ log, office, inviter, names }: Invited): Promise<KeptKey> => {
  const { keyid, algorithm, public: spelt, secret } = await generate();
  const madeAt = new Date().toISOString();
  const key = { keyid, log, office, algorithm, public: base64.encode(spelt), secret, inviter, madeAt };
  return { ...key, standing: "waiting", ...(names && { names }) };
};

const claimed = async (code: string, key: KeptKey, phone: string): Promise<string> => {
  const { keyid: device, log, office, algorithm } = key;
  const named = phone ? { phone: await phoneName(log, phone) } : {};
  const proof = base64.encode(await signerOf(key).sign(proofMessage({ log, office, device, ...named })));
  const answer = await claim({ code, device, algorithm, key: key.public, proof, ...named });
  return isProblem(answer) ? answer.code : "";
};

const isProblem = (answer: Invited | Problem): answer is Problem => "code" in answer;
