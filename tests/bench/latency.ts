// How long a mail takes: from the end of SMTP DATA until a member's list has it, and until their page is told.
import { setTimeout as wait } from "node:timers/promises";
import { WebSocket } from "ws";
import { type ApiMember, signIn } from "../helpers/api.ts";
import { textMail } from "../helpers/text-mail.ts";
import { type DevServer, startDev } from "./dev-server.ts";
import { percentile, type Report } from "./report.ts";
import { openSmtp, type Smtp } from "./smtp.ts";
import { ordinaryText } from "./stage.ts";

const mails = 200;
const lookEveryMs = 10;

export async function latency(): Promise<Report> {
  const server = await startDev({ args: ["--empty"] });
  try {
    await server.hasSaid("Ctrl+C stops");
    const ana = await signIn(server.url, "ana@acme.test");
    const smtp = await openSmtp(server.smtpPort);
    for (let index = 0; index < 10; index++) await untilListed(ana, await sendMail(smtp, `Warm ${index}`));
    const listed = await repeat("Listed", smtp, (mail) => untilListed(ana, mail));
    const told = await untilTold(server, ana, smtp);
    await smtp.close();
    const rows = [
      statistics("SMTP says 250", listed.accepted),
      statistics(`the row is in the list (asked every ${lookEveryMs} ms)`, listed.done),
      statistics("the socket says so (nobody asks)", told.done),
    ];
    const head = ["after the end of SMTP DATA, ms", "p50", "p95", "most"];
    return [{ title: `latency over ${mails} mails each, one after another`, head, rows }];
  } finally {
    await server.stop();
  }
}

interface Mail {
  readonly subject: string;
  readonly endOfDataAt: number;
  readonly acceptedAt: number;
}

async function sendMail(smtp: Smtp, subject: string): Promise<Mail> {
  const mail = Buffer.from(textMail({ subject, messageId: `${subject.replace(" ", "-")}@client.example`, text: ordinaryText }));
  return { subject, ...(await smtp.send(mail, "support@acme.test")) };
}

async function repeat(name: string, smtp: Smtp, until: (mail: Mail) => Promise<number>) {
  const [accepted, done]: [number[], number[]] = [[], []];
  for (let index = 0; index < mails; index++) {
    const mail = await sendMail(smtp, `${name} ${index}`);
    accepted.push(mail.acceptedAt - mail.endOfDataAt);
    done.push((await until(mail)) - mail.endOfDataAt);
  }
  return { accepted, done };
}

async function untilListed(ana: ApiMember, { subject }: Mail): Promise<number> {
  for (;;) {
    const { body } = await ana.get<{ items: { subject: string }[] }>("/conversations?folder=open&limit=25");
    if (body.items.some((item) => item.subject === subject)) return performance.now();
    await wait(lookEveryMs);
  }
}

async function untilTold(server: DevServer, ana: ApiMember, smtp: Smtp) {
  const { body } = await ana.get<{ socketAddress: string }>("/me");
  const socket = new WebSocket(body.socketAddress, { headers: { cookie: ana.cookie, origin: server.url } });
  await new Promise<void>((resolve, reject) => {
    socket.once("open", resolve).once("error", reject);
  });
  // Each mail begins a conversation, so the word of an id that nobody has mentioned before is about the mail just sent.
  const firstWords = new Map<string, number>();
  socket.on("message", (data) => {
    const { id } = JSON.parse(String(data)) as { id: string };
    if (!firstWords.has(id)) firstWords.set(id, performance.now());
  });
  let expected = 0;
  const told = await repeat("Told", smtp, async () => {
    expected += 1;
    while (firstWords.size < expected) await wait(1);
    return [...firstWords.values()].at(-1) ?? Number.NaN;
  });
  socket.close();
  return told;
}

function statistics(what: string, times: readonly number[]) {
  return [what, ...[0.5, 0.95, 1].map((share) => Math.round(percentile(times, share)))];
}
