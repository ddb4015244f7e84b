// How mail reaches an inbox. Asked again every other second while somebody waits for a mail, and not for ever.
import { useQuery } from "@tanstack/solid-query";
import { t } from "../i18n/index.ts";
import { toast } from "../ui/toast.tsx";
import { inOrder } from "./mutations.ts";
import { queryClient, queryKeys } from "./query-client.ts";
import { reasonOf } from "./reason.ts";
import { receivingApi } from "./receiving-api.ts";
import { rememberUndo } from "./undo.ts";

const betweenLooksMs = 2000;

/** Hidden windows do not ask. */
export function useReceiving(inboxId: () => string, isLooking: () => boolean) {
  return useQuery(() => ({
    queryKey: queryKeys.receiving(inboxId()),
    queryFn: ({ signal }: { signal: AbortSignal }) => receivingApi.read(inboxId(), signal),
    staleTime: 0,
    refetchInterval: isLooking() ? betweenLooksMs : (false as const),
  }));
}

/** Rejects with the server's reason, which belongs to what was typed. Resolves when the address is in the list. */
export async function addAddress(inboxId: string, address: string): Promise<void> {
  await change(inboxId, () => receivingApi.addAddress(inboxId, address));
}

export async function removeAddress(inboxId: string, address: string): Promise<void> {
  const undo = () => orSay(change(inboxId, () => receivingApi.addAddress(inboxId, address)));
  const withdraw = rememberUndo(undo, t("settings.receiving.removed", { address }));
  if (!(await orSay(change(inboxId, () => receivingApi.removeAddress(inboxId, address))))) withdraw();
}

export function startProbe(inboxId: string, address: string): Promise<boolean> {
  return orSay(change(inboxId, () => receivingApi.startProbe(inboxId, address)));
}

export function endProbe(inboxId: string): Promise<boolean> {
  return orSay(change(inboxId, () => receivingApi.endProbe(inboxId)));
}

export function dropConfirmation(inboxId: string): Promise<boolean> {
  return orSay(change(inboxId, () => receivingApi.dropConfirmation(inboxId)));
}

async function change(inboxId: string, send: () => Promise<void>): Promise<void> {
  const queryKey = queryKeys.receiving(inboxId);
  try {
    await inOrder(queryKey.join(" "), send);
  } finally {
    // The inboxes name their addresses, too.
    void queryClient.invalidateQueries({ queryKey: queryKeys.inboxes });
    await queryClient.invalidateQueries({ queryKey });
  }
}

async function orSay(changed: Promise<void>): Promise<boolean> {
  try {
    await changed;
    return true;
  } catch (error) {
    toast.error(t("settings.refused", { reason: reasonOf(error) }));
    return false;
  }
}
