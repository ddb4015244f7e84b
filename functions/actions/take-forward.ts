// A member sends on what a customer wrote to them, with `@fwd` on top: it is filed as the customer's mail, and what the member
// wrote above it as a note.
import { mayInInbox } from "../core/access.ts";
import type { Note } from "../core/conversation/conversation.ts";
import { snippetOfMail } from "../core/conversation/headline.ts";
import { mailIdOf } from "../core/conversation/match.ts";
import { isVouchedFor } from "../core/conversation/receive.ts";
import { addressKeys } from "../core/conversation/route.ts";
import { cut, keptBody } from "../core/conversation/summary.ts";
import { settingsOf } from "../core/inbox/settings.ts";
import { limits } from "../core/limits.ts";
import { normaliseAddress } from "../core/mail/address.ts";
import { takeForward, withForwardDoubts } from "../core/mail/agent-forward.ts";
import type { Defect, ParsedMail } from "../core/mail/mail.ts";
import { baseSubject } from "../core/mail/subject.ts";
import { newId } from "../runtime/ids.ts";
import { saveBody } from "../store/buckets.ts";
import { findHolder, saveConversation } from "../store/conversations.ts";
import type { Inbox } from "../store/inboxes.ts";
import { ledgerRow, ledgerWrite } from "../store/ledger.ts";
import { findMailIds, mailIdWrite } from "../store/mail-ids.ts";
import { listMembers, type Member } from "../store/members.ts";
import { type Write, write } from "../store/table.ts";
import { findEntry } from "../store/timeline.ts";
import { forwardedBodyName } from "./body-name.ts";
import type { Received } from "./received.ts";

interface Filed {
  readonly conversationId: string;
  readonly messageId: string;
}

/**
 * The customer's mail where a member sends one on, and else the mail as it is. A member is who the domain in From vouches for, and
 * may reply in this inbox: whoever could write to the customer in its name.
 */
export async function asSentOn(received: Received): Promise<Received> {
  const { inbox, mail, receipt } = received;
  if (!mail.forward || !settingsOf(inbox).takesForwards) return received;
  const member = await memberWhoWrote(mail, inbox);
  const [to] = mail.to;
  if (!member || !to) return received;
  const doubt = doubtIn(received);
  if (doubt) return { ...received, mail: withForwardDoubts(mail, [doubt]) };

  const taken = takeForward(mail, { memberId: member.id, name: member.name, to: cut(to.address, limits.addressChars) });
  const body = keptBody(taken);
  if (body) await saveBody(forwardedBodyName(receipt.sesMessageId), body);
  const { messageId, digest } = mail;
  const known = messageId === undefined ? [] : await findMailIds(inbox.id, [mailIdOf(messageId)]);
  const isKnown = known.some((one) => one.kind === "received" && one.digest === digest);
  const original = await asOfOriginal(inbox, taken);
  const words = isKnown ? "" : cut(mail.forward.words, limits.noteChars);
  return {
    ...received,
    mail: original,
    snippet: snippetOfMail(original),
    forwarding: {
      member: { id: member.id, name: member.name },
      words,
      digest,
      ...(messageId === undefined ? {} : { messageId }),
    },
  };
}

/** The note, and the id by which the same forward is known when it comes again. Both are saved with the message. */
export async function besideForwarded(received: Received, filed: Filed): Promise<{ notes: Note[]; writes: Write[] }> {
  const { inbox, mail, receipt, forwarding } = received;
  if (!forwarding) return { notes: [], writes: [] };
  const { member, words, messageId, digest } = forwarding;
  const at = receipt.receivedAt;
  const by = { kind: "member", ...member } as const;
  const note: Note = { kind: "note", id: newId("note", at), conversationId: filed.conversationId, at, by, text: words };
  const notes = words === "" ? [] : [note];
  if (messageId === undefined || messageId === mail.messageId) return { notes, writes: [] };
  const mailId = mailIdOf(messageId);
  const [known] = await findMailIds(inbox.id, [mailId]);
  if (known && known.kind !== "mentioned") return { notes, writes: [] };
  return { notes, writes: [mailIdWrite(inbox.id, { mailId, kind: "received", ...filed, digest }, known !== undefined)] };
}

