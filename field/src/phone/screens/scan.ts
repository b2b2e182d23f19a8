/** Scanning: any code from the first screen, or one unit after the other within a count. */

import { type Collected, Collector } from "../../qr";
import { isUnitCode, readUnit, stationOf } from "../../units/codes";
import type { App, Screen } from "../app";
import { hear, type Heard } from "../carried";
import * as count from "../count";
import { answerTo, type Counting, countingOf, keepCount } from "../counting";
import { button, h, link, shape } from "../../dom";
import { live, notice } from "../parts";
import { unitName } from "../pieces";
import { ask } from "../requests";
import { scanner, type Scanner } from "../scanner";
import { sideOf } from "../tasks";
import { say, WORDS, type Word } from "../words";
import { type Load, nameIn, placeIn, type World } from "../world";
import { lostScreen, taskTitle } from "./home";

const SIDES: Readonly<Record<string, "give" | "receive">> = { "handover.give": "give", "handover.receive": "receive" };

/** Return the screen that takes any code: another phone's statement, or a label. */
export const scanScreen = (app: App): Screen => {
  const collector = new Collector();
  const camera: Scanner = scanner({
    label: say("typeInstead"),
    hint: say("typeWhole"),
    onCode: async (text) => {
      const unit = readUnit(text);
      if (isUnitCode(unit)) return app.go(`check/${unit}`);
      await taken(app, camera, await collector.add(text));
    },
  });
  return {
    title: say("scan"),
    back: "",
    leave: camera.stop,
    body: [h("h1", { tabindex: "-1" }, say("scanTitle")), camera.node],
  };
};

const taken = async (app: App, camera: Scanner, { done, have, of, envelope, problem }: Collected): Promise<void> => {
  if (problem) return camera.tell(notice("attention", say("scan.nothing")));
  if (!done || !envelope) return camera.tell(notice("moving", say("scanPart", { have, of })));
  const heard = await hear(app, envelope);
  if (typeof heard === "string") return camera.tell(notice("serious", wrong(heard)));
  const problemHere = await answer(app, heard);
  if (problemHere) camera.tell(problemHere);
  void app.send();
};

const wrong = (code: string): string => {
  if (code === "scan.own") return say("scan.ownCode");
  const word = `scan.${code}`;
  return word in WORDS ? say(word as Word) : say("scan.other", { code });
};

/** Go where a scanned statement is answered; what is said where it cannot be. */
const answer = async (app: App, heard: Heard): Promise<HTMLElement | undefined> => {
  const hash = String(heard.said.body["list"] ?? "");
  const side = SIDES[heard.said.kind];
  const load = app.world.lists[hash] ?? (await fetched(app, hash));
  await app.took();
  if (!load || !side) return notice("attention", say(load ? "scan.qr.kind" : "scan.list"));
  const { giver, receiver } = load.list;
  if (side === "receive" && app.key.office === giver) return void app.go(`reply/${heard.id}`);
  if (side === "give" && app.key.office === receiver) return void (await begin(app, "receive", hash, heard));
  if (load.role === "observe") return void (await begin(app, "observe", hash, heard));
  return notice(
    "attention",
    say("scan.notYours", { giver: nameIn(app.world, giver), receiver: nameIn(app.world, receiver) }),
  );
};

const begin = async (app: App, doing: string, hash: string, { id, said }: Heard): Promise<void> => {
  await answerTo(app, doing, hash, id, SIDES[said.kind] ?? "");
  app.go(`count/${doing}/${hash}`);
};

/** Ask for a list that was not synced, where there is signal; it is kept with the next sync. */
const fetched = async (app: App, hash: string): Promise<Load | undefined> => {
  try {
    const { status, body } = await ask(app.key, { method: "GET", path: `/field/lists/${hash}` });
    return status === 200 && (await app.adopt(hash, body)) ? (body["value"] as Load) : undefined;
  } catch {
    return undefined;
  }
};

/** Return the screen on which units are scanned one after the other into a count. */
export const countScanScreen = async (app: App, doing: string, hash: string): Promise<Screen> => {
  const found = await countingOf(app, doing, hash);
  if (!found) return lostScreen();
  const { task } = found;
  const figure = h("h1", { tabindex: "-1" });
  const figures = live(figure);
  const draw = (): void => {
    figure.textContent = say("countOf", { n: count.present(found.now, task.units), of: task.units.length });
  };
  draw();
  const camera: Scanner = scanner({
    label: say("typeInstead"),
    hint: say("typeHint"),
    onCode: async (text, typed) => {
      camera.tell(...(await counted(app, found, text, typed)));
      draw();
    },
  });
  const back = `count/${doing}/${hash}`;
  const body = [
    h("p", { class: "line1" }, taskTitle(app.world, task)),
    figures,
    camera.node,
    link(back, { class: "primary" }, say("done")),
  ];
  return { title: say("scan"), back, leave: camera.stop, body };
};

