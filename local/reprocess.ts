// `npm run reprocess`: mail of a local inbox read again from its originals, told first and changed on request.
import "./quiet.ts";
import { existsSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { ReprocessAsked, ReprocessCursor, ReprocessDone, ReprocessedMail } from "../functions/inbound/reprocess.ts";
import { TakenError, UsageError } from "./errors.ts";
import { logFunctionsTo } from "./function-log.ts";
import type { OnStop } from "./underlay.ts";

const usage = `npm run reprocess -- --inbox support@acme.test --since 2026-11-01 [options]

  --inbox ADDRESS   whose mail
  --since DATE      mail that came on that day (UTC) or later; an instant may be given too
  --apply           change what differs; without it, nothing is changed
  --cursor TEXT     go on where a run that was stopped said it was
  --data DIR        the folder of npm run dev, which must not be running on it (default: .data)
  --help            say this

  What people did stays: who has a conversation, notes, closures, what was read, where a mail is filed.`;

interface Options {
  readonly inbox: string;
  readonly since: string;
  readonly apply: boolean;
  readonly cursor: ReprocessCursor;
  readonly dataDir: string;
}

const stops: (() => Promise<unknown>)[] = [];

await main().catch(failed);
for (const stop of stops.splice(0).reverse()) await stop();
process.exit();

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (!options) return console.log(usage);
  const { dataDir, inbox: address, ...asked } = options;
  if (!existsSync(join(dataDir, "buckets")))
    throw new UsageError(`${dataDir} is no folder of npm run dev: there is no mail in it.`);
  const onStop: OnStop = (stop) => stops.push(stop);
  // Only now, so that a wrong word is answered at once.
  const { startUnderlay } = await import("./underlay.ts");
  await startUnderlay({ dataDir, dynamoEndpoint: process.env.DYNAMODB_ENDPOINT }, onStop);
  logFunctionsTo(join(dataDir, "functions.log"));
  const [{ findInboxByAddress }, { handler }] = await Promise.all([
    import("../functions/store/inboxes.ts"),
    import("../functions/inbound/reprocess.ts"),
  ]);
  const inbox = await findInboxByAddress(address);
  if (!inbox) throw new UsageError(`No inbox has the address ${address}.`);
  await run(handler, { ...asked, inboxId: inbox.id });
}

async function run(handler: (asked: ReprocessAsked) => Promise<ReprocessDone>, asked: ReprocessAsked): Promise<void> {
  let [read, differ, applied] = [0, 0, 0];
  for (let cursor = asked.cursor; ; ) {
    const done = await handler({ ...asked, ...(cursor ? { cursor } : {}) });
    for (const mail of done.mails) console.log(described(mail));
    read += done.read;
    differ += done.mails.filter(({ differences }) => differences.length > 0).length;
    applied += done.mails.filter(({ isApplied }) => isApplied).length;
    ({ cursor } = done);
    if (!cursor) break;
    console.log(`… ${read} mails read, ${differ} differ. To go on from here: --cursor '${JSON.stringify(cursor)}'`);
  }
  const change = asked.apply ? `${applied} changed` : differ > 0 ? "nothing changed: add --apply" : "nothing to change";
  console.log(`${read} mails read, ${differ} differ, ${change}.`);
}

function described({ conversationId, messageId, at, subject, differences, isWorse, wouldJoin }: ReprocessedMail): string {
  const lines = differences.map(({ field, before, after }) => `  ${field}: ${short(before)} → ${short(after)}`);
  if (isWorse) lines.push("  It could be read before and cannot be now: it is left as it is.");
  if (wouldJoin)
    lines.push(`  Would now join ${wouldJoin.conversationId} (${wouldJoin.reason.by}); mail is not moved by itself.`);
  return [`${at} ${short(subject)} ${conversationId} ${messageId}`, ...lines].join("\n");
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 160 ? `${text.slice(0, 150)}… (${text.length} characters)` : text;
}

/** @returns undefined when only help was asked for */
function readOptions(args: readonly string[]): Options | undefined {
  const values = parsed(args);
  if (values.help) return undefined;
  if (!values.inbox) throw new UsageError("--inbox wants an address of the inbox.");
  const since = Date.parse(values.since ?? "");
  if (Number.isNaN(since)) throw new UsageError("--since wants a date, as 2026-11-01.");
  const folder = values.data ?? ".data";
  return {
    inbox: values.inbox,
    since: new Date(since).toISOString(),
    apply: values.apply ?? false,
    cursor: cursorOf(values.cursor),
    dataDir: isAbsolute(folder) ? folder : resolve(process.env.INIT_CWD ?? process.cwd(), folder),
  };
}

function parsed(args: readonly string[]) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  try {
    const options = { inbox: text, since: text, cursor: text, data: text, apply: flag, help: { ...flag, short: "h" } } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function cursorOf(text = "{}"): ReprocessCursor {
  try {
    return JSON.parse(text) as ReprocessCursor;
  } catch {
    throw new UsageError("--cursor wants what an earlier run printed.");
  }
}

function failed(error: unknown): void {
  process.exitCode = error instanceof UsageError ? 2 : 1;
  if (error instanceof UsageError) console.error(`${error.message}\n\n${usage}`);
  else if (error instanceof TakenError) console.error(`${error.message}\nReprocessing needs the folder for itself.`);
  else console.error(error);
}
