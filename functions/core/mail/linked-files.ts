// Files too large for a mail, as the mail names them: what each is called, how large it is, where it can be fetched, until when.
import type { Instant } from "../time.ts";
import { escapeHtml } from "./entities.ts";
import { safeFilename } from "./filename.ts";

export interface LinkedFile {
  readonly filename: string;
  readonly sizeBytes: number;
  readonly address: string;
  readonly until: Instant;
}

/** Stands below what was typed, in both versions of the mail; empty without files. */
export function linkedFiles(files: readonly LinkedFile[]): { readonly text: string; readonly html: string } {
  if (files.length === 0) return { text: "", html: "" };
  const lines = files.map((file) => `${nameOf(file)} (${sizeOf(file)}, until ${dayOf(file)}):\n${file.address}`);
  const items = files.map(
    (file) =>
      `<li><a href="${escapeHtml(file.address)}">${escapeHtml(nameOf(file))}</a> (${sizeOf(file)}, until ${dayOf(file)})</li>`,
  );
  return {
    text: `${heading}\n\n${lines.join("\n\n")}`,
    html: `<p>${heading}</p><ul>${items.join("")}</ul>`,
  };
}

/** What was typed above the files. */
export function textWithoutLinks(text: string): string {
  const start = text.lastIndexOf(`\n\n${heading}\n\n`);
  return start === -1 ? text : text.slice(0, start);
}

const heading = "Files to download:";

function nameOf({ filename }: LinkedFile): string {
  return safeFilename(filename) ?? "file";
}

function sizeOf({ sizeBytes }: LinkedFile): string {
  const units = ["bytes", "KB", "MB", "GB"];
  const step = sizeBytes < 1 ? 0 : Math.min(Math.floor(Math.log2(sizeBytes) / 10), units.length - 1);
  const size = sizeBytes / 1024 ** step;
  return `${size < 10 && step > 0 ? size.toFixed(1) : Math.round(size)} ${units[step]}`;
}

function dayOf({ until }: LinkedFile): string {
  const [, day, month, year] = new Date(until).toUTCString().split(" ");
  return `${Number(day)} ${month} ${year}`;
}
