// Reads a file that came with a mail, as text or as a mail. Whatever it does to its reader, the answer comes.
import { limits } from "../core/limits.ts";
import type { OpenedMail } from "../core/mail/opened-mail.ts";
import { log } from "../runtime/log.ts";
import { threadOf } from "../runtime/thread.ts";

export interface FileQuestion {
  readonly as: "text" | "mail";
  readonly bytes: Uint8Array;
}

/** Empty: it is not what it was to be read as. */
export interface FileReading {
  readonly text?: string;
  readonly mail?: OpenedMail;
}

const reader = threadOf<FileQuestion, FileReading>({
  name: "file-worker",
  source: "api/file-worker.ts",
  heapMb: limits.fileHeapMb,
  deadlineMs: limits.parseDeadlineMs,
});

export async function readAs(as: FileQuestion["as"], bytes: Uint8Array): Promise<FileReading> {
  const reading = await reader.ask({ as, bytes });
  if (!("reason" in reading)) return reading;
  log.info("file.unread", { reason: reading.reason });
  return {};
}
