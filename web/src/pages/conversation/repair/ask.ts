// What is to be put right, asked for from a menu or by a key; the dialogs answer it.
import { createSignal } from "solid-js";
import type { ConversationView } from "../../../../../functions/api/views.ts";

export type RepairQuestion =
  /** One into another, or several into one of them. */
  | { readonly about: "merge"; readonly conversations: readonly ConversationView[] }
  | { readonly about: "split"; readonly conversation: ConversationView; readonly messageIds: readonly string[] }
  | { readonly about: About; readonly conversation: ConversationView };

type About = "link" | "move" | "subject" | "contact";

const [question, setQuestion] = createSignal<RepairQuestion | undefined>(undefined);

export { question };

export function askToRepair(asked: RepairQuestion): void {
  setQuestion(asked);
}

export function answered(): void {
  setQuestion(undefined);
}
