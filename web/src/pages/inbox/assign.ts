// Asking for an owner, from wherever it is asked: a key, a button in the conversation, a menu.
import { createSignal } from "solid-js";

export interface OwnerQuestion {
  readonly conversationId: string;
  readonly anchor: HTMLElement | undefined;
}

const [question, setQuestion] = createSignal<OwnerQuestion | undefined>(undefined);

export { question };

/** Opens the list of people beside `anchor`, or beside the conversation's row, or at the conversation's top. */
export function askWhoOwns(conversationId: string, anchor?: HTMLElement): void {
  const row = document.querySelector<HTMLElement>(`[data-row="${CSS.escape(conversationId)}"]`);
  const opened = document.querySelector<HTMLElement>("#conversation [data-owner]");
  setQuestion({ conversationId, anchor: anchor ?? opened ?? row ?? undefined });
}

export function answered(): void {
  setQuestion(undefined);
}
