// A story of the demo: one conversation as it happened, step by step, told as data.
import type { Meeting } from "./files/invitation.ts";
import type { MailClient } from "./quoting.ts";

export type Language = "en" | "es" | "it" | "ja";
export type InboxName = "support" | "sales" | "jobs";
export type MemberName = "ana" | "beto" | "carla" | "dario" | "elena";

/** Somebody outside. `client` is the mail program they write with; it decides how they quote. */
export interface Person {
  readonly name: string;
  readonly address: string;
  readonly language: Language;
  readonly client: MailClient;
}

export interface DemoFile {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/** What somebody outside writes. Without a subject it answers the last message of the story. */
export interface Letter {
  readonly subject?: string;
  /** With text alone the mail is text/plain; with HTML alone, HTML; with both, alternatives. */
  readonly text?: string;
  readonly html?: string;
  /** Header To, when it is not the inbox alone. */
  readonly to?: readonly string[];
  readonly cc?: readonly string[];
  readonly files?: readonly DemoFile[];
  /** Pictures that the HTML shows as `cid:NAME`. */
  readonly pictures?: readonly (DemoFile & { readonly cid: string })[];
  /** Sent as alternative and as file, the way calendars do. */
  readonly invitation?: Meeting;
  readonly headers?: Readonly<Record<string, string>>;
  /** Some programs answer the From address whatever Reply-To says. */
  readonly ignoresReplyTo?: boolean;
}

/** `"6 workdays ago 09:40"` or `"40 minutes ago"`, local time; see `clock.ts`. */
export type When = string;

export type Step =
  | { readonly kind: "mail"; readonly when: When; readonly from: Person; readonly letter: Letter }
  /** A file of `mails/`, sent byte for byte but for its `{{placeholders}}`. `sender` is the envelope's, "" for a report. */
  | { readonly kind: "eml"; readonly when: When; readonly sender: string; readonly file: string }
  | {
      readonly kind: "answer";
      readonly when: When;
      readonly by: MemberName;
      readonly html: string;
      readonly cc?: readonly Person[];
      readonly files?: readonly DemoFile[];
    }
  | { readonly kind: "note"; readonly by: MemberName; readonly text: string }
  | { readonly kind: "assign"; readonly by: MemberName; readonly to: MemberName }
  | { readonly kind: "close" | "read"; readonly by: MemberName }
  /** SES reports that our latest answer could not be delivered. */
  | { readonly kind: "bounce"; readonly reason: string };

export interface Story {
  /** Kebab-case and unique; also the left half of its mails' Message-IDs. Its first sender is unique too. */
  readonly name: string;
  readonly language: Language;
  /** Where the envelope of the first mail leads; two inboxes make two conversations, and the steps after it are the first one's. */
  readonly inboxes: readonly [InboxName, ...InboxName[]];
  readonly steps: readonly [Step, ...Step[]];
}

export function mail(when: When, from: Person, letter: Letter): Step {
  return { kind: "mail", when, from, letter };
}

export function eml(when: When, sender: string, file: string): Step {
  return { kind: "eml", when, sender, file };
}

export function answer(
  when: When,
  by: MemberName,
  html: string,
  more: { cc?: readonly Person[]; files?: readonly DemoFile[] } = {},
): Step {
  return { kind: "answer", when, by, html, ...more };
}

export function note(by: MemberName, text: string): Step {
  return { kind: "note", by, text };
}

export function assign(by: MemberName, to: MemberName): Step {
  return { kind: "assign", by, to };
}

export function close(by: MemberName): Step {
  return { kind: "close", by };
}

export function read(by: MemberName): Step {
  return { kind: "read", by };
}

export function bounce(reason: string): Step {
  return { kind: "bounce", reason };
}
