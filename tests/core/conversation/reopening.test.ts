// T5: whether an answer opens a closed conversation again, whose it is then, and what goes on with it where it stays closed.
import { describe, expect, test } from "vitest";
import type { Actor, Conversation } from "../../../functions/core/conversation/conversation.ts";
import type { Arrival } from "../../../functions/core/conversation/receive.ts";
import { goOn, mayBeJoined, mayReopen, ownerAfter } from "../../../functions/core/conversation/reopening.ts";
import { defaultSettings, type InboxSettings } from "../../../functions/core/inbox/settings.ts";
import { limits } from "../../../functions/core/limits.ts";
import { ana, at, conversation, later, mail, receipt } from "../../helpers/mails.ts";

const settings = (decided: Partial<InboxSettings> = {}): InboxSettings => ({ ...defaultSettings, ...decided });
const closed = (more: Partial<Conversation> = {}) => conversation({ closure: { by: ana, at }, ...more });
const days = (count: number, moreMs = 0) => new Date(Date.parse(at) + count * 86_400_000 + moreMs).toISOString();
const system = (reason: string): Actor => ({ kind: "system", reason });

describe("may it be opened again", () => {
  test.each([
    ["always", days(3650), true],
    ["within", days(30), true],
    ["within", days(30, 1), false],
    ["never", days(0, 1), false],
  ] as const)("%s, %s: %s", (reopening, when, expected) => {
    expect(mayReopen(closed(), settings({ reopening }), when)).toBe(expected);
  });

  test("within as many days as people want", () => {
    expect(mayReopen(closed(), settings({ reopening: "within", reopeningDays: 1 }), days(1, 1))).toBe(false);
    expect(mayReopen(closed(), settings({ reopening: "within", reopeningDays: 2 }), days(1, 1))).toBe(true);
  });

  test("what is open stays open, and what was there before it was closed was not seen by who closed it", () => {
    const never = settings({ reopening: "never" });
    expect(mayReopen(conversation(), never, later)).toBe(true);
    expect(mayReopen(closed(), never, at)).toBe(true);
  });

  test.each(["report", "auto-reply", "blocked", "sender-budget"])(
    "closed from the start as %s is nothing that people ended",
    (reason) => {
      expect(mayReopen(closed({ closure: { by: system(reason), at } }), settings({ reopening: "never" }), later)).toBe(true);
    },
  );

  test("closed by the product for another reason is ended", () => {
    expect(mayReopen(closed({ closure: { by: system("rule"), at } }), settings({ reopening: "never" }), later)).toBe(false);
  });
});

describe("its owner", () => {
  const assignment = { memberId: ana.id, by: ana, at };
  const owned = closed({ assignment });
  const { closure: _, ...open } = owned;

  test("is kept, or dropped with a word of it", () => {
    expect(ownerAfter(owned, open, settings())).toEqual({ conversation: open, facts: [] });
    const dropped = ownerAfter(owned, open, settings({ ownerOnReopening: "dropped" }));
    expect(dropped.conversation.assignment).toBeUndefined();
    expect(dropped.facts).toEqual([{ name: "conversation.unassigned" }]);
  });

  test.each([
    ["was open before", open, open],
    ["stays closed", owned, owned],
    ["is new", undefined, open],
    ["had none", closed(), conversation()],
  ])("of one that %s is nobody's concern", (_what, before, after) => {
    expect(ownerAfter(before, after, settings({ ownerOnReopening: "dropped" }))).toEqual({ conversation: after, facts: [] });
  });
});

describe("a conversation that goes on with an ended one", () => {
  const arrival = (more: Partial<Arrival> = {}): Arrival => ({
    messageId: "msg_2",
    conversationId: "con_next",
    inboxId: "inb_1",
    number: 1050,
    receipt: receipt({ receivedAt: later }),
    mail: mail({ subject: "Re: The grinder" }),
    reading: "parsed",
    snippet: "Again.",
    reason: { by: "new", follows: "con_1" },
    rawSizeBytes: 100,
    ...more,
  });
  const ended = closed({
    ...{ id: "con_1", number: 1041, assignment: { memberId: ana.id, by: ana, at } },
    participants: ["lucia@client.example", "marco@client.example"],
  });

  test("each names the other, and nothing else about the ended one changes", () => {
    const { ended: after, next, fact } = goOn(ended, arrival(), settings());
    expect(next.follows).toEqual({ conversationId: "con_1", number: 1041, subject: "The grinder" });
    const name = { conversationId: "con_next", number: 1050, subject: "Re: The grinder" };
    expect(after).toEqual({ ...ended, version: ended.version + 1, followedBy: name });
    expect(fact).toEqual({ name: "conversation.continued", other: name });
  });

  test("is open, unread, and its owner's who had the ended one, unless people want that dropped", () => {
    const { next } = goOn(ended, arrival(), settings());
    expect(next).toMatchObject({ version: 1, messageCount: 1, readBy: [], assignment: { memberId: ana.id } });
    expect(next.closure).toBeUndefined();
    expect(goOn(ended, arrival(), settings({ ownerOnReopening: "dropped" })).next.assignment).toBeUndefined();
  });

  test("knows the people of the ended one, whoever of them wrote first", () => {
    const from = { name: "Marco", address: "Marco@client.example" };
    const { next } = goOn(ended, arrival({ mail: mail({ from }) }), settings());
    expect([next.contact, next.participants]).toEqual([from, ["marco@client.example", "lucia@client.example"]]);
  });

  test("a stranger with a valid id is neither its contact nor a participant", () => {
    const from = { name: "Mallory", address: "mallory@evil.example" };
    const { next } = goOn(ended, arrival({ mail: mail({ from }) }), settings());
    expect([next.contact, next.participants]).toEqual([ended.contact, ended.participants]);
  });

  test("its people are bounded, and machines that answer each other have one budget for all of them", () => {
    const many = Array.from({ length: limits.participants }, (_, n) => `p${n}@x.example`);
    const pace = { since: later, wakings: 5, reopenings: 3 };
    const { next } = goOn({ ...ended, participants: ["lucia@client.example", ...many], pace }, arrival(), settings());
    expect(next.participants).toHaveLength(limits.participants);
    expect(next.pace).toEqual({ since: later, wakings: 6, reopenings: 4 });
  });
});

test("a mail joins two only where that opens nothing that should stay closed", () => {
  const never = settings({ reopening: "never" });
  expect(mayBeJoined(closed(), conversation(), never, later)).toBe(false);
  expect(mayBeJoined(conversation(), closed(), never, later)).toBe(false);
  expect(mayBeJoined(closed(), closed(), never, later)).toBe(true);
  expect(mayBeJoined(closed(), conversation(), settings(), later)).toBe(true);
});
