// What a mail is to us once it has been read: the shapes that parsing gives and that threading, filing and answering take.
import type { Instant } from "../time.ts";
import type { Invitation } from "./invitation.ts";

/** One mailbox of an address header (RFC 5322 section 3.4). `address` is as written, `name` is "" when absent. */
export interface Address {
  readonly name: string;
  readonly address: string;
}

/** Something about a mail that is not as it should be, kept beside the best reading of it. */
export interface Defect {
  /** Stable and dotted: `date.missing`, `from.several`, `parts.too-many`. */
  readonly code: string;
  /** A sentence for the agent who wonders. */
  readonly detail: string;
}

/** Where one leaf part's encoded bytes lie in the raw mail. Offsets and lengths in bytes. */
export interface PartSpan {
  readonly offset: number;
  readonly length: number;
  readonly encoding: TransferEncoding;
  /** Of the decoded bytes only these, decoded once more: a file inside a winmail.dat or an opaque signature. */
  readonly inner?: { readonly offset: number; readonly length: number; readonly encoding: TransferEncoding };
}

export type TransferEncoding = "7bit" | "8bit" | "binary" | "base64" | "quoted-printable" | "uuencode";

/** A file that came with a mail. Its bytes stay in the raw mail and are read by `span`. */
export interface Attachment {
  /** Position among the mail's attachments, from 0. Names the attachment in addresses. */
  readonly index: number;
  /** Always set: a nameless part gets a name from its type, as `part-2.png`. Never contains a path. */
  readonly filename: string;
  /** As the sender claims, lower case: `image/png`. Never trusted for display. */
  readonly contentType: string;
  /** Decoded size in bytes. */
  readonly sizeBytes: number;
  /** Without angle brackets. */
  readonly contentId?: string;
  /** Where the sender says it lies (RFC 2557): HTML may name it by that. */
  readonly contentLocation?: string;
  /** True when the HTML shows it in place. */
  readonly isInline: boolean;
  readonly span: PartSpan;
}

/** The best reading of a mail plus its defects. Text is Unicode with `\n` line ends, NFC not applied. */
export interface ParsedMail {
  readonly from?: Address;
  /** False when From fails the strict grammar, is absent, or there are several: shown, never an identity. */
  readonly isSenderWellFormed: boolean;
  readonly replyTo: readonly Address[];
  /** X-Original-From or X-Original-Sender: whom a group that passed the mail on names as its writer. */
  readonly originalFrom?: Address;
  /** Who stood in From, once `from` is its true sender: an address of ours that passed it on, a web form's, or a member's. */
  readonly via?: Address;
  /** What the mail sends on, when its text begins with `@fwd`. Whose word that is has still to be asked. */
  readonly forward?: Forward;
  /** The member who sent it on, once `from` is the writer of what was sent on. `via` is then the member's address. */
  readonly forwarder?: Forwarder;
  /** Reply-To alone says who wrote it, and the inbox goes by that: nobody vouches for `from`. */
  readonly isWriterClaimed?: boolean;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  /** Decoded; "" when absent. */
  readonly subject: string;
  /** From the Date header, absent when missing or unreadable (a defect says so). */
  readonly date?: Instant;
  /** When the Date header tells nothing: what the topmost Received header says. */
  readonly transportDate?: Instant;
  /** Without angle brackets. */
  readonly messageId?: string;
  /** In-Reply-To, all ids, cleaned, bounded. */
  readonly inReplyTo: readonly string[];
  /** References, oldest first as written, cleaned, bounded. */
  readonly references: readonly string[];
  /** Thread-Index (MS-OXOMSG 2.2.1.3), when it is one. Base64. */
  readonly threadIndex?: string;
  /** The domain for which SES says that DMARC passed, as SES wrote it on top of the mail. Lower case. */
  readonly dmarcDomain?: string;
  /** The readable text: text/plain, or made from the HTML. Bounded by `limits.storedTextChars`. */
  readonly text: string;
  /** The mail has no text of its own: `text` was made from the HTML. */
  readonly isTextFromHtml?: boolean;
  /** The sender's HTML, not sanitised. Bounded by `limits.storedHtmlChars`. */
  readonly html?: string;
  readonly attachments: readonly Attachment[];
  /** From the first calendar among the files that holds an event. */
  readonly invitation?: Invitation;
  /** The mail is signed or encrypted, in part or in whole. That a signature is there says nothing of its being true. */
  readonly protection?: Protection;
  readonly automatic: Automatic;
  /** The header that we put on everything we send (`loopHeader`), when a mail carries one. */
  readonly mark?: string;
  readonly defects: readonly Defect[];
  /** SHA-256 over From, Date, Subject and the body bytes: two deliveries of one mail have the same digest. Hex. */
  readonly digest: string;
}

/** A mail that begins with `@fwd`, taken apart. */
export interface Forward {
  /** What its sender wrote around the mail that is sent on: for colleagues, never for the customer. */
  readonly words: string;
  /** The mail as it was; absent when none can be read, and `doubt` says why. */
  readonly original?: OriginalMail;
  readonly doubt?: Defect;
}

/** What can be known of a mail that came inside another one. */
export interface OriginalMail
  extends Pick<
    ParsedMail,
    "to" | "cc" | "replyTo" | "subject" | "date" | "messageId" | "threadIndex" | "text" | "isTextFromHtml" | "html" | "defects"
  > {
  readonly from: Address;
  /** Of a mail that came whole: its own ids. Otherwise those of the mail around it are all there is. */
  readonly enclosed?: Pick<ParsedMail, "inReplyTo" | "references" | "digest">;
}

export interface Forwarder {
  readonly memberId: string;
  readonly name: string;
  /** The address of ours that it was sent on to. */
  readonly to: string;
  /** It came whole, as a file: `messageId` is what its writer's program gave it. */
  readonly isOriginalId: boolean;
}

export interface Protection {
  readonly kind: "signed" | "encrypted";
  readonly by: "s/mime" | "pgp";
}

/** Whether a machine wrote it, and what says so. */
export interface Automatic {
  /** `notification`: a program wrote it of its own accord, and it is work like anybody's mail. `bounce` includes delays. */
  readonly kind: "none" | "auto-reply" | "list" | "notification" | "bounce" | "receipt" | "complaint";
  /** The header or structure that decided, as `Auto-Submitted: auto-replied`. */
  readonly evidence?: string;
  /** What says that no machine may answer it, though a person may have written it (RFC 3834). Of other kinds it goes without saying. */
  readonly silence?: string;
  /** For a bounce (RFC 3464): who could not be reached, and why. */
  readonly bounce?: Bounce;
  /** Who complained, when the report says so (RFC 5965). */
  readonly complainers?: readonly string[];
  /** Further ids in the header of the mail that a report is about: one of them may be our own. */
  readonly about?: readonly string[];
}

export interface Bounce {
  readonly recipients: readonly BouncedRecipient[];
  /** Message-ID of the mail that bounced, when the report carries its headers. */
  readonly originalMessageId?: string;
}

export interface BouncedRecipient {
  readonly address: string;
  /** Whom the mail was sent to, when the report says that it went on to `address` from there. */
  readonly originalAddress?: string;
  /** `5.1.1` (RFC 3463): as written, else what the server's words come to. */
  readonly status?: string;
  /** The words of the server that refused. */
  readonly diagnostic?: string;
  /** As SES has it: not delivered, and not worth another try. */
  readonly isPermanent: boolean;
  /** Not delivered yet; the server still tries. */
  readonly isDelayed?: boolean;
}
