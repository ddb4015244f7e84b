// Who is blocked or allowed, in an inbox or (`undefined` in place of an inbox's id) in all of them.
import { useQuery } from "@tanstack/solid-query";
import type { Treatment } from "../../../functions/core/mail/sender-rule.ts";
import { t } from "../i18n/index.ts";
import { toast } from "../ui/toast.tsx";
import { guessesAbout } from "./guesses.ts";
import { inOrder } from "./mutations.ts";
import { queryClient, queryKeys, readyData } from "./query-client.ts";
import { reasonOf } from "./reason.ts";
import { sendersApi, type SenderView } from "./settings-api.ts";
import { rememberUndo } from "./undo.ts";

interface Senders {
  readonly items: readonly SenderView[];
}

const guesses = guessesAbout<Senders>();

export function useSenders(inboxId: () => string | undefined) {
  const query = useQuery(() => ({
    queryKey: queryKeys.senders(inboxId()),
    queryFn: ({ signal }: { signal: AbortSignal }) => sendersApi.list(inboxId(), signal),
    staleTime: 0,
  }));
  const rules = () => {
    const known = readyData(query);
    return known && guesses.over(queryKeys.senders(inboxId()), known).items;
  };
  return { query, rules };
}

/** Rejects with the server's reason, which belongs to what was typed. Resolves when the rule is in the list. */
export async function addSender(inboxId: string | undefined, pattern: string, treatment: Treatment): Promise<void> {
  const queryKey = queryKeys.senders(inboxId);
  await inOrder(queryKey.join(" "), () => sendersApi.set(inboxId, { pattern, treatment }));
  await queryClient.invalidateQueries({ queryKey });
}

export async function changeSender(inboxId: string | undefined, rule: SenderView, treatment: Treatment): Promise<void> {
  const { pattern } = rule;
  const undo = () => put(inboxId, { ...rule, treatment }, rule.treatment);
  const withdraw = rememberUndo(undo, t("settings.senders.changed", { pattern }));
  if (!(await put(inboxId, rule, treatment))) withdraw();
}

export async function removeSender(inboxId: string | undefined, rule: SenderView): Promise<void> {
  const { pattern } = rule;
  const withdraw = rememberUndo(() => put(inboxId, rule, rule.treatment), t("settings.senders.removed", { pattern }));
  const isDone = await change(
    inboxId,
    () => sendersApi.forget(inboxId, pattern),
    (items) => without(items, pattern),
  );
  if (!isDone) withdraw();
}

/** Whoever says it again is the one who said it: the server's list has the new name and time. */
function put(inboxId: string | undefined, rule: SenderView, treatment: Treatment): Promise<boolean> {
  const { pattern } = rule;
  return change(
    inboxId,
    () => sendersApi.set(inboxId, { pattern, treatment }),
    (items) => [...without(items, pattern), { ...rule, treatment }].sort(byPattern),
  );
}

async function change(
  inboxId: string | undefined,
  send: () => Promise<void>,
  guess: (items: readonly SenderView[]) => readonly SenderView[],
): Promise<boolean> {
  const queryKey = queryKeys.senders(inboxId);
  const outcome = ({ items }: Senders): Senders => ({ items: guess(items) });
  try {
    await guesses.during(queryKey, outcome, async () => {
      await send();
      return outcome;
    });
    return true;
  } catch (error) {
    toast.error(t("settings.refused", { reason: reasonOf(error) }));
    return false;
  } finally {
    void queryClient.invalidateQueries({ queryKey });
  }
}

function without(items: readonly SenderView[], pattern: string): SenderView[] {
  return items.filter((one) => one.pattern !== pattern);
}

/** As the table has them, so that a row that comes back comes back in its place. */
function byPattern(a: SenderView, b: SenderView): number {
  return a.pattern < b.pattern ? -1 : 1;
}
