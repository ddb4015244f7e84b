// The words of a mail that Outlook has put into winmail.dat, and nowhere else that we can read.
import { decodeBytes } from "./charset.ts";
import { charsetOfPage } from "./code-page.ts";
import { expandRtf } from "./lzfu.ts";
import type { Defect } from "./mail.ts";
import { type RtfReading, readRtf } from "./rtf.ts";
import type { FilePart } from "./skeleton.ts";
import type { TnefBody } from "./tnef.ts";

export interface TnefWords {
  readonly text: string;
  readonly isHtml: boolean;
}

/**
 * For a mail whose own parts say something, nothing: Outlook's plain text stands beside the formatted one. The defect says what
 * is not shown.
 */
export function wordsInTnef(files: readonly FilePart[], isMailBlank: boolean, defects: Defect[]): TnefWords | undefined {
  const bodies = files.flatMap(({ tnef }) => (tnef?.isWhole && tnef.body ? [tnef.body] : []));
  if (bodies.length === 0) return undefined;
  for (const body of isMailBlank ? bodies : []) {
    const words = wordsOf(body);
    if (words) return words;
  }
  const detail = isMailBlank
    ? "Outlook put the text into winmail.dat, in a form that cannot be read. The original mail has it."
    : "Outlook put a formatted version of the text into winmail.dat. The plain text is shown.";
  defects.push({ code: "tnef.body", detail });
  return undefined;
}

/** HTML before plain text, and plain text before what RTF alone says. */
function wordsOf({ html, plain, rtf, codePage }: TnefBody): TnefWords | undefined {
  const charset = codePage === undefined ? undefined : charsetOfPage(codePage);
  const wrapped = rtf && readPacked(rtf);
  const said: (TnefWords | undefined)[] = [
    html === undefined ? undefined : { text: textOf(html, charset), isHtml: true },
    wrapped && "html" in wrapped ? { text: wrapped.html, isHtml: true } : undefined,
    plain === undefined ? undefined : { text: textOf(plain, charset), isHtml: false },
    wrapped && "text" in wrapped ? { text: wrapped.text, isHtml: false } : undefined,
  ];
  return said.find((words) => words !== undefined && words.text.trim() !== "");
}

function readPacked(rtf: Uint8Array): RtfReading | undefined {
  const expanded = expandRtf(rtf);
  return expanded && readRtf(expanded);
}

function textOf(body: Uint8Array | string, charset: string | undefined): string {
  const text = typeof body === "string" ? body : decodeBytes(body, charset).text;
  return (text.split("\0", 1)[0] ?? "").replace(/\r\n?/g, "\n");
}
