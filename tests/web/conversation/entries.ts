// Timeline entries as the API shows them, for tests: say only what matters to the case.
import type { ConversationPage, ConversationView, EntryView, ReceivedView, SentView } from "../../../functions/api/views.ts";
import type { Actor, ChangeFact, Delivery } from "../../../functions/core/conversation/conversation.ts";
import { conversationView } from "../helpers/conversations.ts";

export const conversationId = "con_1";
export const beto = { kind: "member", id: "mem_beto", name: "Beto Ruiz" } as const;
export const ana = { kind: "member", id: "mem_ana", name: "Ana Torres" } as const;

/** Ids sort by `minute`, as ULIDs sort by time. */
export function idAt(prefix: string, minute: number): string {
  return `${prefix}_${String(minute).padStart(26, "0")}`;
}

export function timeAt(minute: number): string {
  return new Date(Date.UTC(2026, 10, 20, 9, minute)).toISOString();
}

const pass = { spam: "PASS", virus: "PASS", spf: "PASS", dkim: "PASS", dmarc: "PASS" } as const;

export function received(minute: number, with_: Partial<ReceivedView> = {}): ReceivedView {
  return {
    kind: "received",
    id: idAt("msg", minute),
    conversationId,
    at: timeAt(minute),
    reading: "parsed",
    from: { name: "Lucía Fernández", address: "lucia@example.com" },
    replyTo: [],
    to: [{ name: "Support", address: "support@acme.test" }],
    cc: [],
    subject: "Two broken cups",
    text: `received at ${minute}`,
    folds: [],
    isTextCut: false,
    hasHtml: false,
    attachments: [],
    automatic: "none",
    defects: [],
    match: { by: "new" },
    trust: "participant-verified",
    verdicts: pass,
    rawSizeBytes: 2048,
    ...with_,
  };
}

export function sent(minute: number, with_: Partial<SentView> = {}): SentView {
  return {
    kind: "sent",
    id: idAt("msg", minute),
    conversationId,
    at: timeAt(minute),
    by: beto,
    from: { name: "Acme Support", address: "support@acme.test" },
    to: [{ name: "Lucía Fernández", address: "lucia@example.com" }],
    cc: [],
    replyTo: [],
    subject: "Re: Two broken cups",
    text: `sent at ${minute}`,
    folds: [],
    isTextCut: false,
    hasHtml: false,
    attachments: [],
    delivery: delivery("sent"),
    hasOriginal: true,
    ...with_,
  };
}

export function delivery(state: Delivery["state"], with_: Partial<Delivery> = {}): Delivery {
  return { state, at: timeAt(0), recipients: [], ...with_ };
}

export function note(minute: number, text = `note at ${minute}`, by: Actor = ana): EntryView {
  return { kind: "note", id: idAt("not", minute), conversationId, at: timeAt(minute), by, text };
}

export function change(minute: number, what: ChangeFact = { name: "conversation.closed" }, by: Actor = ana): EntryView {
  return { kind: "change", id: idAt("chg", minute), conversationId, at: timeAt(minute), by, what };
}

export function pageOf(
  entries: readonly EntryView[],
  with_: Partial<ConversationView> = {},
  nextCursor: string | null = null,
): ConversationPage {
  return {
    conversation: conversationView(conversationId, {
      version: entries.length + 1,
      subject: "Two broken cups",
      messageCount: entries.filter((entry) => entry.kind === "received" || entry.kind === "sent").length,
      ...with_,
    }),
    participants: ["lucia@example.com"],
    entries,
    nextCursor,
    answer: {
      from: { name: "Acme Support", address: "support@acme.test" },
      to: [{ name: "Lucía Fernández", address: "lucia@example.com" }],
      cc: [],
      subject: "Re: Two broken cups",
      leftOut: [],
      aliases: ["support@acme.test"],
      quoting: "last",
    },
  };
}
