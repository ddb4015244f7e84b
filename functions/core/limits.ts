// Every limit has a name, a number, a reason and how far ordinary mail stays below it.

const kb = 1024;
const mb = 1024 * kb;

export const limits = {
  /** SES refuses larger mail at the SMTP door. Ordinary mail: 50 KB. */
  rawMailBytes: 40 * mb,
  /** A header block beyond this is an attack; the longest honest one seen is 60 KB (a list with ARC chains). */
  headerBlockBytes: 256 * kb,
  /** Leaf parts and multiparts together. Ordinary: under 20. One million empty parts cost a parser 77 s. */
  mimeParts: 1000,
  /** Levels of multipart. Ordinary: 3; honest forwards of forwards reach 8. */
  mimeDepth: 32,
  /** Header blocks of all parts together. Ordinary: 2 KB; twenty attachments make 6 KB. */
  partHeaderBytes: mb,
  /** Header fields of one block. Ordinary: 60; a list with ARC chains has 200. */
  headerFields: 1000,
  /** Encoded bytes of all text parts that are collected for reading. Ordinary: 40 KB. A megabyte of Chinese in base64 is 4 MB. */
  textPartBytes: 4 * mb,
  /** Decoded bytes kept of a report or an enclosed mail, to read its fields. Ordinary: 3 KB. */
  reportBytes: 64 * kb,
  /** Enclosed mails whose text is shown when the mail around them says nothing, and how deep they are looked for. Ordinary: one. */
  enclosedMails: 20,
  enclosedDepth: 3,
  /** Lines read of a calendar. Ordinary: 60; one with many attendees and its zones has 400. */
  calendarLines: 3000,
  /** Attendees of an invitation that are kept, and characters of each of its texts. Ordinary: under 10, and 60. */
  calendarAttendees: 20,
  calendarTextChars: 250,
  /** Addresses read from To and from Cc, each. A company-wide Cc has 200. */
  addresses: 500,
  /** Ids read from References, the newest. Ordinary: under 20. */
  references: 100,
  /** Newest referenced ids that are looked up, and remembered when unknown. One batch read takes 100 keys. */
  threadingIds: 20,
  /** Characters of text and of HTML that are kept for reading. Ordinary: 10,000. The raw mail keeps all. */
  storedTextChars: mb,
  storedHtmlChars: mb,
  /** Attachments listed on a message. Ordinary: under 10. */
  attachments: 200,
  /** Text kept in the timeline entry itself, so that opening a conversation is one query. 400 KB is DynamoDB's cap for a row. */
  entryTextChars: 4000,
  /** Addresses of To and of Cc kept in a timeline entry. Ordinary: under 20; the raw mail keeps all. */
  shownAddresses: 50,
  /** Reply-To addresses kept. Ordinary: one. */
  replyToAddresses: 10,
  /** An address as kept. RFC 5321 allows 254 octets. */
  addressChars: 320,
  /** A claimed content type and a Content-ID as kept. Ordinary: 20 and 60. */
  contentTypeChars: 127,
  contentIdChars: 250,
  /** A Message-ID as kept. RFC 5322 allows a line of 998; ordinary ones have 80. */
  mailIdChars: 500,
  /** Defects listed on a message. Ordinary: none. */
  defects: 20,
  /** The line under the subject in a list. */
  snippetChars: 140,
  /** Subject as stored in the conversation's header row, which must never grow. */
  subjectChars: 250,
  /** A worker that has not read a mail by then is stopped, and the mail is filed as unparsed. Ordinary: 50 ms. */
  parseDeadlineMs: 15_000,
  /** Heap of the parsing worker. 40 MB of pure text needs about 400 MB. */
  parseHeapMb: 700,

  /** Files on one reply, before base64. SES takes 40 MB after it. */
  replyAttachmentBytes: 25 * mb,
  replyAttachments: 50,
  /** A reply's HTML as typed. A long answer has 20,000. */
  replyHtmlChars: 500_000,
  /** A page of 50 entries must fit into the 6 MB that Lambda answers with. A long note has 2,000. */
  noteChars: 10_000,
  /** SES allows 50 recipients a message, To, Cc and Bcc together. */
  replyRecipients: 50,
  /** Addresses remembered as taking part in a conversation. Ordinary: under 5. */
  participants: 50,
  /** JSON body of an API call; files go by presigned upload. */
  requestBodyBytes: mb,
  /** Presigned addresses live this long; they can be used by whoever holds them. */
  signedAddressSeconds: 60,
  uploadAddressSeconds: 15 * 60,

  /** A list page. 25 is what a screen shows. */
  listPage: 100,
  listPageDefault: 25,
  timelinePage: 100,
  timelinePageDefault: 50,
  /** An image shown inside a mail. Lambda answers with 6 MB at most, base64 included. Ordinary: 50 KB; larger ones are attachments. */
  inlineImageBytes: 4 * mb,

  /** After this a claim to send is no longer alive: the sender itself waits 20 s for SES. */
  sendLeaseMs: 30_000,
  /** Times the queues try a job before it is put aside; the sender says so on its last. */
  queueTries: 5,
  sessionSeconds: 12 * 3600,
} as const;
