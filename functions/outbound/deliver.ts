// Hands a composed message to SES, once, and says what SES made of it: taken, refused, not taken (so it may be tried), or unknown.
import { SendEmailCommand } from "@aws-sdk/client-sesv2";
import type { SentMessage } from "../core/conversation/conversation.ts";
import { envelopeOf } from "../core/mail/compose.ts";
import { mailClient } from "../runtime/clients.ts";
import { config } from "../runtime/config.ts";

export type Answer =
  | { readonly outcome: "accepted"; readonly sesMessageId: string }
  | { readonly outcome: "refused" | "not-taken" | "unknown"; readonly reason: string };

/** The sender must have heard before its own time is up, so that a slow SES ends as "unknown" and not as a killed process. */
const answerWithinMs = 20_000;

export async function deliver(message: SentMessage, raw: Uint8Array): Promise<Answer> {
  const { from, to, cc, bcc } = envelopeOf(message);
  const command = new SendEmailCommand({
    FromEmailAddress: from,
    // The frozen envelope, never what somebody could read out of the headers.
    Destination: { ToAddresses: [...to], CcAddresses: [...cc], BccAddresses: [...bcc] },
    Content: { Raw: { Data: raw } },
    ConfigurationSetName: config.configurationSet,
    // They come back in every event about this message.
    EmailTags: [
      { Name: "conversation", Value: message.conversationId },
      { Name: "message", Value: message.id },
    ],
  });
  try {
    const { MessageId: sesMessageId } = await mailClient().send(command, { abortSignal: AbortSignal.timeout(answerWithinMs) });
    return sesMessageId
      ? { outcome: "accepted", sesMessageId }
      : { outcome: "unknown", reason: "SES answered without a message id." };
  } catch (error) {
    return outcomeOf(error);
  }
}

/** Throttled or never connected: nothing left this machine, so it may be tried again. */
const notTaken = ["TooManyRequestsException", "ThrottlingException", "LimitExceededException", "Throttling"];
const neverConnected = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"];

function outcomeOf(error: unknown): Answer {
  if (!(error instanceof Error)) return { outcome: "unknown", reason: "The connection to SES broke." };
  const { name, message } = error;
  const { code = "", $metadata } = error as { code?: string; $metadata?: { httpStatusCode?: number } };
  const reason = `${name}: ${message}`.slice(0, 300);
  if (notTaken.includes(name) || neverConnected.includes(code)) return { outcome: "not-taken", reason };
  const status = $metadata?.httpStatusCode ?? 0;
  // SES read the request and said no: that is an answer. Anything else is not.
  return status >= 400 && status < 500 ? { outcome: "refused", reason } : { outcome: "unknown", reason };
}
