// A message read again: every field that a reading gives is compared, and the header follows only where it still says the same.
import { describe, expect, test } from "vitest";
import type { ReceivedMessage } from "../../../functions/core/conversation/conversation.ts";
import { differencesOf, headerAfter, isWorse } from "../../../functions/core/conversation/reread.ts";
import { at, conversation, later, received } from "../../helpers/mails.ts";

const file = { index: 0, filename: "a.pdf", contentType: "application/pdf", sizeBytes: 3, isInline: false } as const;
const withFile = (with_: Partial<ReceivedMessage> = {}) =>
  received({ attachments: [{ ...file, span: { offset: 1, length: 2, encoding: "base64" } }], ...with_ });

describe("differences", () => {
  test("none between a message and itself, whatever the order of its keys", () => {
    const turned = Object.fromEntries(Object.entries(withFile()).toReversed()) as unknown as ReceivedMessage;
    expect(differencesOf(withFile(), turned)).toEqual([]);
  });

  test("each field of the reading that is another", () => {
    const after = received({ text: "New", defects: [{ code: "x", detail: "y" }], automatic: "list" });
    expect(
      differencesOf(received(), after)
        .map(({ field }) => field)
        .toSorted(),
    ).toEqual(["automatic", "defects", "text"]);
  });

  test("a field that older readings did not know is one", () => {
    const after = { ...received(), calendar: { method: "REQUEST" } } as ReceivedMessage;
    expect(differencesOf(received(), after)).toEqual([{ field: "calendar", before: undefined, after: { method: "REQUEST" } }]);
  });

  test("a field that somebody else has put on the message is none, and stays", () => {
    const before = { ...received(), movedBy: "Ana" } as unknown as ReceivedMessage;
    expect(differencesOf(before, received())).toEqual([]);
  });

  test("an invitation or a protection that was none goes", () => {
    const was = received({ protection: { kind: "signed", by: "pgp" } });
    expect(differencesOf(was, received()).map(({ field, after }) => [field, after])).toEqual([["protection", undefined]]);
  });

  test("a date or an id that is no longer believed goes", () => {
    expect(
      differencesOf(received({ sentAt: at, messageId: "a@b" }), received()).map(({ field, after }) => [field, after]),
    ).toEqual(
      [
        ["messageId", undefined],
        ["sentAt", undefined],
      ].toReversed(),
    );
  });

  test("who it is, where it is filed and what SES said are never compared", () => {
    const after = received({
      ...{
        id: "msg_x",
        conversationId: "con_x",
        at: later,
        match: { by: "reply-address" },
        trust: "malformed",
        rawKey: "raw/other",
      },
      verdicts: { spam: "FAIL", virus: "FAIL", spf: "FAIL", dkim: "FAIL", dmarc: "FAIL" },
    });
    expect(differencesOf(received(), after)).toEqual([]);
  });

  test("a mail that was sent on and would be its forwarder's again is worse", () => {
    const forwarder = { memberId: "mem_1", name: "Ana", to: "support@acme.test", isOriginalId: false };
    const sentOn = received({ forwarder });
    expect([isWorse(sentOn, received()), isWorse(sentOn, sentOn), isWorse(received(), sentOn)]).toEqual([true, false, false]);
  });

  test("what could be read and now cannot is worse, and nothing else is", () => {
    const unread = received({ reading: "unparsed" });
    expect([isWorse(received(), unread), isWorse(unread, received()), isWorse(received(), received())]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe("the header", () => {
  const before = received();
  const after = received({ subject: "The mill", text: "It hums." });

  test("follows its only message", () => {
    expect(headerAfter(conversation(), before, after, false)).toEqual({ subject: "The mill", snippet: "It hums." });
  });

  test("keeps a subject that somebody has edited", () => {
    expect(headerAfter(conversation({ subject: "Ana's subject" }), before, after, false)).toEqual({ snippet: "It hums." });
  });

  test("keeps what the last message says when an earlier one is read again", () => {
    const longer = conversation({ activityAt: later, snippet: "Thank you." });
    expect(headerAfter(longer, before, after, false)).toEqual({ subject: "The mill" });
    expect(headerAfter(conversation({ lastMessage: "sent" }), before, after, false)).not.toHaveProperty("snippet");
  });

  test("follows a reply above a quote as lists show it, without the quote", () => {
    const quote = "\n\nOn Fri, 20 Nov 2026 at 10:00, Ana <support@acme.test> wrote:\n> Does it hum?\n";
    const was = received({ text: `It dums.${quote}` });
    const is = received({ text: `It hums.${quote}` });
    expect(headerAfter(conversation({ snippet: "It dums." }), was, is, false)).toEqual({ snippet: "It hums." });
  });

  test("keeps the subject of the first message when a later one is read again", () => {
    expect(headerAfter(conversation({ createdAt: "2026-11-19T10:00:00.000Z" }), before, after, false)).toEqual({
      snippet: "It hums.",
    });
  });

  test.each([
    ["a file that is found", conversation(), before, withFile(), false, { hasAttachments: true }],
    [
      "a file that is none, the only one",
      conversation({ hasAttachments: true }),
      withFile(),
      before,
      false,
      { hasAttachments: false },
    ],
    ["a file that is none, with others there", conversation({ hasAttachments: true }), withFile(), before, true, {}],
    [
      "a signature, which nobody attached",
      conversation(),
      before,
      received({
        attachments: [
          { ...file, contentType: "application/pkcs7-signature", span: { offset: 1, length: 2, encoding: "base64" } },
        ],
      }),
      false,
      {},
    ],
    ["a file enclosed in a report", conversation(), received({ quiet: "report" }), withFile(), false, {}],
    ["no file before or after, with others there", conversation({ hasAttachments: true }), before, before, false, {}],
  ] as const)("%s", (_what, header, was, is, others, changed) => {
    expect(headerAfter(header, was, is, others)).toEqual(changed);
  });
});
