/** The frame around every screen: its head with the way back, signal and outbox; drills marked in plain sight. */

import type { Held, Screen } from "./app";
import { button, h, link, shape } from "../dom";
import { notice } from "./parts";
import { language, say, speak } from "./words";

export interface Seen {
  readonly screen: Screen;
  readonly online: boolean;
  /** Whether what came from the server found no room. */
  readonly full: boolean;
  readonly has: Held;
}

let leave: (() => void) | undefined;

/** Tell whether a camera, a turn of codes or half a word would be lost if the screen were drawn anew now. */
export const busy = (): boolean =>
  leave !== undefined ||
  [
    ...document.querySelectorAll<HTMLInputElement>(
      "main input:not([type=checkbox], [type=radio], [type=file]), main textarea",
    ),
  ].some((one) => one === document.activeElement || one.value !== one.defaultValue);

const place = (): HTMLElement => document.getElementById("main") as HTMLElement;

/** Take nothing more on the screen that stands, since another is on its way. */
export const leaving = (): void => {
  place().inert = true;
};

/** Draw the head and the banner anew, and leave the screen as it is. */
export const drawHead = ({ screen, online, full, has }: Seen): void => {
  document.getElementById("bar")?.replaceChildren(...bar(screen, online, has));
  document.getElementById("banner")?.replaceChildren(...banner(has, full));
};

/** Put a screen into the page; a new one begins at its head, the same one keeps place and focus. */
export const frame = ({ anew, ...seen }: Seen & { readonly anew: boolean }): void => {
  const { screen } = seen;
  leave?.();
  leave = screen.leave;
  const main = place();
  const held = anew ? undefined : focused();
  const unfolded = anew ? [] : [...main.querySelectorAll("details")].map(({ open }) => open);
  const top = scrollY;
  document.title = `${screen.title} · ${say("app")}`;
  drawHead(seen);
  main.inert = false;
  main.replaceChildren(...screen.body.filter((one) => one !== false && one !== undefined));
  const details = main.querySelectorAll("details");
  if (details.length === unfolded.length) details.forEach((one, place) => (one.open = unfolded[place] === true));
  if (anew) main.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  else if (held) main.querySelector<HTMLElement>(held)?.focus({ preventScroll: true });
  scrollTo(0, anew ? 0 : top);
};

/** Return how the element in focus is found again after drawing. */
const focused = (): string | undefined => {
  const at = document.activeElement as HTMLElement | null;
  const named = at?.closest<HTMLElement>("[data-key]")?.dataset["key"];
  if (named) return `[data-key="${CSS.escape(named)}"]`;
  return at?.id ? `#${CSS.escape(at.id)}` : at?.matches("h1") ? "h1" : undefined;
};

const bar = ({ back }: Screen, online: boolean, { outbox, key }: Held): Node[] => {
  const waits = outbox.filter(({ state }) => state === "waiting").length;
  const way =
    back === undefined ? h("span", { class: "mark" }, say("app")) : link(back, { class: "back" }, "‹ ", say("back"));
  if (!key) return [way, tongue()];
  const signal = say(online ? "online" : "offline");
  const told = waits > 0 ? say("waitingShort", { n: waits }) : signal;
  const spoken = [say("outbox"), signal, told].filter((one, place, all) => all.indexOf(one) === place).join(", ");
  return [
    way,
    link("outbox", { class: "signal", "aria-label": spoken }, shape(online ? "complete" : "unmatched"), told),
  ];
};

/** The other language, before there is any other screen to choose it on. */
const tongue = (): HTMLElement => {
  const other = language() === "id" ? "en" : "id";
  const words = h("span", { lang: other }, say("otherLanguage"));
  return button(words, () => {
    speak(other);
    location.reload();
  });
};

const banner = ({ world }: Held, full: boolean): Node[] => [
  ...(world?.me.drill ? [h("p", { class: "drill" }, say("drill"))] : []),
  ...(full ? [notice("serious", say("fullSync"))] : []),
];
