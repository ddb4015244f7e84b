// What a measured operation needs: Acme's people, a support inbox, mail of an ordinary size, and a conversation to work on.
import type { SNSEvent, SQSEvent } from "aws-lambda";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { loadViewer } from "../../functions/actions/load-viewer.ts";
import type { Viewer } from "../../functions/core/access.ts";
import type { Conversation, SentMessage } from "../../functions/core/conversation/conversation.ts";
import { handler as receive } from "../../functions/inbound/receive.ts";
import { bucketsClient } from "../../functions/runtime/clients.ts";
import { now } from "../../functions/runtime/clock.ts";
import { config } from "../../functions/runtime/config.ts";
import { findConversation } from "../../functions/store/conversations.ts";
import { type Inbox, listInboxes } from "../../functions/store/inboxes.ts";
import { findLedgerRow } from "../../functions/store/ledger.ts";
import { listMembers } from "../../functions/store/members.ts";
import { notice, sqsEvent } from "../helpers/notice.ts";
import { type TextMail, textMail } from "../helpers/text-mail.ts";

export type Stage = Awaited<ReturnType<typeof setStage>>;

export const ordinarySubject = "Second grinder makes a noise when it starts";

/** An ordinary answer: 600 characters. */
export const ordinaryText = "Thank you for getting back to me so quickly, that is very kind of you. I will try.\n"
  .repeat(8)
  .slice(0, 600);

export async function setStage() {
  const inbox = named(await listInboxes(), "Support");
  const members = await listMembers();
  const ana = await viewerOf(named(members, "Ana Ferrer").id);
  const beto = named(members, "Beto Núñez").id;

  return {
    inbox,
    ana,
    beto,
    /** A conversation that one mail has just begun, and that mail's Message-ID. */
    async conversation(): Promise<{ conversation: Conversation; messageId: string }> {
      const { event, sesMessageId, messageId } = await arrive();
      await handled(receive(event));
      return { conversation: await conversationOfMail(inbox, sesMessageId), messageId };
    },
  };
}

export interface Arrived {
  /** What the inbound queue hands over. */
  readonly event: SQSEvent;
  readonly sesMessageId: string;
  readonly messageId: string;
}

let arrivals = 0;

/** A raw mail in the bucket and SES's notice of it, for the inbound function to take. Ids are as long as real ones. */
export async function arrive(mail: TextMail = {}): Promise<Arrived> {
  const messageId = `CAEw-9Q1rWZ3kR7cTqL5xY8uVbN2mP4sD6fG${sixDigits(arrivals + 1)}@mail.client.example`;
  const headers = ["Received: from mail.client.example by inbound-smtp.us-east-1.amazonaws.com; Fri, 20 Nov 2026 09:00:00 +0000"];
  return {
    ...(await arriveRaw(textMail({ subject: ordinarySubject, messageId, text: ordinaryText, headers, ...mail }))),
    messageId,
  };
}

/** The same for any bytes. */
export async function arriveRaw(raw: string | Uint8Array): Promise<Omit<Arrived, "messageId">> {
  const sesMessageId = `o3vrnil0e2ic28trm7dfhrc2v0c4${sixDigits(++arrivals)}`;
  const objectKey = `raw/${sesMessageId}`;
  await bucketsClient().send(new PutObjectCommand({ Bucket: config.rawBucket, Key: objectKey, Body: raw }));
  return { event: notice({ sesMessageId, objectKey, receivedAt: now() }), sesMessageId };
}

function sixDigits(number: number): string {
  return String(number).padStart(6, "0");
}

/** SES's report of a delivery, as SNS hands it to the feedback function. */
export function deliveryReport({ conversationId, id, to, delivery }: SentMessage): SNSEvent {
  const timestamp = now();
  const said = {
    eventType: "Delivery",
    mail: { messageId: delivery.sesMessageId, timestamp, tags: { conversation: [conversationId], message: [id] } },
    delivery: { timestamp, recipients: to.map(({ address }) => address), smtpResponse: "250 2.0.0 OK" },
  };
  const Sns = {
    Type: "Notification",
    MessageId: "1",
    TopicArn: "arn",
    Subject: "",
    Message: JSON.stringify(said),
    Timestamp: timestamp,
    SignatureVersion: "1",
    Signature: "",
    SigningCertUrl: "",
    UnsubscribeUrl: "",
    MessageAttributes: {},
  };
  return { Records: [{ EventVersion: "1.0", EventSource: "aws:sns", EventSubscriptionArn: "arn", Sns }] };
}

export function sendJob(conversationId: string, messageId: string): SQSEvent {
  return sqsEvent({ conversationId, messageId });
}

/** A batch that failed says so in its answer only: here that is an error. */
export async function handled(answer: Promise<{ batchItemFailures: unknown[] }>): Promise<void> {
  if ((await answer).batchItemFailures.length > 0) throw new Error("the function could not handle its record");
}

async function conversationOfMail(inbox: Inbox, sesMessageId: string): Promise<Conversation> {
  const row = await findLedgerRow(sesMessageId, inbox.id);
  const conversation = row?.conversationId ? await findConversation(row.conversationId) : undefined;
  if (!conversation) throw new Error("the mail is in no conversation");
  return conversation;
}

async function viewerOf(memberId: string): Promise<Viewer> {
  const viewer = await loadViewer(memberId);
  if (!viewer) throw new Error("there is no such member");
  return viewer;
}

function named<Thing extends { readonly name: string }>(things: readonly Thing[], name: string): Thing {
  const found = things.find((thing) => thing.name === name);
  if (!found) throw new Error(`Acme has no ${name}`);
  return found;
}
