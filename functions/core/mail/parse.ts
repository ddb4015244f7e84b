// The best reading of a scanned mail. mailparser turns the bytes of each text part into text (UTF-8, format=flowed) and is asked
// nothing else: headers, addresses, dates, files, transfer encodings and all other charsets are read by our own code.
import { type ParsedMail as LibraryMail, simpleParser } from "mailparser";
import { cut } from "../conversation/summary.ts";
import { limits } from "../limits.ts";
import { loopHeader } from "./loop-header.ts";
import { isForwardRequest, readForward } from "./agent-forward.ts";
import { automaticOf } from "./automatic.ts";
import { decodeBytes } from "./charset.ts";
import { type BodyCharset, bodyCharset } from "./body-charset.ts";
import { firstValue, headerOf, readFields } from "./header.ts";
import { isEnclosedMail, madeFilename, safeFilename } from "./filename.ts";
import { htmlToText } from "./html-text.ts";
import { picturesIn, referencesTo } from "./inline-parts.ts";
import { type Invitation, readInvitation } from "./invitation.ts";
import type { Attachment, Defect, Forward, ParsedMail, Protection } from "./mail.ts";
import { openSigned } from "./open-signed.ts";
import { protectionOf } from "./protection.ts";
import { decodeHeaderText } from "./header-text.ts";
import { readEnvelope } from "./read-envelope.ts";
import { createScan } from "./scan.ts";
import { filesInTnef } from "./tnef-files.ts";
import { wordsInTnef } from "./tnef-body.ts";
import { readSubject } from "./read-subject.ts";
import type { FilePart, Part, Skeleton, TextPart } from "./skeleton.ts";

/** Reads what `createScan` left of a mail. A skeleton with a refusal is not to be read. */
export function parseSkeleton(skeleton: Skeleton): Promise<ParsedMail> {
  return parseAt(skeleton, 0);
}

async function parseAt(skeleton: Skeleton, depth: number): Promise<ParsedMail> {
  const opened = openSigned(skeleton.root);
  const fields = readFields(skeleton.header);
  const defects: Defect[] = [...skeleton.defects];
  if (opened.defect) defects.push(opened.defect);
  const leaves = await readLeaves(opened.root);
  const texts = leaves.filter((leaf) => leaf.kind === "text");
  const envelope = readEnvelope(fields, defects, decodeHeaderText, texts.find(({ charset }) => charset.isLabel)?.charset.name);
  const mark = firstValue(fields, loopHeader.toLowerCase())?.slice(0, limits.addressChars);
  const files = leaves.flatMap((leaf) => (leaf.kind === "file" ? [leaf.part, ...filesInTnef(leaf.part, defects)] : []));
  const body = await bodyOf(texts, opened.root, depth, defects);
  const isOwn = depth === 0 && !body.isEnclosed;
  const forward = isOwn ? await forwardIn({ ...envelope, ...body }, opened.root, firstValue(fields, "date")) : undefined;
  return {
    ...envelope,
    ...(forward && { forward }),
    text: body.text,
    ...(body.isTextFromHtml && { isTextFromHtml: true }),
    ...(body.html !== undefined && { html: body.html }),
    attachments: attachmentsOf(files, body.html ?? "", defects),
    ...(mark && { mark }),
    ...invitationIn(files),
    ...protectionIn(skeleton.root, body.text),
    automatic: automaticOf({ fields, subject: envelope.subject, files, text: body.text }),
    defects,
    digest: skeleton.digest,
  };
}

interface MailBody {
  readonly text: string;
  /** The text is that of a mail inside this one. */
  readonly isEnclosed?: boolean;
  readonly isTextFromHtml: boolean;
  readonly html?: string;
}

