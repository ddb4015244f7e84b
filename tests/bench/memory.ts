// Memory while a mail of 40 MB comes in: of the whole product on one machine, and of the inbound function as Lambda runs it.
import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { limits } from "../../functions/core/limits.ts";
import { bundleFunction } from "../../stacks/bundle.ts";
import { signIn } from "../helpers/api.ts";
import { startWorkspace } from "../store/workspace.ts";
import { root, startDev } from "./dev-server.ts";
import { peakWhile, residentMb } from "./resident.ts";
import type { Report } from "./report.ts";
import { openSmtp } from "./smtp.ts";
import { arriveRaw } from "./stage.ts";

const subject = "Forty megabytes";

export async function memory(): Promise<Report> {
  const mail = largeMail();
  const rows = [await ofTheProduct(mail), await ofTheFunction(mail)];
  const megabytes = (mail.length / 1024 / 1024).toFixed(1);
  const head = ["process", "before, MB", "most, MB", "more, MB", "until filed, ms"];
  return [{ title: `memory while a mail of ${megabytes} MB comes in`, head, rows }];
}

/** As large as SES takes, with one file in it. */
function largeMail(): Buffer {
  const head = [
    "From: Lucia <lucia@client.example>",
    "To: support@acme.test",
    `Subject: ${subject}`,
    "Date: Fri, 20 Nov 2026 10:00:00 +0100",
    "Message-ID: <forty-megabytes@client.example>",
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="edge"',
    "",
    "--edge",
    "Content-Type: text/plain; charset=utf-8",
    "",
    "The film of the grinder.",
    "--edge",
    'Content-Type: video/mp4; name="grinder.mp4"',
    'Content-Disposition: attachment; filename="grinder.mp4"',
    "Content-Transfer-Encoding: base64",
    "",
    "",
  ].join("\r\n");
  // Fifty-seven bytes make a line of 76 and its end; some room is left for what SES puts on top.
  const lines = Math.floor((limits.rawMailBytes - 64 * 1024) / 78);
  const file = randomBytes(lines * 57)
    .toString("base64")
    .replace(/.{76}/g, "$&\r\n");
  return Buffer.from(`${head}${file}--edge--`);
}

async function ofTheProduct(mail: Buffer) {
  const server = await startDev({ args: ["--empty"] });
  try {
    await server.hasSaid("Ctrl+C stops");
    const ana = await signIn(server.url, "ana@acme.test");
    await wait(3000);
    const idleMb = await residentMb(server.pid);
    const { result, peakMb } = await peakWhile(server.pid, async () => {
      const smtp = await openSmtp(server.smtpPort);
      const { endOfDataAt } = await smtp.send(mail, "support@acme.test");
      while (!(await ana.list()).some((one) => one.subject === subject)) await wait(20);
      const filedAfterMs = performance.now() - endOfDataAt;
      await smtp.close();
      return filedAfterMs;
    });
    return row("npm run dev: SMTP, buckets, queues, functions", idleMb, peakMb, result);
  } finally {
    await server.stop();
  }
}

/** The inbound function's bundle, alone in a process, given SES's notice of a mail that lies in the bucket. */
async function ofTheFunction(mail: Buffer) {
  const into = await mkdtemp(join(tmpdir(), "inbox-bench-"));
  const workspace = await startWorkspace();
  let child: ChildProcess | undefined;
  try {
    const { folder } = bundleFunction("receive", root, into);
    await writeFile(join(folder, "run.cjs"), runner);
    const { event } = await arriveRaw(mail);
    child = fork(join(folder, "run.cjs"), { stdio: ["ignore", "ignore", "inherit", "ipc"], execArgv: [] });
    await once(child, "message");
    const pid = child.pid ?? 0;
    const idleMb = await residentMb(pid);
    const { result, peakMb } = await peakWhile(pid, async () => {
      const startedAt = performance.now();
      child?.send(event);
      const [answer] = child ? await once(child, "message") : [];
      if (answer.batchItemFailures.length > 0) throw new Error("the function could not file the mail");
      return performance.now() - startedAt;
    });
    return row("the inbound function, bundled, by itself", idleMb, peakMb, result);
  } finally {
    child?.kill();
    await workspace.stop();
    await rm(into, { recursive: true, force: true });
  }
}

const runner = `
const { handler } = require("./index.js");
process.on("message", async (event) => process.send(await handler(event)));
process.send("ready");
`;

function row(name: string, beforeMb: number, peakMb: number, filedAfterMs: number) {
  return [name, ...[beforeMb, peakMb, peakMb - beforeMb, filedAfterMs].map(Math.round)];
}
