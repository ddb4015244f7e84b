// What the API answers, as schemas: the OpenAPI document shows them, and tests hold every answer and every view type to them.
import { array, boolean, exactOptional, number, picklist, record, strictObject, string, unknown } from "valibot";
import { accessLevels } from "../core/access.ts";
import { ways } from "../core/inbox/receiving.ts";
import { numberPlaces, ownersOnReopening, quotings, reopenings } from "../core/inbox/settings.ts";
import { recipientFields } from "../core/mail/receipt.ts";
import { treatments } from "../core/mail/sender-rule.ts";
import { ledgerStates } from "../store/ledger.ts";
import { folds } from "./conversation-shapes.ts";
import { id, instant, named, nextCursor } from "./shape-parts.ts";

const role = picklist(["admin", "agent"]);
const access = picklist(accessLevels);

export const me = named(
  "Me",
  strictObject({ id, name: string(), email: string(), role, access: record(id, access), socketAddress: string() }),
);

export const inboxes = strictObject({
  items: array(
    named(
      "Inbox",
      strictObject({
        id,
        name: string(),
        addresses: array(string()),
        access,
        counts: strictObject({ open: number(), unassigned: number(), mine: number() }),
      }),
    ),
  ),
});

export const inboxSettings = named(
  "InboxSettings",
  strictObject({
    isReplyToSender: boolean(),
    takesForwards: boolean(),
    reopening: picklist(reopenings),
    reopeningDays: number(),
    ownerOnReopening: picklist(ownersOnReopening),
    numberPlace: picklist(numberPlaces),
    quoting: picklist(quotings),
    spamDays: number(),
  }),
);

const proof = exactOptional(strictObject({ at: instant, way: picklist(ways) }));

export const receiving = named(
  "Receiving",
  strictObject({
    forwardTo: string(),
    addresses: array(strictObject({ address: string(), isSendingAddress: boolean(), proof })),
    mailExchanger: exactOptional(strictObject({ priority: number(), host: string() })),
    probe: exactOptional(strictObject({ address: string(), since: instant, memberId: id, proof })),
    confirmation: exactOptional(
      strictObject({
        code: exactOptional(string()),
        link: exactOptional(string()),
        account: exactOptional(string()),
        at: instant,
      }),
    ),
  }),
);

export const members = strictObject({
  items: array(
    named(
      "Member",
      strictObject({ id, name: string(), email: string(), role, teamIds: array(id), worksIn: array(id), manages: array(id) }),
    ),
  ),
  teams: array(named("Team", strictObject({ id, name: string(), memberIds: array(id) }))),
});

/** Who is blocked or allowed, since when and by whom. */
export const senders = strictObject({
  items: array(strictObject({ pattern: string(), treatment: picklist(treatments), memberId: id, at: instant })),
});

export const remoteContent = strictObject({
  items: array(named("RemoteSender", strictObject({ sender: string(), at: instant }))),
});

/** What was written, and the conversation's version with it. */
export const written = strictObject({ id, version: number() });

/** Messages as a reply quotes them, newest first. */
export const quote = strictObject({
  items: array(
    named("Quotation", strictObject({ from: strictObject({ name: string(), address: string() }), at: instant, text: string() })),
  ),
});

export const wholeText = strictObject({ text: string(), folds });

export const copies = strictObject({
  items: array(named("Copy", strictObject({ inboxId: id, conversationId: id, messageId: id }))),
});

export const uploadTicket = strictObject({ id, address: string(), headers: record(string(), string()), expiresAt: instant });

export const ledger = strictObject({
  items: array(
    named(
      "LedgerRow",
      strictObject({
        sesMessageId: string(),
        inboxId: exactOptional(id),
        state: picklist(ledgerStates),
        reason: exactOptional(string()),
        recipients: array(string()),
        routedBy: exactOptional(picklist(recipientFields)),
        receivedAt: instant,
        conversationId: exactOptional(id),
        messageId: exactOptional(id),
      }),
    ),
  ),
  nextCursor,
});

/** Every refusal and every fault. */
export const failure = named(
  "Error",
  strictObject({
    code: string(),
    message: string(),
    requestId: string(),
    details: exactOptional(record(string(), unknown())),
  }),
);
