// What each key of a case's `expect` means for our reading of the mail. Keys that speak of another product's own tree of
// parts (upstreamAttachments, leaves, agree …) say nothing about ours and are passed over.
import { createHash } from "node:crypto";
import { htmlToText } from "../../functions/core/mail/html.ts";
import { safeFilename } from "../../functions/core/mail/filename.ts";
import type { Address, Attachment, ParsedMail } from "../../functions/core/mail/mail.ts";
import { decodeSpan } from "../../functions/core/mail/transfer.ts";
import type { Expectation, WantedBounce, WantedFile } from "./expectation.ts";

type Key = keyof Expectation;
type Check<K extends Key> = (mail: ParsedMail, wanted: Required<Expectation>[K], raw: Buffer) => string | undefined;

/** One line for each expectation that does not hold. */
export function checkMail(mail: ParsedMail, raw: Buffer, expect: Expectation): string[] {
  return keys.flatMap((key) => {
    const wrong = checkOne(key, mail, raw, expect);
    return wrong === undefined ? [] : [`${key}: ${wrong}`];
  });
}

function checkOne<K extends Key>(key: K, mail: ParsedMail, raw: Buffer, expect: Expectation): string | undefined {
  const check: Check<K> | undefined = checks[key];
  const wanted = expect[key];
  return wanted === undefined ? undefined : check?.(mail, wanted as Required<Expectation>[K], raw);
}

const checks: { readonly [K in Key]?: Check<K> } = {
  subject: (mail, wanted) => same(mail.subject, wanted),
  fromAddress: (mail, wanted) => same(mail.from?.address ?? "", wanted ?? "", "lower"),
  fromName: (mail, wanted) => same(mail.from?.name ?? "", wanted ?? ""),
  to: (mail, wanted) => same(joined(mail.to), wanted.join(" "), "lower"),
  cc: (mail, wanted) => same(joined(mail.cc), wanted.join(" "), "lower"),
  toFirst: (mail, wanted) => same(mail.to[0]?.address ?? "", wanted, "lower"),
  toName: (mail, wanted) => same(mail.to[0]?.name ?? "", wanted ?? ""),
  toContains: (mail, wanted) =>
    lacks(
      joined(mail.to).toLowerCase(),
      wanted.map((each) => each.toLowerCase()),
    ),
  ccContains: (mail, wanted) =>
    lacks(
      joined(mail.cc).toLowerCase(),
      wanted.map((each) => each.toLowerCase()),
    ),
  date: (mail, wanted) => same(mail.date ? new Date(mail.date).toISOString() : "", wanted ? new Date(wanted).toISOString() : ""),
  messageId: (mail, wanted) => same(mail.messageId ?? "", wanted ?? ""),
  // The expectation names one id; we keep all that stand there.
  inReplyTo: (mail, wanted) => same(mail.inReplyTo[0] ?? "", wanted ?? ""),
  references: (mail, wanted) => same(mail.references.join(" "), (wanted ?? []).join(" ")),
  text: (mail, wanted) => same(mail.text, wanted),
  textWs: (mail, wanted) => same(mail.text, wanted),
  textContains: (mail, wanted) => lacks(folded(mail.text), [wanted].flat().map(folded)),
  textCount: (mail, wanted) => counts(mail.text, wanted),
  htmlCount: (mail, wanted) => counts(mail.html ?? "", wanted),
  htmlTextWs: (mail, wanted) => same(htmlToText(mail.html ?? "", { links: "left-out" }), wanted),
  htmlContains: (mail, wanted) => lacks(folded(mail.html ?? ""), [wanted].flat().map(folded)),
  bodyTextAny: (mail, wanted) =>
    [wanted].flat().some((each) => wholeText(mail).includes(folded(each))) ? undefined : "none is there",
  bodyWords: (mail, wanted) =>
    lacks(
      wholeText(mail),
      [wanted].flat().flatMap((each) => each.split(/\s+/)),
    ),
  textLetters: (mail, wanted) => sameLetters(mail, wanted),
  textParts: (mail, wanted) => lacks(wholeText(mail), wanted.map(folded)),
  htmlParts: (mail, wanted) => lacks(folded(mail.html ?? ""), wanted.map(folded)),
  attachmentCount: (mail, wanted) => same(String(mail.attachments.length), String(wanted)),
  attachmentCountMin: (mail, wanted) =>
    mail.attachments.length >= wanted ? undefined : `${mail.attachments.length} < ${wanted}`,
  attachments: (mail, wanted, raw) => checkAttachments(mail.attachments, wanted, raw),
  payloadName: (mail, wanted) => (mail.attachments.some(({ filename }) => filename === wanted) ? undefined : `no ${wanted}`),
  calendar: (mail, wanted) => same(String(mail.attachments.some(isCalendar)), String(Boolean(wanted))),
  autoReply: (mail, wanted) => same(String(mail.automatic.kind === "auto-reply"), String(wanted)),
  suppressAutoResponse: ({ automatic }, wanted) =>
    same(String(automatic.kind !== "none" || automatic.silence !== undefined), String(wanted)),
  machine: (mail, wanted) => same(String(mail.automatic.kind !== "none"), String(wanted)),
  bounce: (mail, wanted) => checkBounce(mail, wanted),
};