/** Where the mail's own parts say nothing, its words are in Outlook's container, or in the mails that it encloses. */
async function bodyOf(texts: readonly TextLeaf[], root: Part, depth: number, defects: Defect[]): Promise<MailBody> {
  const own = assemble(texts, defects);
  const words = wordsInTnef(filesIn(root), isBlank(own), defects);
  if (words) return assemble([{ ...words, isAlternative: false, isCut: false }], defects);
  return isBlank(own) ? { ...own, text: await textOfEnclosed(root, depth), isEnclosed: true } : own;
}

function filesIn(part: Part): FilePart[] {
  if (part.kind === "multipart") return part.children.flatMap(filesIn);
  return part.kind === "file" ? [part] : [];
}

type Leaf = TextLeaf | { readonly kind: "file"; readonly part: FilePart };
interface TextLeaf {
  readonly kind: "text";
  readonly text: string;
  readonly isHtml: boolean;
  /** Stands in a multipart/alternative, beside another version of itself. */
  readonly isAlternative: boolean;
  readonly charset: BodyCharset;
  readonly isCut: boolean;
}

async function readLeaves(part: Part, isAlternative = false): Promise<Leaf[]> {
  if (part.kind === "file") return [{ kind: "file", part }];
  if (part.kind === "text") {
    const charset = bodyCharset(part);
    const text = await decodeText(part, charset);
    return [{ kind: "text", text, isHtml: part.isHtml, isAlternative, charset, isCut: part.isCut }];
  }
  const leaves: Leaf[] = [];
  for (const child of part.children) leaves.push(...(await readLeaves(child, isAlternative || part.subtype === "alternative")));
  return leaves;
}

