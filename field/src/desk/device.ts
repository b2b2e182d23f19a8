/** The page of this browser: which keys it holds, a code typed in, four words to read aloud. */

import * as base64 from "../ledger/base64";
import { proofMessage, readCode, spokenWords } from "../keys/enrolment";
import { generate, signerOf } from "../keys/keys";
import { currentKey } from "../keys/standing";
import { claim, invitedBy, type Invited, type Problem, Unreached } from "../server";
import { type KeptKey, persist, type Store } from "../store/db";
import { keepKey, keyFor, note } from "../store/keyring";
import { drain } from "./outbox";
import { fill, show, when } from "./page";

export interface Place {
  readonly log: string;
  readonly offices: readonly string[];
}

const PAUSE = 3000;
const SHOWN = 8;

/** Make the page of this browser work. */
export const startDevice = async (store: Store, place: Place): Promise<void> => {
  const form = document.getElementById("enrol") as HTMLFormElement;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void enrol(store, place, form)
      .catch(() => "unkept")
      .then((problem) => tell(form, problem))
      .then(() => draw(store, place));
  });
  when("send", async () => {
    const reached = await drain(store, place.log);
    const said = document.querySelector("[data-text=unreached]")?.textContent ?? "";
    fill("tried", reached ? "" : said);
  });
  await draw(store, place);
  await drain(store, place.log);
};

let timer = 0;

/** Show each office's key as it stands, and look again while one waits to be confirmed. */
const draw = async (store: Store, place: Place): Promise<void> => {
  clearTimeout(timer);
  const standings = await Promise.all(place.offices.map((office) => drawOffice(store, place.log, office)));
  const best = ["enrolled", "waiting"].find((standing) => standings.includes(standing)) ?? "none";
  show(best, document.getElementById("headline") as HTMLElement);
  const keeps = (await navigator.storage?.persisted?.()) ? "persisted" : "unpersisted";
  show(best === "none" ? "" : keeps, document.getElementById("storage") as HTMLElement);
  if (standings.includes("waiting")) timer = setTimeout(() => void draw(store, place), PAUSE);
};

const drawOffice = async (store: Store, log: string, office: string): Promise<string> => {
  const row = document.querySelector<HTMLElement>(`[data-office="${office}"]`);
  const key = await currentKey(store, log, office);
  const standing = key?.standing ?? "none";
  if (!row) return standing;
  if (key && standing === "waiting") {
    fill("words", (await spokenWords({ log, office, device: key.keyid })).join(" "), row);
  }
  fill("device", key ? key.keyid.slice(0, SHOWN) : "", row);
  show(standing, row);
  return standing;
};

const tell = (form: HTMLFormElement, problem: string): void => {
  const parts = [...form.querySelectorAll<HTMLElement>("[data-problem]")];
  const known = parts.some((part) => part.dataset["problem"] === problem);
  for (const part of parts) part.hidden = part.dataset["problem"] !== (problem && !known ? "other" : problem);
  if (!problem) form.reset();
};

/** Ask for enrolment with the typed code; return the code of what is wrong, "" when it was asked. */
const enrol = async (store: Store, place: Place, form: HTMLFormElement): Promise<string> => {
  const code = readCode(String(new FormData(form).get("code") ?? ""));
  if (!code) return "enrolment.mistyped";
  try {
    const invited = await invitedBy(code);
    const known = isProblem(invited) ? await resumed(store, place, code, invited) : undefined;
    if (isProblem(invited)) return known ?? invited.code;
    if (!place.offices.includes(invited.office) || invited.log !== place.log) return "enrolment.other";
    return await ask(store, code, invited);
  } catch (fault) {
    if (fault instanceof Unreached) return "unreached";
    throw fault;
  }
};

/** Ask once more with a key that waits, where the answer to the first time was lost and the code seems used. */
const resumed = async (store: Store, place: Place, code: string, problem: Problem): Promise<string | undefined> => {
  if (problem.code !== "enrolment.used") return undefined;
  for (const office of place.offices) {
    const key = await keyFor(store, place.log, office);
    if (key?.standing === "waiting" && (await claimed(code, key)) === "") return "";
  }
  return undefined;
};

/** Make a key, keep it, and only then ask; a key that waits for the same office is asked for again. */
const ask = async (store: Store, code: string, { log, office, inviter }: Invited): Promise<string> => {
  const before = await keyFor(store, log, office);
  const key = before?.standing === "waiting" ? before : await fresh(log, office, inviter);
  await keepKey(store, key);
  void persist();
  const problem = await claimed(code, key);
  if (problem) await note(store, key.keyid, "withdrawn");
  return problem;
};

const fresh = async (log: string, office: string, inviter: string): Promise<KeptKey> => {
  const { keyid, algorithm, public: spelt, secret } = await generate();
  const madeAt = new Date().toISOString();
  const key = { keyid, log, office, algorithm, public: base64.encode(spelt), secret, inviter, madeAt };
  return { ...key, standing: "waiting" };
};

const claimed = async (code: string, key: KeptKey): Promise<string> => {
  const { keyid: device, log, office, algorithm } = key;
  const proof = base64.encode(await signerOf(key).sign(proofMessage({ log, office, device })));
  const answer = await claim({ code, device, algorithm, key: key.public, proof });
  return isProblem(answer) ? answer.code : "";
};

const isProblem = (answer: Invited | Problem): answer is Problem => "code" in answer;
