// What people and mail do to a deployed stage, step by step, each step until it has happened.
import { type Answer, type Desk, eventually, type Member } from "./desk.ts";

export interface Written {
  /** A name that no other mail has: of its sender, and in its ids. */
  readonly name: string;
  readonly subject: string;
  readonly text?: string;
  readonly inReplyTo?: string;
  /** Where it is sent to; the support inbox unless said. */
  readonly to?: string;
}

/** A mail of customer NAME, as SES stored it. */
export function mailOf({ name, subject, text, inReplyTo, to = "support@acme.test" }: Written, id = name): string {
  const lines = [
    `From: Customer ${name} <${addressOf(name)}>`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Message-ID: <${id}@example.org>`,
    ...(inReplyTo ? [`In-Reply-To: <${inReplyTo}>`, `References: <${inReplyTo}>`] : []),
    "Date: Sun, 22 Nov 2026 10:00:00 +0000",
    "",
    text ?? "It should have been here on Friday.",
    "",
  ];
  return lines.join("\r\n");
}

export function addressOf(name: string): string {
  return `${name}@example.org`;
}

/** A first mail; gives back the id of its conversation. */
export async function arrives(desk: Desk, member: Member, written: Written): Promise<string> {
  await desk.deliver(`ses-${written.name}`, mailOf(written), "support@acme.test");
  const { id } = await eventually(async () => {
    const { body } = await member.call("GET", "/conversations?folder=open");
    return body.items.find(({ subject }) => subject === written.subject);
  }, `the conversation "${written.subject}"`);
  return id;
}

export async function opened(member: Member, conversationId: string): Promise<Answer> {
  return (await member.call("GET", `/conversations/${conversationId}`)).body;
}

/** A reply, queued; gives back its id. */
export async function replies(member: Member, conversationId: string, html: string): Promise<string> {
  const page = await opened(member, conversationId);
  const reply = { html, version: page.conversation?.version ?? page.version };
  const { status, body } = await member.call("POST", `/conversations/${conversationId}/replies`, reply);
  if (status !== 201) throw new Error(`the reply was answered ${status}: ${JSON.stringify(body)}`);
  return body.id;
}

export async function stateOf(member: Member, conversationId: string, messageId: string): Promise<string | undefined> {
  return (await opened(member, conversationId)).entries.find(({ id }) => id === messageId)?.delivery?.state;
}

export async function reaches(member: Member, conversationId: string, messageId: string, ...states: string[]): Promise<void> {
  await eventually(
    async () => (states.includes((await stateOf(member, conversationId, messageId)) ?? "") ? true : undefined),
    `the state ${states.join(" or ")}`,
  );
}

/** The mail that SES was given for customer NAME: all of it. */
export async function sentTo(desk: Desk, name: string): Promise<{ MessageId: string }[]> {
  return (await desk.sent()).filter(({ to }) => to.includes(addressOf(name)));
}

/** Says of a sent message what SES would, once it is at the customer's. */
export async function isDelivered(desk: Desk, member: Member, conversationId: string, messageId: string, name: string) {
  const [sent] = await eventually(async () => {
    const all = await sentTo(desk, name);
    return all.length > 0 ? all : undefined;
  }, `the reply to ${name} in SES`);
  await reaches(member, conversationId, messageId, "sent");
  const timestamp = new Date().toISOString();
  await desk.report({
    eventType: "Delivery",
    mail: { messageId: sent?.MessageId, timestamp, tags: { conversation: [conversationId], message: [messageId] } },
    delivery: { timestamp, recipients: [addressOf(name)], smtpResponse: "250 ok" },
  });
  await reaches(member, conversationId, messageId, "delivered");
}
