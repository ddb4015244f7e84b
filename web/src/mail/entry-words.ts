// What the entries of a timeline are called in a sentence: who did it, and what it was.
import type { EntryView } from "../../../functions/api/views.ts";
import { t } from "../i18n/index.ts";

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
    case "delivery.failed":
      return t("conversation.change.delivery-failed", { reason: what.reason });
    case "conversation.quieted":
      return t(`conversation.change.quieted.${what.because}`);
  }
}

/** One line of a text, for where there is room for one. */
export function firstWords(text: string): string {
  return text.slice(0, 300).replace(/\s+/gu, " ").trim();
}
