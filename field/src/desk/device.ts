/** The page of this browser: which keys it holds, a code typed in, four words to read aloud. */

import { askWith } from "../keys/asking";
import { readCode, spokenWords } from "../keys/enrolment";
import { currentKey } from "../keys/standing";
import { type Invited, Unreached } from "../server";
import type { Store } from "../store/db";
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
  const ours = ({ log, office }: Invited): boolean => log === place.log && place.offices.includes(office);
  try {
    const asked = await askWith(store, code, ours);
    return typeof asked === "string" ? asked : "";
  } catch (fault) {
    if (fault instanceof Unreached) return "unreached";
    throw fault;
  }
};
