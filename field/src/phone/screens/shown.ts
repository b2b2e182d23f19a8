/** A signed statement as a code for the phone across the table. */

import { drawQr, encodeStatement } from "../../qr";
import { utf8 } from "../../ledger/bytes";
import { opened } from "../../ledger/envelope";
import type { Sent } from "../../store/db";
import type { App, Screen } from "../app";
import { button, h, link, shape } from "../../dom";
import { notice } from "../parts";
import { hour, say } from "../words";
import { nameIn } from "../world";
import { lostScreen } from "./home";

const EACH = 1800;
const ONE_CODE = 1;

/** Return the screen that shows a statement's code, or its codes one after the other. */
export const shownScreen = async (app: App, id: string): Promise<Screen> => {
  const one = app.outbox.find((sent) => sent.id === id);
  if (!one) return lostScreen();
  const texts = await encodeStatement(opened(utf8(one.envelope)));
  const codes = texts.length > ONE_CODE ? frames(texts) : { node: drawing(texts[0] as string), stop: () => undefined };
  const gives = one.said?.kind === "handover.give" && !one.carried;
  return {
    title: say("shownKept"),
    back: "",
    leave: codes.stop,
    body: [
      h("p", { class: "line1" }, shape("complete"), ` ${say("shownKept")} · ${hour(one.simulatedAt || one.signedAt)}`),
      h("h1", { tabindex: "-1" }, whom(app, one)),
      codes.node,
      one.state === "refused" && notice("serious", say("isRefused", { why: one.told })),
      gives ? link("scan", { class: "primary" }, say("scanReply")) : link("", { class: "primary" }, say("done")),
      gives && link("", { class: "second" }, say("noReply")),
    ],
  };
};

const whom = ({ world }: App, { said }: Sent): string => {
  const list = world.lists[String(said?.body["list"])]?.list;
  if (list && said?.kind === "handover.give") return say("shownGive", { office: nameIn(world, list.receiver) });
  if (list && said?.kind === "handover.receive") return say("shownReceive", { office: nameIn(world, list.giver) });
  return say("shownAny");
};

const drawing = (text: string): HTMLElement => {
  const code = drawQr(text);
  code.setAttribute("aria-label", say("shownAny"));
  return h("div", { class: "qr" }, code);
};

/** Several codes take turns; a tap shows the next at once. */
const frames = (texts: readonly string[]): { node: HTMLElement; stop: () => void } => {
  let at = 0;
  const held = h("div", {});
  const told = h("p", { class: "meta" });
  const draw = (): void => {
    held.replaceChildren(drawing(texts[at] as string));
    told.textContent = say("shownPart", { at: at + 1, of: texts.length });
  };
  const next = (): void => {
    at = (at + 1) % texts.length;
    draw();
  };
  draw();
  let timer = setInterval(next, EACH);
  const tap = (): void => {
    clearInterval(timer);
    next();
    timer = setInterval(next, EACH);
  };
  return {
    node: h("div", { class: "frames" }, held, told, button(say("nextCode"), tap)),
    stop: () => clearInterval(timer),
  };
};
