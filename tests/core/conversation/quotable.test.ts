// What a reply may quote, and to whom: never what the people it names had no part in.
import { describe, expect, test } from "vitest";
import type { ReceivedMessage, SentMessage, TimelineEntry } from "../../../functions/core/conversation/conversation.ts";
import { mayBeQuoted } from "../../../functions/core/conversation/quotable.ts";
import { allPass, ana, at, conversation, received, sent } from "../../helpers/mails.ts";

const one = (address: string) => ({ name: "", address });
const lucia = one("lucia@client.example");
const boss = one("boss@client.example");
const known = conversation({ participants: [lucia.address, boss.address, "marco@client.example"] });

const isQuoted = (entry: TimelineEntry, recipients = [lucia], heldIds: string[] = []) =>
  mayBeQuoted(entry, { conversation: known, recipients, heldIds });

describe("what came in", () => {
  const forged = { trust: "known-unverified", verdicts: { ...allPass, dmarc: "FAIL" } } as const;
  test.each<[string, Partial<ReceivedMessage>, boolean]>([
    ["of who takes part", {}, true],
    ["of who takes part, unverified", { trust: "known-unverified", verdicts: { ...allPass, dmarc: "GRAY" } }, true],
    ["that their domain disowns", { ...forged, match: { by: "reply-address" } }, false],
    ["that their domain disowns, though it began the conversation", forged, false],
    ["of a stranger", { trust: "new-unverified", from: one("mallory@evil.example"), cc: [lucia] }, false],
    [
      "of a stranger whose domain vouches for it",
      { trust: "new-verified", from: one("mallory@evil.example"), cc: [lucia] },
      false,
    ],
    ["of a stranger whom somebody added", { trust: "new-verified", from: boss, cc: [lucia] }, true],
    ["without a sender", { trust: "malformed" }, false],
    ["of a machine", { automatic: "auto-reply" }, false],
    ["that is a bounce", { automatic: "bounce" }, false],
    ["that SES took for spam", { verdicts: { ...allPass, spam: "FAIL" } }, false],
    ["without words", { text: " \n" }, false],
    ["to us alone, of somebody else", { from: boss }, false],
    ["of somebody else, with them in Cc", { from: boss, cc: [one("LUCIA@client.example")] }, true],
    ["of somebody else, to be answered to them", { from: boss, replyTo: [lucia] }, true],
  ])("%s", (_, with_, expected) => expect(isQuoted(received(with_))).toBe(expected));

  test("and is held as spam is not quoted, whoever wrote it", () => {
    expect(isQuoted(received(), [lucia], [received().conversationId])).toBe(false);
  });
});

test("what is answered was judged by whoever answers it, but goes to nobody else for that", () => {
  const doubtful = received({ verdicts: { ...allPass, spam: "FAIL", dmarc: "FAIL" }, trust: "known-unverified" });
  const to = { conversation: known, heldIds: [], answeredId: doubtful.id };
  expect(mayBeQuoted(doubtful, { ...to, recipients: [lucia] })).toBe(true);
  expect(mayBeQuoted(doubtful, { ...to, recipients: [boss] })).toBe(false);
  expect(mayBeQuoted(doubtful, { ...to, recipients: [lucia], heldIds: [doubtful.conversationId] })).toBe(false);
});

describe("what we sent", () => {
  test.each<[string, Partial<SentMessage>, boolean]>([
    ["to them", { to: [lucia] }, true],
    ["to somebody else, with them in Cc", { to: [boss], cc: [lucia] }, true],
    ["to somebody else alone", { to: [boss], cc: [] }, false],
    ["to somebody else, with them in Bcc", { to: [boss], cc: [], bcc: [lucia] }, false],
    ["and did not go out", { to: [lucia], delivery: { state: "failed", at, recipients: [] } }, false],
    ["and may or may not have gone out", { to: [lucia], delivery: { state: "unconfirmed", at, recipients: [] } }, true],
  ])("%s", (_, with_, expected) => expect(isQuoted(sent(with_))).toBe(expected));
});

test("a note or a change never, whoever is written to", () => {
  const base = { conversationId: known.id, at, by: ana };
  expect(isQuoted({ ...base, kind: "note", id: "not_01JD0000000000000000000001", text: "He is difficult." })).toBe(false);
  expect(isQuoted({ ...base, kind: "change", id: "chg_01JD0000000000000000000001", what: { name: "conversation.closed" } })).toBe(
    false,
  );
});

test("nobody who is named: nothing", () => expect(isQuoted(received(), [])).toBe(false));
