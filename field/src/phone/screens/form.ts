/** Any form that came as data: its questions one under the other, its answers kept at each tap, signed once. */

import { forget, noted, noteDown } from "../../store/notes";
import { type App, type Screen, state } from "../app";
import { button, h, shape } from "../../dom";
import { type Answer, type Answers, bodyOf, type Fault, faults, type Form, type Question, shown } from "../forms";
import { choice, field, heading, live, notice } from "../parts";
import { unitName } from "../pieces";
import { either, say } from "../words";
import { placeIn } from "../world";
import { failure } from "./failure";
import { photoField } from "./photo";

const SHORT = 13;

export interface Asking {
  readonly form: Form;
  /** Under which name its answers are kept until they are signed. */
  readonly name: string;
  readonly title: string;
  readonly where: string;
  readonly back: string;
  /** Answers it begins with. */
  readonly first?: Answers;
  readonly action: string;
  /** What is done with the answers once nothing is wrong with them. */
  readonly done: (answers: Answers) => Promise<unknown>;
}

type Set = (key: string, answer: Answer | undefined, quiet?: boolean) => Promise<void>;

/** Return the screen of a form. */
export const formScreen = async (app: App, asking: Asking): Promise<Screen> => {
  const { form, name } = asking;
  let answers: Answers = (await noted<Answers>(app.store, name)) ?? asking.first ?? {};
  const told = live();
  const set: Set = async (key, answer, quiet = false) => {
    const { [key]: _old, ...others } = answers;
    answers = answer === undefined ? others : { ...others, [key]: answer };
    await noteDown(app.store, name, answers);
    if (!quiet) await app.redraw();
  };
  const questions = h("div", { class: "questions" });
  const draw = (wrong: Readonly<Record<string, Fault>> = {}): void =>
    questions.replaceChildren(
      ...shown(form, answers).map((one) => asked(app, one, answers[one.key], set, wrong[one.key])),
    );
  draw();
  const finish = async (): Promise<void> => {
    const wrong = faults(form, answers);
    const n = Object.keys(wrong).length;
    if (n === 0)
      return failure(told, async () => {
        await asking.done(answers);
        await forget(app.store, name);
      });
    draw(wrong);
    told.replaceChildren(notice("attention", say("fault", { n })));
    questions.querySelector<HTMLElement>("[aria-invalid] input, input[aria-invalid], [aria-invalid] button")?.focus();
  };
  return {
    title: asking.title,
    back: asking.back,
    body: [
      heading(asking.where, asking.title),
      form.intro && h("p", { class: "meta" }, either(form.intro)),
      questions,
      h("div", { class: "last" }, told, button(asking.action, finish, { class: "primary", "data-key": "sign" })),
    ],
  };
};

const asked = (app: App, question: Question, answer: Answer | undefined, set: Set, fault?: Fault): HTMLElement => {
  if (question.type === "number" || question.type === "text") return typed(question, answer, set, fault);
  const { key } = question;
  return h(
    "fieldset",
    { "aria-invalid": fault !== undefined },
    h("legend", {}, either(question.say)),
    question.help && h("p", { class: "meta" }, either(question.help)),
    question.type === "photo"
      ? photoField(app, listed(answer), (hashes) => set(key, hashes), say("photoHint"), question.most)
      : question.type === "units"
        ? units(app, question, listed(answer), set)
        : h("div", { class: brief(question) ? "choices brief" : "choices" }, choices(question, answer, set)),
    fault && h("p", { class: "fault" }, shape("attention"), h("span", {}, faultSaid(question, fault))),
  );
};

/** Tell whether all of a question's choices are so short that two stand side by side. */
const brief = ({ choices: some }: Question): boolean =>
  (some ?? []).every(({ say: words }) => either(words).length <= SHORT);

const listed = (answer: Answer | undefined): readonly string[] => (typeof answer === "object" ? answer : []);

const choices = ({ key, type, choices: some }: Question, answer: Answer | undefined, set: Set): HTMLElement[] =>
  (some ?? []).map(({ code, say: words }) => {
    const chosen = listed(answer);
    if (type === "choice") {
      return choice(key, "radio", either(words), answer === code, () => set(key, code), {
        "data-key": `${key}:${code}`,
      });
    }
    const flip = (on: boolean): Promise<void> =>
      set(key, on ? [...chosen, code] : chosen.filter((one) => one !== code));
    return choice(key, "checkbox", either(words), chosen.includes(code), flip, { "data-key": `${key}:${code}` });
  });

const typed = (question: Question, answer: Answer | undefined, set: Set, fault?: Fault): HTMLElement => {
  const { key, type, most, unit } = question;
  const props = {
    id: `q-${key}`,
    autocomplete: "off",
    ...(type === "number" ? { inputmode: "numeric" } : { maxlength: most }),
  };
  const input = type === "text" && (most ?? 0) > 80 ? h("textarea", { ...props, rows: 3 }) : h("input", props);
  input.value = answer === undefined ? "" : String(answer);
  input.addEventListener("input", () => void set(key, valueOf(type, input.value), true));
  const label = either(question.say) + (unit ? ` (${either(unit)})` : "");
  return field(label, input, question.help ? either(question.help) : "", fault ? faultSaid(question, fault) : "");
};

const valueOf = (type: Question["type"], text: string): Answer | undefined => {
  if (type !== "number") return text === "" ? undefined : text;
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : text.trim() === "" ? undefined : -1;
};

const units = (app: App, { key, most }: Question, chosen: readonly string[], set: Set): HTMLElement => {
  const known = Object.keys(app.world.units);
  const flip = (code: string, on: boolean): Promise<void> =>
    set(key, on ? [...chosen, code].slice(0, most) : chosen.filter((one) => one !== code));
  return h(
    "details",
    { open: chosen.length > 0 },
    h("summary", {}, say("pickUnits")),
    known
      .slice(0, 200)
      .map((code) =>
        choice(key, "checkbox", unitName(app.world, code, known), chosen.includes(code), (on) => flip(code, on), {
          "data-key": code,
        }),
      ),
  );
};

const faultSaid = ({ min, max, most }: Question, fault: Fault): string =>
  say(fault, { min: min ?? 0, max: max ?? "∞", most: most ?? "" });

/** Return the screen of a form that needs nothing but its answers, such as a report of trouble. */
export const plainFormScreen = async (app: App, id: string): Promise<Screen | undefined> => {
  const form = app.world.forms.find((one) => one.id === id);
  const region = app.world.me.regions[0];
  if (!form || !region) return undefined;
  const title = either(form.title);
  const done = async (answers: Answers): Promise<void> => {
    const sent = await state(app, { kind: form.kind, region, body: bodyOf(form, answers, {}), refs: [] }, title);
    app.go(`kept/${sent.id}`);
  };
  return formScreen(app, {
    form,
    name: `form:${id}`,
    title,
    where: placeIn(app.world, region),
    back: "",
    action: say("sign"),
    done,
  });
};

/** Return the screen that says a statement without a code to show is kept. */
export const keptScreen = (app: App, id: string): Screen => {
  const what = app.outbox.find((one) => one.id === id)?.title ?? "";
  return {
    title: say("shownKept"),
    back: "",
    body: [
      h("p", { class: "line1" }, say("shownKept")),
      h("h1", { tabindex: "-1" }, shape("complete"), " ", what),
      h("a", { class: "primary", href: "#/" }, say("done")),
      h("a", { class: "second", href: "#/outbox" }, say("outbox")),
    ],
  };
};
