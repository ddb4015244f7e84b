// What the entries of a timeline are called in a sentence: who did it, and what it was.
import type { EntryView, ReceivedView } from "../../../functions/api/views.ts";
import { plural, t } from "../i18n/index.ts";

type Change = Extract<EntryView, { kind: "change" }>;

/** Who wrote it or did it; for mail without a name, the address. */
export function whoOf(entry: EntryView): string {
  if (entry.kind === "received") return entry.from.name || entry.from.address;
  return actorName(entry.by);
}

export function actorName(by: Change["by"]): string {
  if (by.kind === "system") return t("conversation.system");
  return by.kind === "contact" ? by.name || by.address : by.name;
}

export function changeSentence(change: Change): string {
  const who = actorName(change.by);
  const { what } = change;
  switch (what.name) {
    case "conversation.closed":
      return t("conversation.change.closed", { who });
    case "conversation.reopened":
      return t("conversation.change.reopened", { who });
    case "conversation.assigned":
      if (change.by.kind === "member" && change.by.id === what.memberId) return t("conversation.change.took", { who });
      return t("conversation.change.assigned", { who, whom: what.memberName });
    case "conversation.unassigned":
      return t("conversation.change.unassigned", { who });
    case "participant.added":
      return t("conversation.change.participant-added", { who, address: what.address });
    case "participant.removed":
      return t("conversation.change.participant-removed", { who, address: what.address });
    case "delivery.failed":
      return t("conversation.change.delivery-failed", { reason: what.reason });
    case "conversation.spam":
      return t("conversation.change.spam", { who });
    case "conversation.not-spam":
      return t("conversation.change.not-spam", { who });
    case "conversation.merged":
      if (change.by.kind === "system") return t("conversation.change.joined", { other: nameOf(what.other) });
      return t("conversation.change.merged", { who, other: nameOf(what.other) });
    case "conversation.merged-into":
      if (change.by.kind === "system") return t("conversation.change.joined-into", { other: nameOf(what.other) });
      return t("conversation.change.merged-into", { who, other: nameOf(what.other) });
    case "conversation.unmerged":
      return t("conversation.change.unmerged", { who, other: nameOf(what.other) });
    case "conversation.unmerged-from":
      return t("conversation.change.unmerged-from", { who, other: nameOf(what.other) });
    case "conversation.linked":
      return t("conversation.change.linked", { who, other: nameOf(what.other) });
    case "conversation.unlinked":
      return t("conversation.change.unlinked", { who, other: nameOf(what.other) });
    case "conversation.continued":
      return t("conversation.change.continued", { other: nameOf(what.other) });
    case "conversation.split":
      return plural("conversation.change.split", what.messageCount, { who, other: nameOf(what.other) });
    case "conversation.split-from":
      return plural("conversation.change.split-from", what.messageCount, { who, other: nameOf(what.other) });
    case "conversation.moved":
      return t("conversation.change.moved", { who, from: what.from, to: what.to });
    case "conversation.subject-changed":
      return t("conversation.change.subject", { who, from: what.from || t("row.no-subject") });
    case "conversation.contact-changed":
      return t("conversation.change.contact", { who, from: what.from, to: what.to });
    case "conversation.quieted":
      return t(`conversation.change.quieted.${what.because}`);
  }
}

/** Why a mail is in the conversation where it is. */
export function matchSentence(match: ReceivedView["match"]): string {
  return t(match.by === "new" && match.follows !== undefined ? "mail.match.follows" : `mail.match.${match.by}`);
}

/** `#1042 The grinder`, as people name a conversation to each other. */
export function nameOf({ number, subject }: { readonly number?: number; readonly subject: string }): string {
  return `${number === undefined ? "" : `#${number} `}${subject || t("row.no-subject")}`;
}

/** One line of a text, for where there is room for one. */
export function firstWords(text: string): string {
  return text.slice(0, 300).replace(/\s+/gu, " ").trim();
}
