// The thread in which mails are parsed, one after another. It may run out of time or memory; its parent survives that.
import { parentPort } from "node:worker_threads";
import { parseSkeleton } from "../core/mail/parse.ts";
import type { Skeleton } from "../core/mail/skeleton.ts";
import type { ParseOutcome } from "./read-mail.ts";

parentPort?.on("message", async (skeleton: Skeleton) => {
  parentPort?.postMessage(await read(skeleton));
});

async function read(skeleton: Skeleton): Promise<ParseOutcome> {
  try {
    return { mail: await parseSkeleton(skeleton) };
  } catch (error) {
    // A mail that breaks the parser is content, not a fault: it is filed as unparsed with this reason.
    return { reason: error instanceof Error ? `parse.failed: ${error.name}` : "parse.failed" };
  }
}
