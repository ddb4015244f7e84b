// Verbs show at once, and are taken back with a sentence when the server says no.
import { cleanup, render, screen, waitFor } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { InboxView } from "../../../web/src/api.ts";
import { conversations } from "../../../web/src/data/conversation-table.ts";
import { queryClient, queryKeys } from "../../../web/src/data/query-client.ts";
import { canUndo, undoLast } from "../../../web/src/data/undo.ts";
import { addNote, assign, close, markUnread, onClosed, sendReply } from "../../../web/src/data/verbs.ts";
import { Toasts } from "../../../web/src/ui/toast.tsx";
import { assignedTo, closure, conversationView } from "../helpers/conversations.ts";
import { fakeApi, gate, refusal } from "../helpers/fake-api.ts";
import { settled } from "../helpers/settled.ts";

let server: ReturnType<typeof fakeApi>;
let id: string;
let made = 0;

beforeEach(() => {
  server = fakeApi();
  made += 1;
  id = `con_${made}`;
  conversations.put(conversationView(id, { subject: "Broken invoice" }));
  server.on(/^GET \/conversations\/con/u, () => ({ conversation: conversationView(id, { version: 2, closure }), entries: [] }));
  queryClient.setQueryData(queryKeys.me, { id: "mem_ana", access: {} });
  queryClient.setQueryData(queryKeys.inboxes, { items: [inbox({ open: 5, unassigned: 3, mine: 1 })] });
  render(() => <Toasts />);
});

afterEach(async () => {
  await settled();
  cleanup();
  queryClient.clear();
});

const inbox = (counts: InboxView["counts"]): InboxView => ({
  id: "inb_support",
  name: "Support",
  addresses: [],
  access: "reply",
  counts,
});
const known = () => conversations.peek(id) ?? conversationView(id);
const counts = () => queryClient.getQueryData<{ items: InboxView[] }>(queryKeys.inboxes)?.items[0]?.counts;

describe("close", () => {
  test("is shown, and counted, before the server answers", async () => {
    const answer = gate<undefined>();
    server.on(/^PUT .*closure/u, answer.answer);
    const done = close(known());
    expect(known().closure).toBeDefined();
    expect(counts()).toEqual({ open: 4, unassigned: 2, mine: 1 });
    answer.open(undefined);
    expect(await done).toBe(true);
    expect(known()).toMatchObject({ version: 2, closure });
  });

  test("is taken back with what and why when it is refused", async () => {
    server.on(/^PUT .*closure/u, () => refusal(403, "access.denied", "You may only read this inbox."));
    expect(await close(known())).toBe(false);
    expect(known().closure).toBeUndefined();
    expect(counts()).toEqual({ open: 5, unassigned: 3, mine: 1 });
    expect(screen.getByRole("alert").textContent).toContain("“Broken invoice” was not closed. You may only read this inbox.");
  });

  test("a refused one cannot be undone", async () => {
    server.on(/^PUT .*closure/u, () => refusal(403, "access.denied", "No."));
    await close(known());
    expect(canUndo()).toBe(false);
  });

  test("undo reopens it, after the closing has reached the server", async () => {
    const answer = gate<undefined>();
    server.on(/^PUT .*closure/u, answer.answer);
    server.on(/^DELETE .*closure/u, () => undefined);
    const done = close(known());
    undoLast();
    expect(known().closure).toBeUndefined();
    expect(server.called(/^DELETE/u)).toHaveLength(0);
    answer.open(undefined);
    await done;
    await waitFor(() => expect(server.called(/^DELETE .*closure/u)).toHaveLength(1));
  });

  test("who shows it is told while it still has its place", async () => {
    server.on(/^PUT .*closure/u, () => undefined);
    const seen: unknown[] = [];
    const stop = onClosed((closedIds) => seen.push([closedIds, conversations.peek(id)?.closure]));
    await close(known());
    stop();
    expect(seen).toEqual([[[id], undefined]]);
  });

  test("stays when it was taken but the answer to the next question got lost", async () => {
    server.on(/^PUT .*closure/u, () => undefined);
    server.on(/^GET \/conversations\/con/u, () => refusal(500, "fault", "Broken."));
    expect(await close(known())).toBe(true);
    expect(known().closure).toBeDefined();
  });
});

