// Regular expressions of people's making, in a subset that takes time in proportion to what it reads. This reads how one is written.
import { limits } from "../limits.ts";

/** Characters, by code points from and to. */
export interface CharSet {
  readonly ranges: readonly Range[];
  readonly isNegated: boolean;
}
type Range = readonly [number, number];

export type Expression =
  | { readonly kind: "char"; readonly set: CharSet }
  | { readonly kind: "start" | "end" }
  | { readonly kind: "all" | "any"; readonly of: readonly Expression[] }
  /** `most` is Infinity when there is no end. */
  | { readonly kind: "repeat"; readonly of: Expression; readonly least: number; readonly most: number };

/** A sentence for whoever wrote it. */
export interface Unreadable {
  readonly problem: string;
}

/**
 * Characters, `.`, `[a-z]`, `[^a-z]`, `\d`, `\w`, `\s`, `^`, `$`, groups, `|`, and `*`, `+`, `?`, `{2,5}`. Nothing that needs to
 * look back or ahead: those are what makes a regular expression slow.
 */
export function readExpression(source: string): Expression | Unreadable {
  if (source.length > limits.expressionChars) return { problem: `It is longer than ${limits.expressionChars} characters.` };
  const reader: Reader = { chars: [...source], at: 0 };
  try {
    const expression = readChoices(reader);
    if (reader.at < reader.chars.length) throw new NotSupported("A group ends that did not begin.");
    if (stepsOf(expression) > limits.expressionSteps) throw new NotSupported("It repeats too much.");
    return expression;
  } catch (error) {
    if (error instanceof NotSupported) return { problem: error.message };
    throw error;
  }
}

class NotSupported extends Error {}

interface Reader {
  readonly chars: readonly string[];
  at: number;
}

function readChoices(reader: Reader): Expression {
  const choices = [readSequence(reader)];
  while (takes(reader, "|")) choices.push(readSequence(reader));
  return { kind: "any", of: choices };
}

function readSequence(reader: Reader): Expression {
  const parts: Expression[] = [];
  for (let next = reader.chars[reader.at]; next !== undefined && next !== "|" && next !== ")"; next = reader.chars[reader.at])
    parts.push(readRepeated(reader));
  return { kind: "all", of: parts };
}

function readRepeated(reader: Reader): Expression {
  const of = readOne(reader);
  const bounds = readBounds(reader);
  if (!bounds) return of;
  if (of.kind === "start" || of.kind === "end") throw new NotSupported("^ and $ cannot be repeated.");
  if (readBounds(reader)) throw new NotSupported("What is repeated cannot be repeated again without a group.");
  return { kind: "repeat", of, ...bounds };
}

const simpleBounds: Readonly<Record<string, { least: number; most: number }>> = {
  "*": { least: 0, most: Infinity },
  "+": { least: 1, most: Infinity },
  "?": { least: 0, most: 1 },
};

function readBounds(reader: Reader): { least: number; most: number } | undefined {
  const next = reader.chars[reader.at] ?? "";
  if (next === "{") return readCounts(reader);
  if (!Object.hasOwn(simpleBounds, next)) return undefined;
  reader.at++;
  return simpleBounds[next];
}

function readCounts(reader: Reader): { least: number; most: number } {
  const written = /^\{(\d{1,4})(?:(,)(\d{1,4})?)?\}/.exec(reader.chars.slice(reader.at, reader.at + 11).join(""));
  if (!written) throw new NotSupported("A { without numbers is written \\{.");
  reader.at += written[0].length;
  const least = Number(written[1]);
  const most = written[3] === undefined ? (written[2] ? Infinity : least) : Number(written[3]);
  if (most < least) throw new NotSupported("The numbers in { } are the wrong way round.");
  return { least, most };
}

