// The table of conversations: one truth for every row, changes laid over it.
import { createRoot } from "solid-js";
import { describe, expect, test } from "vitest";
import type { ConversationView } from "../../../functions/api/views.ts";
import { createConversationTable } from "../../../web/src/data/conversation-table.ts";
import { closure, conversationView } from "../helpers/conversations.ts";

const close = (shown: ConversationView): ConversationView => ({ ...shown, closure });
const markUnread = (shown: ConversationView): ConversationView => ({ ...shown, isUnread: true });

describe("what the server says", () => {
  test("an older version than the known one is ignored", () => {
    const table = createConversationTable();
    table.put(conversationView("con_1", { version: 3, subject: "new" }));
    table.putPage([conversationView("con_1", { version: 2, subject: "old" })]);
    expect(table.peek("con_1")?.subject).toBe("new");
  });

  test("the same version is taken, because reading does not raise it", () => {
    const table = createConversationTable();
    table.put(conversationView("con_1", { isUnread: true }));
    table.put(conversationView("con_1", { isUnread: false }));
    expect(table.peek("con_1")?.isUnread).toBe(false);
  });

  test("a conversation that came by itself is told from one that came in a page", () => {
    const table = createConversationTable();
    table.putPage([conversationView("con_1"), conversationView("con_2")]);
    const then = table.clock();
    table.put(conversationView("con_2", { version: 2 }));
    expect(table.touchedSince(then)).toEqual(["con_2"]);
  });

  test("an answer that was asked for before a change was accepted does not take the change back", () => {
    const table = createConversationTable();
    table.put(conversationView("con_1", { isUnread: false }));
    const askedAt = table.clock();
    table.patch("con_1", markUnread).keep();
    table.put(conversationView("con_1", { isUnread: false }), askedAt);
    expect(table.peek("con_1")?.isUnread).toBe(true);
    table.put(conversationView("con_1", { isUnread: false }), table.clock());
    expect(table.peek("con_1")?.isUnread).toBe(false);
  });

  test("what is forgotten is gone", () => {
    const table = createConversationTable();
    table.put(conversationView("con_1"));
    table.forget("con_1");
    expect(table.peek("con_1")).toBeUndefined();
    expect(table.touchedSince(0)).toEqual([]);
  });
});

describe("rows on screen", () => {
  test("a row follows the table field by field, and keeps its identity", () => {
    const table = createConversationTable();
    table.put(conversationView("con_1", { subject: "before" }));
    const row = table.row("con_1");
    table.put(conversationView("con_1", { version: 2, subject: "after" }));
    expect(row?.subject).toBe("after");
    expect(table.row("con_1")).toBe(row);
  });

  test("a field that is taken away is gone from the row", () => {
    const table = createConversationTable();
    table.put(conversationView("con_1", { closure }));
    const row = table.row("con_1");
    table.put(conversationView("con_1", { version: 2 }));
    expect(row?.closure).toBeUndefined();
  });

  test("an unknown id has no row", () => {
    expect(createConversationTable().row("con_1")).toBeUndefined();
  });

  test("every change is heard by those who compute from many", () =>
    createRoot((dispose) => {
      const table = createConversationTable();
      const before = table.revision();
      table.put(conversationView("con_1"));
      expect(table.revision()).toBeGreaterThan(before);
      dispose();
    }));
});

describe("changes on their way", () => {
  test("a patch shows at once and goes when dropped", () => {
    const table = createConversationTable();
    table.put(conversationView("con_1"));
    const pending = table.patch("con_1", close);
    expect(table.peek("con_1")?.closure).toEqual(closure);
    pending.drop();
    expect(table.peek("con_1")?.closure).toBeUndefined();
  });

  test("dropping one of two keeps the other", () => {
    const table = createConversationTable();
    table.put(conversationView("con_1"));
    const first = table.patch("con_1", close);
    table.patch("con_1", markUnread);
    first.drop();
    expect(table.peek("con_1")).toMatchObject({ isUnread: true });
    expect(table.peek("con_1")?.closure).toBeUndefined();
  });

  test("news from the server come through below a patch", () => {
    const table = createConversationTable();
    table.put(conversationView("con_1", { subject: "before" }));
    table.patch("con_1", close);
    table.put(conversationView("con_1", { version: 2, subject: "after" }));
    expect(table.peek("con_1")).toMatchObject({ subject: "after", closure });
  });

  test("a kept patch stays when the server's word did not arrive", () => {
    const table = createConversationTable();
    table.put(conversationView("con_1"));
    table.patch("con_1", close).keep();
    expect(table.peek("con_1")?.closure).toEqual(closure);
  });

  test("a patch of something unknown changes nothing", () => {
    const table = createConversationTable();
    table.patch("con_1", close).drop();
    expect(table.peek("con_1")).toBeUndefined();
  });
});
