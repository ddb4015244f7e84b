// Answers find their conversation through the whole product: by reply address, by ids, in any order, and never by subject.
import { describe, expect, test } from "vitest";
import { ana, arrives, platform } from "../helpers/acme.ts";
import { receivedIn, sentIn } from "../helpers/api.ts";
import { textMail } from "../helpers/text-mail.ts";

describe("the customer answers our reply", () => {
  let sentId: string;
  let replyTo: string;
  let subject: string;
  let index = 0;

  async function answered(): Promise<string> {
    subject = `Thread ${++index}`;
    await arrives({ subject, messageId: `thread-${index}@client.example` });
    const { conversation } = await ana.find(subject);
    expect((await ana.reply(conversation, "<p>Which grinder is it?</p>")).status).toBe(201);
    await platform.idle();
    const sent = (await platform.outbox()).find((mail) => mail.subject === `Re: ${subject}`);
    sentId = sent?.headers["message-id"]?.replace(/[<>]/g, "") ?? "";
    replyTo = /<([^>]+)>/.exec(sent?.headers["reply-to"] ?? "")?.[1] ?? "";
    return conversation.id;
  }

  test("to the signed reply address", async () => {
    const id = await answered();
    await arrives({ subject: "no ids at all", messageId: `by-address-${index}@x` }, replyTo);
    const [, answer] = receivedIn(await ana.open(id));
    expect(answer?.match).toEqual({ by: "reply-address" });
  });

  test("with In-Reply-To SES's id, as every client does", async () => {
    const id = await answered();
    await arrives({ subject: `Re: ${subject}`, messageId: `by-id-${index}@x`, inReplyTo: sentId });
    const [, answer] = receivedIn(await ana.open(id));
    expect(answer?.match.by).toBe("in-reply-to");
  });

  test("with SES's id under another region's domain", async () => {
    const id = await answered();
    await arrives({
      subject: "x",
      messageId: `region-${index}@x`,
      inReplyTo: sentId.replace(/@.*/, "@eu-south-1.amazonses.com"),
    });
    expect(receivedIn(await ana.open(id))).toHaveLength(2);
  });

  test("with nothing but our own id among the References", async () => {
    const id = await answered();
    const ours = /<(r\.[^>]+@reply\.acme\.test)>/.exec((await platform.outbox()).at(-1)?.headers.references ?? "")?.[1];
    await arrives({ subject: "y", messageId: `ours-${index}@x`, references: `<unknown@x> <${ours}>` });
    expect(receivedIn(await ana.open(id))).toHaveLength(2);
  });

  test("with a reply address that was changed by one letter: a new conversation, or none", async () => {
    const id = await answered();
    const forged = replyTo.replace(/.(?=@)/, (char) => (char === "0" ? "1" : "0"));
    await arrives({ subject: "forged", messageId: `forged-${index}@x`, cc: forged });
    expect(receivedIn(await ana.open(id))).toHaveLength(1);
    expect((await ana.find("forged")).conversation.id).not.toBe(id);
  });

  test("by the same subject only: a new conversation", async () => {
    const id = await answered();
    await arrives({ subject: `Re: ${subject}`, messageId: `subject-${index}@x` });
    expect(receivedIn(await ana.open(id))).toHaveLength(1);
  });

  test("a stranger with a valid id is let in, marked, and not answered by default", async () => {
    const id = await answered();
    await platform.verdicts({ dmarc: "FAIL" });
    await arrives({ from: "Mallory <mallory@evil.example>", subject: "me too", messageId: `evil-${index}@x`, inReplyTo: sentId });
    const page = await ana.open(id);
    expect(receivedIn(page).at(-1)).toMatchObject({ trust: "new-unverified", from: { address: "mallory@evil.example" } });
    expect(page.answer.to).toEqual([{ name: "Lucía", address: "lucia@client.example" }]);
    expect(page.conversation.contact.address).toBe("lucia@client.example");
  });
});

describe("order", () => {
  test("the answer before its original", async () => {
    await arrives({ subject: "Re: Late", messageId: "late-2@x", inReplyTo: "late-1@x" });
    await arrives({ subject: "Late", messageId: "late-1@x" });
    expect((await ana.find("Re: Late")).conversation.messageCount).toBe(2);
  });

  test("three people at once answer a mail we never saw", async () => {
    await Promise.all(
      ["a", "b", "c"].map((who) =>
        platform.deliver(
          textMail({ from: `${who}@client.example`, subject: "Unseen", messageId: `${who}-unseen@x`, inReplyTo: "unseen@x" }),
          {
            to: "support@acme.test",
          },
        ),
      ),
    );
    const found = (await ana.list()).filter(({ subject }) => subject === "Unseen");
    expect(found.map(({ messageCount }) => messageCount)).toEqual([3]);
  });

  test("an id of another inbox opens nothing", async () => {
    await arrives({ subject: "In support", messageId: "in-support@x" });
    await arrives({ subject: "In sales", messageId: "in-sales@x", inReplyTo: "in-support@x" }, "sales@acme.test");
    expect((await ana.find("In sales")).conversation.messageCount).toBe(1);
  });
});

