/** The server's door as this browser knows it; every failure is a value, for the page to say. */

import type { Sent, Standing } from "./store/db";

const API = "/api/v1";
const SIMULATED_AT = "Sepaham-Simulated-At";
const PATIENCE = 20_000;
const FOUND = 200;
const NOT_FOUND = 404;
const TOO_LARGE = 413;

/** The server could not be reached, or did not answer as it should; nothing is known of what was sent. */
export class Unreached extends Error {}

export interface Problem {
  readonly code: string;
  readonly detail: string;
}

export interface Answer {
  readonly outcome: "accepted" | "duplicate" | "quarantined" | "refused";
  readonly index: number;
  readonly problem?: Problem;
}

export interface Invited {
  readonly log: string;
  readonly office: string;
  readonly inviter: string;
  readonly names?: Readonly<Record<string, readonly [string, string]>>;
}

export interface Claim {
  readonly code: string;
  readonly device: string;
  readonly algorithm: string;
  readonly key: string;
  readonly proof: string;
  readonly phone?: string;
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

const WITHOUT_COOKIES = { credentials: "omit", cache: "no-store" } as const;

/** Return a signal that ends a request after some milliseconds; browsers of 2022 have none of their own. */
export const patience = (milliseconds: number): AbortSignal => {
  const control = new AbortController();
  setTimeout(() => control.abort(), milliseconds);
  return control.signal;
};

const call = async (path: string, init: RequestInit = {}): Promise<Reply> => {
  try {
    const answer = await fetch(API + path, { ...init, ...WITHOUT_COOKIES, signal: patience(PATIENCE) });
    return { status: answer.status, body: answer.status === TOO_LARGE ? null : await answer.json() };
  } catch (fault) {
    throw new Unreached(String(fault));
  }
};

const post = (path: string, body: string, headers: Record<string, string> = {}): Promise<Reply> =>
  call(path, { method: "POST", body, headers: { "Content-Type": "application/json", ...headers } });

/**
 * Hand signed statements in, in their order, and return one answer for each; or that they are too many at once.
 *
 * @throws {Unreached} No answer came for them: they may or may not have been kept, and are sent again.
 */
export const handIn = async (batch: readonly Sent[]): Promise<readonly Answer[] | "too large"> => {
  const at = batch[0]?.simulatedAt ?? "";
  const body = `{"statements":[${batch.map((one) => one.envelope).join(",")}]}`;
  const { status, body: told } = await post("/statements", body, at ? { [SIMULATED_AT]: at } : {});
  if (status === TOO_LARGE) return "too large";
  const reply = told as { answers?: readonly Answer[]; detail?: string } | null;
  if (reply?.answers?.length !== batch.length) throw new Unreached(reply?.detail ?? "half an answer");
  return reply.answers;
};

/** Ask for which office a code is; a problem where it is not taken. */
export const invitedBy = async (code: string): Promise<Invited | Problem> =>
  (await post("/enrolments/code", JSON.stringify({ code }))).body as Invited | Problem;

/** Ask that a new key be enrolled; a problem where it is not taken. */
export const claim = async (asked: Claim): Promise<Invited | Problem> =>
  (await post("/enrolments", JSON.stringify(asked))).body as Invited | Problem;

/**
 * Return how far a device has come as the server knows it; undefined where it knows none of that name.
 *
 * @throws {Unreached} The server did not say.
 */
export const standingOf = async (device: string): Promise<Standing | undefined> => {
  const { status, body } = await call(`/enrolments/${device}`);
  if (status === FOUND) return (body as { standing: Standing }).standing;
  if (status === NOT_FOUND) return undefined;
  throw new Unreached(`status ${status}`);
};
