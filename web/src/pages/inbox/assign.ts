// Asking for an owner, from wherever it is asked: a key, a button in the conversation, a menu.
import { createSignal } from "solid-js";

export interface OwnerQuestion {
  readonly conversationIds: readonly string[];
  readonly anchor: HTMLElement | undefined;
}

const [question, setQuestion] = createSignal<OwnerQuestion | undefined>(undefined);

export { question };

/** Opens the list of people beside `anchor`, or at the conversation's top, or beside the first one's row. */
export function askWhoOwns(conversationIds: readonly string[], anchor?: HTMLElement | null): void {
  const row = document.querySelector<HTMLElement>(`[data-row="${CSS.escape(conversationIds[0] ?? "")}"]`);
  const opened = document.querySelector<HTMLElement>("#conversation [data-owner]");
  setQuestion({ conversationIds, anchor: anchor ?? opened ?? row ?? undefined });
}

export function answered(): void {
  setQuestion(undefined);
}
