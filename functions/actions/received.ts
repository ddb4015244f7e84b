// A mail on its way into one inbox: what every step of filing it is given.
import type { ParsedMail } from "../core/mail/mail.ts";
import type { Receipt } from "../core/mail/receipt.ts";
import type { Inbox } from "../store/inboxes.ts";
import type { Member } from "../store/members.ts";

export interface Received {
  readonly inbox: Inbox;
  readonly receipt: Receipt;
  readonly mail: ParsedMail;
  readonly reading: "parsed" | "unparsed";
  readonly rawSizeBytes: number;
  readonly forwarding?: Forwarding;
  /** The line under the subject, found once for all inboxes: it takes time. */
  readonly snippet: string;
}

/** Of the mail around a forwarded one. */
export interface Forwarding {
  readonly member: Pick<Member, "id" | "name">;
  /** For colleagues, never for the customer. "" when there are none, or they are a note already. */
  readonly words: string;
  readonly messageId?: string;
  readonly digest: string;
}
