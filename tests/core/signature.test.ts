// Signed things: nobody makes one, changes one, or uses one for something else.
import { describe, expect, test } from "vitest";
import {
  conversationOfLocalPart,
  conversationsOfThreadGuid,
  isReplyLocalPart,
  readToken,
  replyLocalPart,
  signToken,
  threadGuid,
} from "../../functions/core/signature.ts";

const key = (id: string, fill: number) => ({ id, secret: new Uint8Array(32).fill(fill) });
const keys = [key("k2", 2), key("k1", 1)];
const inbox = "inb_01JD0000000000000000000001";
const conversation = "con_01JD0000000000000000000ABC";

describe("tokens", () => {
  const token = signToken(keys, "cursor", { position: "x" }, 1000);

  test("come back as they were", () => expect(readToken(keys, "cursor", token, 999)).toEqual({ position: "x" }));
  test("expire", () => expect(readToken(keys, "cursor", token, 1000)).toBeUndefined());
  test("serve one purpose", () => expect(readToken(keys, "inline image", token, 999)).toBeUndefined());
  test("of a retired key still verify", () => {
    expect(readToken(keys, "cursor", signToken([key("k1", 1)], "cursor", { a: 1 }, 1000), 999)).toEqual({ a: 1 });
  });
  test("of an unknown key are nothing", () => {
    expect(readToken(keys, "cursor", signToken([key("k3", 1)], "cursor", {}, 1000), 999)).toBeUndefined();
  });
  test("cannot be changed", () => {
    const [id, , mac] = token.split(".");
    const forged = Buffer.from(JSON.stringify({ p: { position: "y" }, e: 1000 })).toString("base64url");
    expect(readToken(keys, "cursor", `${id}.${forged}.${mac}`, 999)).toBeUndefined();
  });
  test.each(["", ".", "...", "k2..", "k2.e30.", `k2.${"x".repeat(10_000)}.y`, "k2.\u0000.z"])(
    "nonsense %j is nothing",
    (text) => {
      expect(readToken(keys, "cursor", text, 0)).toBeUndefined();
    },
  );
});

describe("reply addresses", () => {
  const localPart = replyLocalPart(keys, inbox, conversation);

  test("fit into the 64 octets of a local part", () => expect(localPart.length).toBeLessThanOrEqual(64));
  test("survive a mailer that shouts", () => {
    expect(conversationOfLocalPart(localPart.toUpperCase())).toBe(conversation);
    expect(isReplyLocalPart(keys, localPart.toUpperCase(), inbox, conversation)).toBe(true);
  });
  test("open their own conversation only", () => {
    expect(isReplyLocalPart(keys, localPart, inbox, "con_01JD0000000000000000000ABD")).toBe(false);
    expect(isReplyLocalPart(keys, localPart, "inb_01JD0000000000000000000002", conversation)).toBe(false);
  });
  test("of a retired key still work, of a foreign one never", () => {
    expect(isReplyLocalPart(keys, replyLocalPart([key("k1", 1)], inbox, conversation), inbox, conversation)).toBe(true);
    expect(isReplyLocalPart(keys, replyLocalPart([key("k2", 9)], inbox, conversation), inbox, conversation)).toBe(false);
  });
  test.each(["support", "r.short.mac", `r.${"0".repeat(26)}`, `r.${"u".repeat(26)}.${"0".repeat(26)}`, ""])(
    "%j names no conversation",
    (text) => {
      expect(conversationOfLocalPart(text)).toBeUndefined();
    },
  );
});

describe("GUIDs for Outlook", () => {
  test("lead back to their conversation, under a retired key too", () => {
    for (const id of [conversation, "con_00000000000000000000000000", "con_7ZZZZZZZZZZZZZZZZZZZZZZZZZ"]) {
      expect(threadGuid(keys, id)).toHaveLength(16);
      expect(conversationsOfThreadGuid(keys, threadGuid(keys, id))).toContain(id);
      expect(conversationsOfThreadGuid(keys, threadGuid([key("k1", 1)], id))).toContain(id);
    }
  });
  test("of an unknown key lead to none that is there", () => {
    expect(conversationsOfThreadGuid(keys, threadGuid([key("k3", 3)], conversation))).not.toContain(conversation);
  });
  test("say nothing of the conversation to others, and one bit changed leads elsewhere", () => {
    const guid = threadGuid(keys, conversation);
    const forged = Buffer.from(guid);
    forged.writeUInt8(forged.readUInt8(3) ^ 1, 3);
    expect(conversationsOfThreadGuid(keys, forged)).not.toContain(conversation);
    expect(threadGuid(keys, "con_01JD0000000000000000000ABD").equals(guid)).toBe(false);
  });
  test.each([0, 15, 17])("are not %i bytes long", (length) => {
    expect(conversationsOfThreadGuid(keys, new Uint8Array(length))).toEqual([]);
  });
});
