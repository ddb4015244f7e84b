// A notice of non-delivery or a complaint that came as mail: which outgoing message it is about, and what becomes of that one.
import type { Change, Conversation, SentMessage } from "../core/conversation/conversation.ts";
import { newProblem, reportsOf, withReport } from "../core/conversation/delivery.ts";
import { type KnownMailId, referredIds } from "../core/conversation/match.ts";
import { partsOf } from "../core/conversation/merged.ts";
import { limits } from "../core/limits.ts";
import type { ParsedMail } from "../core/mail/mail.ts";
import type { Instant } from "../core/time.ts";
import type { Write } from "../store/table.ts";
import { deliveryWrite, findEntry, listEntries } from "../store/timeline.ts";
import { failure } from "./report-delivery.ts";

export interface ReportedMessage {
  /** Absent when all of it was known. */
  readonly write?: Write;
  readonly problem?: NonNullable<Conversation["needsAttention"]>;
  readonly failure?: Change;
}

/**
 * The outgoing message that a notice or a complaint is about, and what becomes of it. Undefined when it names nobody that
 * we wrote to there: the mail is filed, and nothing else follows from it.
 */
export async function reportedMessage(
  conversation: Conversation,
  mail: ParsedMail,
  known: readonly KnownMailId[],
  at: Instant,
): Promise<ReportedMessage | undefined> {
  const { automatic } = mail;
  if (automatic.kind !== "bounce" && automatic.kind !== "complaint") return undefined;
  const message = await messageAbout(conversation, mail, known, at);
  const reports = message ? reportsOf(automatic, message, at) : [];
  if (!message || reports.length === 0) return undefined;
  const delivery = reports.reduce((now, report) => withReport({ ...message, delivery: now }, report), message.delivery);
  // SES's own events are faster, as a rule: then it is linked, and known.
  if (delivery === message.delivery) return {};
  const problem = newProblem(message.delivery, delivery);
  const write = deliveryWrite(message, delivery);
  return problem ? { write, problem, failure: failure(conversation.id, message.id, delivery) } : { write };
}

/** By its id; failing that (our signed id alone brought the notice here), the newest message to somebody whom it names. */
async function messageAbout(
  conversation: Conversation,
  mail: ParsedMail,
  known: readonly KnownMailId[],
  at: Instant,
): Promise<SentMessage | undefined> {
  const ids = referredIds(mail);
  const parts = partsOf(conversation);
  const named = known.find((one) => one.kind === "sent" && parts.includes(one.conversationId) && ids.includes(one.mailId));
  const found = named?.messageId ? await findEntry(named.conversationId, named.messageId) : undefined;
  if (found) return found.kind === "sent" ? found : undefined;
  const entries = await listEntries(parts, limits.timelinePage);
  const sent = entries.filter((entry) => entry.kind === "sent");
  return sent.find((entry) => reportsOf(mail.automatic, entry, at).length > 0);
}
