// Threading: which conversation a mail belongs to, in every order of arrival.
import { describe, expect, test } from "vitest";
import {
  type KnownMailId,
  learnedIds,
  mailIdOf,
  matchConversation,
  referredIds,
  sesMailId,
} from "../../../functions/core/conversation/match.ts";
import type { ParsedMail } from "../../../functions/core/mail/mail.ts";
import { mail } from "../../helpers/mails.ts";

const grinder = "con_01JD0000000000000000000001";
const kettle = "con_01JD0000000000000000000002";

const known = (mailId: string, with_: Partial<KnownMailId> = {}): KnownMailId => ({
  mailId,
  kind: "received",
  conversationId: grinder,
  messageId: "msg_01JD0000000000000000000001",
  digest: "d0",
  ...with_,
});

describe("what decides", () => {
  test("a mail that refers to nothing is a new conversation", () => {
    expect(matchConversation(mail(), [])).toEqual({ reason: { by: "new" }, ties: [] });
  });

  test("the same subject is no reason", () => {
    expect(matchConversation(mail({ subject: "Re: The grinder", messageId: "x@y" }), []).conversationId).toBeUndefined();
  });

  test("In-Reply-To a mail that is here joins it", () => {
    const match = matchConversation(mail({ messageId: "r@c", inReplyTo: ["first@client.example"] }), [
      known("first@client.example"),
    ]);
    expect(match).toMatchObject({ conversationId: grinder, reason: { by: "in-reply-to", id: "first@client.example" } });
  });

  test("In-Reply-To wins over References", () => {
    const match = matchConversation(mail({ messageId: "r@c", inReplyTo: ["a@x"], references: ["b@x"] }), [
      known("a@x"),
      known("b@x", { conversationId: kettle }),
    ]);
    expect(match.conversationId).toBe(grinder);
  });

  test("the newest reference wins over older ones", () => {
    const match = matchConversation(mail({ messageId: "r@c", references: ["old@x", "new@x"] }), [
      known("old@x", { conversationId: kettle }),
      known("new@x"),
    ]);
    expect(match).toMatchObject({ conversationId: grinder, reason: { by: "references", id: "new@x" } });
  });

  test("mail that is here wins over mail that was only mentioned", () => {
    const match = matchConversation(mail({ messageId: "r@c", references: ["here@x", "ghost@x"] }), [
      known("here@x"),
      { mailId: "ghost@x", kind: "mentioned", conversationId: kettle },
    ]);
    expect(match.conversationId).toBe(grinder);
  });

  test("two people answer a mail we never saw: they meet", () => {
    const match = matchConversation(mail({ messageId: "c@x", inReplyTo: ["never-seen@x"] }), [
      { mailId: "never-seen@x", kind: "mentioned", conversationId: grinder },
    ]);
    expect(match).toMatchObject({ conversationId: grinder, reason: { by: "mentioned", id: "never-seen@x" } });
  });

  test("the original that comes after its answer joins the answer", () => {
    const match = matchConversation(mail({ messageId: "late@x" }), [
      { mailId: "late@x", kind: "mentioned", conversationId: grinder },
    ]);
    expect(match.conversationId).toBe(grinder);
  });

  test("a verified reply address wins over every id", () => {
    const match = matchConversation(mail({ messageId: "r@c", inReplyTo: ["a@x"] }), [known("a@x")], kettle);
    expect(match).toMatchObject({ conversationId: kettle, reason: { by: "reply-address" } });
  });

  test("a mail that names itself in References does not find itself", () => {
    const self = mail({ messageId: "loop@x", references: ["loop@x"], inReplyTo: ["loop@x"] });
    expect(referredIds(self)).toEqual([]);
    expect(matchConversation(self, [])).toEqual({ reason: { by: "new" }, ties: [] });
  });

  test("a bounce finds the message it is about", () => {
    const bounce = { recipients: [], originalMessageId: "01-abc@eu-west-1.amazonses.com" };
    const match = matchConversation(mail({ messageId: "dsn@x", automatic: { kind: "bounce", bounce } }), [
      known(sesMailId("01-abc"), { kind: "sent" }),
    ]);
    expect(match).toMatchObject({ conversationId: grinder, reason: { by: "bounce", id: "ses:01-abc" } });
  });
});

