// What a case expects of a mail, as its manifest writes it.

export interface Expectation {
  readonly subject?: string;
  readonly fromAddress?: string | null;
  readonly fromName?: string | null;
  readonly to?: readonly string[];
  readonly cc?: readonly string[];
  readonly toFirst?: string;
  readonly toName?: string | null;
  readonly toContains?: readonly string[];
  readonly ccContains?: readonly string[];
  readonly date?: string | null;
  readonly messageId?: string | null;
  readonly inReplyTo?: string | null;
  readonly references?: readonly string[] | null;
  readonly text?: string;
  readonly textWs?: string;
  /** A file beside the mail that has the text. */
  readonly textFileWs?: string;
  readonly textContains?: OneOrMore;
  readonly textCount?: Count;
  readonly htmlCount?: Count;
  readonly htmlTextWs?: string;
  readonly htmlContains?: OneOrMore;
  readonly bodyTextAny?: OneOrMore;
  readonly bodyWords?: OneOrMore;
  readonly textLetters?: string;
  readonly textParts?: readonly string[];
  readonly htmlParts?: readonly string[];
  readonly attachmentCount?: number;
  readonly attachmentCountMin?: number;
  readonly attachments?: readonly WantedFile[];
  readonly payloadName?: string;
  readonly calendar?: boolean;
  readonly autoReply?: boolean;
  readonly suppressAutoResponse?: boolean;
  readonly machine?: boolean;
  readonly bounce?: false | WantedBounce;
  readonly reply?: string;
  readonly replyTextNoSpace?: string;
  readonly replyStartsWith?: string;
  readonly replyIsWhole?: boolean;
  readonly replyContains?: OneOrMore;
  readonly replyNotContains?: OneOrMore;
  readonly replyMatches?: OneOrMore;
  readonly replyNotMatches?: OneOrMore;
}

export type OneOrMore = string | readonly string[];
export interface Count {
  readonly n: number;
  readonly s: string;
}

export interface WantedFile {
  readonly filename?: string;
  readonly contentType?: string;
  readonly size?: number;
  readonly md5?: string;
  readonly sha256?: string;
  readonly sha256lf?: string;
  readonly cid?: string;
  readonly content?: string;
  readonly contains?: string;
}

export interface WantedBounce {
  readonly recipients?: readonly string[];
  readonly status?: string;
  readonly statusClass?: number;
  readonly permanent?: boolean;
}
