// The note that somebody is writing: plain text for colleagues, kept like any draft.
import { createSignal, onCleanup } from "solid-js";
import { draftKeeper } from "./drafts.ts";
import { keepOnLeave } from "./reply-draft.ts";

export type NoteDraft = ReturnType<typeof createNoteDraft>;

export function createNoteDraft(owner: { readonly memberId: string; readonly conversationId: string }) {
  const [isSaved, setIsSaved] = createSignal<boolean>();
  const keeper = draftKeeper({ ...owner, mode: "note" }, setIsSaved);
  const [text, setText] = createSignal(keeper.load()?.body ?? "");
  onCleanup(keepOnLeave(keeper.flush));

  return {
    text,
    isSaved,
    write: (next: string) => {
      setText(next);
      setIsSaved(undefined);
      keeper.keep({ body: next, files: [], key: "" });
    },
    isEmpty: () => text().trim() === "",
    forget: () => {
      keeper.forget();
      setText("");
      setIsSaved(undefined);
    },
  };
}
