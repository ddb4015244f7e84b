// I1: the envelope says which inbox a mail is for; where none of its recipients is ours, the mail's own header is asked.
import { safeParse } from "valibot";
import { beforeAll, describe, expect, test } from "vitest";
import { ledger } from "../../functions/api/shapes.ts";
import { limits } from "../../functions/core/limits.ts";
import type { Receipt, Verdicts } from "../../functions/core/mail/receipt.ts";
import { handler as receive } from "../../functions/inbound/receive.ts";
import { findInboxByAddress, type Inbox, saveInbox } from "../../functions/store/inboxes.ts";
import { keys } from "../../functions/store/keys.ts";
import { write } from "../../functions/store/table.ts";
import { ana, platform } from "../helpers/acme.ts";
import { receivedIn, sentIn } from "../helpers/api.ts";
import { dumpTable, rowsOf } from "../helpers/dump.ts";
import { allPass } from "../helpers/mails.ts";
import { notice } from "../helpers/notice.ts";
import { type TextMail, textMail } from "../helpers/text-mail.ts";

let inboxes: Record<"support" | "sales" | "jobs", Inbox>;
let count = 0;

beforeAll(async () => {
  const [support, sales, jobs] = await Promise.all(
    ["support", "sales", "jobs"].map((name) => findInboxByAddress(`${name}@acme.test`)),
  );
  if (!support || !sales || !jobs) throw new Error("Acme has its three inboxes");
  inboxes = { support, sales, jobs };
});

const stranger = "mailbox-17@forwarder.example";

/** A mail that SES took for `recipients`, as its notice tells; again with the same id, it is the same notice again. */
async function arrives(
  raw: string,
  { id = `routed-${++count}`, ...said }: Partial<Receipt> & { id?: string } = {},
): Promise<string> {
  const objectKey = `raw/${id}`;
  await platform.putRaw(objectKey, raw);
  expect(await receive(notice({ sesMessageId: id, objectKey, recipients: [stranger], ...said }))).toEqual({
    batchItemFailures: [],
  });
  return id;
}

const ledgerOf = async (id: string) => (await rowsOf("ledger")).filter(({ sesMessageId }) => sesMessageId === id);

/** Where a mail ended: inbox, state and the field that led there. */
async function fate(mail: TextMail, said?: Partial<Receipt>): Promise<(string | undefined)[][]> {
  const id = await arrives(textMail({ to: "people@elsewhere.example", ...mail }), said);
  const nameOf = (inboxId: unknown) => Object.entries(inboxes).find(([, inbox]) => inbox.id === inboxId)?.[0];
  const rows = await ledgerOf(id);
  return rows.map(({ inboxId, state, routedBy }) => [nameOf(inboxId), String(state), routedBy as string | undefined]).toSorted();
}