describe("one mail twice, one id twice", () => {
  test("same id and same content is a copy", () => {
    expect(matchConversation(mail(), [known("first@client.example", { digest: "d1" })])).toMatchObject({
      conversationId: grinder,
      copyOf: "msg_01JD0000000000000000000001",
    });
  });

  test("same id and other content is another mail, and does not join by its own id", () => {
    const match = matchConversation(mail({ digest: "forged" }), [known("first@client.example", { digest: "d1" })]);
    expect(match).toEqual({ reason: { by: "new" }, ties: [] });
  });

  test("a taken id keeps what it stands for", () => {
    const learned = learnedIds(mail({ digest: "forged" }), [known("first@client.example", { digest: "d1" })], {
      conversationId: kettle,
      messageId: "msg_01JD0000000000000000000009",
    });
    expect(learned).toEqual([]);
  });
});

describe("what the inbox learns", () => {
  const filed = { conversationId: grinder, messageId: "msg_01JD0000000000000000000005" };

  test("the mail's own id and the unknown ids it refers to", () => {
    const learned = learnedIds(
      mail({ messageId: "own@x", inReplyTo: ["p@x"], references: ["k@x", "p@x"] }),
      [known("k@x")],
      filed,
    );
    expect(learned.map(({ id }) => [id.mailId, id.kind])).toEqual([
      ["p@x", "mentioned"],
      ["own@x", "received"],
    ]);
  });

  test("a mentioned id is replaced by the mail that has it", () => {
    const learned = learnedIds(
      mail({ messageId: "late@x" }),
      [{ mailId: "late@x", kind: "mentioned", conversationId: grinder }],
      filed,
    );
    expect(learned).toEqual([{ id: { mailId: "late@x", kind: "received", ...filed, digest: "d1" }, isReplacing: true }]);
  });

  test("a mail without Message-ID teaches no id of its own", () => {
    const { messageId: _, ...nameless } = mail();
    expect(learnedIds(nameless, [], filed)).toEqual([]);
  });

  test("no more than 20 ids are looked up, the newest", () => {
    const references = Array.from({ length: 500 }, (_, index) => `r${index}@x`);
    const ids = referredIds(mail({ references }));
    expect(ids).toHaveLength(20);
    expect(ids[0]).toBe("r499@x");
  });
});

describe("how ids are compared", () => {
  test.each([
    ["01-a@email.amazonses.com", "ses:01-a"],
    ["01-a@eu-west-1.amazonses.com", "ses:01-a"],
    ["Abc@Example.COM", "Abc@example.com"],
    ["no-domain", "no-domain"],
    ["evil@notamazonses.com", "evil@notamazonses.com"],
  ])("%s is %s", (written, compared) => {
    expect(mailIdOf(written)).toBe(compared);
  });
});

describe("any order of arrival", () => {
  const thread: Partial<ParsedMail>[] = [
    { messageId: "1@x" },
    { messageId: "2@x", inReplyTo: ["1@x"], references: ["1@x"] },
    { messageId: "3@x", inReplyTo: ["2@x"], references: ["1@x", "2@x"] },
    { messageId: "4@x", inReplyTo: ["2@x"], references: ["1@x", "2@x"] },
    { messageId: "5@x", inReplyTo: ["4@x"], references: ["1@x", "2@x", "4@x"] },
  ];

  test("all 120 orders of a thread of five end in one conversation", () => {
    for (const order of permutations(thread)) {
      expect(conversationsOf(order).size, order.map((one) => one.messageId).join(" ")).toBe(1);
    }
  });

  test("two threads never mix, however they come", () => {
    const other = [{ messageId: "a@x" }, { messageId: "b@x", inReplyTo: ["a@x"], references: ["a@x"] }];
    for (const order of permutations([...thread.slice(0, 3), ...other])) {
      const conversations = conversationsOf(order);
      expect(conversations.size).toBe(2);
      expect([...conversations.values()].map((ids) => ids.toSorted().join()).toSorted()).toEqual(["1@x,2@x,3@x", "a@x,b@x"]);
    }
  });
});

/** Files mails one after another as `receiveMail` does, on a table that is a Map. */
function conversationsOf(order: readonly Partial<ParsedMail>[]): Map<string, string[]> {
  const table = new Map<string, KnownMailId>();
  const conversations = new Map<string, string[]>();
  for (const [index, one] of order.entries()) {
    const arrived = mail({ ...one, digest: `digest ${one.messageId}` });
    const ids = [...referredIds(arrived), mailIdOf(arrived.messageId ?? "")];
    const found = ids.flatMap((id) => table.get(id) ?? []);
    const match = matchConversation(arrived, found);
    const conversationId = match.conversationId ?? `con ${index}`;
    for (const { id } of learnedIds(arrived, found, { conversationId, messageId: `msg ${index}` })) table.set(id.mailId, id);
    conversations.set(conversationId, [...(conversations.get(conversationId) ?? []), arrived.messageId ?? ""]);
  }
  return conversations;
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}
