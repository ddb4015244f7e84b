// Machines that answer machines: whatever comes back, nothing goes out by itself, and nobody is woken more often than people write.
import { beforeEach, describe, expect, test } from "vitest";
import type { ConversationPage } from "../../functions/api/views.ts";
import { limits } from "../../functions/core/limits.ts";
import { ana, platform } from "../helpers/acme.ts";
import { receivedIn, sentIn } from "../helpers/api.ts";
import { rowsOf } from "../helpers/dump.ts";
import type { SentMail } from "../helpers/platform.ts";
import { type TextMail, textMail } from "../helpers/text-mail.ts";

let subject = "";
let sentBefore = 0;
beforeEach(async (context) => {
  subject = context.task.name;
  sentBefore = (await platform.outbox()).length;
});

const arrives = (mail: TextMail, from?: string) =>
  platform.deliver(textMail({ subject, ...mail }), { to: "support@acme.test", ...(from === undefined ? {} : { from }) });

/** A customer's mail, answered and closed. */
async function answered(): Promise<{ page: ConversationPage; mail: SentMail; id: string }> {
  await arrives({ messageId: `${encodeURIComponent(subject)}@client.example` });
  const { conversation } = await ana.find(subject);
  await ana.reply(conversation, "<p>We look into it.</p>");
  await platform.idle();
  await ana.put(`/conversations/${conversation.id}/closure`);
  const mail = (await platform.outbox()).find((one) => one.subject === `Re: ${subject}`);
  if (!mail) throw new Error("nothing was sent");
  return { page: await ana.open(conversation.id), mail, id: (mail.headers["message-id"] ?? "").replace(/^<|>$/g, "") };
}

async function sentSince(): Promise<number> {
  return (await platform.outbox()).length - sentBefore;
}

/** What a list shows of it: nothing of that may change for a machine's mail. */
function shown({ conversation }: ConversationPage) {
  const { version: _v, messageCount: _c, ...rest } = conversation;
  return rest;
}

describe("an answer of a machine", () => {
  test("their acknowledgement of our answer wakes nobody and is answered by nobody", async () => {
    const { page, id } = await answered();
    for (let round = 0; round < 3; round++) {
      await arrives({ messageId: `ack-${round}@desk.example`, inReplyTo: id, headers: ["Auto-Submitted: auto-replied"] }, "");
    }
    const after = await ana.open(page.conversation.id);
    expect(shown(after)).toEqual(shown(page));
    expect(after.conversation.messageCount).toBe(page.conversation.messageCount + 3);
    expect(receivedIn(after).at(-1)).toMatchObject({
      automatic: "auto-reply",
      evidence: "Auto-Submitted: auto-replied",
      quiet: "auto-reply",
    });
    expect(await sentSince()).toBe(1);
  });

  test("a vacation notice in words alone does not make the customer wait for us", async () => {
    const { page, id } = await answered();
    await arrives({ messageId: "away@client.example", inReplyTo: id, subject: `Automatische Antwort: ${subject}` });
    expect(shown(await ana.open(page.conversation.id))).toEqual(shown(page));
  });

  test("two desks of this kind: the other's people wake us, its mark does not silence them", async () => {
    const { page, id } = await answered();
    await arrives({ messageId: "desk@other.test", inReplyTo: id, headers: ["X-Shared-Inbox-Loop: reply.other.test"] });
    expect((await ana.open(page.conversation.id)).conversation.closure).toBeUndefined();
  });
});

