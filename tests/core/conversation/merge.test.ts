// Merging, taking out and splitting: what both headers are afterwards.
import { describe, expect, test } from "vitest";
import type { Conversation } from "../../../functions/core/conversation/conversation.ts";
import { countsChanges } from "../../../functions/core/conversation/counts.ts";
import { merge, unmerge } from "../../../functions/core/conversation/merge.ts";
import { split } from "../../../functions/core/conversation/split.ts";
import { move } from "../../../functions/core/conversation/state.ts";
import { limits } from "../../../functions/core/limits.ts";
import { ana, at, conversation, later, received, sent } from "../../helpers/mails.ts";

const marco = "marco@client.example";
const other = (with_: Partial<Conversation> = {}) =>
  conversation({
    id: "con_01JD0000000000000000000002",
    number: 2,
    subject: "From Marco",
    contact: { name: "Marco", address: marco },
    participants: [marco],
    snippet: "It is mine.",
    activityAt: later,
    ...with_,
  });

describe("merge", () => {
  test("unites people and counts, and shows the later news", () => {
    const { source, target, facts } = merge(other(), conversation(), ana, at);
    expect(target).toMatchObject({
      version: 4,
      messageCount: 2,
      participants: ["lucia@client.example", marco],
      snippet: "It is mine.",
      activityAt: later,
      mergedIds: [source.id],
    });
    expect(source).toEqual({ ...other(), version: 4, merger: { into: target.id, by: ana, at } });
    expect(facts.target).toEqual({
      name: "conversation.merged",
      other: { conversationId: source.id, number: 2, subject: "From Marco" },
    });
  });

  test("is closed only when both were", () => {
    const closure = { by: ana, at };
    expect(merge(other(), conversation({ closure }), ana, at).target.closure).toBeUndefined();
    expect(merge(other({ closure }), conversation(), ana, at).target.closure).toBeUndefined();
    expect(merge(other({ closure }), conversation({ closure }), ana, at).target.closure).toEqual(closure);
  });

  test("was read by who had read both", () => {
    const merged = merge(other({ readBy: ["mem_1", "mem_2"] }), conversation({ readBy: ["mem_2", "mem_3"] }), ana, at);
    expect(merged.target.readBy).toEqual(["mem_2"]);
  });

  test("brings along what had been merged before, up to a bound", () => {
    const many = Array.from({ length: limits.mergedConversations - 1 }, (_, index) => `con_${index}`);
    expect(merge(other({ mergedIds: many }), conversation(), ana, at).target.mergedIds).toHaveLength(limits.mergedConversations);
    expect(() => merge(other({ mergedIds: [...many, "con_x"] }), conversation(), ana, at)).toThrow(/At most 20/);
  });

  test("takes the merged one out of all counts", () => {
    const { source, target } = merge(other(), conversation(), ana, at);
    const counts = countsChanges([
      { before: other(), after: source },
      { before: conversation(), after: target },
    ]);
    expect([...counts]).toEqual([[source.inboxId, { open: -1, unassigned: -1 }]]);
  });
});

describe("taken out again", () => {
  const merged = merge(other(), conversation(), ana, at);

  test("both are what they were", () => {
    const { source, target } = unmerge(merged.source, merged.target, [received()]);
    expect({ ...source, version: 0 }).toEqual({ ...other(), version: 0 });
    expect({ ...target, version: 0 }).toEqual({ ...conversation(), version: 0 });
  });

  test("whom the target wrote to meanwhile goes on taking part in it", () => {
    const { target } = unmerge(merged.source, merged.target, [sent({ cc: [{ name: "", address: marco }] }), received()]);
    expect(target.participants).toContain(marco);
  });

  test("what is not merged there cannot be taken out", () => {
    expect(() => unmerge(other(), conversation(), [])).toThrow(/not merged/);
  });
});

describe("split", () => {
  const fresh = { fresh: { id: "con_01JD0000000000000000000003", number: 3 } };
  const invoice = received({ id: "msg_01JD0000000000000000000005", at: later, subject: "Invoice?", text: "I have none." });
  const two = conversation({ messageCount: 2, assignment: { memberId: ana.id, by: ana, at } });

  test("begins a conversation with the writer of its first mail, and its owner goes on with it", () => {
    const { source, target } = split(two, [invoice], [received()], fresh, ana);
    expect(target).toMatchObject({
      ...fresh.fresh,
      version: 1,
      subject: "Invoice?",
      snippet: "I have none.",
      activityAt: later,
      assignment: { memberId: ana.id },
      readBy: [ana.id],
    });
    expect(source).toMatchObject({ messageCount: 1, snippet: "It makes a noise.", activityAt: at });
  });

  test("a moved mail's sender becomes no participant of the conversation it goes to; whom we wrote to does", () => {
    const stranger = received({ id: "msg_01JD0000000000000000000006", from: { name: "", address: "x@stranger.example" } });
    const { target } = split(
      conversation({ messageCount: 3 }),
      [stranger, sent({ delivery: { state: "sent", at, recipients: [] } })],
      [received()],
      other(),
      ana,
    );
    expect(target.participants).toEqual(
      [marco, "lucia@client.example", marco].filter((one, index, all) => all.indexOf(one) === index),
    );
  });

  test.each([
    ["nothing", [], /Choose the messages/],
    ["everything", [received(), invoice], /all of its messages/],
    ["what is being sent", [sent()], /being sent/],
  ] as const)("%s: refused", (_, messages, said) => {
    expect(() =>
      split(conversation({ messageCount: 2 }), messages, messages.length === 2 ? [] : [received()], fresh, ana),
    ).toThrow(said);
  });
});

describe("move", () => {
  const from = { id: conversation().inboxId, name: "Support" };
  const sales = { id: "inb_01JD0000000000000000000002", name: "Sales", isOwnersToo: false };

  test("remembers where it was; coming back forgets it", () => {
    const there = move(conversation(), from, sales).conversation;
    expect(there).toMatchObject({ inboxId: sales.id, formerInboxIds: [from.id] });
    expect(move(there, sales, { ...from, isOwnersToo: true }).conversation.formerInboxIds).toEqual([sales.id]);
  });

  test("counts in the one and no longer in the other", () => {
    const after = move(conversation(), from, sales).conversation;
    expect([...countsChanges([{ before: conversation(), after }])]).toEqual([
      [from.id, { open: -1, unassigned: -1 }],
      [sales.id, { open: 1, unassigned: 1 }],
    ]);
  });
});
