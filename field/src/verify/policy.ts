/** Whom one believes about a log (C2SP tlog-policy), as far as checking a receipt asks. */

import { LedgerError } from "../ledger/errors";
import { type NoteKey, parseVkey } from "./note";

interface Group {
  readonly needed: number;
  readonly members: readonly string[];
}

export interface Policy {
  readonly logs: readonly NoteKey[];
  readonly witnesses: ReadonlyMap<string, NoteKey>;
  /** Tell whether some witnesses, by the policy's names, are a quorum; at least two, whatever it says. */
  satisfied(names: readonly string[]): boolean;
}

const refuse = (message: string): never => {
  throw new LedgerError("policy.syntax", message);
};

/** Read a policy. */
export const parsePolicy = async (text: string): Promise<Policy> => {
  const logs: NoteKey[] = [];
  const witnesses = new Map<string, NoteKey>();
  const groups = new Map<string, Group>();
  let quorum = "";
  for (const line of text.split("\n")) {
    const [word = "", first = "", second = "", ...rest] = line.trim().split(/[ \t]+/);
    if (word === "" || word.startsWith("#")) continue;
    else if (word === "log") logs.push(await parseVkey(first));
    else if (word === "witness") witnesses.set(first, await parseVkey(second));
    else if (word === "group") groups.set(first, { needed: wanted(second, rest.length), members: rest });
    else if (word === "quorum" && quorum === "") quorum = first;
    else refuse(`${word} begins no line of a policy.`);
  }
  if (quorum === "") refuse("A policy has exactly one quorum line.");
  const holds = (name: string, names: readonly string[]): boolean => {
    const group = groups.get(name);
    if (group) return group.members.filter((one) => holds(one, names)).length >= group.needed;
    return name === "none" || (witnesses.has(name) && names.includes(name));
  };
  return { logs, witnesses, satisfied: (names) => names.length >= 2 && holds(quorum, names) };
};

const wanted = (count: string, members: number): number => {
  const needed = count === "all" ? members : count === "any" ? 1 : Number(count);
  return Number.isInteger(needed) && needed >= 1 && needed <= members ? needed : refuse("This many are not there.");
};