describe("a machine that says nothing of itself", () => {
  test("ping-pong ends in a quiet conversation with one line that says why", async () => {
    const { page, id } = await answered();
    for (let round = 0; round < limits.reopenings + 3; round++) {
      await arrives({ messageId: `pong-${round}@client.example`, inReplyTo: id });
      await ana.put(`/conversations/${page.conversation.id}/closure`);
    }
    const after = await ana.open(page.conversation.id);
    const quiet = receivedIn(after).filter((message) => message.quiet === "conversation-budget");
    expect(quiet).toHaveLength(3);
    expect(after.conversation.closure?.by).toMatchObject({ kind: "member" });
    const told = after.entries.filter((entry) => entry.kind === "change" && entry.what.name === "conversation.quieted");
    expect(told).toHaveLength(1);
    expect(await sentSince()).toBe(1);
  });

  test("without closing, it is unread no more than the budget allows", { timeout: 120_000 }, async () => {
    const { page, id } = await answered();
    for (let round = 0; round < limits.wakings + 2; round++) {
      await arrives({ messageId: `wake-${round}@client.example`, inReplyTo: id });
    }
    await ana.put(`/conversations/${page.conversation.id}/read`);
    const read = await ana.open(page.conversation.id);
    await arrives({ messageId: "wake-last@client.example", inReplyTo: id });
    expect(shown(await ana.open(page.conversation.id))).toEqual(shown(read));
  });
});

describe("our own mail", () => {
  test("forwarded back to us is kept in the ledger and shown once", async () => {
    const { page, mail } = await answered();
    const original = await platform.original(mail);
    await platform.deliver(original, { to: "support@acme.test" });
    await platform.deliver(original, { to: "support@acme.test" });
    expect(await ana.open(page.conversation.id)).toEqual(page);
    const rows = (await rowsOf("ledger")).filter((row) => row.conversationId === page.conversation.id);
    expect(rows.map(({ state }) => state).toSorted()).toEqual(["duplicate", "duplicate", "message"]);
  });

  test("through a list that writes its own sender and drops our mark is filed quietly", async () => {
    const { page, mail } = await answered();
    const original = await platform.original(mail);
    const listed = original
      .replace(/^X-Shared-Inbox-Loop:.*\r\n/m, "")
      .replace(/^From:.*$/m, "From: Support via list <list@lists.example>\r\nList-Id: <list.lists.example>");
    await platform.deliver(listed, { to: "support@acme.test" });
    const after = await ana.open(page.conversation.id);
    expect(shown(after)).toEqual(shown(page));
    expect(receivedIn(after).at(-1)).toMatchObject({ quiet: "own" });
  });

  test("written with the inbox's address in another program is filed quietly where it belongs", async () => {
    const { page, id } = await answered();
    await arrives({ from: "Ana <support@acme.test>", messageId: "from-phone@acme.test", inReplyTo: id });
    expect(shown(await ana.open(page.conversation.id))).toEqual(shown(page));
  });

  test("and a web form that writes from our own address opens a conversation", async () => {
    await arrives({ from: "Website <support@acme.test>", messageId: "form@acme.test" });
    expect((await ana.find(subject)).conversation).toMatchObject({ isUnread: true });
  });
});

