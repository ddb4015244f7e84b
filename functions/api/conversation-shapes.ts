// What the API answers about conversations, as schemas: the twin of views.ts, and a test says whether it is one.
import { array, boolean, exactOptional, literal, number, picklist, strictObject, string, variant } from "valibot";
import { quotings } from "../core/inbox/settings.ts";
import { id, instant, named, nextCursor } from "./shape-parts.ts";

const address = named("Address", strictObject({ name: string(), address: string() }));

const actor = named(
  "Actor",
  variant("kind", [
    strictObject({ kind: literal("member"), id, name: string() }),
    strictObject({ kind: literal("contact"), address: string(), name: string() }),
    strictObject({ kind: literal("system"), reason: string() }),
  ]),
);

const conversationName = named(
  "ConversationName",
  strictObject({ conversationId: id, number: exactOptional(number()), subject: string() }),
);

export const conversation = named(
  "Conversation",
  strictObject({
    id,
    number: exactOptional(number()),
    inboxId: id,
    formerInboxIds: exactOptional(array(id)),
    version: number(),
    subject: string(),
    contact: address,
    snippet: string(),
    lastMessage: picklist(["received", "sent"]),
    messageCount: number(),
    hasAttachments: boolean(),
    createdAt: instant,
    activityAt: instant,
    closure: exactOptional(strictObject({ by: actor, at: instant })),
    assignment: exactOptional(strictObject({ memberId: id, by: actor, at: instant })),
    spam: exactOptional(strictObject({ by: actor, at: instant, reason: exactOptional(string()) })),
    merger: exactOptional(strictObject({ into: id, by: actor, at: instant })),
    mergedIds: exactOptional(array(id)),
    linkedIds: exactOptional(array(id)),
    follows: exactOptional(conversationName),
    followedBy: exactOptional(conversationName),
    needsAttention: exactOptional(picklist(["bounced", "unconfirmed", "failed"])),
    isUnread: boolean(),
  }),
);

/** Conversations without pages: those that this one may belong to. */
export const relatedConversations = strictObject({ items: array(conversation) });

export const conversationList = strictObject({ items: array(conversation), nextCursor });

const attachment = named(
  "Attachment",
  strictObject({
    index: number(),
    filename: string(),
    contentType: string(),
    sizeBytes: number(),
    isInline: boolean(),
    preview: exactOptional(picklist(["image", "text", "mail"])),
    isSignature: exactOptional(boolean()),
    linkUntil: exactOptional(instant),
  }),
);

const fold = named("TextFold", strictObject({ from: number(), to: number(), kind: picklist(["quote", "signature"]) }));
/** What of a text is quoted or signature: offsets in UTF-16 units, in order, without overlap. */
export const folds = array(fold);
const eventTime = named(
  "EventTime",
  strictObject({ local: string(), zone: exactOptional(string()), at: exactOptional(instant) }),
);

const attendee = named(
  "Attendee",
  strictObject({
    name: string(),
    address: string(),
    status: picklist(["needs-action", "accepted", "declined", "tentative", "delegated"]),
  }),
);

const invitation = named(
  "Invitation",
  strictObject({
    method: picklist(["publish", "request", "reply", "cancel", "counter", "declinecounter", "refresh", "add"]),
    summary: string(),
    start: exactOptional(eventTime),
    end: exactOptional(eventTime),
    isAllDay: boolean(),
    location: exactOptional(string()),
    organizer: exactOptional(address),
    attendees: array(attendee),
    attendeeCount: number(),
    recurrence: exactOptional(string()),
    uid: exactOptional(string()),
    sequence: number(),
    answer: exactOptional(attendee),
    eventCount: number(),
  }),
);

const entryBase = { id, conversationId: id, at: instant };
const verdict = picklist(["PASS", "FAIL", "GRAY", "PROCESSING_FAILED", "DISABLED"]);

