// T5: what an answer to a closed conversation does, as its inbox has decided: it opens it, or begins one that goes on with it.
import { safeParse } from "valibot";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { conversationPage } from "../../functions/api/conversation-shapes.ts";
import type { ConversationPage, ConversationView } from "../../functions/api/views.ts";
import type { InboxSettings } from "../../functions/core/inbox/settings.ts";
import { limits } from "../../functions/core/limits.ts";
import { handler as receive } from "../../functions/inbound/receive.ts";
import { handler as reprocess } from "../../functions/inbound/reprocess.ts";
import { readCounts } from "../../functions/store/counters.ts";
import { ana, platform, sales, support } from "../helpers/acme.ts";
import { receivedIn, sentIn } from "../helpers/api.ts";
import { dumpTable, rowsOf } from "../helpers/dump.ts";
import { notice } from "../helpers/notice.ts";
import { type TextMail, textMail } from "../helpers/text-mail.ts";

let anaId: string;
let count = 0;
let subject = "";

beforeAll(async () => {
  anaId = (await ana.get<{ id: string }>("/me")).body.id;
});

beforeEach(async () => {
  subject = `Matter ${++count}`;
  await decide({ reopening: "never", reopeningDays: 30, ownerOnReopening: "kept" });
});

async function decide(settings: Partial<InboxSettings>, inboxId = support): Promise<void> {
  expect((await ana.call("PATCH", `/inboxes/${inboxId}/settings`, settings)).status).toBe(200);
}

const arrives = (mail: TextMail, to = "support@acme.test", from?: string) =>
  platform.deliver(textMail({ subject: `Re: ${subject}`, ...mail }), from === undefined ? { to } : { to, from });
const idOf = (name: string) => `${name}-${count}@client.example`;
const answer = (name: string, mail: TextMail = {}) => arrives({ messageId: idOf(name), inReplyTo: idOf("first"), ...mail });
const close = ({ id }: ConversationView) => ana.put(`/conversations/${id}/closure`);
const again = async ({ id }: ConversationView) => (await ana.open(id)).conversation;
const countsOf = async () => {
  const counts = (await readCounts([support])).get(support) ?? {};
  return { open: counts.open ?? 0, unassigned: counts.unassigned ?? 0, anas: counts[anaId] ?? 0 };
};

/** Lucía's conversation, closed. */
async function ended(): Promise<ConversationView> {
  await arrives({ subject, messageId: idOf("first") });
  const { conversation } = await ana.find(subject);
  await close(conversation);
  return again(conversation);
}

/** What goes on with it. */
async function goneOn(conversation: ConversationView): Promise<ConversationPage> {
  const { followedBy } = await again(conversation);
  if (!followedBy) throw new Error("nothing goes on with it");
  return ana.open(followedBy.conversationId);
}

const begunNow = async () => (await ana.list("all")).filter((one) => one.subject.includes(subject));