describe("a report", () => {
  const failed = "Final-Recipient: rfc822; lucia@client.example\r\nAction: failed\r\nStatus: 5.1.1";

  test("that our answer bounced opens the conversation again, and a bounce of nothing answers nothing", async () => {
    const { page, id } = await answered();
    await platform.deliver(notice({ status: failed, original: `Message-ID: <${id}>` }), { to: "support@acme.test", from: "" });
    const after = await ana.open(page.conversation.id);
    expect(after.conversation).toMatchObject({ needsAttention: "bounced", isUnread: true });
    expect(after.conversation.closure).toBeUndefined();
    expect(receivedIn(after).at(-1)?.undelivered).toEqual([
      { address: "lucia@client.example", reason: "5.1.1", isDelayed: false },
    ]);
    expect(await sentSince()).toBe(1);
  });

  test("that comes after SES told the same says nothing new", async () => {
    const { page, mail, id } = await answered();
    await platform.report(mail, { type: "bounce", reason: "550 5.1.1 no such user" });
    await ana.put(`/conversations/${page.conversation.id}/closure`);
    const told = await ana.open(page.conversation.id);
    await platform.deliver(notice({ status: failed, original: `Message-ID: <${id}>` }), { to: "support@acme.test", from: "" });
    expect(shown(await ana.open(page.conversation.id))).toEqual(shown(told));
    const last = (await rowsOf("ledger")).filter((row) => row.conversationId === page.conversation.id);
    expect(last.map(({ state }) => state).toSorted()).toEqual(["bounce-linked", "message"]);
  });

  test("that has only our signed id is tied to the message to whom it names", async () => {
    const { page, mail } = await answered();
    const ours = /<(r\.[^>]+)>/.exec(mail.headers["reply-to"] ?? mail.headers.references ?? "")?.[1];
    const original = `Message-ID: <made-up@relay.example>\r\nReferences: <${ours}>`;
    await platform.deliver(notice({ status: failed, original }), { to: "support@acme.test", from: "" });
    expect((await ana.open(page.conversation.id)).conversation.needsAttention).toBe("bounced");
  });

  test("of a delay wakes nobody", async () => {
    const { page, id } = await answered();
    const status = "Final-Recipient: rfc822; lucia@client.example\r\nAction: delayed\r\nStatus: 4.4.1";
    await platform.deliver(notice({ status, original: `Message-ID: <${id}>` }), { to: "support@acme.test", from: "" });
    const after = await ana.open(page.conversation.id);
    expect(shown(after)).toEqual(shown(page));
    expect(receivedIn(after).at(-1)).toMatchObject({ quiet: "report", undelivered: [{ isDelayed: true }] });
    expect(
      (await ana.get<{ items: { conversationId?: string }[] }>("/ledger?state=bounce-linked")).body.items,
    ).not.toContainEqual(expect.objectContaining({ conversationId: page.conversation.id }));
  });

  test("of spam marks the message", async () => {
    const { page, id } = await answered();
    const complaint = [
      "From: feedback@isp.example",
      "To: support@acme.test",
      "Subject: FW: spam",
      'Content-Type: multipart/report; report-type=feedback-report; boundary="b"',
      "",
      "--b",
      "Content-Type: message/feedback-report",
      "",
      "Feedback-Type: abuse",
      "",
      "--b",
      "Content-Type: message/rfc822",
      "",
      `Message-ID: <${id}>`,
      "To: redacted@isp.example",
      "",
      "--b--",
      "",
    ].join("\r\n");
    await platform.deliver(complaint, { to: "support@acme.test", from: "" });
    const after = await ana.open(page.conversation.id);
    expect(sentIn(after)[0]?.delivery).toMatchObject({ state: "complained" });
    expect(after.conversation.closure).toBeDefined();
  });

  test("about mail that we know nothing of can be found, and waits for nobody", async () => {
    const [open] = await counts();
    await platform.deliver(notice({ status: failed, original: "Message-ID: <never@seen.example>", subject }), {
      to: "support@acme.test",
      from: "",
    });
    const { conversation, entries } = await ana.find(subject);
    expect(conversation.closure?.by).toEqual({ kind: "system", reason: "report" });
    expect(entries[0]).toMatchObject({ automatic: "bounce", undelivered: [{ address: "lucia@client.example" }] });
    expect(await counts()).toEqual([open]);
    const row = (await rowsOf("ledger")).find(({ conversationId }) => conversationId === conversation.id);
    expect(row?.state).toBe("message");
  });
});

async function counts(): Promise<(number | undefined)[]> {
  const inboxes = (await ana.get<{ items: { name: string; counts: { open: number } }[] }>("/inboxes")).body.items;
  return inboxes.filter(({ name }) => name === "Support").map((inbox) => inbox.counts.open);
}

function notice({ status, original, subject: about }: { status: string; original: string; subject?: string }): string {
  return [
    "From: Mail Delivery System <mailer-daemon@mx.client.example>",
    "To: support@acme.test",
    `Subject: ${about ?? "Undelivered Mail Returned to Sender"}`,
    `Message-ID: <${encodeURIComponent(subject)}-notice@mx.client.example>`,
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    "MIME-Version: 1.0",
    "",
    "--b",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.client.example",
    "",
    status,
    "",
    "--b",
    "Content-Type: text/rfc822-headers",
    "",
    original,
    "",
    "--b--",
    "",
  ].join("\r\n");
}
