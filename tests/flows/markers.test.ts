// T1 (4): an answer that lost its ids and was not sent to the signed address is known by what it quotes, and by nothing less.
import { describe, expect, test, vi } from "vitest";
import { replyLocalPart } from "../../functions/core/signature.ts";
import { handler as reprocess } from "../../functions/inbound/reprocess.ts";
import { config } from "../../functions/runtime/config.ts";
import { ana, platform, support } from "../helpers/acme.ts";
import { receivedIn, sentIn } from "../helpers/api.ts";
import { type TextMail, textMail } from "../helpers/text-mail.ts";

let count = 0;

/** Lucía's conversation, answered, and the local part of its signed address. */
async function answered(): Promise<{ id: string; marker: string }> {
  const subject = `Quoted ${++count}`;
  await platform.deliver(textMail({ subject, messageId: `quoted-${count}@x` }), { to: "support@acme.test" });
  const { conversation } = await ana.find(subject);
  await ana.reply(conversation, "<p>Which one?</p>");
  await platform.idle();
  const [signed] = sentIn(await ana.open(conversation.id)).flatMap(({ replyTo }) => replyTo);
  return { id: conversation.id, marker: signed?.address.split("@")[0] ?? "" };
}

let mails = 0;
async function arrives(mail: TextMail, to = "support@acme.test"): Promise<string> {
  const subject = `Mail ${++mails}`;
  await platform.deliver(textMail({ subject, messageId: `mail-${mails}@x`, ...mail }), { to });
  return subject;
}

const htmlMail = (html: string): TextMail => ({
  headers: ["MIME-Version: 1.0", "Content-Type: text/html; charset=utf-8", "", html, ""],
});

/** The messages of the conversation that came by a marker. */
const marked = async (id: string) => receivedIn(await ana.open(id)).filter(({ match }) => match.by === "marker");

describe("is in its conversation", () => {
  test("by the quoted header that Outlook writes", async () => {
    const { id, marker } = await answered();
    await arrives({ text: `The left one.\n\nDe: Acme Support <${marker}@reply.acme.test>\nEnviado: lunes\n\nWhich one?` });
    expect(await marked(id)).toMatchObject([{ trust: "participant-verified" }]);
  });

  test("by a class in the HTML that Gmail wrote anew", async () => {
    const { id, marker } = await answered();
    await arrives(htmlMail(`<p>The left one.</p><blockquote><div class="m_-8412${marker}">Which one?</div></blockquote>`));
    expect(await marked(id)).toHaveLength(1);
  });

  test("by the first true one, when others are quoted before it", async () => {
    const { id, marker } = await answered();
    const forged = marker.replace(/.$/, (char) => (char === "0" ? "1" : "0"));
    await arrives({ text: `> ${forged}\n> ${marker}` });
    expect(await marked(id)).toHaveLength(1);
  });

  test("and the next mail by its id, as ever", async () => {
    const { id, marker } = await answered();
    await arrives({ text: marker, messageId: `chain-${count}@x` });
    await arrives({ inReplyTo: `chain-${count}@x` });
    expect(receivedIn(await ana.open(id)).map(({ match }) => match.by)).toEqual(["new", "marker", "in-reply-to"]);
  });

  test("a stranger with it, too, and is marked as one", async () => {
    const { id, marker } = await answered();
    await arrives({ from: "Mallory <mallory@evil.example>", text: marker });
    expect(await marked(id)).toMatchObject([{ trust: "new-verified" }]);
    expect((await ana.open(id)).answer.to.map(({ address }) => address)).toEqual(["lucia@client.example"]);
  });

  test("after the conversation has moved, from both inboxes", async () => {
    const { id, marker } = await answered();
    const { items } = (await ana.get<{ items: { id: string; name: string }[] }>("/inboxes")).body;
    const sales = items.find(({ name }) => name === "Sales")?.id;
    await ana.put(`/conversations/${id}/inbox`, { inboxId: sales });
    await arrives({ text: marker });
    await arrives({ text: marker }, "sales@acme.test");
    expect(await marked(id)).toHaveLength(2);
  });
});

describe("is a conversation of its own", () => {
  const isNew = async (subject: string) => expect((await ana.find(subject)).conversation.messageCount).toBe(1);

  test("with a marker that is not ours", async () => {
    const { id, marker } = await answered();
    await isNew(await arrives({ text: marker.replace(/.$/, (char) => (char === "0" ? "1" : "0")) }));
    expect(await marked(id)).toEqual([]);
  });

  test("when its domain disowns it", async () => {
    const { id, marker } = await answered();
    await platform.verdicts({ dmarc: "FAIL" });
    await isNew(await arrives({ text: marker }));
    expect(await marked(id)).toEqual([]);
  });

  test("in another inbox than the marker's", async () => {
    const { marker } = await answered();
    await isNew(await arrives({ text: marker }, "jobs@acme.test"));
  });

  test("with the marker of a conversation that is not there", async () => {
    await isNew(await arrives({ text: replyLocalPart(config.signingKeys, support, "con_01JD0000000000000000000NNE") }));
  });
});

test("ids are better than what is quoted", async () => {
  const [one, other] = [await answered(), await answered()];
  await arrives({ inReplyTo: `quoted-${count}@x`, text: one.marker });
  expect([await marked(one.id), await marked(other.id)]).toEqual([[], []]);
  expect(receivedIn(await ana.open(other.id))).toHaveLength(2);
});

test("a mail that was known by what it quotes would join nothing else when it is read again", async () => {
  const { marker } = await answered();
  await arrives({ text: marker });
  const { mails: told } = await reprocess({ inboxId: support, since: "2026-01-01T00:00:00.000Z" });
  expect(told).toEqual([]);
});

test("a signature that is not ours, on a conversation that is there, is written to the log, and the mail is filed", async () => {
  const { id, marker } = await answered();
  const forged = `${marker.replace(/.$/, (char) => (char === "0" ? "1" : "0"))}@reply.acme.test`;
  const log = vi.spyOn(console, "log").mockReturnValue();
  try {
    const subject = await arrives({ to: forged });
    expect((await ana.find(subject)).conversation.id).not.toBe(id);
    const lines = log.mock.calls.map(([line]) => String(line));
    expect(lines.some((line) => line.includes('"reply-address.forged"') && line.includes(id))).toBe(true);
    expect(lines.join()).not.toContain(forged);
  } finally {
    log.mockRestore();
  }
});
