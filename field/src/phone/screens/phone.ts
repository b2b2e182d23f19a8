/** This phone: its office, language and version; the people near it; the short guide. */

import { type KeptKey, persist } from "../../store/db";
import { noteDown } from "../../store/notes";
import { ACTIVE, type App, type Screen } from "../app";
import { button, h, link } from "../../dom";
import { calling, choice, heading, live, notice, nothing } from "../parts";
import { clockOffset } from "../requests";
import { newVersion, takeUp, versionHere } from "../update";
import { either, hour, type Language, language, say, speak, type Word } from "../words";
import { nameIn, type Person } from "../world";

const SHOWN = 12;

/** Return what this phone says of itself. */
export const phoneScreen = async (app: App): Promise<Screen> => {
  const { key, world } = app;
  const keys = (await app.store.getAll("keys")).filter(({ standing }) => standing !== "withdrawn");
  const told = live();
  const fetchNow = async (): Promise<void> => {
    await app.send();
    told.replaceChildren(app.online ? notice("complete", say("synced")) : notice("attention", say("unreached")));
  };
  return {
    title: say("thisPhone"),
    back: "",
    body: [
      heading(say("thisPhone"), nameIn(world, key.office)),
      told,
      button(say("syncNow"), fetchNow, { class: "primary", "data-key": "sync" }),
      await updateNotice(app),
      languages(app),
      keys.length > 1 && offices(app, keys),
      h(
        "dl",
        { class: "facts" },
        (await facts(app)).flatMap(([name, value]) => [h("dt", {}, say(name)), h("dd", {}, value)]),
      ),
      Math.abs(clockOffset()) > 60 &&
        h("p", { class: "meta" }, say("clockNote", { minutes: Math.round(Math.abs(clockOffset()) / 60) })),
      link("enrol", { class: "second" }, say("anotherOffice")),
    ],
  };
};

const facts = async ({ key, kept }: App): Promise<ReadonlyArray<readonly [Word, string]>> => [
  ["office", key.office],
  ["log", key.log],
  ["device", key.keyid.slice(0, SHOWN)],
  ["lastSync", hour(kept.hour)],
  ["storage", say((await persist()) ? "persisted" : "unpersisted")],
  ["version", (await versionHere()).slice(0, SHOWN) || "–"],
];

const languages = (app: App): HTMLElement => {
  const one = (code: Language, name: string): HTMLElement =>
    choice(
      "language",
      "radio",
      h("span", { lang: code }, name),
      language() === code,
      () => {
        speak(code);
        return app.redraw();
      },
      { "data-key": `language:${code}` },
    );
  return h("fieldset", {}, h("legend", {}, say("language")), one("id", "Bahasa Indonesia"), one("en", "English"));
};

const offices = (app: App, keys: readonly KeptKey[]): HTMLElement =>
  h(
    "fieldset",
    {},
    h("legend", {}, say("offices")),
    keys.map((key) =>
      choice("office", "radio", nameIn(app.world, key.office), key.keyid === app.key.keyid, async () => {
        await noteDown(app.store, ACTIVE, key.keyid);
        await app.reread();
        await app.redraw();
      }),
    ),
  );

/** Return the offer of a new version; none in the days when nothing may change unless it is urgent. */
export const updateNotice = async ({ world }: App): Promise<HTMLElement | false> => {
  const { offer, urgent } = world.me.app;
  if (!(offer || urgent) || !(await newVersion())) return false;
  return h(
    "div",
    { class: "update" },
    notice("moving", say("updateNote")),
    button(say("update"), takeUp, { class: "second" }),
  );
};

const WHY: Readonly<Record<Person["why"], Word>> = {
  above: "whyAbove",
  below: "whyBelow",
  party: "whyParty",
  here: "whyHere",
};

/** Return the people right above, right below and beside this office, with what to call them by. */
export const peopleScreen = ({ world }: App): Screen => ({
  title: say("people"),
  back: "",
  body: [
    heading(nameIn(world, world.me.office), say("people")),
    world.people.length === 0 && nothing("noPeople", "noPeopleNext"),
    h(
      "ul",
      { class: "rows" },
      world.people.map((person) =>
        h(
          "li",
          { class: "person" },
          ...calling(
            person.name,
            `${person.title} · ${nameIn(world, person.office)} · ${say(WHY[person.why])}`,
            person.phone,
          ),
        ),
      ),
    ),
  ],
});

/** Return the role's one page. */
export const briefingScreen = ({ world }: App): Screen => ({
  title: say("briefing"),
  back: "",
  body: [h("h1", { tabindex: "-1" }, say("briefing")), ...drawn(world.briefing ? either(world.briefing) : "")],
});

/** Draw the little of Markdown a guide uses: headings, lists, paragraphs. */
const drawn = (text: string): readonly HTMLElement[] =>
  text.split(/\n{2,}/).flatMap((block) => {
    const lines = block.split("\n").map((one) => one.replace(/\*\*|`/g, "").replace(/\[([^\]]+)\]\([^)]*\)/g, "$1"));
    if (/^#+ /.test(block))
      return [h("h2", {}, (lines[0] ?? "").replace(/^#+ /, "")), ...drawn(lines.slice(1).join("\n"))];
    if (/^\s*(-|\d+\.) /.test(block)) {
      return [
        h(
          /^\s*-/.test(block) ? "ul" : "ol",
          { class: "guide" },
          items(lines).map((one) => h("li", {}, one)),
        ),
      ];
    }
    return block.trim() ? [h("p", {}, lines.join(" "))] : [];
  });

const items = (lines: readonly string[]): readonly string[] =>
  lines.reduce<string[]>((found, one) => {
    if (/^\s*(-|\d+\.) /.test(one)) found.push(one.replace(/^\s*(-|\d+\.) /, "").trim());
    else found.push(`${found.pop() ?? ""} ${one.trim()}`);
    return found;
  }, []);