function readOne(reader: Reader): Expression {
  const char = reader.chars[reader.at++] ?? "";
  switch (char) {
    case "(":
      return readGroup(reader);
    case "[":
      return readClass(reader);
    case ".":
      return { kind: "char", set: { ranges: [], isNegated: true } };
    case "^":
      return { kind: "start" };
    case "$":
      return { kind: "end" };
    case "\\":
      return { kind: "char", set: { ranges: readEscape(reader), isNegated: false } };
    default:
      if (Object.hasOwn(simpleBounds, char)) throw new NotSupported(`There is nothing before ${char} that it could repeat.`);
      if ("{}]".includes(char)) throw new NotSupported(`A ${char} on its own is written \\${char}.`);
      return { kind: "char", set: { ranges: [single(char)], isNegated: false } };
  }
}

function readGroup(reader: Reader): Expression {
  if (takes(reader, "?") && !takes(reader, ":")) throw new NotSupported("Of what begins with (? only (?: is supported.");
  const inside = readChoices(reader);
  if (!takes(reader, ")")) throw new NotSupported("A group is not closed.");
  return inside;
}

function readClass(reader: Reader): Expression {
  const isNegated = takes(reader, "^");
  const ranges: Range[] = [];
  while (!takes(reader, "]")) ranges.push(...readMembers(reader));
  if (ranges.length === 0) throw new NotSupported("There is nothing between [ and ].");
  return { kind: "char", set: { ranges, isNegated } };
}

/** One character, an escape, or a range. */
function readMembers(reader: Reader): readonly Range[] {
  const first = readMember(reader);
  const [before, after] = [reader.chars[reader.at], reader.chars[reader.at + 1]];
  if (before !== "-" || after === "]" || after === undefined) return first;
  reader.at++;
  const last = readMember(reader);
  const [from, to] = [first[0]?.[0] ?? 0, last[0]?.[1] ?? 0];
  const isRange = [first, last].every((one) => one.length === 1 && one[0]?.[0] === one[0]?.[1]) && from <= to;
  if (!isRange) throw new NotSupported("A range in [ ] goes from one character to a later one.");
  return [[from, to]];
}

function readMember(reader: Reader): readonly Range[] {
  const char = reader.chars[reader.at++];
  if (char === undefined) throw new NotSupported("A [ is not closed.");
  return char === "\\" ? readEscape(reader) : [single(char)];
}

const classes: Readonly<Record<string, readonly Range[]>> = {
  d: [["0", "9"]].map(rangeOf),
  w: [
    ["0", "9"],
    ["A", "Z"],
    ["a", "z"],
    ["_", "_"],
  ].map(rangeOf),
  s: [
    ["\t", "\r"],
    [" ", " "],
    ["\u00a0", "\u00a0"],
  ].map(rangeOf),
};

function readEscape(reader: Reader): readonly Range[] {
  const char = reader.chars[reader.at++];
  if (char === undefined) throw new NotSupported("There is nothing after \\.");
  if (Object.hasOwn(classes, char)) return classes[char] ?? [];
  if (/[\p{L}\p{N}]/u.test(char)) throw new NotSupported(`\\${char} is not supported.`);
  return [single(char)];
}

function single(char: string): Range {
  return rangeOf([char, char]);
}

function rangeOf([from = "", to = ""]: readonly string[]): Range {
  return [from.codePointAt(0) ?? 0, to.codePointAt(0) ?? 0];
}

function takes(reader: Reader, char: string): boolean {
  if (reader.chars[reader.at] !== char) return false;
  reader.at++;
  return true;
}

/** What it comes to when each repetition is written out: known before anything is. */
function stepsOf(expression: Expression): number {
  switch (expression.kind) {
    case "char":
    case "start":
    case "end":
      return 1;
    case "all":
    case "any":
      return expression.of.reduce((sum, one) => sum + stepsOf(one), expression.kind === "any" ? 1 : 0);
    case "repeat": {
      const { of, least, most } = expression;
      return (1 + stepsOf(of)) * (most === Infinity ? least + 1 : most);
    }
  }
}
