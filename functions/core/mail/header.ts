// A header block as fields.
import { limits } from "../limits.ts";

/** One header field, unfolded. `value` is raw: one character a byte, nothing decoded, no CR, LF or NUL. */
export interface Field {
  /** Lower case. */
  readonly name: string;
  readonly value: string;
}

/** The header block of a raw mail; all of it when nothing else follows. */
export function headerOf(mail: Uint8Array): Uint8Array {
  const end = Buffer.from(mail.buffer, mail.byteOffset, mail.length)
    .toString("latin1")
    .search(/(?<=[^\r\n])\r?\n\r?\n/);
  return end === -1 ? mail : mail.subarray(0, end);
}

export function readFields(block: Uint8Array): Field[] {
  const raw = Buffer.from(block.buffer, block.byteOffset, block.length).toString("latin1").replaceAll("\0", " ");
  const fields: { name: string; parts: string[] }[] = [];
  for (const line of withoutMark(raw).split("\n")) {
    const text = line.endsWith("\r") ? line.slice(0, -1) : line;
    const last = fields.at(-1);
    if (last && (text[0] === " " || text[0] === "\t" || isUnfolded(text, last.parts.at(-1) ?? ""))) {
      last.parts.push(text.trimStart());
      continue;
    }
    const colon = text.indexOf(":");
    const name = text.slice(0, Math.max(colon, 0)).trim();
    if (!isFieldName(name)) continue;
    if (fields.length >= limits.headerFields) break;
    fields.push({ name: name.toLowerCase(), parts: [text.slice(colon + 1).trim()] });
  }
  return fields.map(({ name, parts }) => ({ name, value: parts.join(" ").replaceAll("\r", " ").trim() }));
}

/** Without the byte order mark that some programs put before the first header. */
function withoutMark(raw: string): string {
  return raw.startsWith("\u00ef\u00bb\u00bf") ? raw.slice(3) : raw;
}

/** True for a line that can begin a header field; a mail whose first line cannot has no header. */
export function isFieldLine(line: string): boolean {
  const colon = line.indexOf(":");
  return colon > 0 && isFieldName(withoutMark(line.slice(0, colon)).trim());
}

/** True for a parameter that stands below its header without the space that would make it part of it. */
export function isUnfolded(line: string, before: string): boolean {
  return before.trimEnd().endsWith(";") && /^(?:boundary|charset|name|filename|type|format)[*0-9]{0,4} ?=/i.test(line);
}

/** The first field of that name; the others are copies or forgeries. */
export function firstValue(fields: readonly Field[], name: string): string | undefined {
  return fields.find((field) => field.name === name)?.value;
}

export function valuesOf(fields: readonly Field[], name: string): string[] {
  return fields.filter((field) => field.name === name).map((field) => field.value);
}

function isFieldName(name: string): boolean {
  return name.length > 0 && name.length < 256 && /^[!-9;-~]+$/.test(name);
}

/** Cut at semicolons that stand in no quoted string. */
export function splitOutsideQuotes(raw: string): string[] {
  const pieces: string[] = [];
  let isQuoted = false;
  let from = 0;
  for (let i = 0; i < raw.length; i++) {
    const char = raw[i];
    if (isQuoted && char === "\\") i++;
    else if (char === '"') isQuoted = !isQuoted;
    else if (char === ";" && !isQuoted) {
      pieces.push(raw.slice(from, i));
      from = i + 1;
    }
  }
  pieces.push(raw.slice(from));
  return pieces;
}

/** Drops `(comments)`, nested ones too, in one pass. */
export function withoutComments(raw: string): string {
  if (!raw.includes("(")) return raw;
  let depth = 0;
  let text = "";
  for (let i = 0; i < raw.length; i++) {
    const char = raw[i];
    if (char === "\\" && depth > 0) i++;
    else if (char === "(") depth++;
    else if (char === ")" && depth > 0) depth--;
    else if (depth === 0) text += char;
  }
  return text;
}
