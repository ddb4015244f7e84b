// Which lines of a text mail are the writer's own, which are quoted from earlier mails, and which are the signature.

export interface TextSegment {
  readonly kind: "own" | "quote" | "signature";
  readonly text: string;
}

/**
 * Cuts a text into segments whose texts, joined by `\n`, are the text again. Short quotes that are answered below
 * (interleaved replies) stay own text, because folding them would hide what the answer is about. Forwarded mail is
 * content and is not folded. A text that is nothing but quote comes back whole.
 */
export function foldQuote(text: string): TextSegment[] {
  const lines = text.split("\n");
  const kinds = lines.map((): TextSegment["kind"] => "own");
  let at = 0;
  while (at < lines.length) {
    const end = quoteEnd(lines, at);
    if (end > at) {
      if (!isAnswered(lines, at, end)) kinds.fill("quote", at, end);
      at = end;
    } else at += 1;
  }
  markSignature(lines, kinds);
  const hasOwn = lines.some((line, index) => kinds[index] === "own" && line.trim() !== "");
  return hasOwn ? segments(lines, kinds) : [{ kind: "own", text }];
}

/** The line after the quote that begins at `at`; `at` itself when none begins there. */
function quoteEnd(lines: readonly string[], at: number): number {
  if (isQuotedLine(lines[at])) return runEnd(lines, at);
  if (isOriginalHeader(lines, at)) return lines.length;
  const attributed = attributionEnd(lines, at);
  if (attributed === at) return at;
  const next = skipBlank(lines, attributed);
  return isQuotedLine(lines[next]) ? runEnd(lines, next) : lines.length;
}

/** "On 3 Nov 2026, Ana <ana@…> wrote:", in English, Spanish and Italian; clients wrap it over up to three lines. */
function attributionEnd(lines: readonly string[], at: number): number {
  if (!/^\s*(On|El|Il|Il giorno)\b/.test(lines[at] ?? "")) return at;
  for (let span = 1; span <= 3; span += 1) {
    const joined = lines
      .slice(at, at + span)
      .join(" ")
      .trim();
    if (joined.length > 400) return at;
    if (/\d/.test(joined) && /(wrote|escribi[óo]|ha scritto)\s*:$/.test(joined)) return at + span;
  }
  return at;
}

/** Outlook's "-----Original Message-----", or its rule or blank line followed by From: and Sent:. */
function isOriginalHeader(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? "";
  if (/^\s*-{2,}\s?(Original Message|Mensaje original|Messaggio originale)\s?-{2,}\s*$/i.test(line)) return true;
  const first = /^_{10,}\s*$/.test(line) ? at + 1 : at;
  if (!/^\*?(From|De|Da):\*? /.test(lines[first] ?? "")) return false;
  return lines.slice(first + 1, first + 4).some((header) => /^\*?(Sent|Enviado(?: el)?|Inviato):\*? /.test(header));
}

/** A run of `>` lines, with the blank lines between them. */
function runEnd(lines: readonly string[], from: number): number {
  let end = from;
  for (let at = from; at < lines.length; at += 1) {
    if (isQuotedLine(lines[at])) end = at + 1;
    else if (lines[at]?.trim() !== "") break;
  }
  return end;
}

const answeredLines = 8;

function isAnswered(lines: readonly string[], from: number, end: number): boolean {
  if (end - from > answeredLines) return false;
  const next = skipBlank(lines, end);
  return next < lines.length && !isSignatureMark(lines[next]) && quoteEnd(lines, next) === next;
}

function markSignature(lines: readonly string[], kinds: TextSegment["kind"][]): void {
  const start = lines.findLastIndex((line, index) => isSignatureMark(line) && kinds[index] === "own");
  if (start === -1) return;
  for (let at = start; at < lines.length && kinds[at] === "own"; at += 1) kinds[at] = "signature";
}

function segments(lines: readonly string[], kinds: readonly TextSegment["kind"][]): TextSegment[] {
  const found: TextSegment[] = [];
  let start = 0;
  for (let at = 1; at <= lines.length; at += 1) {
    const kind = kinds[start] ?? "own";
    if (at < lines.length && kinds[at] === kind) continue;
    found.push({ kind, text: lines.slice(start, at).join("\n") });
    start = at;
  }
  return found;
}

function skipBlank(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && lines[at]?.trim() === "") at += 1;
  return at;
}

function isQuotedLine(line: string | undefined): boolean {
  return line !== undefined && /^\s{0,3}>/.test(line);
}

function isSignatureMark(line: string | undefined): boolean {
  return line === "-- " || line === "--";
}
