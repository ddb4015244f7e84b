// What holds of every reading, whatever the mail was.
import { limits } from "../../functions/core/limits.ts";
import type { ParsedMail } from "../../functions/core/mail/mail.ts";
import { parseSkeleton } from "../../functions/core/mail/parse.ts";
import { createScan } from "../../functions/core/mail/scan.ts";
import type { Skeleton } from "../../functions/core/mail/skeleton.ts";

/** One line for each thing that should not be. Throws what reading throws. */
export async function brokenInvariants(raw: Buffer, pieceSize: number): Promise<string[]> {
  const started = performance.now();
  const whole = await readIn(raw, raw.length || 1);
  const slow = performance.now() - started;
  const pieces = await readIn(raw, pieceSize);
  const differs = JSON.stringify(whole) !== JSON.stringify(pieces) ? [`reads otherwise in pieces of ${pieceSize}`] : [];
  const tooSlow = slow > 5000 ? [`took ${Math.round(slow)} ms`] : [];
  return [...differs, ...tooSlow, ...("text" in whole ? wrongIn(whole, raw) : [])];
}

async function readIn(raw: Buffer, pieceSize: number): Promise<ParsedMail | { refusal: string }> {
  const scan = createScan();
  for (let at = 0; at < raw.length; at += pieceSize) scan.push(raw.subarray(at, at + pieceSize));
  const skeleton: Skeleton = scan.end();
  return skeleton.refusal ? { refusal: skeleton.refusal } : parseSkeleton(skeleton);
}

function wrongIn(mail: ParsedMail, raw: Buffer): string[] {
  const wrong: [isWrong: boolean, what: string][] = [
    [/[\r\n\0]/.test(mail.subject), "the subject has line ends"],
    [mail.text.length > limits.storedTextChars, "the text is too long"],
    [mail.text.includes("\r"), "the text has bare CR"],
    [mail.attachments.length > limits.attachments, "too many files"],
    [mail.date !== undefined && Number.isNaN(Date.parse(mail.date)), `the date is ${mail.date}`],
    [mail.isSenderWellFormed && !mail.from?.address, "a well-formed sender without an address"],
  ];
  for (const { address, name } of [...mail.to, ...mail.cc, ...mail.replyTo, ...(mail.from ? [mail.from] : [])]) {
    wrong.push([/[\r\n\0]/.test(address + name), `an address with line ends: ${JSON.stringify(address + name)}`]);
    wrong.push([/[\u202a-\u202e\u2066-\u2069]/.test(name), `a name that turns direction: ${JSON.stringify(name)}`]);
  }
  for (const { filename, span, sizeBytes } of mail.attachments) {
    wrong.push([
      filename === "" || /[/\\\0-\x1f\u202a-\u202e]|^\.|\.$/.test(filename),
      `the file name ${JSON.stringify(filename)}`,
    ]);
    wrong.push([span.offset < 0 || span.length < 0 || span.offset + span.length > raw.length, "a file outside the mail"]);
    wrong.push([sizeBytes < 0 || sizeBytes > raw.length * 3, `a file of ${sizeBytes} bytes`]);
    if (span.inner) wrong.push([span.inner.offset + span.inner.length > span.length, "a file outside its container"]);
  }
  for (const id of [...mail.references, ...mail.inReplyTo]) wrong.push([/[\r\n\0<>]/.test(id), `the id ${JSON.stringify(id)}`]);
  return wrong.filter(([isWrong]) => isWrong).map(([, what]) => what);
}
