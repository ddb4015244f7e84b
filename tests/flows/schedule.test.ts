// What was lost between two steps is found: a mail without a notice, a reply without a job. Nothing is filed or sent twice for it.
import { describe, expect, test } from "vitest";
import type { SentMessage } from "../../functions/core/conversation/conversation.ts";
import { limits } from "../../functions/core/limits.ts";
import { handler } from "../../functions/schedule/handler.ts";
import { findUnfiled } from "../../functions/schedule/reconcile.ts";
import { sendStuckAgain } from "../../functions/schedule/sweep.ts";
import { keys } from "../../functions/store/keys.ts";
import { measureCapacity } from "../../functions/store/capacity.ts";
import { write } from "../../functions/store/table.ts";
import { receiptFields } from "../../local/receipt.ts";
import { ana, platform } from "../helpers/acme.ts";
import { receivedIn } from "../helpers/api.ts";
import { rowsOf } from "../helpers/dump.ts";
import { allPass } from "../helpers/mails.ts";
import { putInto, sentReply, storedReply } from "../helpers/sent-reply.ts";
import { type TextMail, textMail } from "../helpers/text-mail.ts";

let index = 0;

const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const minutes = 60_000;

/** A mail that SES stored, with what SES writes on top; its notice never came. */
async function store(mail: TextMail, recipient = "support@acme.test", at = "2026-11-20T09:00:05Z"): Promise<string> {
  const id = `lost${String(++index).padStart(36, "0")}`;
  const top = receiptFields({
    ...{ id, source: "lucia@client.example", recipients: [recipient], helo: "mail.client.example", clientIp: "192.0.2.7" },
    ...{ at: new Date(at), verdicts: { ...allPass, dmarc: "FAIL" }, fields: [{ name: "From", value: "lucia@client.example" }] },
  });
  await platform.putRaw(`raw/${id}`, `${top}${textMail({ messageId: `${id}@x`, ...mail })}`);
  return id;
}

