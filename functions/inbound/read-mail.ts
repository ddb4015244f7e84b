// Reads a raw mail as it streams in: scanned here, parsed in a worker that has a deadline and a heap of its own. Whatever
// the mail does to the worker, the answer is a reading or the reason why there is none.
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { limits } from "../core/limits.ts";
import type { Address, ParsedMail } from "../core/mail/mail.ts";
import { peekEnvelope } from "../core/mail/peek.ts";
import { createScan } from "../core/mail/scan.ts";
import type { Skeleton } from "../core/mail/skeleton.ts";

export type MailReading =
  | { readonly mail: ParsedMail; readonly rawSizeBytes: number }
  | {
      readonly unparsed: { readonly reason: string };
      readonly envelopeHints: EnvelopeHints;
      readonly rawSizeBytes: number;
      readonly digest: string;
    };

/** What the header of a mail that could not be read still tells. For showing only: never an identity. */
export interface EnvelopeHints {
  readonly from?: Address;
  readonly subject?: string;
  readonly messageId?: string;
}

export async function readMail(raw: AsyncIterable<Uint8Array>): Promise<MailReading> {
  const scan = createScan();
  for await (const chunk of raw) scan.push(chunk);
  const skeleton = scan.end();
  const { rawSizeBytes, digest } = skeleton;
  const outcome = skeleton.refusal ? { reason: skeleton.refusal } : await parseInTurn(skeleton);
  if ("mail" in outcome) return { mail: outcome.mail, rawSizeBytes };
  return { unparsed: { reason: outcome.reason }, envelopeHints: peekEnvelope(skeleton.header), rawSizeBytes, digest };
}

export type ParseOutcome = { readonly mail: ParsedMail } | { readonly reason: string };

// One mail at a time: the deadline is each mail's own, and the heap too.
let turn: Promise<unknown> = Promise.resolve();
let warm: Worker | undefined;

function parseInTurn(skeleton: Skeleton): Promise<ParseOutcome> {
  const outcome = turn.then(() => parseInWorker(skeleton));
  turn = outcome;
  return outcome;
}

async function parseInWorker(skeleton: Skeleton): Promise<ParseOutcome> {
  const worker = (warm ??= startWorker());
  const outcome = await answerOf(worker, skeleton);
  // A worker that failed once is not asked again.
  if ("mail" in outcome) return outcome;
  if (warm === worker) warm = undefined;
  await worker.terminate();
  return outcome;
}

/** Settles once, whatever comes first: the answer, the deadline, an error (the heap's limit among them) or an exit. */
function answerOf(worker: Worker, skeleton: Skeleton): Promise<ParseOutcome> {
  return new Promise((resolve) => {
    const settle = (outcome: ParseOutcome) => {
      clearTimeout(deadline);
      worker.off("message", settle).off("error", failed).off("messageerror", failed).off("exit", exited);
      worker.unref();
      resolve(outcome);
    };
    const failed = (error: Error & { code?: string }) =>
      settle({ reason: error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "parse.out-of-memory" : "parse.failed" });
    const exited = () => settle({ reason: "parse.exited" });
    const deadline = setTimeout(() => settle({ reason: "parse.too-slow" }), limits.parseDeadlineMs);
    // While it works the process must not end; idle, the worker holds nothing up.
    worker.ref();
    worker.once("message", settle).once("error", failed).once("messageerror", failed).once("exit", exited);
    worker.postMessage(skeleton);
  });
}

/** Bundled, the worker lies beside the handler as JavaScript; in development it is TypeScript, run through tsx. */
function startWorker(): Worker {
  // A CommonJS bundle has no import.meta.url.
  const here = typeof __filename === "string" ? pathToFileURL(__filename).href : import.meta.url;
  const bundled = ["parse-worker.mjs", "parse-worker.cjs"].map((name) => new URL(name, here)).find((url) => existsSync(url));
  const worker = new Worker(bundled ?? throughTsx(new URL("parse-worker.ts", here)), {
    resourceLimits: { maxOldGenerationSizeMb: limits.parseHeapMb },
    execArgv: [],
  });
  // A worker may still fail after its mail was given up; that is nobody's fault any more.
  worker.on("error", () => undefined);
  worker.unref();
  return worker;
}

/** tsx does not reach into worker threads by itself. */
function throughTsx(file: URL): URL {
  const tsx = JSON.stringify(import.meta.resolve("tsx/esm/api"));
  const start = `import { register } from ${tsx}; register(); await import(${JSON.stringify(file.href)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(start)}`);
}
