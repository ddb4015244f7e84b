// Where in a text a forwarded mail begins and what is said of it there: the header that mail programs copy above it, or the
// line of an attribution. Which words those are, `quoted-header.ts` and `attribution.ts` know.
import { limits } from "../limits.ts";
import { isWellFormedAddress } from "./address.ts";
import { readAddressList } from "./address-list.ts";
import { attributionAt } from "./attribution.ts";
import { cleanName } from "./clean.ts";
import type { Address } from "./mail.ts";
import { isQuoted } from "./quote-mark.ts";
import { type HeaderField, headerBlockLines, headerFieldOf, isForwardMark, isRule, isSeparator } from "./quoted-header.ts";

export interface ForwardedHeader {
  /** The first line that is not its forwarder's own. */
  readonly from: number;
  /** Where its text begins. */
  readonly bodyAt: number;
  /** How often each of its lines is marked with ">". */
  readonly depth: number;
  /** Absent when no address stands there. */
  readonly writer?: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly subject: string;
  /** As written; "" when nothing is. */
  readonly date: string;
}

/**
 * The first forwarded mail from line `start` on. Only the first: what stands deeper was forwarded or quoted by somebody else.
 * @param lines as `judgedLine` gives them
 */
export function findForwarded(lines: readonly string[], start: number): ForwardedHeader | undefined {
  for (let at = start; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (isBlank(line)) continue;
    if (isForwardMark(line) || isSeparator(line)) {
      const found = headerAt(lines, nextWords(lines, at + 1));
      if (found) return { ...found, from: at };
    }
    const found = headerBlockLines(lines, at) > 0 ? headerAt(lines, at) : attributedAt(lines, at);
    if (found) return { ...found, from: ruleAbove(lines, at, start) };
  }
  return undefined;
}

/** Without the marks of quotation, as many as `depth`. */
export function withoutMarks(line: string, depth: number): string {
  let rest = line;
  for (let level = 0; level < depth && isQuoted(rest); level++) rest = rest.replace(/^\s{0,3}> ?/, "");
  return rest;
}

type Found = Omit<ForwardedHeader, "from">;

/** The labelled lines from `at` on, each label once, with those into which they were wrapped. */
function headerAt(lines: readonly string[], at: number): Found | undefined {
  const depth = /^[\s>]*/.exec(lines[at] ?? "")?.[0].replace(/[^>]/g, "").length ?? 0;
  const written = lines.slice(at, at + longestHeader).map((line) => withoutMarks(line, depth));
  const values = new Map<HeaderField["name"], string>();
  let current: HeaderField["name"] | undefined;
  let end = 0;
  for (let i = 0; i < written.length; i++) {
    const line = written[i] ?? "";
    const field = headerFieldOf(line);
    if (isBlank(line)) {
      if (!isParted(written, i, values)) break;
    } else if (field) {
      // A label that was there already is what the mail says.
      if (field.name !== "other" && values.has(field.name)) break;
      current = field.name;
      values.set(current, field.value);
      end = i + 1;
    } else {
      if (current === undefined || !isWrapped(written, i, current, values.get(current) ?? "")) break;
      values.set(current, `${values.get(current) ?? ""} ${line.trim()}`.trim());
      end = i + 1;
    }
  }
  if (!values.has("from") || values.size < 2) return undefined;
  const writer = mailboxIn(values.get("from") ?? "");
  return {
    bodyAt: at + end,
    depth,
    ...(writer && { writer }),
    to: mailboxesIn(values.get("to")),
    cc: mailboxesIn(values.get("cc")),
    subject: values.get("subject") ?? "",
    date: values.get("date") ?? "",
  };
}

// Lists of recipients are wrapped into many lines.
const longestHeader = 60;

/** A blank line inside the header: programs that make paragraphs of its lines leave one after each. */
function isParted(written: readonly string[], at: number, values: ReadonlyMap<string, string>): boolean {
  const next = headerFieldOf(written[nextWords(written, at)] ?? "");
  if (!next || values.has(next.name)) return false;
  return values.size === 1 || !values.has("from") || !values.has("subject") || isBlank(written[1] ?? "");
}

/** The rest of a value that was too long for its line. In doubt it is what the mail says. */
function isWrapped(written: readonly string[], at: number, name: HeaderField["name"], value: string): boolean {
  const line = written[at] ?? "";
  if (value === "") return true;
  if (name === "from") return !value.includes("@") && line.includes("@");
  if (name === "to" || name === "cc") return /[,;<]$/.test(value) || /^\s*[<[]?\S+@\S+[>\]]?[;,]?\s*$/.test(line);
  const isLast = isBlank(written[at + 1] ?? "") || headerFieldOf(written[at + 1] ?? "") !== undefined;
  return name === "subject" && isLast && (written[at - 1]?.length ?? 0) >= 60;
}

/** "On 20 November 2026, Lucía Fernández <lucia@client.example> wrote:", and a quote below. */
function attributedAt(lines: readonly string[], at: number): Found | undefined {
  const attribution = attributionAt(lines, at, (last) => isQuoted(lines[nextWords(lines, last + 1)]));
  if (!attribution) return undefined;
  const bodyAt = at + attribution.count;
  const written = lines.slice(at, bodyAt).join(" ").replace(/\s+/g, " ");
  const mailbox = mailboxIn(written);
  // A name in such a line is the words with capitals right before the address.
  const name =
    /(?:\p{Lu}[^\s,:;<(["]*\s){1,5}$/u.exec(
      written
        .slice(0, written.search(/["(<[]*[^\s<([]+@/))
        .trimEnd()
        .concat(" "),
    )?.[0] ?? "";
  return {
    bodyAt,
    depth: isQuoted(lines[nextWords(lines, bodyAt)]) ? 1 : 0,
    ...(mailbox && { writer: { name: cleanName(name), address: mailbox.address } }),
    to: [],
    cc: [],
    subject: "",
    date: written.slice(0, written.search(/[<(["]|\S+@/)),
  };
}

/** One mailbox, however programs write it: `Ana <ana@x>`, `Ana [mailto:ana@x]`, `Ruiz, Ana <ana@x<mailto:ana@x>>`. */
function mailboxIn(value: string): Address | undefined {
  for (const { 0: found, index } of value.slice(0, longestValue).matchAll(/[^\s<>()[\]"',;:*]+@[^\s<>()[\]"',;:*]+/g)) {
    const address = found.replace(/\.+$/, "");
    if (!isWellFormedAddress(address)) continue;
    const before = value.slice(0, index).replace(/[\s<([*_"']*(?:mailto:)?$/i, "");
    return { name: cleanName(before.replace(/^[\s*_"']+/, "")).slice(0, limits.addressChars), address };
  }
  return undefined;
}

function mailboxesIn(value = ""): Address[] {
  const plain = value
    .slice(0, longestValue)
    .replace(/<mailto:[^<>]*>/gi, "")
    .replace(/\[mailto:([^\][]*)\]/gi, "<$1>");
  const read = readAddressList(plain, (text) => text).addresses;
  return read.filter(({ address }) => isWellFormedAddress(address)).slice(0, limits.shownAddresses);
}

const longestValue = 10_000;

/** Outlook draws a line above the header that it copies. */
function ruleAbove(lines: readonly string[], at: number, start: number): number {
  let above = at - 1;
  while (above >= start && isBlank(lines[above] ?? "")) above--;
  return above >= start && isRule(lines[above] ?? "") ? above : at;
}

function nextWords(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && isBlank(lines[at] ?? "")) at++;
  return at;
}

/** Nothing but marks of quotation. */
function isBlank(line: string): boolean {
  return /^[\s>]*$/.test(line);
}