describe("where people do not want it opened", () => {
  test("an answer begins a new conversation, and each knows the other", async () => {
    const old = await ended();
    await answer("second");
    const page = await goneOn(old);
    for (const shown of [page, await ana.open(old.id)]) expect(safeParse(conversationPage, shown).issues).toBeUndefined();
    expect(page.conversation).toMatchObject({
      ...{ inboxId: support, messageCount: 1, isUnread: true, contact: { address: "lucia@client.example" } },
      follows: { conversationId: old.id, number: old.number, subject },
    });
    expect(page.conversation.closure).toBeUndefined();
    expect(receivedIn(page)[0]).toMatchObject({ match: { by: "new", follows: old.id }, trust: "participant-verified" });
    const oldNow = await ana.open(old.id);
    expect(oldNow.conversation).toMatchObject({ closure: old.closure, messageCount: 1, activityAt: old.activityAt });
    expect(oldNow.entries.at(-1)).toMatchObject({
      kind: "change",
      what: { name: "conversation.continued", other: { conversationId: page.conversation.id, number: page.conversation.number } },
    });
  });

  test("whatever answers either from then on is in the new one, while that is open", async () => {
    const old = await ended();
    await answer("second");
    await answer("third");
    await answer("fourth", { references: `<${idOf("first")}> <${idOf("second")}>` });
    await answer("fifth", { inReplyTo: idOf("second"), references: `<${idOf("first")}> <${idOf("second")}>` });
    const page = await goneOn(old);
    expect(receivedIn(page)).toHaveLength(4);
    expect(receivedIn(page).flatMap(({ candidates = [] }) => candidates)).toEqual([]);
    expect(await begunNow()).toHaveLength(2);
  });

  test("to the signed address of the old one too", async () => {
    await arrives({ subject, messageId: idOf("first") });
    const { conversation } = await ana.find(subject);
    await ana.reply(conversation, "<p>Done.</p>");
    await platform.idle();
    const [signed] = sentIn(await ana.open(conversation.id)).flatMap(({ replyTo }) => replyTo);
    await close(conversation);
    await arrives({ messageId: idOf("second") }, signed?.address);
    await arrives({ messageId: idOf("third") }, signed?.address);
    const page = await goneOn(conversation);
    expect(receivedIn(page).map(({ match }) => match.by)).toEqual(["new", "reply-address"]);
  });

  test("five answers at the same instant are in one conversation", async () => {
    const old = await ended();
    await Promise.all(["a", "b", "c", "d", "e"].map((name) => answer(name)));
    expect((await goneOn(old)).conversation.messageCount).toBe(5);
    expect(await begunNow()).toHaveLength(2);
  });

  test("an answer to an answer that has not come yet is first in the new one", async () => {
    const old = await ended();
    await answer("third", { inReplyTo: idOf("second"), references: `<${idOf("first")}> <${idOf("second")}>` });
    await answer("second");
    expect(receivedIn(await goneOn(old)).map(({ subject: one }) => one)).toHaveLength(2);
    expect(await begunNow()).toHaveLength(2);
  });

  test("the new one closed too: the next answer begins a third, which goes on with the second", async () => {
    const old = await ended();
    await answer("second");
    const second = (await goneOn(old)).conversation;
    await close(second);
    await answer("third");
    const third = await goneOn(second);
    expect(third.conversation.follows?.conversationId).toBe(second.id);
    await answer("fourth");
    expect((await again(third.conversation)).messageCount).toBe(2);
    expect((await again(old)).followedBy?.conversationId).toBe(second.id);
  });

  test("the same notice again changes nothing", async () => {
    await ended();
    await answer("second");
    const once = await dumpTable();
    for (const row of once.filter(({ type }) => type === "ledger"))
      await receive(
        notice({ sesMessageId: String(row.sesMessageId), objectKey: String(row.objectKey), recipients: ["support@acme.test"] }),
      );
    expect(await dumpTable()).toEqual(once);
  });

  test("read again, it would join nothing else", async () => {
    await ended();
    await answer("second");
    await answer("third");
    const { mails } = await reprocess({ inboxId: support, since: "2026-01-01T00:00:00.000Z" });
    expect(mails.filter((mail) => mail.subject.includes(subject))).toEqual([]);
  });

  test("what was opened again by a person is answered where it is", async () => {
    const old = await ended();
    await answer("second");
    await ana.remove(`/conversations/${old.id}/closure`);
    await answer("third");
    expect((await again(old)).messageCount).toBe(2);
    // Both are open now and named by one mail: people have kept them apart.
    await answer("fourth", { inReplyTo: idOf("second"), references: `<${idOf("first")}> <${idOf("second")}>` });
    expect((await goneOn(old)).conversation.messageCount).toBe(2);
    expect((await again(old)).mergedIds).toBeUndefined();
  });

  test("counts are those of the lists", async () => {
    const before = await countsOf();
    await ended();
    await answer("second");
    expect(await countsOf()).toEqual({ open: before.open + 1, unassigned: before.unassigned + 1, anas: before.anas });
  });
});

describe("whoever writes", () => {
  test("a stranger with a valid id begins it, marked, and is not answered by default", async () => {
    const old = await ended();
    await answer("evil", { from: "Mallory <mallory@evil.example>" });
    const page = await goneOn(old);
    expect(receivedIn(page)[0]).toMatchObject({ trust: "new-verified", from: { address: "mallory@evil.example" } });
    expect(page.conversation.contact.address).toBe("lucia@client.example");
    expect(page.answer.to.map(({ address }) => address)).toEqual(["lucia@client.example"]);
  });

  test.each([
    ["an out-of-office", { headers: ["Auto-Submitted: auto-replied"] }, "auto-reply"],
    ["our own mail that comes back", { from: "Acme <support@acme.test>" }, "own"],
  ])("%s stays with the old one, quietly", async (_what, mail, quiet) => {
    const old = await ended();
    await answer("quiet", mail);
    const page = await ana.open(old.id);
    expect(receivedIn(page).at(-1)).toMatchObject({ quiet });
    expect(page.conversation.closure).toEqual(old.closure);
    expect(page.conversation.followedBy).toBeUndefined();
    // While another goes on with it, too.
    await answer("second");
    await answer("quiet-again", mail);
    expect(receivedIn(await ana.open(old.id))).toHaveLength(3);
  });

  test("a notice of non-delivery is in the old one, and opens it: what we sent did not arrive", async () => {
    await arrives({ subject, messageId: idOf("first") });
    const { conversation } = await ana.find(subject);
    await ana.reply(conversation, "<p>Done.</p>");
    await platform.idle();
    await ana.put(`/conversations/${conversation.id}/assignment`, { memberId: anaId });
    await close(conversation);
    const [sent] = sentIn(await ana.open(conversation.id));
    await decide({ ownerOnReopening: "dropped" });
    await arrives(bounceOf(`${sent?.delivery.sesMessageId}@email.amazonses.com`), "support@acme.test", "");
    const page = await ana.open(conversation.id);
    expect(page.conversation.assignment).toBeUndefined();
    expect(page.conversation).toMatchObject({ needsAttention: "bounced" });
    expect([page.conversation.closure, page.conversation.followedBy]).toEqual([undefined, undefined]);
  });

  test("machines that answer each other come to an end, however often people close", async () => {
    const old = await ended();
    let newest = old;
    for (let round = 0; round < limits.reopenings + 2; round++) {
      await answer(`pong-${round}`);
      newest = (await again(newest)).followedBy ? (await goneOn(newest)).conversation : newest;
      await close(newest);
    }
    expect(await begunNow()).toHaveLength(1 + limits.reopenings);
    const page = await ana.open(newest.id);
    expect(
      receivedIn(page)
        .slice(-2)
        .map(({ quiet }) => quiet),
    ).toEqual(["conversation-budget", "conversation-budget"]);
  }, 60_000);
});