describe("assign", () => {
  test("says whom one saw as owner, so that two cannot both take it", async () => {
    conversations.put(conversationView(id, { version: 2, assignment: assignedTo("mem_beto") }));
    server.on(/^PUT .*assignment/u, () => undefined);
    await assign(known(), "mem_ana");
    expect(server.called(/assignment/u)[0]?.body).toEqual({ memberId: "mem_ana", expectedOwner: "mem_beto" });
  });

  test("a conflict gives it back and explains", async () => {
    server.on(/^PUT .*assignment/u, () => refusal(409, "assignment.taken", "Somebody else was assigned in the meantime."));
    server.on(/^GET \/conversations\/con/u, () => ({
      conversation: conversationView(id, { version: 2, assignment: assignedTo("mem_beto") }),
      entries: [],
    }));
    expect(await assign(known(), "mem_ana")).toBe(false);
    await waitFor(() => expect(known().assignment?.memberId).toBe("mem_beto"));
    expect(screen.getByRole("alert").textContent).toContain("Somebody else was assigned");
  });

  test("to nobody takes it away; to the same one asks nothing", async () => {
    conversations.put(conversationView(id, { version: 2, assignment: assignedTo("mem_beto") }));
    server.on(/^DELETE .*assignment/u, () => undefined);
    expect(await assign(known(), "mem_beto")).toBe(true);
    expect(server.calls).toHaveLength(0);
    const done = assign(known(), null);
    expect(known().assignment).toBeUndefined();
    await done;
    expect(server.called(/^DELETE .*assignment/u)).toHaveLength(1);
  });
});

test("marking as unread what is unread asks nothing", async () => {
  conversations.put(conversationView(id, { isUnread: true }));
  expect(await markUnread(known())).toBe(true);
  expect(server.calls).toHaveLength(0);
});

test("two changes of one conversation reach the server one after the other", async () => {
  const first = gate<undefined>();
  server.on(/^PUT .*closure/u, first.answer);
  server.on(/^DELETE .*read/u, () => undefined);
  const closing = close(known());
  const marking = markUnread(known());
  await Promise.resolve();
  expect(server.called(/^DELETE/u)).toHaveLength(0);
  first.open(undefined);
  await Promise.all([closing, marking]);
  expect(server.calls.filter(({ method }) => method !== "GET").map(({ method }) => method)).toEqual(["PUT", "DELETE"]);
});

describe("writing", () => {
  const reply = { html: "<p>Hello</p>", version: 1 };

  test("a reply carries its key and the version that was seen", async () => {
    server.on(/^POST .*replies/u, () => Response.json({ id: "msg_1", version: 2 }, { status: 201 }));
    expect(await sendReply(id, reply, "key-1")).toEqual({ id: "msg_1", version: 2 });
    const [call] = server.called(/^POST/u);
    expect(call?.headers.get("idempotency-key")).toBe("key-1");
    expect(call?.body).toEqual(reply);
  });

  test("a stale reply is refused to its writer, who keeps the text", async () => {
    server.on(/^POST .*replies/u, () => refusal(409, "reply.stale", "Something new happened."));
    await expect(sendReply(id, reply)).rejects.toMatchObject({ status: 409, code: "reply.stale", requestId: "req_1" });
  });

  test("a note goes as text", async () => {
    server.on(/^POST .*notes/u, () => ({ id: "not_1", version: 2 }));
    await addNote(id, "Called her");
    expect(server.called(/^POST .*notes/u)[0]?.body).toEqual({ text: "Called her" });
  });
});