const received = named(
  "ReceivedMessage",
  strictObject({
    ...entryBase,
    kind: literal("received"),
    reading: picklist(["parsed", "unparsed"]),
    from: address,
    via: exactOptional(address),
    forwarder: exactOptional(strictObject({ memberId: id, name: string(), to: string(), isOriginalId: boolean() })),
    isWriterClaimed: exactOptional(literal(true)),
    replyTo: array(address),
    to: array(address),
    cc: array(address),
    subject: string(),
    sentAt: exactOptional(instant),
    text: string(),
    folds,
    isTextCut: boolean(),
    hasHtml: boolean(),
    attachments: array(attachment),
    invitation: exactOptional(invitation),
    protection: exactOptional(strictObject({ kind: picklist(["signed", "encrypted"]), by: picklist(["s/mime", "pgp"]) })),
    automatic: picklist(["none", "auto-reply", "list", "notification", "bounce", "receipt", "complaint"]),
    evidence: exactOptional(string()),
    undelivered: exactOptional(array(strictObject({ address: string(), reason: exactOptional(string()), isDelayed: boolean() }))),
    quiet: exactOptional(picklist(["auto-reply", "report", "own", "conversation-budget", "sender-budget"])),
    defects: array(strictObject({ code: string(), detail: string() })),
    match: variant("by", [
      strictObject({ by: literal("reply-address") }),
      strictObject({ by: picklist(["in-reply-to", "references"]), id: string() }),
      strictObject({ by: literal("mentioned"), id: string() }),
      strictObject({ by: literal("bounce"), id: string() }),
      strictObject({ by: picklist(["marker", "thread-index"]) }),
      strictObject({ by: literal("new"), follows: exactOptional(id) }),
    ]),
    isNewSubject: exactOptional(literal(true)),
    candidates: exactOptional(array(strictObject({ conversationId: id, id: string() }))),
    trust: picklist(["participant-verified", "known-unverified", "new-verified", "new-unverified", "malformed"]),
    warnings: exactOptional(
      array(
        strictObject({
          code: picklist(["look-alike", "mixed-script", "known-name", "name-is-address", "reply-to-elsewhere"]),
          about: string(),
        }),
      ),
    ),
    verdicts: strictObject({ spam: verdict, virus: verdict, spf: verdict, dkim: verdict, dmarc: verdict }),
    rawSizeBytes: number(),
  }),
);

const sent = named(
  "SentMessage",
  strictObject({
    ...entryBase,
    kind: literal("sent"),
    by: actor,
    from: address,
    to: array(address),
    cc: array(address),
    bcc: exactOptional(array(address)),
    replyTo: array(address),
    subject: string(),
    text: string(),
    folds,
    isTextCut: boolean(),
    hasHtml: boolean(),
    attachments: array(attachment),
    delivery: strictObject({
      state: picklist(["queued", "sending", "sent", "delivered", "bounced", "complained", "unconfirmed", "failed"]),
      at: instant,
      reason: exactOptional(string()),
      sesMessageId: exactOptional(string()),
      recipients: array(
        strictObject({
          address: string(),
          state: picklist(["sent", "delivered", "delayed", "bounced", "complained"]),
          reason: exactOptional(string()),
          at: instant,
        }),
      ),
    }),
    hasOriginal: boolean(),
  }),
);

const note = named(
  "Note",
  strictObject({ ...entryBase, kind: literal("note"), by: actor, text: string(), html: exactOptional(string()) }),
);

const change = named(
  "Change",
  strictObject({
    ...entryBase,
    kind: literal("change"),
    by: actor,
    what: variant("name", [
      strictObject({
        name: picklist([
          "conversation.closed",
          "conversation.reopened",
          "conversation.unassigned",
          "conversation.spam",
          "conversation.not-spam",
        ]),
      }),
      strictObject({ name: literal("conversation.assigned"), memberId: id, memberName: string() }),
      strictObject({ name: picklist(["participant.added", "participant.removed"]), address: string() }),
      strictObject({ name: literal("delivery.failed"), messageId: id, reason: string() }),
      strictObject({
        name: picklist([
          "conversation.merged",
          "conversation.merged-into",
          "conversation.linked",
          "conversation.unlinked",
          "conversation.unmerged",
          "conversation.unmerged-from",
          "conversation.continued",
        ]),
        other: conversationName,
      }),
      strictObject({
        name: picklist(["conversation.split", "conversation.split-from"]),
        other: conversationName,
        messageCount: number(),
      }),
      strictObject({
        name: picklist(["conversation.moved", "conversation.subject-changed", "conversation.contact-changed"]),
        from: string(),
        to: string(),
      }),
      strictObject({ name: literal("conversation.quieted"), because: picklist(["conversation-budget", "sender-budget"]) }),
    ]),
  }),
);

export const entry = named("TimelineEntry", variant("kind", [received, sent, note, change]));

export const timeline = strictObject({ entries: array(entry), nextCursor });

export const conversationPage = strictObject({
  conversation,
  participants: array(string()),
  entries: array(entry),
  nextCursor,
  answer: strictObject({
    from: address,
    to: array(address),
    cc: array(address),
    subject: string(),
    answers: exactOptional(id),
    leftOut: array(address),
    aliases: array(string()),
    quoting: picklist(quotings),
  }),
});

export const openedMail = named(
  "OpenedMail",
  strictObject({
    from: exactOptional(address),
    to: array(address),
    cc: array(address),
    subject: string(),
    date: exactOptional(instant),
    text: string(),
    isTextCut: boolean(),
    folds,
    attachments: array(strictObject({ filename: string(), contentType: string(), sizeBytes: number() })),
  }),
);
