// The table is lost and the raw mail is not: everything that came in is there again, in the same conversations.
import { beforeAll, describe, expect, test } from "vitest";
import { ana, platform } from "../helpers/acme.ts";
import { dumpTable, rowsOf } from "../helpers/dump.ts";
import { conversationsSeen, differences, emptyTable, type Seen } from "../helpers/restored.ts";
import { type TextMail, textMail } from "../helpers/text-mail.ts";

let before: Seen[];
let after: Seen[];
let ledgerBefore: string[];

beforeAll(async () => {
  await deliverEverything();
  before = await seen();
  ledgerBefore = await ledger();
  await emptyTable();
  await untilQuiet();
  after = await seen();
}, 120_000);

const seen = () => conversationsSeen(async (path) => (await ana.get(path)).body);
const support = { to: "support@acme.test" };
const post = (mail: TextMail, to: string | string[] = "support@acme.test", from?: string) =>
  platform.deliver(textMail(mail), from === undefined ? { to } : { to, from });

async function deliverEverything(): Promise<void> {
  await post({ subject: "One mail", messageId: "one@x" });
  // A thread of three people.
  await post({ subject: "The grinder", messageId: "grinder-1@x" });
  await post({ subject: "Re: The grinder", messageId: "grinder-2@x", inReplyTo: "grinder-1@x", references: "<grinder-1@x>" });
  await post({
    ...{
      subject: "Re: The grinder",
      messageId: "grinder-3@x",
      inReplyTo: "grinder-2@x",
      references: "<grinder-1@x> <grinder-2@x>",
    },
    from: "Marco <marco@client.example>",
  });
  // An answer that comes before what it answers.
  await post({ subject: "Re: Two spare keys", messageId: "keys-2@x", inReplyTo: "keys-1@x", references: "<keys-1@x>" });
  await nextSecond();
  await post({ subject: "Two spare keys", messageId: "keys-1@x" });
  // One mail in two inboxes, handed over once, and one handed over twice.
  const both = { to: "support@acme.test", cc: "sales@acme.test" };
  await post({ subject: "For both", messageId: "both@x", ...both }, ["support@acme.test", "sales@acme.test"]);
  await post({ subject: "For both, twice", messageId: "twice@x", ...both }, "support@acme.test");
  await post({ subject: "For both, twice", messageId: "twice@x", ...both }, "sales@acme.test");
  // Seen by its envelope alone.
  await post({ subject: "A blind copy", messageId: "blind@x", to: "undisclosed-recipients:;" }, "jobs@acme.test");
  await platform.deliver("dsn-bounce.eml", { ...support, from: "" });
  await platform.deliver("mixed-text-html.eml", support);
  await platform.deliver("rfc2231-filename.eml", support);
  await platform.deliver(tooDeep(), support);
  await platform.verdicts({ spam: "FAIL" });
  await post({ subject: "Buy now", messageId: "spam@x" });
  await post({ subject: "To nobody", messageId: "nobody@x", to: "r.nobody@reply.acme.test" }, "r.nobody@reply.acme.test");
  await answeredReply();
}

/** A customer answers to the signed address; after the restore its conversation may not be there yet when this is filed. */
async function answeredReply(): Promise<void> {
  await post({ subject: "Which descaler?", messageId: "descaler@x" });
  const { conversation } = await ana.find("Which descaler?");
  await ana.reply(conversation, "<p>The citric one.</p>");
  await platform.idle();
  const mail = (await platform.outbox()).find(({ subject }) => subject === "Re: Which descaler?");
  const replyTo = /\br\.[0-9a-z]{26}\.[0-9a-z]{26}@reply\.acme\.test/i.exec(await platform.original(mail))?.[0] ?? "";
  expect(replyTo).toContain("@reply.acme.test");
  await post({ subject: "Re: Which descaler?", messageId: "descaler-2@x", to: replyTo, references: "<descaler@x>" }, replyTo);
  // A client that keeps the address and nothing else.
  await post({ subject: "And how much of it?", messageId: "how-much@x", to: replyTo }, replyTo);
}

/** The mail itself tells its time to the second only. */
function nextSecond(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1000 - (Date.now() % 1000) + 5));
}

