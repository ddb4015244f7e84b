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
  /** Made safe each time it is shown, in about half a second for all of it. A newsletter with pasted pictures has 1,500,000. */
  storedHtmlChars: 2 * mb,
  /** Style sheets of a mail, together, and rules kept of them. Ordinary: 20 KB and 200; the longest of large senders have 80 KB. */
  styleSheetChars: 256 * kb,
  styleRules: 3000,
  /** Elements that a browser still lays out in a second; a mail with more is shown as text. Ordinary: 500; a long report has 20,000. */
  shownElements: 60_000,
  /** Attachments listed on a message. Ordinary: under 10. */
  attachments: 200,
  /** Conversations merged into one, those of the merged ones included: opening it asks each for a page. Ordinary: one. */
  mergedConversations: 20,
  /** Conversations that one is linked to. Ordinary: none. */
  linkedConversations: 20,
  /** Messages moved to another conversation at once: five writes each, and a transaction has 100. */
  splitMessages: 15,
  /** Inboxes a conversation remembers to have been in. Ordinary: none. */
  formerInboxes: 10,
  /** Other conversations that a message names as possible. Ordinary: none. */
  matchCandidates: 5,
  /** Steps from a merged conversation to the one that holds it. People merge once, sometimes twice. */
  mergerSteps: 20,
  /** Steps from a closed conversation to the one that goes on with it now. Ordinary: one. */
  followingSteps: 20,
  /** Signed addresses looked for in what a mail says and quotes: one read each. A long thread quotes one, many times. */
  markers: 5,
  /** Message ids that follow a conversation into another inbox, the newest. Ordinary: under 30. */
  movedMailIds: 1000,
  /** Conversations shown as possibly related. */
  relatedConversations: 20,
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
  /** A sender's regular expression as written, and the steps it comes to with its repetitions written out. Ordinary: 30 and 30. */
  expressionChars: 200,
  expressionSteps: 300,
  /** Expressions of one inbox, and of all inboxes together: each mail's sender is held against them. Ordinary: 5, in no time; all at their worst: a second. */
  senderExpressions: 50,
  /** Doubts about a sender kept with a message. There are five kinds of them; ordinary: none. */
  senderWarnings: 8,
  /** Letters by which a mail that is sent on is known to be one that is here: a few sentences. Marks and spaces may be many more. */
  comparedChars: 500,
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
  /** Files that a reply leads to, all together. Freezing them is a copy inside the bucket, and must end within an API call's 29 s. */
  replyLinkedBytes: 1024 * mb,
  /** How long the address of a linked file works. People come back from holidays of three weeks. */
  linkedFileDays: 30,
  replyAttachments: 50,
  /** A text file that is shown in the page. Ordinary: 20 KB; what is longer is for a program of its own. */
  textPreviewBytes: 256 * kb,
  /** Heap of the thread in which the API reads files, and characters that it shows of an attached mail. Ordinary: 60 MB, and 3,000. */
  fileHeapMb: 300,
  openedTextChars: 200_000,
  /** Bytes read for a ZIP of a message's files: each file in a winmail.dat is found by reading up to it. Ordinary: 5 MB. */
  zipReadBytes: 500 * mb,
  /** A reply's HTML as typed. A long answer has 20,000. */
  replyHtmlChars: 500_000,
  /** A page of 50 entries must fit into the 6 MB that Lambda answers with. A long note has 2,000. */
  noteChars: 10_000,
  /** SES allows 50 recipients a message, To, Cc and Bcc together. */
  replyRecipients: 50,
  /**
   * Messages that a reply quotes of a whole conversation, the newest, and characters of each and of all. Ordinary: under 10, and
   * 2,000. Gmail hides what comes after 102 KB of a mail.
   */
  quotedMessages: 30,
  quotedMessageChars: 20_000,
  quotedChars: 60_000,
  /** Pages of entries looked through for the mail that an answer goes to, and for what it quotes. 500 notes in a row are more than anybody reads. */
  answeredPages: 10,
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
  /** Entries before a mail in which the pictures that it quotes are looked for. Ordinary: the one before. */
  quotedImageEntries: 50,

  /** The hour in which mail that wakes somebody is counted, and how much of it may. */
  paceWindowMs: 3600_000,
  /** Mails that make one conversation unread. A lively exchange has ten an hour; two machines reach a hundred. */
  wakings: 30,
  /** Times that mail reopens one conversation. A customer who says thanks and remembers something: three. */
  reopenings: 10,
  /** Conversations that one sender opens in one inbox. A busy web form, whose mails have one sender: forty. */
  openingsPerSender: 200,
  /** Failed recipients listed on a bounce, and the characters of each reason. Ordinary: one. */
  undelivered: 10,
  reasonChars: 500,

  /** After this a claim to send is no longer alive: the sender itself waits 20 s for SES. */
  sendLeaseMs: 30_000,
  /** Times the queues try a job before it is put aside; the sender says so on its last. */
  queueTries: 5,
  sessionSeconds: 12 * 3600,

  /** Addresses of one inbox. They are read together when somebody looks at them, and a batch takes 100. Ordinary: 2. */
  inboxAddresses: 50,
  /** Addresses that a header's traces of forwarding name. Ordinary: 4. */
  forwardingTraces: 100,
  /** Characters of a forwarding confirmation that are read, and of a link in it. Ordinary: 1,500 and 250. */
  confirmationChars: 20_000,
  confirmationLinkChars: 1000,
  /** Days that a setting may name. Ordinary: 30. */
  settingDays: 3650,
  /** A workspace's first inboxes: with their addresses they are one transaction, which takes 100 rows. Ordinary: 3. */
  setUpInboxes: 15,
  setUpAddresses: 5,
  /** A person's or an inbox's name. Ordinary: 20. */
  setUpNameChars: 100,
  /** What the schedule finds younger than this is somebody's at work. A notice takes seconds, a reply a minute. */
  scheduleAgeMs: 15 * 60 * 1000,
  /** A run of the schedule begins nothing new after this. Ordinary: a second. */
  scheduleRunMs: 60_000,
  /** Pages of a thousand raw mails that a run lists: all of a bucket of 100,000, and of a larger one the next part. A page costs $0.000005. */
  reconcilePages: 50,
  /** Notices that a run gives. Ordinary: none. After a restore the runs are started one after another. */
  reconcileNotices: 5000,
  /** Replies that a run looks at. A hundred thousand a month are 35 a quarter of an hour. */
  sweptReplies: 2000,
  /** Conversations that a run removes from the spam folders, at eight calls each. A hundred thousand mails a month bring 1,000 a day. */
  purgedConversations: 500,
  /** A reply that could not be sent for so long is left to people; the alarm has told them. */
  stuckReplyMs: 24 * 3600 * 1000,
  /** How long it is remembered that a reply was queued. */
  dueSeconds: 7 * 24 * 3600,
  /** Mails of a conversation that are read again before a call looks at the clock. Each may take the parser's whole deadline. */
  reprocessPage: 20,
  /** A call of the reprocessing begins no further page after this. */
  reprocessRunMs: 30_000,
  /** Addresses of a mail's own header that are looked up when no recipient of its envelope is ours: three keys each, and one batch read takes 100. Ordinary: two. */
  namedRecipients: 30,
  /** Recipients taken from a raw mail whose notice was lost. Ordinary: one or two are ours. */
  recoveredRecipients: 100,
} as const;