/** What is sent on was here before: shown once, and only the member's words are new. */
export async function fileForwardedCopy(received: Received, of: Filed): Promise<boolean> {
  const { inbox, receipt, forwarding } = received;
  const reason = `${forwarding?.member.name ?? "Somebody"} sent on a mail that was received before.`;
  const row = ledgerWrite(ledgerRow(receipt, "duplicate", { inboxId: inbox.id, ...of, reason }));
  const holder = forwarding?.words ? await findHolder(of.conversationId) : undefined;
  if (!holder || !forwarding) return write(row);
  const { notes, writes } = await besideForwarded(received, { ...of, conversationId: holder.id });
  const after = { ...holder, version: holder.version + 1, readBy: [forwarding.member.id] };
  return (await saveConversation(holder, after, notes, [row, ...writes])).isDone;
}

async function memberWhoWrote({ from, isSenderWellFormed, via }: ParsedMail, inbox: Inbox): Promise<Member | undefined> {
  if (!from || !isSenderWellFormed || via) return undefined;
  const address = normaliseAddress(from.address);
  return (await listMembers()).find((member) => {
    const access = inbox.access[member.id];
    const viewer = { ...member, memberId: member.id, access: access ? { [inbox.id]: access } : {} };
    return !member.isDisabled && normaliseAddress(member.email) === address && mayInInbox(viewer, "reply.send", inbox.id);
  });
}

/** Why a member's mail is filed as their own all the same. */
function doubtIn({ inbox, mail, receipt }: Received): Defect | undefined {
  const isOurs = (address: string) =>
    addressKeys(address).some((key) => inbox.addresses.some((one) => one.toLowerCase() === key));
  if (!isVouchedFor(mail, receipt)) return doubts.unverified;
  if (mail.to.length !== 1 || mail.cc.length > 0 || !isOurs(mail.to[0]?.address ?? "")) return doubts.recipients;
  const original = mail.forward?.original;
  if (!original) return mail.forward?.doubt;
  return isOurs(original.from.address) ? doubts.own : undefined;
}

const asOrdinary = "It is filed as a mail of its sender's.";
const doubts = {
  unverified: {
    code: "forward.unverified",
    detail: `It begins with @fwd, and no domain vouches for its sender (DMARC), who may not be a member. ${asOrdinary}`,
  },
  recipients: {
    code: "forward.recipients",
    detail: `It begins with @fwd, which counts only in a mail to this inbox alone, without Cc. ${asOrdinary}`,
  },
  own: { code: "forward.own", detail: `It begins with @fwd, and what it sends on was written by this inbox. ${asOrdinary}` },
} as const satisfies Record<string, Defect>;

/**
 * Programs name the mail that they send on. Where that one is here already, from the same writer and with the same words, this is a
 * copy of it, and threading is told so by its id and digest.
 */
async function asOfOriginal(inbox: Inbox, mail: ParsedMail): Promise<ParsedMail> {
  const named = mail.forwarder?.isOriginalId ? mail.messageId : (mail.inReplyTo[0] ?? mail.references.at(-1));
  if (named === undefined) return mail;
  const [known] = await findMailIds(inbox.id, [mailIdOf(named)]);
  if (known?.kind !== "received" || known.messageId === undefined || known.digest === undefined) return mail;
  const entry = await findEntry(known.conversationId, known.messageId);
  const isSame =
    entry?.kind === "received" &&
    normaliseAddress(entry.from.address) === normaliseAddress(mail.from?.address ?? "") &&
    baseSubject(entry.subject) === baseSubject(mail.subject) &&
    lettersOf(mail.text) !== "" &&
    lettersOf(entry.text) === lettersOf(mail.text);
  return isSame ? { ...mail, messageId: known.mailId, digest: known.digest } : mail;
}

/** Programs wrap and mark the lines of what they send on; the letters stay. */
function lettersOf(text: string): string {
  return text
    .slice(0, limits.comparedChars * 4)
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .slice(0, limits.comparedChars);
}
