/** Requests signed by this phone's key (docs/format/sync.md, section 1): no session, no cookie. */

import * as base64 from "../ledger/base64";
import { type Bytes, sha256, utf8 } from "../ledger/bytes";
import { signerOf } from "../keys/keys";
import { patience, Unreached } from "../server";
import type { KeptKey } from "../store/db";

const API = "/api/v1";
const PATIENCE = 30_000;
const UNAUTHORISED = 401;
const KEPT = "sepaham-clock";

export interface Asked {
  readonly method: "GET" | "PUT" | "POST";
  readonly path: string;
  readonly body?: Bytes;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Return the bytes a signed request's signature covers. */
export const requestMessage = async ({ method, path, body }: Asked, seconds: number): Promise<Bytes> =>
  utf8(`sepaham/request\n${method}\n${API}${path}\n${seconds}\n${await sha256(body ?? utf8(""))}`);

/** Return by how many seconds the server's clock is ahead of this phone's, as last heard. */
export const clockOffset = (): number => Number(localStorage.getItem(KEPT) ?? 0);

/** Take note of the server's clock, so that a phone with a wrong one is still understood. */
export const heardClock = (now: unknown): void => {
  if (typeof now === "number") localStorage.setItem(KEPT, String(now - Math.round(Date.now() / 1000)));
};

/**
 * Ask the server something in this device's name.
 *
 * @throws {Unreached} No answer came.
 */
export const ask = async (key: KeptKey, asked: Asked): Promise<Reply> => {
  const reply = await once(key, asked);
  if (reply.status !== UNAUTHORISED || reply.body["code"] !== "auth.clock") return reply;
  heardClock(reply.body["now"]);
  return once(key, asked);
};

const once = async (key: KeptKey, asked: Asked): Promise<Reply> => {
  const seconds = Math.round(Date.now() / 1000) + clockOffset();
  const signature = base64.encode(await signerOf(key).sign(await requestMessage(asked, seconds)));
  const headers = { ...asked.headers, Authorization: `Sepaham ${key.keyid}:${seconds}:${signature}` };
  try {
    const answer = await fetch(API + asked.path, {
      method: asked.method,
      headers: asked.body ? { "Content-Type": "application/octet-stream", ...headers } : headers,
      ...(asked.body && { body: asked.body }),
      credentials: "omit",
      cache: "no-store",
      signal: patience(PATIENCE),
    });
    return { status: answer.status, body: (await answer.json()) as Reply["body"] };
  } catch (fault) {
    throw new Unreached(String(fault));
  }
};