describe("nobody of the envelope is ours", () => {
  test.each([
    ["Delivered-To: support@acme.test", "delivered-to"],
    ["X-Original-To: Support@ACME.test", "x-original-to"],
    ["X-Forwarded-To: support+old@acme.test", "x-forwarded-to"],
    ["Envelope-To: <support@acme.test>", "envelope-to"],
    ["Cc: Acme <support@acme.test>", "cc"],
  ])("%s", async (line, field) => {
    expect(await fate({ headers: [line] })).toEqual([["support", "message", field]]);
  });

  test("To", async () => {
    expect(await fate({ to: "Somebody <x@elsewhere.example>, support@acme.test" })).toEqual([["support", "message", "to"]]);
  });

  test("the server that delivered it is asked before the one that passed it on, and both before the sender", async () => {
    const headers = ["X-Original-To: sales@acme.test", "Delivered-To: support@acme.test"];
    expect(await fate({ to: "jobs@acme.test", headers })).toEqual([["support", "message", "delivered-to"]]);
    expect(await fate({ to: "jobs@acme.test", headers: headers.slice(0, 1) })).toEqual([["sales", "message", "x-original-to"]]);
    expect(await fate({ to: "jobs@acme.test", cc: "sales@acme.test" })).toEqual([["jobs", "message", "to"]]);
  });

  test("a field that names nobody of ours leaves it to the next one", async () => {
    const headers = ["Delivered-To: x@elsewhere.example", "Delivered-To: y@elsewhere.example"];
    expect(await fate({ to: "sales@acme.test", headers })).toEqual([["sales", "message", "to"]]);
  });

  test("one field that names two inboxes is for both", async () => {
    expect(await fate({ to: "sales@acme.test, support@acme.test" })).toEqual([
      ["sales", "message", "to"],
      ["support", "message", "to"],
    ]);
  });

  test("the signed address of a conversation leads into it", async () => {
    await platform.deliver(textMail({ subject: "Signed", messageId: "signed-1@x" }), { to: "sales@acme.test" });
    const { conversation } = await ana.find("Signed");
    await ana.reply(conversation, "<p>Yes.</p>");
    await platform.idle();
    const [replyTo] = sentIn(await ana.open(conversation.id)).flatMap((message) => message.replyTo);
    const delivered = `Delivered-To: ${replyTo?.address}`;
    expect(await fate({ subject: "From afar", messageId: "signed-2@x", headers: [delivered] })).toEqual([
      ["sales", "message", "delivered-to"],
    ]);
    const matches = receivedIn(await ana.open(conversation.id)).map(({ subject, match }) => [subject, match.by]);
    expect(matches).toContainEqual(["From afar", "reply-address"]);
  });

  test("a forged signed address leads nowhere", async () => {
    const forged = `r.${"0".repeat(26)}.${"0".repeat(26)}@reply.acme.test`;
    expect(await fate({ headers: [`Delivered-To: ${forged}`] })).toEqual([[undefined, "unrouted", undefined]]);
  });

  test("a catch-all counts as it does for the envelope", async () => {
    await saveInbox({ ...inboxes.jobs, addresses: [...inboxes.jobs.addresses, "*@jobs.acme.test"] });
    expect(await fate({ headers: ["Delivered-To: whoever@jobs.acme.test"] })).toEqual([["jobs", "message", "delivered-to"]]);
  });

  test("nobody of ours anywhere: unrouted, with the reason", async () => {
    const id = await arrives(textMail({ to: "x@elsewhere.example" }));
    expect(await ledgerOf(id)).toMatchObject([
      { state: "unrouted", reason: expect.stringContaining("header"), recipients: [stranger] },
    ]);
  });

  test("only so many addresses are looked up", async () => {
    const many = (before: number) => [
      ...Array.from({ length: before }, (_, n) => `p${n}@elsewhere.example`),
      "support@acme.test",
    ];
    const within = many(limits.namedRecipients - 1).join(",\r\n ");
    expect(await fate({ to: within })).toEqual([["support", "message", "to"]]);
    const beyond = many(limits.namedRecipients).join(",\r\n ");
    expect(await fate({ to: beyond })).toEqual([[undefined, "unrouted", undefined]]);
  });

  test("what the ledger keeps says by which field, and the envelope as it was", async () => {
    const verdicts: Verdicts = { ...allPass, spam: "FAIL" };
    const id = await arrives(textMail({ from: "x@spam.example", messageId: "routed-spam@x" }), { verdicts });
    const { body } = await ana.get<{ items: { sesMessageId: string }[] }>("/ledger?state=spam");
    expect(safeParse(ledger, body).issues).toBeUndefined();
    const { items } = body;
    expect(items.find(({ sesMessageId }) => sesMessageId === id)).toMatchObject({ routedBy: "to", recipients: [stranger] });
  });

  test("an infected mail is blocked for the inbox, and nothing of it is shown", async () => {
    const before = (await ana.list()).length;
    const id = await arrives(textMail({ subject: "Virus" }), { verdicts: { ...allPass, virus: "FAIL" } });
    expect(await ledgerOf(id)).toMatchObject([{ state: "blocked", inboxId: inboxes.support.id, routedBy: "to" }]);
    expect(await ana.list()).toHaveLength(before);
  });

  test("a mail that cannot be read is in the inbox that its header names", async () => {
    const open = Array.from(
      { length: 40 },
      (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n`,
    );
    const raw = `From: a@client.example\r\nTo: support@acme.test\r\nSubject: Deep\r\nMessage-ID: <routed-deep@x>\r\n${open.join("")}\r\nx`;
    expect(await ledgerOf(await arrives(raw))).toMatchObject([{ state: "unparsed", inboxId: inboxes.support.id }]);
  });
});

describe("somebody of the envelope is ours", () => {
  test("and the header says nothing, whatever it says", async () => {
    const said = { recipients: [stranger, "jobs@acme.test"] };
    expect(await fate({ to: "support@acme.test", headers: ["Delivered-To: sales@acme.test"] }, said)).toEqual([
      ["jobs", "message", undefined],
    ]);
  });
});

describe("told of again", () => {
  test("a mail that its header led to an inbox is one message", async () => {
    const raw = textMail({ subject: "Once", messageId: "once-routed@x" });
    await arrives(raw, { id: "routed-once" });
    const once = await dumpTable();
    await arrives(raw, { id: "routed-once" });
    expect(await dumpTable()).toEqual(once);
  });

  test("a mail that was unrouted stays that, though by now an inbox has the address", async () => {
    const raw = textMail({ to: "press@acme.test" });
    const id = await arrives(raw);
    await saveInbox({ ...inboxes.sales, addresses: [...inboxes.sales.addresses, "press@acme.test"] });
    await arrives(raw, { id });
    expect((await ledgerOf(id)).map(({ state }) => state)).toEqual(["unrouted"]);
  });

  test("a mail whose inbox has lost its address is not unrouted beside that", async () => {
    const to = "gone@acme.test";
    await saveInbox({ ...inboxes.sales, addresses: [...inboxes.sales.addresses, to] });
    const raw = textMail({ to, messageId: "gone@x" });
    const id = await arrives(raw);
    await write({ remove: keys.address(to) });
    await arrives(raw, { id });
    expect((await ledgerOf(id)).map(({ state }) => state)).toEqual(["message"]);
  });

  test("by the schedule, without a notice: the same inbox", async () => {
    await platform.putRaw(
      "raw/lost-notice",
      textMail({
        subject: "Lost notice",
        messageId: "lost-notice@x",
        headers: ["X-Forwarded-To: jobs@acme.test"],
        to: "x@elsewhere.example",
      }),
    );
    await platform.runSchedule();
    expect(await ledgerOf("lost-notice")).toMatchObject([{ state: "message", inboxId: inboxes.jobs.id }]);
    expect((await platform.runSchedule()).mail.found).toBe(0);
  });
});