/** Take one scanned or typed unit into a count; say at once when it belongs elsewhere. */
const counted = async (app: App, found: Counting, text: string, typed: boolean): Promise<Array<Node | false>> => {
  const { task, now } = found;
  const read = readUnit(text);
  const hits = typed ? count.endingAs(read, task.units) : task.units.filter((code) => code === read);
  if (hits.length > 1) return [notice("attention", say("several", { n: hits.length }))];
  const [code] = hits;
  if (code) {
    const again = now.here.includes(code);
    await keepCount(app, found, (old) => count.tick(old, [code]));
    return [
      notice("complete", say(again ? "scannedAgain" : "scanned", { unit: unitName(app.world, code, task.units) })),
    ];
  }
  if (!isUnitCode(read))
    return [notice("attention", typed && read.length < 8 ? say("noneEnding", { code: read }) : say("scan.slip"))];
  return [notice("serious", elsewhere(app.world, read)), ...extraButtons(app, found, read)];
};

const elsewhere = (world: World, code: string): string => {
  const load = Object.values(world.lists).find(({ list, role }) => role !== "observe" && list.units.includes(code));
  if (load) return say("foreignTruck", { receiver: nameIn(world, load.list.receiver) });
  return say("foreignStation", { station: placeIn(world, stationOf(code)) });
};

const extraButtons = (app: App, found: Counting, code: string): Node[] => {
  const told = h("div", { class: "ways" });
  const take = async (): Promise<void> => {
    await keepCount(app, found, (old) => count.remark(old, code, "extra"));
    told.replaceChildren(notice("attention", say("extra")));
  };
  told.append(
    button(say("leaveIt"), () => told.replaceChildren(), { class: "verb" }),
    button(say("takeExtra"), take, { class: "verb" }),
  );
  return [told];
};

/** Return the screen that tells what is known of a scanned unit. */
export const checkScreen = (app: App, code?: string): Screen => {
  if (!code) return scanScreen(app);
  const { world } = app;
  const [hash, load] = Object.entries(world.lists).find(([, one]) => one.list.units.includes(code)) ?? ["", undefined];
  const unit = world.units[code];
  const known = load && [
    notice("complete", say("checkYours")),
    h("p", {}, `${nameIn(world, load.list.giver)} → ${nameIn(world, load.list.receiver)}`),
    ...(hash && !sideOf(load.accounts, "receive")
      ? [link(`count/${load.role}/${hash}`, { class: "second" }, taskTitle(world, { doing: load.role, load }))]
      : []),
  ];
  return {
    title: say("checkTitle"),
    back: "",
    body: [
      h("p", { class: "line1" }, code),
      h("h1", { tabindex: "-1" }, shape(load ? "complete" : "attention"), " ", unitName(world, code, [])),
      ...(known ?? [notice("attention", say("checkNotYours"))]),
      unit && h("p", {}, say("checkPlace", { place: nameIn(world, unit.holder) })),
      unit?.seals && h("p", {}, say("sealKnown", { numbers: unit.seals.join(", ") || say("sealUnnumbered") })),
      link("check", { class: "primary" }, say("checkAnother")),
    ],
  };
};

/** Return the screen that says what the receiver replied. */
export const replyScreen = (app: App, id: string): Screen => {
  const one = app.outbox.find((sent) => sent.id === id);
  const load = app.world.lists[String(one?.said?.body["list"])];
  if (!one || !load) return lostScreen();
  const except = (one.said?.body["except"] ?? []) as ReadonlyArray<{ unit: string; what: "missing" }>;
  const of = load.list.units.length;
  const n = of - new Set(except.filter(({ what }) => what === "missing").map(({ unit }) => unit)).size;
  const office = nameIn(app.world, one.office);
  const known = app.world.keys[one.device] !== undefined;
  return {
    title: say("replied", { office }),
    back: "",
    body: [
      h("p", { class: "line1" }, say("replied", { office })),
      h(
        "h1",
        { tabindex: "-1" },
        shape(except.length > 0 ? "attention" : "complete"),
        " ",
        except.length > 0 ? say("repliedOff", { office, n, of, off: except.length }) : say("repliedAll", { office, n }),
      ),
      h(
        "ul",
        { class: "plain" },
        except.map(({ unit, what }) =>
          h("li", {}, shape("attention"), ` ${unitName(app.world, unit, load.list.units)}: ${say(what)}`),
        ),
      ),
      !known && notice("unmatched", say("unknownSigner")),
      h("p", { class: "meta" }, say("bothHeld")),
      link("", { class: "primary" }, say("done")),
    ],
  };
};