function tooDeep(): string {
  const open = Array.from(
    { length: 40 },
    (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n`,
  );
  return `From: a@client.example\r\nTo: support@acme.test\r\nSubject: Deep\r\nMessage-ID: <deep@x>\r\n${open.join("")}\r\nx`;
}

/** As a restore is done: the schedule is run until it finds nothing more. */
async function untilQuiet(): Promise<void> {
  for (let run = 0; run < 10; run++) {
    const { mail } = await platform.runSchedule();
    if (mail.found === 0 && mail.isWhole) return;
  }
  throw new Error("the reconciler still finds mail");
}

/** What became of each mail in each inbox. Which of two copies is the message is for whoever is filed first. */
async function ledger(): Promise<string[]> {
  const rows = await rowsOf("ledger");
  const fate = (state: unknown) => (state === "duplicate" ? "message" : state);
  return rows.map(({ sesMessageId, inboxId, state }) => `${sesMessageId} ${inboxId} ${fate(state)}`).toSorted();
}

describe("after the table was lost", () => {
  test("there was something to lose", () => {
    expect(before.length).toBeGreaterThanOrEqual(12);
    expect(before.find(({ subject }) => subject === "The grinder")?.received).toBe(3);
    expect(before.find(({ subject }) => subject === "Re: Two spare keys")?.received).toBe(2);
    expect(before.flatMap(({ messages }) => messages).some((line) => line.startsWith('["unparsed"'))).toBe(true);
  });

  test("all conversations are the same", () => {
    const isOther = ({ subject }: Seen) => subject === "Which descaler?" || subject === "And how much of it?";
    const others = (all: readonly Seen[]) => all.filter((one) => !isOther(one));
    expect(differences(others(before), others(after))).toEqual([]);
  });

  test("an answer to a signed address is in its inbox, and where its ids or the address still lead", () => {
    const messages = after.filter(({ subject }) => /descaler|how much/.test(subject)).flatMap((one) => one.messages);
    expect(messages).toHaveLength(3);
    const thread = after.find(({ subject }) => subject === "Which descaler?");
    expect(thread?.received).toBeGreaterThanOrEqual(2);
    expect(thread?.inbox).toBe(before.find(({ subject }) => subject === "Which descaler?")?.inbox);
  });

  test("all raw mail is in the ledger, each in every inbox that it named", async () => {
    const states = await ledger();
    expect(ledgerBefore.filter((line) => !states.includes(line))).toEqual([]);
    const more = states.filter((line) => !ledgerBefore.includes(line));
    // Each copy of the mail that was handed over twice names both inboxes.
    expect(more).toHaveLength(2);
    expect(more.every((line) => line.endsWith(" message"))).toBe(true);
  });

  test("mail has the time at which it came, and not that of the restore", () => {
    const lastAt = (all: readonly Seen[]) => all.find(({ subject }) => subject === "The grinder")?.lastReceivedAt;
    expect(lastAt(after)).toBe(lastAt(before));
  });

  test("links to conversations of one mail are still true", () => {
    const idOf = (all: readonly Seen[], subject: string) => all.find((one) => one.subject === subject)?.id;
    for (const subject of ["One mail", "A blind copy", "Deep"]) {
      expect(idOf(after, subject), subject).toBe(idOf(before, subject));
    }
  });

  test("spam is still put aside, and nobody's mail is still nobody's", async () => {
    const states = (await rowsOf("ledger")).map(({ state }) => state);
    expect(states.filter((state) => state === "spam")).toHaveLength(1);
    expect(states.filter((state) => state === "unrouted")).toHaveLength(1);
  });

  test("folders count what is in them", async () => {
    const { items } = (await ana.get<{ items: { id: string; counts: { open: number } }[] }>("/inboxes")).body;
    // A server's notice about a mail of which nothing is left needs nobody.
    const work = after.filter(({ subject }) => subject !== "Undelivered Mail Returned to Sender");
    expect(work).toHaveLength(after.length - 1);
    for (const { id, counts } of items) expect(counts.open).toBe(work.filter(({ inbox }) => inbox === id).length);
  });

  test("run once more, nothing changes", async () => {
    const rows = async () => dumpTable();
    const all = await rows();
    expect(await platform.runSchedule()).toMatchObject({ mail: { found: 0, isWhole: true } });
    expect(await rows()).toEqual(all);
  });
});
