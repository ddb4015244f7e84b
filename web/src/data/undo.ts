// The last change that can be taken back, offered in a toast and on `z`.
import { t } from "../i18n/index.ts";
import { toast } from "../ui/toast.tsx";

let last: { readonly undo: () => unknown; readonly dismiss: () => void } | undefined;

/** Says what was done and offers to take it back. Returns the way to withdraw the offer, for a change that was refused. */
export function rememberUndo(undo: () => unknown, said: string): () => void {
  const dismiss = toast.show(said, { action: { label: t("action.undo"), hint: "Z", run: undoLast } });
  const offer = { undo, dismiss };
  last = offer;
  return () => {
    if (last === offer) last = undefined;
    dismiss();
  };
}

export function undoLast(): void {
  const taken = last;
  last = undefined;
  taken?.dismiss();
  taken?.undo();
}

export function canUndo(): boolean {
  return last !== undefined;
}
