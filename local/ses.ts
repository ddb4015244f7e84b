// SES's sending endpoint (v2, raw mail): refuses what SES refuses, keeps what it takes, and sees it on its way.
import { Hono } from "hono";
import * as v from "valibot";
import { addressesIn, readFields, splitMail, valuesOf } from "./mail-header.ts";
import type { Outbox, OutboxMail } from "./outbox.ts";
import type { Report } from "./reports.ts";
import { type Sending, type SesAccount, whyRefused } from "./ses-refusals.ts";
import { newSendId, wireForm } from "./wire.ts";

export interface SesOptions extends SesAccount {
  readonly outbox: Outbox;
  readonly report: Report;
  /** What becomes of a mail that SES took. */
  readonly deliver: (mail: OutboxMail) => Promise<void>;
}

const sendEmail = v.object({
  FromEmailAddress: v.optional(v.string()),
  Destination: v.optional(
    v.object({
      ToAddresses: v.optional(v.array(v.string()), []),
      CcAddresses: v.optional(v.array(v.string()), []),
      BccAddresses: v.optional(v.array(v.string()), []),
    }),
  ),
  Content: v.object({ Raw: v.object({ Data: v.string() }) }),
  EmailTags: v.optional(v.array(v.object({ Name: v.string(), Value: v.string() })), []),
  ConfigurationSetName: v.optional(v.string()),
});

export function sesEndpoint(options: SesOptions): Hono {
  return new Hono().post("/v2/email/outbound-emails", async (c) => {
    const asked = v.safeParse(sendEmail, await c.req.json());
    if (!asked.success) return refused("BadRequestException", "The local SES sends raw mail only: Content.Raw.Data.");
    const sending = sendingOf(asked.output);
    const refusal = await whyRefused(sending, options);
    if (refusal) return refused(refusal.type, refusal.message);
    return c.json({ MessageId: await take(sending, options) });
  });
}

function sendingOf(asked: v.InferOutput<typeof sendEmail>): Sending {
  const raw = Buffer.from(asked.Content.Raw.Data, "base64");
  const fields = readFields(splitMail(raw).header.toString("utf8"));
  const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = asked.Destination ?? {};
  const named = [...ToAddresses, ...CcAddresses, ...BccAddresses];
  return {
    raw,
    from: asked.FromEmailAddress ?? valuesOf(fields, "from")[0] ?? "",
    destinations: named.length > 0 ? named : addressesIn(["to", "cc", "bcc"].flatMap((name) => valuesOf(fields, name))),
    tags: Object.fromEntries(asked.EmailTags.map(({ Name, Value }) => [Name, Value])),
    ...(asked.ConfigurationSetName === undefined ? {} : { configurationSet: asked.ConfigurationSetName }),
  };
}

/** Once it is in the outbox it is sent, whatever the caller gets to hear of it. */
async function take({ raw, destinations, tags }: Sending, { outbox, report, deliver }: SesOptions): Promise<string> {
  const at = new Date();
  const id = newSendId(at.getTime());
  const [ownMessageId] = valuesOf(readFields(splitMail(raw).header.toString("utf8")), "message-id");
  const mail = await outbox.keep({
    id,
    at: at.toISOString(),
    destinations: addressesIn(destinations),
    tags,
    wire: wireForm(raw, id, at),
    ...(ownMessageId === undefined ? {} : { ownMessageId }),
  });
  await report(mail, { type: "send" });
  await deliver(mail);
  return id;
}

function refused(type: string, message: string): Response {
  return Response.json({ message }, { status: 400, headers: { "x-amzn-errortype": type } });
}