describe("the life of a conversation", () => {
  test("an answer reopens it, an out-of-office does not", async () => {
    await arrives({ subject: "Closed", messageId: "closed@x" });
    const { conversation } = await ana.find("Closed");
    await ana.put(`/conversations/${conversation.id}/closure`);
    await arrives({ subject: "Away", messageId: "away@x", inReplyTo: "closed@x", headers: ["Auto-Submitted: auto-replied"] });
    expect((await ana.open(conversation.id)).conversation.closure).toBeDefined();
    await arrives({ subject: "Re: Closed", messageId: "again@x", inReplyTo: "closed@x" });
    expect((await ana.open(conversation.id)).conversation.closure).toBeUndefined();
  });

  test("a bounce is in the conversation it is about, marks the message and opens no other", async () => {
    await arrives({ subject: "Will bounce", messageId: "will-bounce@x" });
    const { conversation } = await ana.find("Will bounce");
    await ana.reply(conversation, "<p>Hello</p>");
    await platform.idle();
    const sent = (await platform.outbox()).find((mail) => mail.subject === "Re: Will bounce");
    await platform.deliver(bounceOf(sent?.headers["message-id"] ?? "", "lucia@client.example"), {
      to: "support@acme.test",
      from: "",
    });
    const page = await ana.open(conversation.id);
    expect(sentIn(page)[0]?.delivery).toMatchObject({ state: "bounced", reason: expect.stringContaining("no such user") });
    expect(page.conversation.needsAttention).toBe("bounced");
    expect((await ana.get<{ items: unknown[] }>("/ledger?state=bounce-linked")).body.items).toHaveLength(1);
  });
});

test("a bounce about somebody we never wrote to marks nothing", async () => {
  await arrives({ subject: "Foreign bounce", messageId: "foreign-bounce@x" });
  const { conversation } = await ana.find("Foreign bounce");
  await ana.reply(conversation, "<p>Hello</p>");
  await platform.idle();
  const sent = (await platform.outbox()).find((mail) => mail.subject === "Re: Foreign bounce");
  const dsn = bounceOf(sent?.headers["message-id"] ?? "", "nobody@elsewhere.example").replace("dsn-1@", "dsn-2@");
  await platform.deliver(dsn, { to: "support@acme.test", from: "" });
  const page = await ana.open(conversation.id);
  expect(page.conversation.needsAttention).toBeUndefined();
  expect(sentIn(page)[0]?.delivery.state).toBe("delivered");
});

test("our signed id is found behind a hundred people in Cc", async () => {
  await arrives({ subject: "Crowded", messageId: "crowded@x" });
  const { conversation } = await ana.find("Crowded");
  await ana.reply(conversation, "<p>Hello</p>");
  await platform.idle();
  const sent = (await platform.outbox()).find((mail) => mail.subject === "Re: Crowded");
  const ours = /<(r\.[^>]+)>/.exec(sent?.headers["reply-to"] ?? "")?.[1];
  const cc = Array.from({ length: 120 }, (_, index) => `a${index}@crowd.example`).join(",\r\n ");
  await arrives({ subject: "z", messageId: "crowd@x", cc, references: `<${ours}>` });
  expect((await ana.open(conversation.id)).conversation.messageCount).toBe(3);
});

function bounceOf(messageId: string, recipient: string): string {
  return [
    "From: Mail Delivery System <mailer-daemon@mx.client.example>",
    "To: support@acme.test",
    "Subject: Undelivered Mail Returned to Sender",
    "Message-ID: <dsn-1@mx.client.example>",
    "Auto-Submitted: auto-replied",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    "MIME-Version: 1.0",
    "",
    "--b",
    "Content-Type: text/plain",
    "",
    "Your message could not be delivered.",
    "--b",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.client.example",
    "",
    `Final-Recipient: rfc822; ${recipient}`,
    "Action: failed",
    "Status: 5.1.1",
    "Diagnostic-Code: smtp; 550 5.1.1 no such user",
    "",
    "--b",
    "Content-Type: text/rfc822-headers",
    "",
    `Message-ID: ${messageId}`,
    "Subject: Re: Will bounce",
    "",
    "--b--",
    "",
  ].join("\r\n");
}
