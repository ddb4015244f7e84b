// Work in a thread of its own, which has a deadline and a heap: whatever it is given, an answer comes, and its parent survives.
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

export interface ThreadOptions {
  /** Bundled, it lies beside the handler as `NAME.cjs`. */
  readonly name: string;
  /** Its source, from the folder of the functions: in development it is TypeScript, run through tsx. */
  readonly source: string;
  readonly heapMb: number;
  readonly deadlineMs: number;
}

/** Why there is no answer. */
export interface NoAnswer {
  readonly reason: string;
}

export interface Thread<Question, Answer> {
  /** One question at a time: the deadline is each one's own, and the heap too. */
  ask(question: Question): Promise<Answer | NoAnswer>;
}

/** Started by the first question. One that has failed once is not asked again. */
export function threadOf<Question, Answer extends object>(options: ThreadOptions): Thread<Question, Answer> {
  let turn: Promise<unknown> = Promise.resolve();
  let warm: Worker | undefined;

  async function askNow(question: Question): Promise<Answer | NoAnswer> {
    const worker = (warm ??= startWorker(options));
    const answer = await answerOf<Answer>(worker, question, options.deadlineMs);
    if (!("reason" in answer)) return answer;
    if (warm === worker) warm = undefined;
    await worker.terminate();
    return answer;
  }

  return {
    ask(question) {
      const answer = turn.then(() => askNow(question));
      turn = answer;
      return answer;
    },
  };
}

/** Settles once, whatever comes first: the answer, the deadline, an error (the heap's limit among them) or an exit. */
function answerOf<Answer>(worker: Worker, question: unknown, deadlineMs: number): Promise<Answer | NoAnswer> {
  return new Promise((resolve) => {
    const settle = (answer: Answer | NoAnswer) => {
      clearTimeout(deadline);
      worker.off("message", settle).off("error", failed).off("messageerror", failed).off("exit", exited);
      worker.unref();
      resolve(answer);
    };
    const failed = (error: Error & { code?: string }) =>
      settle({ reason: error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "parse.out-of-memory" : "parse.failed" });
    const exited = () => settle({ reason: "parse.exited" });
    const deadline = setTimeout(() => settle({ reason: "parse.too-slow" }), deadlineMs);
    // While it works the process must not end; idle, the worker holds nothing up.
    worker.ref();
    worker.once("message", settle).once("error", failed).once("messageerror", failed).once("exit", exited);
    worker.postMessage(question);
  });
}

function startWorker({ name, source, heapMb }: ThreadOptions): Worker {
  // A CommonJS bundle has no import.meta.url.
  const here = typeof __filename === "string" ? pathToFileURL(__filename).href : import.meta.url;
  const bundled = [`${name}.mjs`, `${name}.cjs`].map((file) => new URL(file, here)).find((url) => existsSync(url));
  const worker = new Worker(bundled ?? throughTsx(new URL(`../${source}`, here)), {
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
    execArgv: [],
  });
  // A worker may still fail after its question was given up; that is nobody's fault any more.
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
