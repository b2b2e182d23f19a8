/** Parts screens are made of. */

import { type Child, h, link, type Props, shape, type State } from "../dom";
import { say, type Word } from "./words";

/** The two lines every screen begins with: where one is, and the answer in large type. */
export const heading = (where: Child, answer: Child): HTMLElement =>
  h("header", { class: "head" }, h("p", { class: "line1" }, where), h("h1", { tabindex: "-1" }, answer));

/** A sentence that needs a look, with its shape; what is said at once to those who listen. */
export const notice = (state: State, ...words: readonly Child[]): HTMLElement =>
  h("p", { class: `notice ${state}` }, shape(state), h("span", {}, ...words));

/** A place whose words are read aloud when they change. */
export const live = (...words: readonly Child[]): HTMLElement => h("div", { role: "status", class: "live" }, ...words);

/** A large row that leads on: a shape, what it is, what is known of it. */
export const row = (to: string, state: State, what: Child, meta: Child): HTMLElement =>
  h(
    "li",
    {},
    link(to, { class: "row" }, shape(state), h("span", { class: "what" }, what), h("span", { class: "meta" }, meta)),
  );

/** A list of rows under a heading; nothing when it is empty. */
export const section = (title: Child, rows: readonly HTMLElement[]): HTMLElement | false =>
  rows.length > 0 && h("section", {}, title && h("h2", {}, title), h("ul", { class: "rows" }, rows));

/** The same, folded until it is asked for. */
export const folded = (title: string, rows: readonly HTMLElement[]): HTMLElement | false =>
  rows.length > 0 && h("details", {}, h("summary", {}, title), h("ul", { class: "rows" }, rows));

/** What an empty screen says: that there is nothing, and what to do next. */
export const nothing = (what: Word, next: Word): HTMLElement =>
  h("div", { class: "calm" }, h("p", {}, say(what)), h("p", { class: "meta" }, say(next)));

/** What a screen says on which nothing can be done: why, what next, and the way to the first screen. */
export const ending = (what: Word, next: Word): readonly HTMLElement[] => [
  heading("", say(what)),
  h("p", {}, say(next)),
  link("", { class: "primary" }, say("toHome")),
];

/** Somebody to call: who they are, and their number to tap on. */
export const calling = (name: string, what: string, phone: string): readonly (HTMLElement | false)[] => [
  h("span", { class: "what" }, name, h("small", {}, what)),
  phone !== "" && h("a", { class: "verb", href: `tel:${phone}`, "aria-label": `${say("call")} ${name} ${phone}` }, phone),
];

/** A labelled field of a form. */
export const field = (label: string, input: HTMLElement, hint = "", fault = ""): HTMLElement => {
  const id = input.id;
  const told = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(" ");
  if (told) input.setAttribute("aria-describedby", told);
  if (fault) input.setAttribute("aria-invalid", "true");
  return h(
    "div",
    { class: "field" },
    h("label", { for: id }, label),
    hint && h("p", { class: "meta", id: `${id}-hint` }, hint),
    input,
    fault && h("p", { class: "fault", id: `${id}-fault` }, shape("attention"), h("span", {}, fault)),
  );
};

/** One of a few, or several: large, each with its own target. */
export const choice = (
  name: string,
  type: "radio" | "checkbox",
  label: Child,
  checked: boolean,
  act: (on: boolean) => unknown,
  props: Props = {},
): HTMLElement => {
  const input = h("input", { type, name, checked, ...props });
  input.addEventListener("change", () => void act(input.checked));
  return h("label", { class: "choice" }, input, h("span", {}, label));
};
