/** The frame around every screen: its head with the way back, signal and outbox; drills marked in plain sight. */

import type { Held, Screen } from "./app";
import { h, link, shape } from "./dom";
import { say } from "./words";

export interface Framed {
  readonly screen: Screen;
  readonly anew: boolean;
  readonly online: boolean;
  readonly has: Held;
}

let leave: (() => void) | undefined;

/** Put a screen into the page; a new one begins at its head, the same one keeps place and focus. */
export const frame = ({ screen, anew, online, has }: Framed): void => {
  leave?.();
  leave = screen.leave;
  const main = document.getElementById("main") as HTMLElement;
  const held = anew ? undefined : focused();
  const unfolded = anew ? [] : [...main.querySelectorAll("details")].map(({ open }) => open);
  const top = scrollY;
  document.title = `${screen.title} · ${say("app")}`;
  document.getElementById("bar")?.replaceChildren(...bar(screen, online, has));
  document.getElementById("banner")?.replaceChildren(...banner(has));
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
  if (named) return at?.matches("input") ? `[data-key="${CSS.escape(named)}"]` : `[data-key="${CSS.escape(named)}"]`;
  return at?.id ? `#${CSS.escape(at.id)}` : at?.matches("h1") ? "h1" : undefined;
};

const bar = ({ back }: Screen, online: boolean, { outbox, key }: Held): Node[] => {
  const waits = outbox.filter(({ state }) => state === "waiting").length;
  const way = back === undefined ? h("span", { class: "mark" }, say("app")) : link(back, { class: "back" }, "‹ ", say("back"));
  if (!key) return [way];
  const signal = say(online ? "online" : "offline");
  const told = waits > 0 ? say("waitingShort", { n: waits }) : signal;
  const spoken = [say("outbox"), signal, told].filter((one, place, all) => all.indexOf(one) === place).join(", ");
  return [way, link("outbox", { class: "signal", "aria-label": spoken }, shape(online ? "complete" : "unmatched"), told)];
};

const banner = ({ world }: Held): Node[] => [
  ...(world?.me.drill ? [h("p", { class: "drill" }, say("drill"))] : []),
];
