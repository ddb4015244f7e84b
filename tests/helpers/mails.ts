// Small builders for tests: the least that makes a valid mail, receipt or conversation, with what the case is about on top.
import type { Conversation, ReceivedMessage, SentMessage } from "../../functions/core/conversation/conversation.ts";
import type { ParsedMail } from "../../functions/core/mail/mail.ts";
import type { Receipt, Verdicts } from "../../functions/core/mail/receipt.ts";

export const at = "2026-11-20T10:00:00.000Z";
export const later = "2026-11-20T11:00:00.000Z";
export const ana = { kind: "member", id: "mem_01JD0000000000000000000ANA", name: "Ana" } as const;
export const allPass: Verdicts = { spam: "PASS", virus: "PASS", spf: "PASS", dkim: "PASS", dmarc: "PASS" };

export function mail(with_: Partial<ParsedMail> = {}): ParsedMail {
  return {
    from: { name: "Lucía", address: "lucia@client.example" },
    isSenderWellFormed: true,
    replyTo: [],
    to: [{ name: "", address: "support@acme.test" }],
    cc: [],
    subject: "The grinder",
    date: at,
    messageId: "first@client.example",
    inReplyTo: [],
    references: [],
    text: "It makes a noise.",
    attachments: [],
    automatic: { kind: "none" },
    defects: [],
    digest: "d1",
    ...with_,
  };
}

export function receipt(with_: Partial<Receipt> = {}): Receipt {
  return {
    sesMessageId: "ses1",
    bucket: "raw",
    objectKey: "raw/ses1",
    recipients: ["support@acme.test"],
    source: "lucia@client.example",
    receivedAt: at,
    verdicts: allPass,
    ...with_,
  };
}

export function conversation(with_: Partial<Conversation> = {}): Conversation {
  return {
    id: "con_01JD0000000000000000000001",
    inboxId: "inb_01JD0000000000000000000001",
    version: 3,
    subject: "The grinder",
    contact: { name: "Lucía", address: "lucia@client.example" },
    participants: ["lucia@client.example"],
    snippet: "It makes a noise.",
    lastMessage: "received",
    messageCount: 1,
    hasAttachments: false,
    createdAt: at,
    activityAt: at,
    readBy: [],
    ...with_,
  };
}

export function received(with_: Partial<ReceivedMessage> = {}): ReceivedMessage {
  return {
    kind: "received",
    id: "msg_01JD0000000000000000000001",
    conversationId: "con_01JD0000000000000000000001",
    at,
    reading: "parsed",
    from: { name: "Lucía", address: "lucia@client.example" },
    replyTo: [],
    to: [{ name: "", address: "support@acme.test" }],
    cc: [],
    subject: "The grinder",
    references: [],
    text: "It makes a noise.",
    isTextCut: false,
    hasHtml: false,
    attachments: [],
    automatic: "none",
    defects: [],
    match: { by: "new" },
    trust: "participant-verified",
    verdicts: allPass,
    rawKey: "raw/ses1",
    rawSizeBytes: 1000,
    ...with_,
  };
}

export function sent(with_: Partial<SentMessage> = {}): SentMessage {
  return {
    kind: "sent",
    id: "msg_01JD0000000000000000000002",
    conversationId: "con_01JD0000000000000000000001",
    at,
    by: ana,
    from: { name: "Acme Support", address: "support@acme.test" },
    to: [{ name: "Lucía", address: "lucia@client.example" }],
    cc: [{ name: "", address: "marco@client.example" }],
    replyTo: [],
    subject: "Re: The grinder",
    references: [],
    text: "Send us a recording.",
    isTextCut: false,
    hasHtml: true,
    attachments: [],
    delivery: { state: "queued", at, recipients: [] },
    ...with_,
  };
}