function bounceOf(id: string): TextMail {
  const report = [
    "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
    "",
    "--b",
    "Content-Type: text/plain",
    "",
    "It failed.",
    "--b",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; client.example",
    "",
    "Final-Recipient: rfc822; lucia@client.example",
    "Action: failed",
    "Status: 5.1.1",
    "Diagnostic-Code: smtp; 550 no such user",
    "--b",
    "Content-Type: text/rfc822-headers",
    "",
    `Message-ID: <${id}>`,
    "--b--",
  ];
  return {
    from: "MAILER-DAEMON@client.example",
    subject: "Undelivered",
    messageId: idOf("bounce"),
    headers: ["MIME-Version: 1.0", ...report],
  };
}

describe("where people moved things meanwhile", () => {
  test("what goes on with it was moved: answers follow, and are known there", async () => {
    const old = await ended();
    await answer("second");
    const { conversation } = await goneOn(old);
    expect((await ana.put(`/conversations/${conversation.id}/inbox`, { inboxId: sales })).status).toBe(204);
    await answer("third");
    expect(await again(conversation)).toMatchObject({ inboxId: sales, messageCount: 2 });
  });

  test("the old one was moved: its new inbox decides, and the new one is there", async () => {
    const old = await ended();
    await ana.put(`/conversations/${old.id}/inbox`, { inboxId: sales });
    await decide({ reopening: "never" }, sales);
    await decide({ reopening: "always" });
    await answer("second");
    const page = await goneOn(old);
    expect(page.conversation).toMatchObject({ inboxId: sales, messageCount: 1 });
    await arrives({ messageId: idOf("third"), inReplyTo: idOf("second") }, "sales@acme.test");
    await answer("fourth", { inReplyTo: idOf("second") });
    expect((await again(page.conversation)).messageCount).toBe(3);
    await decide({ reopening: "always" }, sales);
  });

  test("the old one was merged: the one that holds it decides", async () => {
    const old = await ended();
    await arrives({ subject: `Other ${count}`, messageId: idOf("other") });
    const other = (await ana.find(`Other ${count}`)).conversation;
    await ana.put(`/conversations/${old.id}/merger`, { into: other.id });
    await answer("second");
    expect(await again(other)).toMatchObject({ messageCount: 3 });
    await close(other);
    await answer("third");
    expect((await goneOn(other)).conversation.follows?.conversationId).toBe(other.id);
  });

  test("the new one was put back into the old one: there it is answered, and closed again it begins another", async () => {
    const old = await ended();
    await answer("second");
    const { conversation } = await goneOn(old);
    await ana.put(`/conversations/${conversation.id}/merger`, { into: old.id });
    await answer("third");
    expect(await again(old)).toMatchObject({ messageCount: 3 });
    await close(old);
    await answer("fourth");
    expect((await goneOn(old)).conversation).toMatchObject({ messageCount: 1 });
    expect((await again(old)).followedBy?.conversationId).not.toBe(conversation.id);
  });

  test("the new one is spam: a customer's answer does not vanish into it", async () => {
    const old = await ended();
    await answer("spam", { from: "Mallory <mallory@evil.example>" });
    const { conversation } = await goneOn(old);
    await ana.put(`/conversations/${conversation.id}/spam`, {});
    await answer("second");
    const page = await goneOn(old);
    expect(page.conversation.id).not.toBe(conversation.id);
    expect(page.conversation.spam).toBeUndefined();
  });

  test("the old one is spam: what answers spam is spam", async () => {
    const old = await ended();
    await ana.put(`/conversations/${old.id}/spam`, {});
    await answer("second");
    expect(await again(old)).toMatchObject({ messageCount: 2, spam: expect.anything() });
    expect((await again(old)).followedBy).toBeUndefined();
  });

  test("a mail that names an open and a closed one opens nothing by making one of them", async () => {
    const old = await ended();
    await arrives({ subject: `Also ${count}`, messageId: idOf("also") });
    const open = (await ana.find(`Also ${count}`)).conversation;
    await arrives({ messageId: idOf("both"), inReplyTo: idOf("also"), references: `<${idOf("first")}> <${idOf("also")}>` });
    expect(await again(open)).toMatchObject({ messageCount: 2 });
    expect(await again(old)).toMatchObject({ messageCount: 1, closure: old.closure });
  });
});