describe("a mail whose notice was lost", () => {
  test("is filed late, with the time, the recipient and the verdicts that SES wrote on it", async () => {
    const id = await store({ subject: "Late, but here" });
    expect((await platform.runSchedule()).mail).toMatchObject({ found: 1, isWhole: true });
    const page = await ana.find("Late, but here");
    expect(receivedIn(page)).toMatchObject([{ at: "2026-11-20T09:00:05.000Z", verdicts: { ...allPass, dmarc: "FAIL" } }]);
    const rows = (await rowsOf("ledger")).filter(({ sesMessageId }) => sesMessageId === id);
    expect(rows).toMatchObject([{ state: "message", recipients: ["support@acme.test"], source: "lucia@client.example" }]);
  });

  test("is left alone while its notice may still come", async () => {
    await store({ subject: "Just stored" });
    expect((await handler()).mail.found).toBe(0);
    expect((await handler({ minAgeMinutes: 0 })).mail.found).toBe(1);
    await platform.idle();
    expect((await ana.find("Just stored")).conversation.messageCount).toBe(1);
  });

  test("is found once, and is one message should the notice come after all", async () => {
    await platform.deliver(textMail({ subject: "Noticed", messageId: "noticed@x" }), { to: "support@acme.test" });
    await store({ subject: "Twice found" });
    const again = { minAgeMinutes: 0 };
    await Promise.all([handler(again), handler(again), handler(again)]);
    await platform.idle();
    expect((await platform.runSchedule()).mail.found).toBe(0);
    expect((await ana.list()).filter(({ subject }) => subject === "Twice found" || subject === "Noticed")).toHaveLength(2);
  });

  test("goes to every inbox that it names, and to no address of others", async () => {
    const also = { cc: "Sales <SALES+eu@acme.test>, somebody@elsewhere.example" };
    const id = await store({ subject: "Names two", ...also });
    await platform.runSchedule();
    const rows = (await rowsOf("ledger")).filter(({ sesMessageId }) => sesMessageId === id);
    expect(rows.map(({ state }) => state)).toEqual(["message", "message"]);
    expect(rows[0]?.recipients).toEqual(["support@acme.test", "sales+eu@acme.test"]);
  });

  test("for nobody of ours is in the ledger as such", async () => {
    const id = await store({ subject: "Whose?", to: "x@elsewhere.example" }, "nobody@elsewhere.example");
    await platform.runSchedule();
    expect((await rowsOf("ledger")).find(({ sesMessageId }) => sesMessageId === id)).toMatchObject({ state: "unrouted" });
  });

  test("that began a conversation makes whoever only seemed to have begun it a stranger in it again", async () => {
    const answer = { subject: "Re: Began late", messageId: "began-2@x", inReplyTo: "began-1@x" };
    await platform.deliver(textMail({ ...answer, from: "Mallory <mallory@evil.example>" }), { to: "support@acme.test" });
    expect(receivedIn(await ana.find("Re: Began late"))).toMatchObject([{ trust: "participant-verified" }]);
    await store({ subject: "Began late", messageId: "began-1@x" });
    await platform.runSchedule();
    const page = await ana.find("Began late");
    expect(page.conversation.contact.address).toBe("lucia@client.example");
    expect(receivedIn(page).map(({ subject, trust }) => [subject, trust])).toEqual([
      ["Began late", "known-unverified"],
      ["Re: Began late", "new-verified"],
    ]);
    expect(page.answer.to.map(({ address }) => address)).toEqual(["lucia@client.example"]);
  });

  test("without a word of SES's on it is filed by what it says, and nothing about it is verified", async () => {
    const today = () => new Date().toISOString().slice(0, 10);
    const before = today();
    await platform.putRaw("raw/put-by-hand", textMail({ subject: "By hand", messageId: "by-hand@x" }));
    await platform.runSchedule();
    const [message] = receivedIn(await ana.find("By hand"));
    expect(Object.values(message?.verdicts ?? {})).not.toContain("PASS");
    expect(message?.trust).toBe("known-unverified");
    // It may be midnight between the two.
    expect([before, today()]).toContain(message?.at.slice(0, 10));
  });

  test("an empty object is filed too", async () => {
    await platform.putRaw("raw/empty", "");
    await platform.runSchedule();
    expect((await rowsOf("ledger")).find(({ sesMessageId }) => sesMessageId === "empty")).toMatchObject({ state: "unrouted" });
  });

  test("what is no mail is passed over", async () => {
    await platform.putRaw("raw/AMAZON_SES_SETUP_NOTIFICATION", "Hello from SES");
    await platform.putRaw("elsewhere/x", textMail());
    expect((await platform.runSchedule()).mail.found).toBe(0);
  });
});

describe("the walk", () => {
  const soon = () => new Date(Date.now() + minutes).toISOString();
  const bounds = { pages: 1, pageSize: 3, notices: 100 };

  test("goes through a bucket of any size in parts, and finds what lies anywhere", async () => {
    await walkToTheEnd();
    const names = await Promise.all(["a", "m", "z"].map(async (start) => putLost(`raw/${start}-${++index}`)));
    const found: number[] = [];
    for (let isWhole = false; !isWhole; ) {
      const run = await findUnfiled(soon(), soon(), bounds);
      expect(run.listed).toBeLessThanOrEqual(3);
      found.push(run.found);
      isWhole = run.isWhole;
    }
    expect(found.length).toBeGreaterThan(3);
    expect(found.reduce((sum, one) => sum + one, 0)).toBe(names.length);
    await platform.idle();
  });

  test("asks the ledger about a mail once, however often it passes it", async () => {
    const later = new Date(Date.now() + 3 * limits.scheduleAgeMs).toISOString();
    await platform.idle();
    await findUnfiled(later, soon());
    const { used, result } = await measureCapacity(() => findUnfiled(later, soon()));
    expect(result).toMatchObject({ found: 0, isWhole: true });
    expect(result.listed).toBeGreaterThan(8);
    expect(used.reads).toBeLessThanOrEqual(1);
  });

  test("looks again at what it found, until that is filed", async () => {
    await walkToTheEnd();
    await putLost(`raw/again-${++index}`);
    const at = soon();
    expect((await findUnfiled(at, at)).found).toBe(1);
    // The notice was lost too, or filing failed each time: the next walk finds the mail again.
    await platform.idle();
    await write({ remove: keys.ledger(`again-${index}`, undefined) });
    const found = await findUnfiled(at, at);
    expect(found.found).toBe(1);
    await platform.idle();
  });

  async function walkToTheEnd(): Promise<void> {
    while (!(await findUnfiled(soon(), soon())).isWhole);
    await platform.idle();
  }

  async function putLost(key: string): Promise<string> {
    await platform.putRaw(key, textMail({ to: "nobody@elsewhere.example" }));
    return key;
  }
});

