// One mail read in a process of its own, so that its memory is its own: a bomb as the inbound function reads it, or a mail of
// ordinary kind by one of several libraries. Says what it took and ends.
import { readMail } from "../../functions/inbound/read-mail.ts";
import { parseSkeleton } from "../../functions/core/mail/parse.ts";
import { createScan } from "../../functions/core/mail/scan.ts";
import { bombs, pieces } from "../helpers/bombs.ts";
import { ordinaryMail } from "./ordinary-mail.ts";

export interface ReadingTask {
  readonly reader: "bomb" | "ours" | "mailparser" | "postal-mime";
  readonly name?: string;
  readonly sizeBytes: number;
  readonly rounds: number;
}

export interface ReadingAnswer {
  readonly ms: number;
  /** Of the processor, all threads: what other programs on the machine do does not show in it. */
  readonly cpuMs: number;
  readonly moreMb: number;
  readonly outcome: string;
}

process.once("message", (task: ReadingTask) => void run(task).then((answer) => process.send?.(answer, () => process.exit())));

async function run(task: ReadingTask): Promise<ReadingAnswer> {
  const read = await readerOf(task);
  await read(2000); // loads what is loaded once
  const before = process.resourceUsage().maxRSS;
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  let outcome = "";
  for (let i = 0; i < task.rounds; i++) outcome = await read(task.sizeBytes);
  const ms = (performance.now() - started) / task.rounds;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { ms, cpuMs: (user + system) / 1000 / task.rounds, moreMb: (process.resourceUsage().maxRSS - before) / 1024, outcome };
}

/** Reads a mail of the size asked for and says in a word how it went. */
async function readerOf({ reader, name, sizeBytes }: ReadingTask): Promise<(size: number) => Promise<string>> {
  if (reader === "bomb") {
    const bomb = bombs.find((each) => each.name === name);
    if (!bomb) throw new Error(`There is no bomb ${name}.`);
    return async (size) => {
      const reading = await readMail(streamed(pieces(bomb, size)));
      return "mail" in reading ? "read" : reading.unparsed.reason;
    };
  }
  const mails = new Map([2000, sizeBytes].map((size) => [size, ordinaryMail(size)]));
  const mailOf = (size: number) => mails.get(size) ?? Buffer.alloc(0);
  if (reader === "ours") {
    return async (size) => {
      const scan = createScan();
      const mail = mailOf(size);
      for (let at = 0; at < mail.length; at += 65_536) scan.push(mail.subarray(at, at + 65_536));
      return String((await parseSkeleton(scan.end())).attachments.length);
    };
  }
  if (reader === "mailparser") {
    const { simpleParser } = await import("mailparser");
    return async (size) => String((await simpleParser(mailOf(size))).attachments.length);
  }
  const { default: PostalMime } = await import("postal-mime");
  return async (size) => String((await PostalMime.parse(mailOf(size))).attachments.length);
}

async function* streamed(chunks: Iterable<Buffer>): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield chunk;
}