describe("within some days", () => {
  const answeredAfter = async (old: ConversationView, days: number) => {
    const at = new Date(Date.parse(old.closure?.at ?? "") + days * 86_400_000).toISOString();
    const sesMessageId = `late-${count}-${days}`;
    await platform.putRaw(
      `raw/${sesMessageId}`,
      textMail({ subject: `Re: ${subject}`, messageId: idOf(sesMessageId), inReplyTo: idOf("first") }),
    );
    await receive(notice({ sesMessageId, objectKey: `raw/${sesMessageId}`, receivedAt: at }));
  };

  test("it is opened again, and after them another goes on with it", async () => {
    await decide({ reopening: "within", reopeningDays: 14 });
    const old = await ended();
    await answeredAfter(old, 14);
    expect(await again(old)).toMatchObject({ messageCount: 2 });
    expect((await again(old)).closure).toBeUndefined();
    await close(old);
    await answeredAfter(await again(old), 14.5);
    expect((await goneOn(old)).conversation.messageCount).toBe(1);
  });
});

describe("the owner of what is opened again", () => {
  async function owned(): Promise<ConversationView> {
    await decide({ reopening: "always", ownerOnReopening: "dropped" });
    await arrives({ subject, messageId: idOf("first") });
    const { conversation } = await ana.find(subject);
    await ana.put(`/conversations/${conversation.id}/assignment`, { memberId: anaId });
    return conversation;
  }
  const unassigned = async ({ id }: ConversationView) =>
    (await ana.open(id)).entries.filter((entry) => entry.kind === "change" && entry.what.name === "conversation.unassigned");

  test("is dropped with a word of it in the timeline, and the counts are exact", async () => {
    const conversation = await owned();
    await close(conversation);
    const before = await countsOf();
    await answer("second");
    expect((await again(conversation)).assignment).toBeUndefined();
    expect(await unassigned(conversation)).toMatchObject([{ by: { kind: "system", reason: "answered" } }]);
    expect(await countsOf()).toEqual({ open: before.open + 1, unassigned: before.unassigned + 1, anas: before.anas });
  });

  test("stays the owner of what was open, and of what a machine answered", async () => {
    const conversation = await owned();
    await answer("second");
    await close(conversation);
    await answer("away", { headers: ["Auto-Submitted: auto-replied"] });
    expect(await again(conversation)).toMatchObject({ assignment: { memberId: anaId } });
    expect(await unassigned(conversation)).toEqual([]);
  });

  test("is kept where people want that, by what goes on with it as well", async () => {
    const conversation = await owned();
    await decide({ reopening: "never", ownerOnReopening: "kept" });
    await close(conversation);
    const before = await countsOf();
    await answer("second");
    expect((await goneOn(conversation)).conversation).toMatchObject({ assignment: { memberId: anaId } });
    expect(await countsOf()).toEqual({ ...before, open: before.open + 1, anas: before.anas + 1 });
  });

  test("is dropped by a mail that makes one of an open and a closed one", async () => {
    const conversation = await owned();
    await close(conversation);
    await arrives({ subject: `Also ${count}`, messageId: idOf("also") });
    await arrives({ messageId: idOf("both"), references: `<${idOf("first")}> <${idOf("also")}>` });
    const held = await again(conversation);
    expect(held).toMatchObject({ messageCount: 3 });
    expect([held.closure, held.assignment]).toEqual([undefined, undefined]);
    expect(await unassigned(conversation)).toHaveLength(1);
    const rows = (await rowsOf("conversation")).filter(
      (row) => row.inboxId === support && !row.closure && !row.spam && !row.merger,
    );
    expect((await countsOf()).open).toBe(rows.length);
  });
});
