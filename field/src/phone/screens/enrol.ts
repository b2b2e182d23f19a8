/** How a phone comes to speak for an office: a code, four words read aloud, the first data. */

import { askWith } from "../../keys/asking";
import { readCode, spokenWords } from "../../keys/enrolment";
import { Unreached } from "../../server";
import type { KeptKey, Store } from "../../store/db";
import { note } from "../../store/keyring";
import { noted, noteDown } from "../../store/notes";
import { sha256 } from "../../ledger/bytes";
import { ACTIVE, type Go, type Screen } from "../app";
import { button, h, link } from "../../dom";
import { field, heading, live, notice } from "../parts";
import { scanner, type Scanner } from "../scanner";
import { either, say, WORDS, type Word } from "../words";

const PHONE = "phone";
const MARK_BYTES = 16;
const BEYOND = /[^0-9A-Za-z-]/;

/** Return the screen on which a code is typed. */
export const enrolScreen = (store: Store, go: Go, first: boolean): Screen => {
  const told = live();
  const props = { id: "code", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", maxlength: 20 };
  const input = h("input", { ...props, class: "code", enterkeyhint: "go" });
  const form = h(
    "form",
    {},
    field(say("code"), input, say("codeHint")),
    h("button", { class: "primary" }, say("enrol")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void enrolWith(store, input.value).then((problem) =>
      problem ? told.replaceChildren(notice("attention", problem)) : go(""),
    );
  });
  return {
    title: say("enrolTitle"),
    ...(first ? {} : { back: "phone" }),
    body: [
      heading(say("app"), say("enrolTitle")),
      h("p", {}, say("enrolLead")),
      told,
      form,
      link("enrol/scan", { class: "second" }, say("scanCode")),
    ],
  };
};

/** Return the screen on which a code is scanned off the sheet. */
export const enrolScanScreen = (store: Store, go: Go): Screen => {
  const camera: Scanner = scanner({
    label: say("code"),
    hint: say("codeHint"),
    onCode: async (text) => {
      const problem = await enrolWith(store, text.split(BEYOND).pop() ?? "");
      if (problem) camera.tell(notice("attention", problem));
      else go("");
    },
  });
  return {
    title: say("scanCode"),
    back: "enrol",
    leave: camera.stop,
    body: [h("h1", { tabindex: "-1" }, say("scanCode")), camera.node],
  };
};

const enrolWith = async (store: Store, typed: string): Promise<string> => {
  const code = readCode(typed);
  if (!code) return say("enrolment.mistyped");
  try {
    const asked = await askWith(store, code, () => true, await phoneName(store));
    if (typeof asked !== "string") await noteDown(store, ACTIVE, asked.keyid);
    return typeof asked === "string" ? problemSaid(asked) : "";
  } catch (fault) {
    if (fault instanceof Unreached) return say("enrolUnreached");
    throw fault;
  }
};

const problemSaid = (code: string): string => (code in WORDS ? say(code as Word) : say("enrolOther", { code }));

/** Return by what name this phone asks for all its keys: a hash of chance, made once. */
const phoneName = async (store: Store): Promise<string> => {
  const before = await noted<string>(store, PHONE);
  if (before) return before;
  const name = await sha256(crypto.getRandomValues(new Uint8Array(MARK_BYTES)));
  await noteDown(store, PHONE, name);
  return name;
};

const called = ({ names }: KeptKey, office: string): string => {
  const [id, en] = names?.[office] ?? [office, office];
  return either({ id, en });
};

/** Return the screen of a key that asked and waits: four words, large, to be read aloud. */
export const waitingScreen = async (store: Store, key: KeptKey, go: Go): Promise<Screen> => {
  const words = await spokenWords({ log: key.log, office: key.office, device: key.keyid });
  const again = async (): Promise<void> => {
    await note(store, key.keyid, "withdrawn");
    go("enrol");
  };
  return {
    title: say("asked"),
    body: [
      heading(say("officeOfCode", { office: called(key, key.office) }), say("wordsTitle")),
      h(
        "p",
        { class: "spoken", lang: "id" },
        words.map((word) => h("span", {}, word)),
      ),
      h("p", {}, say("wordsLead", { inviter: called(key, key.inviter) })),
      live(notice("unmatched", say("asked"))),
      h("p", { class: "meta" }, say("wordsOther")),
      button(say("again"), again, { class: "second" }),
    ],
  };
};

/** Return the screen of a key that was confirmed and has no data yet. */
export const firstScreen = (key: KeptKey, reached: boolean): Screen => ({
  title: say("firstSync"),
  body: [
    heading(called(key, key.office), say("firstSync")),
    h("p", {}, say("firstSyncWait")),
    live(reached ? "" : notice("attention", say("unreached"))),
  ],
});
