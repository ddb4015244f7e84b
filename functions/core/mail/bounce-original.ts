// Where a notice ends and the mail that it returns begins, and by which ids that mail is known to us.
import { limits } from "../limits.ts";
import { readAddresses } from "./read-addresses.ts";
import { firstValue, headerOf, readFields, valuesOf } from "./header.ts";
import { readId, readIds } from "./references.ts";
import type { FilePart } from "./skeleton.ts";

export interface Notice {
  /** What the server itself says. */
  readonly text: string;
  /** The returned mail or its header, when it stands in the text. */
  readonly copy?: string;
}

/** What is known of the mail that a report is about. */
export interface Original {
  readonly messageId?: string;
  /** What it refers to, newest first: our own signed id is among them. */
  readonly ids: readonly string[];
  /** Whom it was written to, as its header says. */
  readonly sentTo: readonly string[];
}

export function splitNotice(text: string): Notice {
  const at = text.search(copyMark);
  return at === -1 ? { text } : { text: text.slice(0, at), copy: text.slice(at) };
}

/** Reads the returned part, else the copy in the text; the notice itself may name the mail by its id. */
export function originalOf(files: readonly FilePart[], notice: Notice = { text: "" }): Original {
  const returned = files.find(({ contentType }) => returnedTypes.test(contentType));
  const fields = readFields(returned ? headerOf(returned.head) : Buffer.from(unquoted(notice.copy ?? ""), "latin1"));
  const messageId = readId(firstValue(fields, "message-id") ?? idLine.exec(notice.text)?.[1]);
  const ids = readIds([...valuesOf(fields, "in-reply-to"), ...valuesOf(fields, "references")]).toReversed();
  const sentTo = readAddresses(firstValue(fields, "to") ?? "").addresses.map(({ address }) => address);
  return { ...(messageId && { messageId }), ids: ids.filter((id) => id !== messageId).slice(0, limits.threadingIds), sentTo };
}

const idLine = /^[ \t>*-]*(?:original[- ])?message-?id[ \t]*:[ \t]*(<[^>\s]{1,300}>)/im;
const returnedTypes = /^(?:message\/(?:rfc822|global|partial|rfc822-headers|global-headers)|text\/rfc822-headers)$/;

/** Some servers indent or quote what they return. Lines that are no fields fall away when it is read. */
function unquoted(copy: string): string {
  return copy.slice(0, 10_000).replace(/^[>| \t]+(?=[\w-]{2,40}:)/gm, "");
}

// How servers announce the mail they return. Matched at the beginning of a line only.
const copyMark = new RegExp(
  `^[ \\t]*(?:${[
    "[-=_*]{2,}.{0,40}(?:original|copy of (?:the|your)|below this line|returned|unsent|undelivered|non-deliverable|message (?:header|text) follows|header of the).{0,60}",
    "\\|?[-]{2,} ?(?:message (?:header|text|contents?)|your message|元のメ|オリジナル|исходное|ursprüngliche|mensaje original|message d'origine|messaggio originale).{0,60}",
    "(?:possibly truncated |partial |start of )?(?:(?:original|unsent|returned) )?(?:message|mail)(?: headers?)?(?: follows?| is (?:attached|below)):?[ \\t]*[.]*[ \\t]*$",
    "(?:original|unsent|returned) (?:message|mail)(?: headers?)?[ \\t]*[:.]*[ \\t]*$",
    "(?:original mail as follows|a copy of the original message below this line|here is a copy of the first part of the message).{0,20}",
    "-?-? ?message non-deliverable\\.?",
    "(?:below|above|included|here|this|the following|what follows) is (?:a copy|the (?:header|original|text|body|beginning|first)).{0,60}",
    "the (?:original message|headers? of the (?:original )?message|message header|text of the message)(?:.{0,40}(?:follow|attached|below).{0,30}|[ \\t]*:[ \\t]*)",
    "(?:ursprüngliche nachrichtenkopf|kopfzeilen der ursprünglichen|en-têtes? de message d.origine|en-têtes du message|encabezados (?:de|del) mensaje originale?s?|intestazioni del messaggio originale|cabeçalhos de mensagem originais|oorspronkelijke berichtkop|исходные заголовки|заголовки исходного|元のメッセージ|原始邮件头|原始郵件標頭).{0,60}",
    "(?:received|return-path): .{1,200}",
    "x-(?:originating-ip|env-sender|ms-exchange-[\\w-]+): .{1,200}",
  ].join("|")})$`,
  "imu",
);
