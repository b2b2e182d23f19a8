/**
 * JSON read without mercy, as sepaham.ledger.strict reads it: one text means one thing everywhere.
 *
 * docs/format/envelope.md section 2 lists what is refused; tests/vectors/strict_json.json holds both readers to it.
 */

import { LedgerError } from "./errors";

export type Value = string | number | boolean | Value[] | { [key: string]: Value };
export type Fields = { [key: string]: Value };

export const MAX_PAYLOAD = 32_768;
const MAX_DEPTH = 8;

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const TEXT = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const LONE = /[\ud800-\udfff]/u;
const WORDS: ReadonlyArray<readonly [string, Value | null | undefined]> = [
  ["true", true],
  ["false", false],
  ["null", null],
  ["NaN", undefined],
  ["Infinity", undefined],
  ["-Infinity", undefined],
];

const refuse = (code: string, message: string): never => {
  throw new LedgerError(`json.${code}`, message);
};

/**
 * Read one strict JSON object.
 *
 * @throws {LedgerError} With code `json.size`, `utf8`, `syntax`, `object`, `duplicate_key`, `float`, `nan`, `null`,
 * `integer_range`, `nul`, `surrogate` or `depth` (all after `json.`).
 */
export const loads = (raw: Uint8Array, limit = MAX_PAYLOAD): Fields => {
  if (raw.length > limit) refuse("size", `This JSON has ${raw.length} bytes; ${limit} are allowed.`);
  if (raw.includes(0)) refuse("nul", "This JSON holds a NUL byte.");
  const value = new Reader(decoded(raw)).whole();
  if (typeof value !== "object" || Array.isArray(value)) {
    return refuse("object", "The outermost value must be an object.");
  }
  return value;
};

const decoded = (raw: Uint8Array): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
  } catch {
    return refuse("utf8", "This JSON is not UTF-8.");
  }
};

class Reader {
  private place = 0;

  constructor(private readonly text: string) {}

  whole(): Value {
    const value = this.value(MAX_DEPTH);
    this.space();
    return this.place === this.text.length ? value : this.broken();
  }

  private broken(): never {
    return refuse("syntax", `This is not JSON: character ${this.place}.`);
  }

  private space(): void {
    while (" \t\n\r".includes(this.text[this.place] ?? "x")) this.place += 1;
  }

  private takes(sign: string): boolean {
    this.space();
    if (!this.text.startsWith(sign, this.place)) return false;
    this.place += sign.length;
    return true;
  }

  private matched(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.place;
    const found = pattern.exec(this.text);
    this.place += found?.[0].length ?? 0;
    return found;
  }

  private value(levels: number): Value {
    this.space();
    const sign = this.text[this.place];
    if (sign === "{" || sign === "[") {
      if (levels === 0) refuse("depth", `This JSON is nested more than ${MAX_DEPTH} levels deep.`);
      this.place += 1;
      return sign === "{" ? this.object(levels - 1) : this.list(levels - 1);
    }
    return sign === '"' ? this.string() : this.word(levels) ?? this.number();
  }

  private object(levels: number): Fields {
    const fields: Fields = Object.create(null) as Fields;
    if (this.takes("}")) return { ...fields };
    do {
      this.space();
      const key = this.string();
      if (key in fields) refuse("duplicate_key", "An object repeats a key.");
      if (!this.takes(":")) this.broken();
      fields[key] = this.value(levels);
    } while (this.takes(","));
    return this.takes("}") ? fields : this.broken();
  }

  private list(levels: number): Value[] {
    const items: Value[] = [];
    if (this.takes("]")) return items;
    do items.push(this.value(levels));
    while (this.takes(","));
    return this.takes("]") ? items : this.broken();
  }

  private string(): string {
    const found = this.matched(TEXT) ?? this.broken();
    const text = JSON.parse(found[0]) as string;
    if (text.includes("\0")) refuse("nul", "A text holds the NUL character.");
    if (LONE.test(text)) refuse("surrogate", "A text holds half of a surrogate pair.");
    return text;
  }

  private word(levels: number): Value | undefined {
    const found = WORDS.find(([word]) => this.text.startsWith(word, this.place));
    if (found === undefined) return undefined;
    const [word, value] = found;
    this.place += word.length;
    if (value === null) return refuse(levels === MAX_DEPTH ? "object" : "null", "null is no value; leave it out.");
    return value ?? refuse("nan", `${word} is not a number.`);
  }

  private number(): number {
    const found = this.matched(NUMBER) ?? this.broken();
    if (found[1] ?? found[2]) refuse("float", `${found[0].slice(0, 40)} is no integer; write a whole number.`);
    const value = Number(found[0]);
    if (!Number.isSafeInteger(value)) refuse("integer_range", "An integer lies beyond 2^53 - 1.");
    return value === 0 ? 0 : value;
  }
}
