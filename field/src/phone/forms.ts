/** Forms as data (docs/format/forms.md): which questions are shown, what is wrong, what the answers become. */

import type { Both } from "./world";

export type Answer = string | number | readonly string[];
export type Answers = Readonly<Record<string, Answer>>;

export type Condition =
  | { readonly key: string; readonly is: readonly string[] }
  | { readonly key: string; readonly not: readonly string[] }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] };

export interface Choice {
  readonly code: string;
  readonly say: Both;
}

export interface Question {
  readonly key: string;
  readonly type: "choice" | "choices" | "number" | "text" | "photo" | "units";
  readonly say: Both;
  readonly help?: Both;
  readonly required?: boolean;
  readonly when?: Condition;
  readonly into: string;
  readonly choices?: readonly Choice[];
  readonly min?: number;
  readonly max?: number;
  readonly most?: number;
  readonly unit?: Both;
}

export interface Form {
  readonly id: string;
  readonly version: number;
  readonly kind: string;
  readonly title: Both;
  readonly intro?: Both;
  readonly fixed?: Readonly<Record<string, unknown>>;
  readonly questions: readonly Question[];
}

export type Fault = "required" | "range" | "long" | "many";

const answered = (answer: Answer | undefined): answer is Answer =>
  typeof answer === "number" || (answer !== undefined && answer.length > 0);

/** Return the questions that are shown; an answer to a hidden one counts nowhere. */
export const shown = (form: Form, answers: Answers): readonly Question[] => {
  const counted: Record<string, Answer> = {};
  return form.questions.filter((question) => {
    if (question.when && !holds(question.when, counted)) return false;
    const answer = clean(answers[question.key]);
    if (answered(answer)) counted[question.key] = answer;
    return true;
  });
};

const clean = (answer: Answer | undefined): Answer | undefined => (typeof answer === "string" ? answer.trim() : answer);

const holds = (condition: Condition, counted: Answers): boolean => {
  if ("all" in condition) return condition.all.every((one) => holds(one, counted));
  if ("any" in condition) return condition.any.some((one) => holds(one, counted));
  const answer = counted[condition.key];
  const codes = typeof answer === "object" ? answer : answer === undefined ? [] : [String(answer)];
  if ("is" in condition) return codes.some((code) => condition.is.includes(code));
  return codes.length > 0 && !codes.some((code) => condition.not.includes(code));
};

/** Return what is wrong with the answers, by question; nothing when they can be signed. */
export const faults = (form: Form, answers: Answers): Readonly<Record<string, Fault>> =>
  Object.fromEntries(
    shown(form, answers).flatMap((question) => {
      const fault = faultOf(question, clean(answers[question.key]));
      return fault ? [[question.key, fault] as const] : [];
    }),
  );

const faultOf = (question: Question, answer: Answer | undefined): Fault | undefined => {
  if (!answered(answer)) return question.required ? "required" : undefined;
  if (typeof answer === "number") {
    const whole = Number.isInteger(answer) && answer >= (question.min ?? 0) && answer <= (question.max ?? answer);
    return whole ? undefined : "range";
  }
  if (answer.length <= (question.most ?? answer.length)) return undefined;
  return typeof answer === "string" ? "long" : "many";
};

/** Return the body the answers become, what the screen puts in (`put`) and what is fixed with it. */
export const bodyOf = (
  form: Form,
  answers: Answers,
  put: Readonly<Record<string, unknown>>,
): Record<string, unknown> => {
  const body: Record<string, unknown> = { ...put };
  for (const [path, value] of Object.entries(form.fixed ?? {})) set(body, path, value);
  for (const question of shown(form, answers)) {
    const answer = clean(answers[question.key]);
    if (answered(answer)) set(body, question.into, inOrder(question, answer));
  }
  return body;
};

const inOrder = ({ type, choices }: Question, answer: Answer): Answer => {
  if (type !== "choices" || typeof answer !== "object") return answer;
  return (choices ?? []).map(({ code }) => code).filter((code) => answer.includes(code));
};

const set = (body: Record<string, unknown>, path: string, value: unknown): void => {
  const steps = path.split(".");
  const last = steps.pop() as string;
  const holder = steps.reduce<Record<string, unknown>>((at, step) => {
    at[step] ??= {};
    return at[step] as Record<string, unknown>;
  }, body);
  holder[last] = value;
};
