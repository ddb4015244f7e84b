// Two conversations that have to do with each other: each names the other, and nothing else of them changes.
import { describe, expect, test } from "vitest";
import { limits } from "../../functions/core/limits.ts";
import { keys } from "../../functions/store/keys.ts";
import { write } from "../../functions/store/table.ts";
import { ana, platform } from "../helpers/acme.ts";
import { rowsOf } from "../helpers/dump.ts";
import { textMail } from "../helpers/text-mail.ts";

let index = 0;

async function arrived(to = "support@acme.test") {
  const subject = `Linked ${++index}`;
  await platform.deliver(textMail({ to, subject, messageId: `linked-${index}@x` }), { to });
  return (await ana.find(subject)).conversation;
}

const link = (one: { id: string }, other: { id: string }) => ana.put(`/conversations/${one.id}/links/${other.id}`);
const unlink = (one: { id: string }, other: { id: string }) => ana.remove(`/conversations/${one.id}/links/${other.id}`);
const linksOf = async ({ id }: { id: string }) => (await ana.open(id)).conversation.linkedIds;
const lastChange = async ({ id }: { id: string }) => (await ana.open(id)).entries.at(-1);

describe("linked", () => {
  test("each names the other, both timelines say so, and they stay two", async () => {
    const [one, other] = [await arrived(), await arrived()];
    expect((await link(one, other)).status).toBe(204);
    expect([await linksOf(one), await linksOf(other)]).toEqual([[other.id], [one.id]]);
    expect(await lastChange(one)).toMatchObject({
      by: { name: "Ana Ferrer" },
      what: { name: "conversation.linked", other: { conversationId: other.id, number: other.number, subject: other.subject } },
    });
    expect(await lastChange(other)).toMatchObject({ what: { name: "conversation.linked", other: { conversationId: one.id } } });
    const open = (await ana.list()).map(({ id }) => id);
    expect(open).toEqual(expect.arrayContaining([one.id, other.id]));
  });

  test("again, from either side, nothing more happens", async () => {
    const [one, other] = [await arrived(), await arrived()];
    await link(one, other);
    const { conversation } = await ana.open(one.id);
    expect([(await link(one, other)).status, (await link(other, one)).status]).toEqual([204, 204]);
    expect((await ana.open(one.id)).conversation).toEqual(conversation);
  });

  test("taken away, both forget it; what was not linked is no error", async () => {
    const [one, other, third] = [await arrived(), await arrived(), await arrived()];
    await link(one, other);
    await link(one, third);
    expect((await unlink(other, one)).status).toBe(204);
    expect([await linksOf(one), await linksOf(other)]).toEqual([[third.id], undefined]);
    expect(await lastChange(one)).toMatchObject({ what: { name: "conversation.unlinked", other: { conversationId: other.id } } });
    expect((await unlink(other, one)).status).toBe(204);
  });

  test("a conversation that was merged away is linked to where it is now", async () => {
    const [one, source, target] = [await arrived(), await arrived(), await arrived()];
    await ana.put(`/conversations/${source.id}/merger`, { into: target.id });
    await link(one, source);
    expect(await linksOf(one)).toEqual([target.id]);
    expect(await linksOf(target)).toEqual([one.id]);
  });

  test("merged later, the link still leads there and can be taken away", async () => {
    const [one, source, target] = [await arrived(), await arrived(), await arrived()];
    await link(one, source);
    await ana.put(`/conversations/${source.id}/merger`, { into: target.id });
    expect((await ana.open(source.id)).conversation.merger).toMatchObject({ into: target.id });
    expect((await unlink(one, source)).status).toBe(204);
    expect([await linksOf(one), await linksOf(source)]).toEqual([undefined, undefined]);
  });

  test("of one that is gone, the link can be taken away", async () => {
    const [one, other] = [await arrived(), await arrived()];
    await link(one, other);
    await write({ remove: keys.conversation(other.id) });
    expect((await unlink(one, other)).status).toBe(204);
    expect(await linksOf(one)).toBeUndefined();
  });
});

describe("refused, with nothing written:", () => {
  async function refusal(one: { id: string }, other: { id: string }) {
    const rows = await rowsOf("conversation");
    const { status, body } = await link(one, other);
    expect(await rowsOf("conversation")).toEqual(rows);
    return [status, (body as { code: string }).code];
  }

  test("to itself", async () => {
    const one = await arrived();
    expect(await refusal(one, one)).toEqual([400, "link.itself"]);
  });

  test("to a conversation of another inbox, whose people may be others", async () => {
    expect(await refusal(await arrived(), await arrived("sales@acme.test"))).toEqual([409, "link.other-inbox"]);
  });

  test("to what is not there", async () => {
    expect(await refusal(await arrived(), { id: "con_01JD0000000000000000000009" })).toEqual([404, "conversation.missing"]);
  });

  test("to one more than there is room for, on either side", async () => {
    const [one, other] = [await arrived(), await arrived()];
    const linkedIds = Array.from({ length: limits.linkedConversations }, (_, n) => `con_${n}`);
    await write({ set: keys.conversation(other.id), values: { linkedIds } });
    expect(await refusal(one, other)).toEqual([409, "link.too-many"]);
    expect(await refusal(other, one)).toEqual([409, "link.too-many"]);
  });
});
