// Asking for a conversation again: what was on its way before is not taken for the new answer.
import { QueryObserver } from "@tanstack/solid-query";
import { afterEach, expect, test, vi } from "vitest";
import type { ConversationPage } from "../../../functions/api/views.ts";
import { prefetchConversation, refreshConversation } from "../../../web/src/data/conversation.ts";
import { conversations } from "../../../web/src/data/conversation-table.ts";
import { queryClient, queryKeys } from "../../../web/src/data/query-client.ts";
import { conversationView } from "../helpers/conversations.ts";
import { fakeApi, gate, refusal } from "../helpers/fake-api.ts";
import { until } from "../../helpers/until.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  queryClient.clear();
});

const pageOf = (id: string, subject: string, version: number) => ({
  conversation: conversationView(id, { subject, version }),
  entries: [],
});
const cached = (id: string) => queryClient.getQueryData<ConversationPage>(queryKeys.conversation(id))?.conversation.subject;

test.each(["nothing is known yet", "an older answer is known"])("while an answer is on its way and %s", async (known) => {
  const id = `con_${known.length}`;
  const server = fakeApi();
  const { answer, open } = gate<unknown>();
  if (known.startsWith("an older")) {
    server.on(/^GET/u, () => pageOf(id, "oldest", 1));
    await refreshConversation(id);
    await queryClient.invalidateQueries({ queryKey: queryKeys.conversation(id) });
  }
  server.on(/^GET/u, answer);
  const observer = new QueryObserver(queryClient, { queryKey: queryKeys.conversation(id), enabled: false });
  const stop = observer.subscribe(() => undefined);
  prefetchConversation(id);
  await until(() => expect(queryClient.isFetching()).toBe(1));
  server.on(/^GET/u, () => pageOf(id, "new", 3));
  const refreshed = [refreshConversation(id), refreshConversation(id)];
  open(pageOf(id, "old", 2));
  expect(await Promise.all(refreshed)).toEqual([true, true]);
  expect(cached(id)).toBe("new");
  expect(server.calls).toHaveLength(known.startsWith("an older") ? 3 : 2);
  expect(observer.getCurrentResult()).toMatchObject({ status: "success", fetchStatus: "idle" });
  expect(conversations.peek(id)?.subject).toBe("new");
  stop();
});

test("one that is gone is forgotten", async () => {
  fakeApi().on(/^GET/u, () => refusal(404, "conversation.missing", "There is no such conversation."));
  conversations.put(conversationView("con_gone"));
  expect(await refreshConversation("con_gone")).toBe(true);
  expect(conversations.peek("con_gone")).toBeUndefined();
});

test("what the server cannot say now is not known", async () => {
  fakeApi().on(/^GET/u, () => refusal(500, "fault", "Something broke."));
  conversations.put(conversationView("con_kept"));
  expect(await refreshConversation("con_kept")).toBe(false);
  expect(conversations.peek("con_kept")?.id).toBe("con_kept");
});