describe("a reply whose job was lost", () => {
  const stuckReply = () => sentReply(platform, ana, `Stuck ${++index}`);
  const mailsOf = async ({ subject }: SentMessage) => (await platform.outbox()).filter((mail) => mail.subject === subject);
  const stateOf = async ({ conversationId, id }: SentMessage) => (await storedReply(conversationId, id)).delivery.state;

  test("is sent, once, however often the schedule runs", async () => {
    const message = await stuckReply();
    await putInto(message, { state: "queued", at: ago(0), recipients: [] });
    const again = { minAgeMinutes: 0 };
    const [ran] = await Promise.all([handler(again), handler(again), handler(again)]);
    expect(ran?.replies.stuck).toBe(1);
    await platform.idle();
    expect(await stateOf(message)).toMatch(/sent|delivered/);
    // The one that made the row, and one for being queued again.
    expect(await mailsOf(message)).toHaveLength(2);
    expect((await platform.runSchedule()).replies.stuck).toBe(0);
  });

  test("and whose sender died with the claim becomes unconfirmed, and is not sent again", async () => {
    const message = await stuckReply();
    await putInto(message, { state: "sending", at: ago(minutes), recipients: [] });
    expect((await platform.runSchedule()).replies.stuck).toBe(1);
    expect(await stateOf(message)).toBe("unconfirmed");
    expect(await mailsOf(message)).toHaveLength(1);
  });

  test("is left alone while its sender may be at it, and not forgotten", async () => {
    const message = await stuckReply();
    await putInto(message, { state: "sending", at: ago(1000), recipients: [] });
    expect((await platform.runSchedule()).replies.stuck).toBe(0);
    expect(await stateOf(message)).toBe("sending");
    await putInto(
      { ...message, delivery: { ...message.delivery, state: "sending" } },
      { state: "sending", at: ago(minutes), recipients: [] },
    );
    expect((await platform.runSchedule()).replies.stuck).toBe(1);
    expect(await stateOf(message)).toBe("unconfirmed");
  });

  test("and has gone its way is not looked at again", async () => {
    await stuckReply();
    await platform.runSchedule();
    expect((await platform.runSchedule()).replies).toEqual({ lookedAt: 0, stuck: 0 });
  });

  test("for hours gets fewer jobs, and after a day is left to people", async () => {
    const message = await stuckReply();
    const stopped = { state: "sending", at: ago(minutes), recipients: [] } as const;
    await putInto(message, stopped);
    const at = (quarters: number) => new Date(Date.parse(message.at) + quarters * limits.scheduleAgeMs + 1000).toISOString();
    const sweepAt = async (quarters: number) => {
      const swept = await sendStuckAgain(at(quarters), at(quarters - 1));
      await platform.idle();
      return swept;
    };
    expect((await sweepAt(3)).stuck).toBe(1);
    // In the third quarter it was not its turn, so the sender has not seen it.
    expect(await stateOf(message)).toBe("sending");
    expect((await sweepAt(4)).stuck).toBe(1);
    expect(await stateOf(message)).toBe("unconfirmed");

    await putInto(await storedReply(message.conversationId, message.id), stopped);
    expect((await sweepAt(97)).stuck).toBe(1);
    expect(await stateOf(message)).toBe("sending");
    expect((await sweepAt(98)).lookedAt).toBe(0);
  });
});
