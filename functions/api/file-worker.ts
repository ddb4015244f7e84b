// The thread in which the API reads files that came with mails: all charsets and the parser are here, and not in the function itself.
import { parentPort } from "node:worker_threads";
import { openedMail } from "../core/mail/opened-mail.ts";
import { parseSkeleton } from "../core/mail/parse.ts";
import { createScan } from "../core/mail/scan.ts";
import { readTextFile } from "../core/mail/text-file.ts";
import type { FileQuestion, FileReading } from "./read-file.ts";

parentPort?.on("message", async (question: FileQuestion) => {
  parentPort?.postMessage(await read(question));
});

async function read({ bytes, as }: FileQuestion): Promise<FileReading> {
  if (as === "text") {
    const text = readTextFile(bytes);
    return text === undefined ? {} : { text };
  }
  const scan = createScan();
  scan.push(bytes);
  const skeleton = scan.end();
  if (skeleton.refusal) return {};
  const mail = openedMail(await parseSkeleton(skeleton));
  return mail ? { mail } : {};
}
