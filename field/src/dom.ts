/** Elements in one line each; every word on them comes from the words of what draws them. */

export type Child = Node | string | false | undefined | readonly Child[];
type Handler = (event: Event) => void;
export type Props = Readonly<Record<string, string | number | boolean | Handler | undefined>>;

const SVG = "http://www.w3.org/2000/svg";

const dress = <E extends Element>(element: E, props: Props, children: readonly Child[]): E => {
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, String(value));
  }
  append(element, children);
  return element;
};

const append = (element: Element, children: readonly Child[]): void => {
  for (const child of children) {
    if (Array.isArray(child)) append(element, child);
    else if (child) element.append(child as Node | string);
  }
};

/** Return an element; a property that is a function listens to the event of its name. */
export const h = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] => dress(document.createElement(tag), props, children);

export type State = "complete" | "moving" | "waiting" | "attention" | "serious" | "differ" | "unmatched";

/** Return a state's shape; the word that says the same stands beside it. */
export const shape = (state: State): SVGElement => {
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#${state}`);
  return dress(document.createElementNS(SVG, "svg"), { class: `shape ${state}`, "aria-hidden": "true" }, [use]);
};

/** Return a button that does something once at a time. */
export const button = (words: Child, act: () => unknown, props: Props = {}): HTMLButtonElement => {
  const made = h("button", { type: "button", ...props }, words);
  made.addEventListener("click", () => {
    if (made.getAttribute("aria-busy")) return;
    made.setAttribute("aria-busy", "true");
    void Promise.resolve(act()).finally(() => made.removeAttribute("aria-busy"));
  });
  return made;
};

/** Return a link to another screen. */
export const link = (to: string, props: Props, ...children: readonly Child[]): HTMLAnchorElement =>
  h("a", { href: `#/${to}`, ...props }, ...children);