/** One text part as a mail of its own, cleanly labelled, for the library to decode. */
async function decodeText(part: TextPart, charset: BodyCharset): Promise<string> {
  if (part.bytes.length === 0) return "";
  const flowed = part.isFlowed && !part.isHtml ? `; format=flowed${part.isSpaceDeleted ? "; delsp=yes" : ""}` : "";
  const header = [
    `Content-Type: text/${part.isHtml ? "html" : "plain"}; charset=utf-8${flowed}`,
    "Content-Transfer-Encoding: 8bit",
    "Content-Disposition: inline\r\n\r\n",
  ].join("\r\n");
  const mail: LibraryMail = await simpleParser(Buffer.concat([Buffer.from(header), charset.bytes ?? part.bytes]), {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
    skipTextLinks: true,
    keepCidLinks: true,
  });
  const text = part.isHtml ? mail.html || "" : (mail.text ?? "");
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

type Words = Pick<TextLeaf, "text" | "isHtml" | "isAlternative" | "isCut">;

function assemble(texts: readonly Words[], defects: Defect[]): MailBody {
  const hasHtml = texts.some((leaf) => leaf.isHtml);
  const hasPlain = texts.some((leaf) => !leaf.isHtml && leaf.text.trim() !== "");
  // An HTML part beside a text part is its other version in an alternative, and further text elsewhere.
  const asText = texts.flatMap((leaf) => {
    if (!leaf.isHtml) return leaf.text.trim() === "" && texts.length > 1 ? [] : [leaf.text];
    return hasPlain && leaf.isAlternative ? [] : [htmlToText(leaf.text, { links: "left-out" })];
  });
  const asHtml = texts.flatMap((leaf) =>
    leaf.isHtml ? [leaf.text] : leaf.isAlternative || leaf.text.trim() === "" ? [] : [plainAsHtml(leaf.text)],
  );
  const text = asText.map((piece) => piece.replace(/\r\n?/g, "\n")).join("\n");
  const html = asHtml.join("<br>\n");
  const isCut = texts.some((leaf) => leaf.isCut) || text.length > limits.storedTextChars || html.length > limits.storedHtmlChars;
  if (isCut)
    defects.push({ code: "text.cut", detail: "The text is longer than is kept for reading. The original mail has all of it." });
  return {
    text: cut(text, limits.storedTextChars),
    isTextFromHtml: hasHtml && !hasPlain,
    ...(hasHtml && { html: cut(html, limits.storedHtmlChars) }),
  };
}

function isBlank({ text, html }: { text: string; html?: string }): boolean {
  return html === undefined && text.trim() === "";
}

/** What the mails say that a mail without a word of its own encloses: somebody forwarded them as they were, or it is a digest. */
async function textOfEnclosed(root: Part, depth: number): Promise<string> {
  const texts = (await enclosedMails(root, depth, limits.enclosedMails)).map(({ text }) => text);
  return cut(texts.filter((text) => text.trim() !== "").join("\n\n"), limits.storedTextChars);
}

async function enclosedMails(root: Part, depth: number, atMost: number): Promise<ParsedMail[]> {
  if (depth >= limits.enclosedDepth) return [];
  const mails: ParsedMail[] = [];
  for (const file of enclosedIn(root).slice(0, atMost)) {
    const scan = createScan();
    scan.push(file.head);
    const skeleton = scan.end();
    if (!skeleton.refusal) mails.push(await parseAt(skeleton, depth + 1));
  }
  return mails;
}

/** What a mail that begins with `@fwd` sends on. */
async function forwardIn(
  mail: Pick<ParsedMail, "subject" | "date" | "text" | "html" | "isTextFromHtml">,
  root: Part,
  date = "",
): Promise<Forward | undefined> {
  if (!isForwardRequest(mail.text)) return undefined;
  const zone = /[+-]\d{4}/.exec(date)?.[0] ?? "";
  return readForward({ mail, enclosed: await enclosedMails(root, 0, 2), zone });
}

/** Enclosed mails, save those that a report brings back. */
function enclosedIn(part: Part): FilePart[] {
  if (part.kind === "multipart") return part.subtype === "report" ? [] : part.children.flatMap(enclosedIn);
  return part.kind === "file" && isEnclosedMail(part.contentType) ? [part] : [];
}

/** A text part among HTML parts, shown between them. */
function plainAsHtml(text: string): string {
  return `<div style="white-space: pre-wrap">${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</div>`;
}

function attachmentsOf(files: readonly FilePart[], html: string, defects: Defect[]): Attachment[] {
  if (files.length === 0) return [];
  if (files.length > limits.attachments) {
    defects.push({
      code: "attachments.too-many",
      detail: `Only the first ${limits.attachments} files are listed. The original mail has all.`,
    });
  }
  const shown = picturesIn(html);
  return files.slice(0, limits.attachments).map((file, index) => {
    const filename = filenameOf(file, index + 1);
    return {
      index,
      filename,
      contentType: file.contentType,
      sizeBytes: file.sizeBytes,
      ...(file.contentId && { contentId: file.contentId }),
      ...(file.contentLocation && { contentLocation: file.contentLocation }),
      isInline: referencesTo({ ...file, filename: file.name ?? "" }).some((reference) => shown.has(reference)),
      span: file.span,
    };
  });
}

function filenameOf(file: FilePart, position: number): string {
  const own = file.name && safeFilename(file.name);
  if (own) return own;
  if (!isEnclosedMail(file.contentType)) return madeFilename(file.contentType, position);
  const subject = firstValue(readFields(headerOf(file.head)), "subject");
  const name = subject && safeFilename(readSubject(subject, decodeHeaderText).slice(0, 100));
  return name ? `${name}.eml` : madeFilename(file.contentType, position);
}

function protectionIn(root: Part, text: string): { protection?: Protection } {
  const protection = protectionOf(root, text);
  return protection ? { protection } : {};
}

function invitationIn(files: readonly FilePart[]): { invitation?: Invitation } {
  for (const { contentType, name, charset, head } of files.slice(0, limits.attachments)) {
    const isCalendar = contentType === "text/calendar" || contentType === "application/ics" || /\.ics$/i.test(name ?? "");
    const invitation = isCalendar && head.length > 0 ? readInvitation(decodeBytes(head, charset).text) : undefined;
    if (invitation) return { invitation };
  }
  return {};
}
