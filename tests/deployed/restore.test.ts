// The drill: a deployed stage loses its table, the schedule files the raw mail again, and the conversations are compared.
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ran } from "../../functions/schedule/handler.ts";
import { receiptFields } from "../../local/receipt.ts";
import { rowsOf } from "../helpers/dump.ts";
import { allPass } from "../helpers/mails.ts";
import { conversationsSeen, differences, emptyTable, type Seen } from "../helpers/restored.ts";
import { type TextMail, textMail } from "../helpers/text-mail.ts";
import { type Desk, eventually, type Member, openDesk } from "./desk.ts";
import { clientAt, type Emulator, startEmulator } from "./emulator.ts";
import { peopleOf } from "./people.ts";
import { type Found, mustRun, resourcesOf, run, theOne } from "./stage.ts";

const stage = "drill";
let emulator: Emulator;
let resources: Found[];
let desk: Desk;
let ana: Member;
let count = 0;

beforeAll(async () => {
  emulator = await startEmulator();
  await mustRun(run(emulator, "deploy", ["--stage", stage]));
  resources = await resourcesOf(emulator, stage);
  // The drill looks into the table itself, as an operator does.
  const table = { TABLE_NAME: theOne(resources, "AWS::DynamoDB::GlobalTable"), AWS_ENDPOINT_URL_DYNAMODB: emulator.url };
  Object.assign(process.env, emulator.environment, table);
  desk = await openDesk(emulator, resources, await peopleOf(emulator, resources));
  ana = desk.signIn("ana@acme.test");
});

afterAll(() => emulator?.stop());

test("the table is lost, and all that came in is there again", async () => {
  const sent = await deliverEverything();
  await eventually(async () => ((await inLedger()) === sent ? true : undefined), "the filing", 120);
  const before = await seen();
  const rows = await emptyTable();
  expect(await seen()).toEqual([]);

  const from = Date.now();
  const { found, runs } = await untilQuiet();
  const after = await seen();
  const seconds = ((Date.now() - from) / 1000).toFixed(1);
  const messages = after.reduce((sum, { received }) => sum + received, 0);
  const sameIds = after.filter(({ id }) => before.some((one) => one.id === id)).length;
  const wrong = differences(before, after);
  console.warn(
    `restore drill: ${rows} rows deleted, ${found} raw mails found in ${runs} runs, ${after.length} conversations with ${messages} ` +
      `messages back after ${seconds} s, ${sameIds} under the same id, ${wrong.length} differences`,
  );
  expect(wrong).toEqual([]);
  expect(found).toBe(sent);
});

async function deliverEverything(): Promise<number> {
  await deliver({ subject: "One mail", messageId: "one@x" });
  await deliver({ subject: "The grinder", messageId: "grinder-1@x" });
  await deliver({ subject: "Re: The grinder", messageId: "grinder-2@x", inReplyTo: "grinder-1@x" });
  await deliver({ subject: "Re: The grinder", messageId: "grinder-3@x", references: "<grinder-1@x> <grinder-2@x>" });
  await deliver({ subject: "An offer", messageId: "offer-1@x", to: "sales@acme.test" });
  await deliver({ subject: "Re: An offer", messageId: "offer-2@x", to: "sales@acme.test", inReplyTo: "offer-1@x" });
  await deliver({
    subject: "Mail Delivery Failed",
    messageId: "bounce@x",
    text: bounceText,
    from: "MAILER-DAEMON@client.example",
  });
  const deep = Array.from(
    { length: 40 },
    (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n`,
  );
  await deliverRaw(
    `From: a@client.example\r\nTo: support@acme.test\r\nSubject: Deep\r\n${deep.join("")}\r\nx`,
    "support@acme.test",
  );
  return count;
}

const bounceText = "Your message to nobody@client.example could not be delivered: 550 5.1.1 no such user";

function deliver(mail: TextMail): Promise<void> {
  return deliverRaw(textMail(mail), mail.to ?? "support@acme.test");
}

/** With what SES writes on top, a second apart: the mail itself tells its time no closer. */
async function deliverRaw(raw: string, recipient: string): Promise<void> {
  const id = `drill${String(++count).padStart(35, "0")}`;
  const top = receiptFields({
    ...{ id, source: "customer@example.org", recipients: [recipient], helo: "mail.client.example", clientIp: "192.0.2.7" },
    ...{ at: new Date(), verdicts: allPass, fields: [{ name: "From", value: "lucia@client.example" }] },
  });
  await desk.deliver(id, `${top}${raw}`, recipient);
  await new Promise((resolve) => setTimeout(resolve, 1000));
}

const inLedger = async () => (await rowsOf("ledger")).length;

function seen(): Promise<Seen[]> {
  return conversationsSeen(async (path) => (await ana.call("GET", path)).body);
}

/** As the runbook says: run the schedule until it finds nothing more, waiting for the queue in between. */
async function untilQuiet(): Promise<{ found: number; runs: number }> {
  let found = 0;
  for (let runs = 1; runs <= 10; runs++) {
    const { mail } = await runSchedule();
    found += mail.found;
    if (mail.found === 0 && mail.isWhole) return { found, runs };
    await eventually(async () => ((await inLedger()) >= found ? true : undefined), "the filing of what was found", 120);
  }
  throw new Error("the schedule still finds mail");
}

async function runSchedule(): Promise<Ran> {
  const lambda = new LambdaClient(clientAt(emulator));
  const FunctionName = theOne(resources, "AWS::Lambda::Function", "schedule");
  const answer = await lambda.send(new InvokeCommand({ FunctionName, Payload: Buffer.from('{"minAgeMinutes":0}') }));
  const said = Buffer.from(answer.Payload ?? []).toString();
  if (answer.FunctionError) throw new Error(said);
  return JSON.parse(said) as Ran;
}
