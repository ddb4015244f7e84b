// What the scan leaves of a mail: its header, its tree of parts, the bytes of its texts, and where its files lie.
import type { Defect, PartSpan } from "./mail.ts";
import type { TnefReading } from "./tnef.ts";

/** A mail without its files: small, whatever the mail weighs. Crosses to the parsing worker by structured clone. */
export interface Skeleton {
  /** The header block as it came, at most `limits.headerBlockBytes`. */
  readonly header: Uint8Array;
  readonly root: Part;
  /** SHA-256 over From, Date, Subject and the body bytes, hex. */
  readonly digest: string;
  readonly rawSizeBytes: number;
  readonly defects: readonly Defect[];
  /** Set when a limit was passed and collecting stopped: this mail is not to be parsed. */
  readonly refusal?: string;
}

export type Part = MultipartPart | TextPart | FilePart;

export interface MultipartPart {
  readonly kind: "multipart";
  /** `alternative`, `mixed`, `related` … */
  readonly subtype: string;
  readonly children: Part[];
}

/** A text that is read as (part of) the message. Its bytes are as they came, still encoded. */
export interface TextPart {
  readonly kind: "text";
  readonly isHtml: boolean;
  readonly charset?: string;
  readonly isFlowed: boolean;
  readonly isSpaceDeleted: boolean;
  readonly encoding: PartSpan["encoding"];
  readonly bytes: Uint8Array;
  /** Only the beginning was collected. */
  readonly isCut: boolean;
}

/** A file: only where it lies, how large it is, and for reports and enclosed mails how it begins. */
export interface FilePart {
  readonly kind: "file";
  readonly contentType: string;
  /** As decoded from the headers, not yet made safe. */
  readonly name?: string;
  /** Without angle brackets. */
  readonly contentId?: string;
  readonly contentLocation?: string;
  readonly disposition?: string;
  readonly charset?: string;
  readonly span: PartSpan;
  readonly sizeBytes: number;
  /** What lies in a winmail.dat. */
  readonly tnef?: TnefReading;
  /** Decoded first `limits.reportBytes` of message/*, text/rfc822-headers, text/plain (reports under a wrong label) and calendars; S/MIME containers up to the room left for text; empty for others. */
  readonly head: Uint8Array;
}
