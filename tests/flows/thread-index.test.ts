// Outlook's Thread-Index as the last sign of a thread: only where it answers what we sent, and nothing else is left.
import { describe, expect, test } from "vitest";
import { answeredThreadIndex, newThreadIndex } from "../../functions/core/mail/thread-index.ts";
import { threadGuid } from "../../functions/core/signature.ts";
import { handler as reprocess } from "../../functions/inbound/reprocess.ts";
import { config } from "../../functions/runtime/config.ts";
import { ana, platform, support } from "../helpers/acme.ts";
import { receivedIn } from "../helpers/api.ts";
import { type TextMail, textMail } from "../helpers/text-mail.ts";

let count = 0;

/** A conversation that was answered, and the index of our answer as it went out. */
async function answered(first: TextMail = {}): Promise<{ id: string; index: string }> {
  const subject = `Indexed ${++count}`;
  await platform.deliver(textMail({ subject, messageId: `indexed-${count}@x`, ...first }), { to: "support@acme.test" });
  const { conversation } = await ana.find(subject);
  await ana.reply(conversation, "<p>Which one?</p>");
  await platform.idle();
  const sent = (await platform.outbox()).find((mail) => mail.subject === `Re: ${subject}`);
  return { id: conversation.id, index: sent?.headers["thread-index"] ?? "" };
}

/** As Outlook answers it. */
const below = (index: string) =>
  answeredThreadIndex(index, { guid: Buffer.alloc(16), createdAt: "2026-01-01T00:00:00.000Z" }, "2026-11-25T10:00:00.000Z");

let mails = 0;
async function arrives(index: string, mail: TextMail = {}, to = "support@acme.test"): Promise<string> {
  const subject = `Mail ${++mails}`;
  await platform.deliver(textMail({ to, subject, messageId: `mail-${mails}@x`, headers: [`Thread-Index: ${index}`], ...mail }), {
    to,
  });
  return subject;
}

const indexed = async (id: string) => receivedIn(await ana.open(id)).filter(({ match }) => match.by === "thread-index");

describe("is in its conversation", () => {
  test("without any id, by the index that continues ours", async () => {
    const { id, index } = await answered();
    await arrives(below(index));
    expect(await indexed(id)).toMatchObject([{ trust: "participant-verified" }]);
  });

  test("two answers further down", async () => {
    const { id, index } = await answered();
    await arrives(below(below(index)));
    expect(await indexed(id)).toHaveLength(1);
  });

  test("from a stranger too, who stays one", async () => {
    const { id, index } = await answered();
    await arrives(below(index), { from: "Mallory <mallory@evil.example>" });
    expect(await indexed(id)).toMatchObject([{ trust: "new-verified" }]);
  });

  test("an id counts for more", async () => {
    const one = await answered();
    const other = await answered();
    const subject = await arrives(below(one.index), { inReplyTo: `indexed-${count}@x` });
    expect(receivedIn(await ana.open(other.id)).at(-1)).toMatchObject({ subject, match: { by: "in-reply-to" } });
  });

  test("and is said to be nowhere else when it is read again", async () => {
    const { id, index } = await answered();
    await arrives(below(index));
    const { mails: told } = await reprocess({ inboxId: support, since: "2020-01-01T00:00:00.000Z" });
    expect(told.filter(({ conversationId }) => conversationId === id)).toEqual([]);
  });
});

describe("begins a conversation of its own", () => {
  const isNew = async (subject: string) => (await ana.find(subject)).conversation.messageCount === 1;

  test("with an index of the sender's own, which all of a template's mails share", async () => {
    const theirs = newThreadIndex({ guid: Buffer.alloc(16, 9), createdAt: "2026-11-20T09:00:00.000Z" });
    await answered({ headers: [`Thread-Index: ${theirs}`] });
    expect(await isNew(await arrives(below(theirs)))).toBe(true);
  });

  test("with our index where it answers nothing", async () => {
    const { id } = await answered();
    const root = newThreadIndex({ guid: threadGuid(config.signingKeys, id), createdAt: "2026-11-20T09:00:00.000Z" });
    expect(await isNew(await arrives(root))).toBe(true);
  });

  test("with a GUID that is nearly ours", async () => {
    const { index } = await answered();
    const forged = Buffer.from(below(index), "base64");
    forged.writeUInt8(forged.readUInt8(12) ^ 1, 12);
    expect(await isNew(await arrives(forged.toString("base64")))).toBe(true);
  });

  test("when its domain disowns it", async () => {
    const { index } = await answered();
    await platform.verdicts({ dmarc: "FAIL" });
    expect(await isNew(await arrives(below(index)))).toBe(true);
  });

  test("in another inbox than the one it was made for", async () => {
    const { index } = await answered();
    expect(await isNew(await arrives(below(index), {}, "sales@acme.test"))).toBe(true);
  });
});
