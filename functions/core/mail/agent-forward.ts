// A mail whose first word is `@fwd`: somebody sends on what a customer wrote to them. What was written by whom is told apart here;
// whether its sender may do that is asked where it is filed.
import { htmlToText } from "./html-text.ts";
import { forwardedDate } from "./forwarded-date.ts";
import { findForwarded, type ForwardedHeader, withoutMarks } from "./forwarded-header.ts";
import { forwardedHtml } from "./forwarded-html.ts";
import type { Defect, Forward, Forwarder, OriginalMail, ParsedMail } from "./mail.ts";
import { foldQuote, judgedLine } from "./quote.ts";
import { isQuoted } from "./quote-mark.ts";
import { forwardedSubject } from "./subject.ts";

export function isForwardRequest(text: string): boolean {
  return requestLine(linesOf(text.slice(0, longestLead))) !== -1;
}

export interface Forwarded {
  readonly mail: Pick<ParsedMail, "subject" | "date" | "text" | "html" | "isTextFromHtml">;
  /** The mails that came as files, two at most. */
  readonly enclosed: readonly ParsedMail[];
  /** Of its Date header, as `+0100`. */
  readonly zone: string;
}

/** What a mail with a request sends on. Linear. */
export function readForward({ mail, enclosed, zone }: Forwarded): Forward {
  const found = findIn(mail.text) ?? findInHtml(mail.html);
  const [file, other] = enclosed;
  if (!found && file) {
    const words = ownWords(mail.text.split("\n"));
    if (other) return { words, doubt: doubts.several };
    return file.from && file.isSenderWellFormed
      ? { words, original: enclosedOriginal(file) }
      : { words, doubt: doubts.noAddress };
  }
  if (!found) return { words: "", doubt: doubts.nothing };
  const { header, text, words, isFromHtml = mail.isTextFromHtml } = found;
  if (!header.writer) return { words, doubt: doubts.noAddress };
  const date = forwardedDate(header.date, zone, mail.date);
  const html = htmlOf(mail.html, header.writer.address, text);
  return {
    words,
    original: {
      from: header.writer,
      replyTo: [],
      to: header.to,
      cc: header.cc,
      subject: wholeSubject(header.subject, mail.subject),
      ...(date && { date }),
      text,
      ...(isFromHtml && { isTextFromHtml: true }),
      ...(mail.html !== undefined && { html: html ?? mail.html }),
      defects: mail.html !== undefined && html === undefined ? [htmlIsWhole] : [],
    },
  };
}

/** The mail as it was, once it is known that its sender may send it on. Only where there is an original. */
export function takeForward(mail: ParsedMail, by: Omit<Forwarder, "isOriginalId">): ParsedMail {
  const original = mail.forward?.original;
  if (!original || !mail.from) return mail;
  const { date: _date, threadIndex, html: _html, isTextFromHtml: _made, messageId, ...kept } = mail;
  const { transportDate: _sent, originalFrom: _from, dmarcDomain: _domain, forward: _forward, ...around } = kept;
  const { enclosed, threadIndex: ownIndex, ...was } = original;
  const [id, index] = [original.messageId ?? messageId, enclosed ? ownIndex : threadIndex];
  return {
    ...around,
    ...was,
    isSenderWellFormed: true,
    via: mail.from,
    forwarder: { ...by, isOriginalId: original.messageId !== undefined },
    ...(id !== undefined && { messageId: id }),
    ...(index !== undefined && { threadIndex: index }),
    ...(enclosed && { inReplyTo: enclosed.inReplyTo, references: enclosed.references }),
    ...(enclosed && original.messageId !== undefined && { digest: enclosed.digest }),
    defects: [...mail.defects, ...original.defects],
  };
}

/** Why a mail that begins with `@fwd` was not taken for what it sends on: found out when it was filed, and part of its entry. */
export function withForwardDoubts(mail: ParsedMail, defects: readonly Defect[]): ParsedMail {
  const doubts = defects.filter(({ code }) => code.startsWith("forward."));
  return doubts.length > 0 ? { ...mail, defects: [...mail.defects, ...doubts] } : mail;
}

// More blank lines than that above the request are nobody's.
const longestLead = 1000;

function linesOf(text: string): string[] {
  return text.split("\n").map(judgedLine);
}

const request = /^\s*@fwd(?![\p{L}\p{N}_@-]|\.\p{L})[\s:;,.!]*/iu;

/** The line that asks for it: the first with a word. -1 when it does not. */
function requestLine(lines: readonly string[]): number {
  const first = lines.findIndex((line) => line.trim() !== "");
  return request.test(lines[first] ?? "") ? first : -1;
}