const keys = Object.keys(checks).filter((key): key is Key => key in checks);

function checkAttachments(files: readonly Attachment[], wanted: readonly WantedFile[], raw: Buffer): string | undefined {
  const left = [...files];
  for (const want of wanted) {
    const index = left.findIndex((file) => isFile(file, want, raw));
    if (index === -1)
      return `no ${JSON.stringify(want)} among ${JSON.stringify(left.map((f) => [f.filename, f.contentType, f.sizeBytes]))}`;
    left.splice(index, 1);
  }
  return undefined;
}

function isFile(file: Attachment, want: WantedFile, raw: Buffer): boolean {
  const { offset, length } = file.span;
  const bytes = Buffer.from(decodeSpan(raw.subarray(offset, offset + length), file.span));
  if (bytes.length !== file.sizeBytes) return false;
  const lf = Buffer.from(bytes.toString("latin1").replaceAll("\r", ""), "latin1");
  const hash = (name: string, content: Buffer) => createHash(name).update(content).digest("hex");
  return (
    (want.filename === undefined || folded(file.filename) === folded(safeFilename(want.filename) ?? "")) &&
    (want.contentType === undefined || file.contentType === want.contentType) &&
    (want.size === undefined || want.size === bytes.length || want.size === lf.length) &&
    (want.md5 === undefined || [hash("md5", bytes), hash("md5", lf)].includes(want.md5)) &&
    (want.sha256 === undefined || hash("sha256", bytes) === want.sha256) &&
    (want.sha256lf === undefined || [hash("sha256", lf), hash("sha256", trimmedEnd(lf))].includes(want.sha256lf)) &&
    (want.cid === undefined || file.contentId === want.cid.replace(/^<|>$/g, "")) &&
    (want.content === undefined || folded(bytes.toString("utf8")) === folded(want.content)) &&
    (want.contains === undefined || bytes.includes(want.contains) || bytes.toString("latin1").includes(want.contains))
  );
}

function trimmedEnd(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString("latin1").replace(/\n+$/, ""), "latin1");
}

function isCalendar({ contentType }: Attachment): boolean {
  return contentType === "text/calendar" || contentType === "application/ics";
}

function checkBounce({ automatic }: ParsedMail, wanted: false | WantedBounce): string | undefined {
  if (wanted === false) return automatic.kind === "bounce" ? "taken for a bounce" : undefined;
  const recipients = automatic.bounce?.recipients ?? [];
  if (automatic.kind !== "bounce") return `taken for ${automatic.kind}`;
  const found = recipients.map(({ address }) => address.toLowerCase());
  const missing = wanted.recipients?.filter((address) => !found.includes(address.toLowerCase())) ?? [];
  if (missing.length > 0) return `recipients ${found.join(" ")} instead of ${wanted.recipients?.join(" ")}`;
  const statuses = recipients.map(({ status, isPermanent }) => status ?? (isPermanent ? "5" : "4"));
  if (wanted.status && !statuses.includes(wanted.status)) return `status ${statuses.join(" ")} instead of ${wanted.status}`;
  if (wanted.statusClass && !statuses.some((status) => status.startsWith(String(wanted.statusClass))))
    return `status ${statuses.join(" ")}`;
  if (wanted.permanent !== undefined && !recipients.some((each) => each.isPermanent === wanted.permanent)) return "permanence";
  return undefined;
}

function folded(text: string): string {
  return text.normalize("NFC").replace(/\s+/gu, " ").trim();
}

function same(ours: string, wanted: unknown, casing?: "lower"): string | undefined {
  const [a, b] = [folded(ours), folded(String(wanted))].map((each) => (casing ? each.toLowerCase() : each));
  return a === b ? undefined : `${JSON.stringify(a?.slice(0, 150))} instead of ${JSON.stringify(b?.slice(0, 150))}`;
}

function lacks(whole: string, wanted: readonly string[]): string | undefined {
  const missing = wanted.find((each) => !whole.includes(each));
  return missing === undefined ? undefined : `lacks ${JSON.stringify(missing.slice(0, 150))}`;
}

function counts(text: string, { n, s }: { n: number; s: string }): string | undefined {
  const found = folded(text).split(folded(s)).length - 1;
  return found === n ? undefined : `${found} times instead of ${n}: ${s.slice(0, 60)}`;
}

function joined(addresses: readonly Address[]): string {
  return addresses.map(({ address }) => address).join(" ");
}

function wholeText(mail: ParsedMail): string {
  return folded(`${mail.text} ${mail.html ?? ""} ${mail.html ? htmlToText(mail.html) : ""}`);
}

/** Parsers differ in what they put between parts and how they write an HTML-only mail as text; the letters must be there. */
function sameLetters(mail: ParsedMail, wanted: string): string | undefined {
  const letters = (text: string) => text.normalize("NFC").replace(/[^\p{L}\p{N}_]/gu, "");
  const ours = [mail.text, mail.html ?? "", mail.html ? htmlToText(mail.html, { links: "left-out" }) : ""].map(letters);
  if (ours.some((each) => each === wanted || (wanted.length > 4 && each.includes(wanted)))) return undefined;
  return `${JSON.stringify(ours[0]?.slice(0, 120))} instead of ${JSON.stringify(wanted.slice(0, 120))}`;
}
