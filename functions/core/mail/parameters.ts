// A header value with parameters, as Content-Type and Content-Disposition have (RFC 2045, RFC 2231).
import { decodeBytes } from "./charset.ts";
import { splitOutsideQuotes, withoutComments } from "./header.ts";
import { decodeHeaderText } from "./header-text.ts";

/** A value with parameters, such as `text/plain; charset=utf-8`. Parameter values are raw bytes until `decodedParameter`. */
export interface Structured {
  /** Lower case. */
  readonly value: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Reads `value; name=value; name*0*=…`. Forgiving: unquoted values may hold spaces. Linear. */
export function readStructured(raw: string): Structured {
  const [first = "", ...others] = splitOutsideQuotes(raw);
  // `filename=a.pdf` with nothing before it.
  const [head, rest] = /^\s*[a-z]+\*?\s*=/i.test(first) ? ["", [first, ...others]] : [first, others];
  const parameters = new Map<string, string>();
  let last = "";
  for (const piece of rest) {
    const equals = piece.indexOf("=");
    if (equals <= 0) {
      mendName(parameters, last, piece);
      continue;
    }
    const name = withoutComments(piece.slice(0, equals)).trim().toLowerCase();
    last = name;
    if (name && !parameters.has(name)) parameters.set(name, valueOf(name, piece.slice(equals + 1).trim()));
  }
  return { value: headOf(head, parameters), parameters };
}

/** The value itself. A sender that forgot the semicolon after it wrote `multipart/mixed boundary=…`. */
function headOf(head: string, parameters: Map<string, string>): string {
  const bare = withoutComments(head)
    .replace(/\s*\/\s*/, "/")
    .trim()
    .replace(/^"([^"]*)"$/, "$1");
  const [value = ""] = bare.split(/[\s,]/, 1);
  const forgotten = bare.slice(value.length).replace(/^[\s,]+/, "");
  const equals = forgotten.indexOf("=");
  if (equals <= 0) return bare.replace(/\s+/g, "").toLowerCase();
  const name = forgotten.slice(0, equals).trim().toLowerCase();
  if (!parameters.has(name)) parameters.set(name, valueOf(name, forgotten.slice(equals + 1).trim()));
  return value.toLowerCase();
}

/** A parameter as text: RFC 2231 pieces joined and decoded, or encoded words, or raw 8-bit bytes. */
export function decodedParameter(structured: Structured, name: string, fallback?: string): string | undefined {
  const { parameters } = structured;
  const extended = joinPieces(parameters, name);
  const plain = parameters.get(name);
  if (extended || plain === undefined) return extended;
  // The mark that says how it is written was forgotten.
  const isExtended =
    isFileName(name) && /^(?:utf-8|iso-8859-\d{1,2}|windows-125\d)'[a-z-]{0,8}'.*%[0-9a-f]{2}/i.test(plain.slice(0, 200));
  return isExtended ? decodeExtended([{ value: plain, isEncoded: true }]) : decodeHeaderText(plain, fallback);
}

/** `filename=Smith; John.pdf`: what has no "=" and ends as a file does is the rest of a name that did not. */
function mendName(parameters: Map<string, string>, last: string, piece: string): void {
  const begun = isFileName(last) ? parameters.get(last) : undefined;
  if (begun && endsAsFile(piece) && !endsAsFile(begun)) parameters.set(last, `${begun};${piece.trimEnd()}`);
}

function isFileName(parameter: string): boolean {
  return parameter === "filename" || parameter === "name";
}

function endsAsFile(text: string): boolean {
  return /\.[A-Za-z0-9]{1,5}$/.test(text.slice(-10).trimEnd());
}

/** Only the name of a file has brackets of its own, or quotes in it that nobody escaped. */
function valueOf(parameter: string, raw: string): string {
  const isName = isFileName(parameter);
  return unquote(isName ? raw : raw.replace(/(?<=\S)\s+\([^()"]*\)$/, ""), isName);
}

function unquote(value: string, mayHoldQuotes: boolean): string {
  if (!value.startsWith('"')) return value;
  const lastQuote = value.lastIndexOf('"');
  let text = "";
  for (let i = 1; i < value.length; i++) {
    const char = value[i];
    const isInner = mayHoldQuotes && i < lastQuote && !/^\s*(?:\(|$|[\w*-]+\s*=)/.test(value.slice(i + 1, i + 60));
    if (char === '"' && !isInner) break;
    // A lone backslash before a letter is a Windows path and not an escape.
    if (char === "\\" && (value[i + 1] === '"' || value[i + 1] === "\\")) text += value[++i];
    else text += char;
  }
  return text;
}

const mostPieces = 100;

function joinPieces(parameters: ReadonlyMap<string, string>, name: string): string | undefined {
  const single = parameters.get(`${name}*`);
  if (single !== undefined) return decodeExtended([{ value: single, isEncoded: true }]);
  const pieces: { value: string; isEncoded: boolean }[] = [];
  for (let i = 0; i < mostPieces; i++) {
    const encoded = parameters.get(`${name}*${i}*`);
    const value = encoded ?? parameters.get(`${name}*${i}`);
    // A piece that got lost takes nothing else with it.
    if (value === undefined) continue;
    pieces.push({ value, isEncoded: encoded !== undefined });
  }
  if (pieces.length === 0) return undefined;
  return decodeExtended(pieces);
}

function decodeExtended(pieces: { value: string; isEncoded: boolean }[]): string {
  let charset: string | undefined;
  const bytes = pieces.map(({ value, isEncoded }, index) => {
    if (!isEncoded) return Buffer.from(value, "latin1");
    const marks = index === 0 ? /^([^']*)'[^']*'/.exec(value.slice(0, 200)) : null;
    if (marks) charset = marks[1];
    return percentDecode(marks ? value.slice(marks[0].length) : value);
  });
  const text = withoutQuotes(decodeBytes(Buffer.concat(bytes), charset).text);
  // Some senders put encoded words into RFC 2231 pieces.
  return charset === undefined && text.includes("=?") ? decodeHeaderText(text) : text;
}

/** `utf-8''"a b.pdf"` */
function withoutQuotes(text: string): string {
  return text.length > 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}

function percentDecode(value: string): Buffer {
  const bytes: number[] = [];
  for (let i = 0; i < value.length; i++) {
    const hex = value[i] === "%" ? value.slice(i + 1, i + 3) : "";
    if (/^[0-9A-Fa-f]{2}$/.test(hex)) {
      bytes.push(Number.parseInt(hex, 16));
      i += 2;
    } else bytes.push(value.charCodeAt(i) & 0xff);
  }
  return Buffer.from(bytes);
}
