/** Checking a receipt in the browser, by the rules of `sepaham.ledger.receipt`; both pass the same vectors. */

import * as base64 from "../ledger/base64";
import { type Bytes, joined, utf8 } from "../ledger/bytes";
import { opened, pae } from "../ledger/envelope";
import { LedgerError } from "../ledger/errors";
import { loads, type Value } from "../ledger/strict";
import { keyName, verified } from "./keys";
import { type Head, parseHead, parseNote, signers, timeOf } from "./note";
import { parsePolicy } from "./policy";
import { leafHash, verifyInclusion } from "./tree";

const FORMAT = "sepaham/receipt/v1";
const MOST = 1_048_576;
const FIELDS = "algorithm,envelope,format,key,policy,proof,received_us,salt";

/** What a receipt did show. */
export interface Shown {
  readonly statement: Readonly<Record<string, Value>>;
  readonly head: Head;
  readonly index: bigint;
  readonly receivedUs: number;
  /** The witnesses' names, and the last second any of them signed. */
  readonly names: readonly string[];
  readonly seenAt: bigint;
  readonly quorum: boolean;
  readonly logKey: string;
}

const refuse = (code: string, message: string): never => {
  throw new LedgerError(code, message);
};

interface Fields {
  readonly texts: Readonly<Record<string, string>>;
  readonly receivedUs: number;
}

const fieldsOf = (raw: Bytes): Fields => {
  let found: Record<string, Value>;
  try {
    found = loads(raw, MOST) as Record<string, Value>;
  } catch (fault) {
    return refuse("receipt.syntax", (fault as Error).message);
  }
  const { received_us: us, ...rest } = found;
  const texts = Object.values(rest).every((value) => typeof value === "string");
  if (Object.keys(found).sort().join() !== FIELDS || !texts || typeof us !== "number" || rest["format"] !== FORMAT) {
    return refuse("receipt.syntax", `A receipt says that it is ${FORMAT} and has eight fields.`);
  }
  return { texts: rest as Record<string, string>, receivedUs: us };
};

interface Proof {
  readonly index: bigint;
  readonly hashes: readonly Bytes[];
  readonly checkpoint: string;
}

const proofOf = (text: string): Proof => {
  const cut = text.indexOf("\n\n");
  const lines = text.slice(0, cut).split("\n");
  if (lines.shift() !== "c2sp.org/tlog-proof@v1") return refuse("receipt.syntax", "This is no proof of logging.");
  if (lines[0]?.startsWith("extra ")) lines.shift();
  const index = /^index (0|[1-9][0-9]{0,18})$/.exec(lines.shift() ?? "")?.[1];
  if (cut < 0 || index === undefined) return refuse("receipt.syntax", "A proof states its entry's index.");
  const hashes = lines.map(decoded);
  if (hashes.some((one) => one.length !== 32)) return refuse("receipt.syntax", "A hash has 32 bytes.");
  return { index: BigInt(index), hashes, checkpoint: text.slice(cut + 2) };
};

const decoded = (text: string): Bytes => {
  try {
    return base64.decode(text);
  } catch (fault) {
    return refuse("receipt.syntax", (fault as Error).message);
  }
};

const commitment = async (salt: Bytes, us: number, envelope: Bytes): Promise<Bytes> => {
  const received = new DataView(new ArrayBuffer(8));
  received.setBigUint64(0, BigInt(us));
  const whole = joined(salt, new Uint8Array(received.buffer), envelope);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", whole)) as Bytes;
};

const signed = async (envelope: Bytes, algorithm: string, key: Bytes): Promise<Record<string, Value>> => {
  const { payloadType, payload, keyid, signature } = opened(envelope);
  if ((await keyName(algorithm, key)) !== keyid) refuse("receipt.key", "The key is not the one the envelope names.");
  if (!(await verified(algorithm, key, pae(payloadType, payload), signature))) {
    refuse("receipt.signature", "The device's signature does not fit the statement.");
  }
  return loads(payload) as Record<string, Value>;
};

/**
 * Check a receipt.
 *
 * @throws {LedgerError} With the code the server's own tools give.
 */
export const verifyReceipt = async (raw: Bytes): Promise<Shown> => {
  const { texts, receivedUs } = fieldsOf(raw);
  const text = (name: string): string => texts[name] ?? "";
  const proof = proofOf(text("proof"));
  const [salt, key, envelope] = [decoded(text("salt")), decoded(text("key")), utf8(text("envelope"))];
  const policy = await parsePolicy(text("policy"));
  const statement = await signed(envelope, text("algorithm"), key);
  const note = parseNote(proof.checkpoint);
  const head = parseHead(note.text);
  const logs = policy.logs.filter((one) => one.name === head.origin);
  const [byLog] = (await signers(note, logs)).keys();
  if (byLog === undefined) return refuse("note.unsigned", "The log itself has not signed this head.");
  const leaf = await leafHash(await commitment(salt, receivedUs, envelope));
  await verifyInclusion(leaf, proof.index, head.size, head.root, proof.hashes);
  const seen = await signers(note, [...policy.witnesses.values()]);
  const names = [...policy.witnesses].filter(([, one]) => seen.has(one)).map(([name]) => name);
  const seenAt = [...seen.values()].map(timeOf).reduce((last, one) => (one > last ? one : last), 0n);
  if (statement["log"] !== head.origin) return refuse("log.other", "The statement is of another log.");
  return {
    statement,
    head,
    index: proof.index,
    receivedUs,
    names,
    seenAt,
    quorum: policy.satisfied(names),
    logKey: `${byLog.name}+${byLog.id}+${base64.encode(joined(Uint8Array.of(byLog.type), byLog.open))}`,
  };
};

/** Return the receipts in a file: itself, or those a PDF carries as attached files. */
export const receiptsIn = async (raw: Bytes): Promise<Bytes[]> => {
  const text = new TextDecoder("latin1").decode(raw);
  if (!text.startsWith("%PDF-")) return [raw];
  const found: Bytes[] = [];
  for (const match of text.matchAll(/stream\r?\n/g)) {
    const begin = match.index + match[0].length;
    const end = text.indexOf("endstream", begin);
    const data = await unpacked(raw.slice(begin, end) as Bytes);
    if (data && new TextDecoder().decode(data.slice(0, 200)).includes(FORMAT)) found.push(data);
  }
  return found;
};

const unpacked = async (data: Bytes): Promise<Bytes | undefined> => {
  try {
    const trimmed = data.at(-1) === 10 ? (data.slice(0, data.at(-2) === 13 ? -2 : -1) as Bytes) : data;
    const stream = new Blob([trimmed]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Uint8Array(await new Response(stream).arrayBuffer()) as Bytes;
  } catch {
    return undefined;
  }
};