interface Found {
  readonly header: ForwardedHeader;
  readonly text: string;
  readonly words: string;
  readonly isFromHtml?: boolean;
}

/** Yahoo leaves the line ends of the header out of its text. */
function findInHtml(html: string | undefined): Found | undefined {
  const found = html === undefined ? undefined : findIn(htmlToText(html, { links: "left-out" }));
  return found && { ...found, isFromHtml: true };
}

function findIn(text: string): Found | undefined {
  const lines = linesOf(text);
  const written = text.split("\n");
  const header = findForwarded(lines, requestLine(lines) + 1);
  if (!header) return undefined;
  const below = lines.slice(header.bodyAt);
  // Proton and others mark the text and not the header.
  const depth = Math.max(header.depth, below.every((line) => line.trim() === "" || isQuoted(line)) ? 1 : 0);
  // Below a mail that is marked stands what its forwarder wrote; below another one, only what a mark of its end sets apart.
  const end = depth > 0 ? below.findLastIndex(isQuoted) + 1 : endOf(below);
  const body = written.slice(header.bodyAt, header.bodyAt + end).map((line) => (depth > 0 ? withoutMarks(line, depth) : line));
  const words = [ownWords(written.slice(0, header.from)), ownWords(written.slice(header.bodyAt + end))];
  return {
    header,
    text: body
      .join("\n")
      .replace(/^(?:[^\S\n]*\n)+/, "")
      .trimEnd(),
    words: words.filter((part) => part !== "").join("\n\n"),
  };
}

/** Undefined where it would show less than the text says. */
function htmlOf(html: string | undefined, writer: string, text: string): string | undefined {
  const cut = html === undefined ? undefined : forwardedHtml(html, writer, (lines) => requestLine(lines) + 1);
  return cut !== undefined && (text === "" || /[\p{L}\p{N}]/u.test(htmlToText(cut))) ? cut : undefined;
}

function endOf(lines: readonly string[]): number {
  const at = lines.findIndex((line) => endMark.test(line.slice(0, 200)));
  return at === -1 ? lines.length : at;
}

/** `----- End forwarded message -----` */
const endMark = /^\s*[\p{Pd}_=*]{3,}\s*(?:end|ende|fin|fine|fim|einde|konec|koniec|slut)(?!\p{L})[^:]{3,60}[\p{Pd}_=*]{3,}\s*$/iu;

/** Without the request and without a signature, which nobody wrote for this mail. */
function ownWords(lines: readonly string[]): string {
  const at = requestLine(lines.map(judgedLine));
  const plain = at === -1 ? ["@fwd", ...lines] : lines.slice(at);
  // A signature is only known below something.
  return foldQuote(plain.map((line) => line.replace(endMark, "")).join("\n"))
    .visible.replace(request, "")
    .trim();
}

/** A subject in the text may have been broken off at the end of its line. */
function wholeSubject(written: string, outer: string): string {
  const forwarded = forwardedSubject(outer);
  return written !== "" && !forwarded.startsWith(written) ? written : forwarded;
}

function enclosedOriginal(mail: ParsedMail): OriginalMail {
  const {
    from = { name: "", address: "" },
    to,
    cc,
    replyTo,
    subject,
    date = mail.transportDate,
    text,
    inReplyTo,
    references,
  } = mail;
  return {
    ...{ from, to, cc, replyTo, subject, text },
    ...(date && { date }),
    ...(mail.messageId !== undefined && { messageId: mail.messageId }),
    ...(mail.threadIndex !== undefined && { threadIndex: mail.threadIndex }),
    ...(mail.isTextFromHtml && { isTextFromHtml: true }),
    ...(mail.html !== undefined && { html: mail.html }),
    enclosed: { inReplyTo, references, digest: mail.digest },
    defects: mail.defects,
  };
}

const asOrdinary = "It is filed as a mail of its sender's.";
const doubts = {
  nothing: { code: "forward.unreadable", detail: `It begins with @fwd, and no forwarded mail can be read below. ${asOrdinary}` },
  noAddress: {
    code: "forward.no-address",
    detail: `It begins with @fwd, and the mail below does not say from which address it came. ${asOrdinary}`,
  },
  several: {
    code: "forward.several",
    detail: `It begins with @fwd and encloses several mails; only one at a time can be sent on. ${asOrdinary}`,
  },
} as const satisfies Record<string, Defect>;

const htmlIsWhole: Defect = {
  code: "forward.html-whole",
  detail: "Where the forwarded mail begins was not found in its HTML, which shows the forwarder's words too.",
};
