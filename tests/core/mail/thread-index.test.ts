// Outlook's index: 22 bytes for a conversation, 5 for each answer, whatever a sender makes of it.
import { describe, expect, test } from "vitest";
import { answeredGuid, answeredThreadIndex, newThreadIndex, readThreadIndex } from "../../../functions/core/mail/thread-index.ts";
import { mailWith, read } from "./read.ts";

const conversation = { guid: Buffer.alloc(16, 1), createdAt: "2026-11-20T10:00:00.000Z" };
const bytes = (index: string) => Buffer.from(index, "base64");
const theirs = Buffer.concat([
  bytes(newThreadIndex({ ...conversation, guid: Buffer.alloc(16, 2) })),
  Buffer.alloc(5, 7),
]).toString("base64");

describe("a new one", () => {
  test("is 22 bytes: the time since 1601 in 2^16 × 100 ns, and the GUID", () => {
    const index = bytes(newThreadIndex(conversation));
    expect(index).toHaveLength(22);
    expect(index[0]).toBe(1);
    const fileTime = BigInt(`0x${index.subarray(0, 6).toString("hex")}0000`);
    const milliseconds = Number(fileTime / 10_000n - 11_644_473_600_000n);
    expect(Date.parse(conversation.createdAt) - milliseconds).toBeGreaterThanOrEqual(0);
    expect(Date.parse(conversation.createdAt) - milliseconds).toBeLessThan(7);
    expect(index.subarray(6)).toEqual(conversation.guid);
    expect(newThreadIndex(conversation)).toBe(newThreadIndex({ ...conversation }));
    expect(newThreadIndex({ ...conversation, guid: Buffer.alloc(16, 3) })).not.toBe(newThreadIndex(conversation));
  });
});

describe("an answer's", () => {
  test("continues the answered mail's by five bytes that count the time since the conversation began", () => {
    const answer = bytes(answeredThreadIndex(theirs, conversation, "2026-11-21T10:00:00.000Z"));
    expect(answer).toHaveLength(32);
    expect(answer.subarray(0, 27)).toEqual(bytes(theirs));
    const passedMs = (answer.readUInt32BE(27) * 2 ** 18) / 10_000;
    expect(Math.abs(passedMs - 86_400_000)).toBeLessThan(100);
  });

  test("counts in larger steps past 1.7 years", () => {
    const block = bytes(answeredThreadIndex(theirs, conversation, "2029-11-20T10:00:00.000Z")).readUInt32BE(27);
    expect(block >>> 31).toBe(1);
    const passedMs = ((block & 0x7fffffff) * 2 ** 23) / 10_000;
    expect(Math.abs(passedMs - 1096 * 86_400_000)).toBeLessThan(2000);
  });

  test("never runs backwards when a clock does", () => {
    expect(bytes(answeredThreadIndex(theirs, conversation, "2020-01-01T00:00:00.000Z")).readUInt32BE(27)).toBe(0);
  });

  test("begins the conversation where the mail had none, or nonsense", () => {
    for (const nothing of [undefined, "", "nonsense"]) {
      const answer = answeredThreadIndex(nothing, conversation, "2026-11-21T10:00:00.000Z");
      expect(bytes(answer).subarray(0, 22)).toEqual(bytes(newThreadIndex(conversation)));
    }
  });

  test("stays bounded in a thread of a thousand answers", () => {
    let index = theirs;
    for (let count = 0; count < 1000; count++) index = answeredThreadIndex(index, conversation, "2026-11-21T10:00:00.000Z");
    expect(bytes(index).length).toBeLessThanOrEqual(272);
    expect(bytes(index).subarray(0, 22)).toEqual(bytes(theirs).subarray(0, 22));
  });
});

describe("the GUID of an answer", () => {
  test("is that of what it answers, however deep", () => {
    let index = newThreadIndex(conversation);
    for (let count = 0; count < 3; count++) {
      index = answeredThreadIndex(index, conversation, "2026-11-21T10:00:00.000Z");
      expect(Buffer.from(answeredGuid(index) ?? [])).toEqual(conversation.guid);
    }
  });

  test.each(["", "nonsense", newThreadIndex(conversation)])("of what answers nothing there is none: %j", (index) => {
    expect(answeredGuid(index)).toBeUndefined();
  });
});

describe("read", () => {
  test("from a mail, folded or not", async () => {
    const folded = `${theirs.slice(0, 20)}\n\t${theirs.slice(20)}`;
    expect((await read(mailWith(`From: a@b.example\nThread-Index: ${folded}`))).threadIndex).toBe(theirs);
    expect((await read(mailWith("From: a@b.example"))).threadIndex).toBeUndefined();
  });

  test.each(["", "AdxyZ", "A".repeat(5000), "not base64 at all, not at all, not at all", `${theirs}AAAA`, "=".repeat(40)])(
    "not from %j",
    (written) => expect(readThreadIndex(written)).toBeUndefined(),
  );
});
