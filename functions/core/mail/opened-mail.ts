// A mail that is attached to another one, as somebody reads it: who wrote when to whom, what it says as text, and which files it has.
import { cut } from "../conversation/summary.ts";
import { limits } from "../limits.ts";
import type { Instant } from "../time.ts";
import { listedFiles } from "./listed-files.ts";
import type { Address, Attachment, ParsedMail } from "./mail.ts";
import type { TextFold } from "./quote.ts";
import { textFolds } from "./visible-reply.ts";
import { wholeText } from "./whole-text.ts";

export interface OpenedMail {
  readonly from?: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly subject: string;
  readonly date?: Instant;
  readonly text: string;
  readonly isTextCut: boolean;
  readonly folds: readonly TextFold[];
  readonly attachments: readonly Pick<Attachment, "filename" | "contentType" | "sizeBytes">[];
}

/** Undefined for what has nothing of a mail but the name. */
export function openedMail(mail: ParsedMail): OpenedMail | undefined {
  const { from, date, subject } = mail;
  if (!from && !date && subject === "") return undefined;
  const whole = wholeText(mail);
  const text = cut(whole, limits.openedTextChars);
  return {
    ...(from && { from }),
    to: mail.to.slice(0, limits.shownAddresses),
    cc: mail.cc.slice(0, limits.shownAddresses),
    subject: cut(subject, limits.subjectChars),
    ...(date && { date }),
    text,
    isTextCut: text.length < whole.length,
    folds: textFolds({ subject, text }),
    attachments: listedFiles(mail.attachments, false).map(({ filename, contentType, sizeBytes }) => ({
      filename,
      contentType,
      sizeBytes,
    })),
  };
}
