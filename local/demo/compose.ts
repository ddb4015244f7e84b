// From a step of a story to the bytes that SMTP carries, with the envelope beside them.
import MailComposer from "nodemailer/lib/mail-composer";
import { momentOf } from "./clock.ts";
import { invitation, type Meeting } from "./files/invitation.ts";
import { answerSubject, type Quoted, quote } from "./quoting.ts";
import type { Letter, Person, Step, Story } from "./story.ts";
import { fillTemplate } from "./template.ts";

/** The message that a step answers: one of ours as it went out, or the sender's own one before. */
export interface Answered extends Quoted {
  readonly references: readonly string[];
  readonly isOurs: boolean;
  /** Where an answer to it goes. */
  readonly replyTo: string;
}

export interface ComposedMail {
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  /** Pure ASCII with CRLF. */
  readonly raw: Buffer;
  /** The address in the From header. */
  readonly from: string;
  /** This mail as the one that its sender's next is a sequel to. */
  readonly asAnswered: Answered;
}

/** Composes the mail of step `index`. `answered` is the message before it in the story, if there is one. */
export async function composeMail(story: Story, index: number, now: Date, answered?: Answered): Promise<ComposedMail> {
  const step = story.steps[index];
  if (step?.kind === "mail") return composeLetter(story, index, step, now, answered);
  if (step?.kind === "eml") return composeTemplate(story, step, now, answered);
  throw new Error(`Step ${index} of ${story.name} is not a mail.`);
}

async function composeLetter(
  story: Story,
  index: number,
  { from, letter, when }: Extract<Step, { kind: "mail" }>,
  now: Date,
  before?: Answered,
): Promise<ComposedMail> {
  const answered = letter.subject === undefined ? before : undefined;
  const ours = answered?.isOurs ? answered : undefined;
  const recipients = ours && !letter.ignoresReplyTo ? [ours.replyTo] : addressesOf(story);
  const references = answered ? [...answered.references, answered.messageId] : [];
  const about = {
    subject: letter.subject ?? answerSubject(from.client, from.language, answered?.subject ?? ""),
    messageId: `<${story.name}.${index + 1}@${from.address.slice(from.address.indexOf("@") + 1)}>`,
    at: momentOf(when, now),
  };
  const composer = new MailComposer({
    from: { name: from.name, address: from.address },
    to: [...(letter.to ?? recipients)],
    cc: [...(letter.cc ?? [])],
    subject: about.subject,
    date: about.at,
    messageId: about.messageId,
    ...(answered && { inReplyTo: answered.messageId, references }),
    ...bodyOf(from, letter, ours),
    ...(letter.invitation && { icalEvent: calendarOf(letter.invitation, now) }),
    attachments: [
      ...(letter.files ?? []),
      ...(letter.pictures ?? []).map((picture) => ({ ...picture, contentDisposition: "inline" })),
    ],
    headers: { ...letter.headers },
    newline: "win",
  });
  return {
    envelope: { from: from.address, to: recipients },
    raw: await composer.compile().build(),
    from: from.address,
    asAnswered: { ...unanswerable, ...about, references, name: from.name, address: from.address, replyTo: from.address },
  };
}

function bodyOf(from: Person, { text, html }: Letter, ours?: Quoted) {
  if (!ours || text === undefined) return { ...(text !== undefined && { text }), ...(html && { html }) };
  const body = quote(from.client, from.language, text, ours);
  // Thunderbird people are the ones who write plain text.
  return from.client === "thunderbird" ? { text: body.text } : body;
}

function calendarOf(meeting: Meeting, now: Date) {
  return { method: "REQUEST", content: invitation(meeting, now), filename: "invite.ics" };
}

function composeTemplate(
  story: Story,
  { when, file, sender }: Extract<Step, { kind: "eml" }>,
  now: Date,
  answered?: Answered,
): ComposedMail {
  const at = momentOf(when, now);
  const raw = fillTemplate(file, at, answered);
  const header = (name: string) => new RegExp(`^${name}: *(.*)$`, "im").exec(raw)?.[1]?.trim() ?? "";
  const from = /<([^>]+)>/.exec(header("From"))?.[1] ?? "";
  const about = { subject: header("Subject"), messageId: header("Message-ID"), at };
  return {
    envelope: { from: sender, to: addressesOf(story) },
    raw: Buffer.from(raw, "latin1"),
    from,
    asAnswered: { ...unanswerable, ...about, references: [], name: "", address: from, replyTo: from },
  };
}

// Nobody quotes their own letter when they write once more.
const unanswerable = { isOurs: false, to: "", text: "", html: "" };

function addressesOf({ inboxes }: Story): string[] {
  return inboxes.map((inbox) => `${inbox}@acme.test`);
}
