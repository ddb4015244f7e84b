// Drafts: saved soon after the last key, back after a reload, never emptied by accident, gone only when the server has the mail.
import { createRoot } from "solid-js";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Draft, type DraftOwner, draftKeeper, saveAfterMs } from "../../../web/src/composer/drafts.ts";
import { createReplyDraft } from "../../../web/src/composer/reply-draft.ts";
import { pageOf, received } from "./entries.ts";

const owner = (conversationId: string, mode: "reply" | "note" = "reply", memberId = "mem_beto"): DraftOwner => ({
  memberId,
  conversationId,
  mode,
});
const draft = (body: string, with_: Partial<Draft> = {}): Draft => ({ body, files: [], key: "k", ...with_ });

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("a draft", () => {
  test("is on the disk at most half a second after the last key", () => {
    expect(saveAfterMs).toBeLessThanOrEqual(500);
    const keeper = draftKeeper(owner("con_1", "reply"));
    for (const text of ["a", "ab", "abc"]) {
      keeper.keep(draft(text));
      vi.advanceTimersByTime(100);
    }
    vi.advanceTimersByTime(saveAfterMs);
    expect(draftKeeper(owner("con_1", "reply")).load()?.body).toBe("abc");
  });

  test("belongs to one member, one conversation and one mode", () => {
    const keeper = draftKeeper(owner("con_1", "reply"));
    keeper.keep(draft("for one"));
    keeper.flush();
    expect(draftKeeper(owner("con_2", "reply")).load()).toBeUndefined();
    expect(draftKeeper(owner("con_1", "note")).load()).toBeUndefined();
    expect(draftKeeper(owner("con_1", "reply", "mem_ana")).load()).toBeUndefined();
  });

  test("that a person emptied goes; one with a file stays", () => {
    const keeper = draftKeeper(owner("con_1", "reply"));
    keeper.keep(draft("<p>text</p>"));
    keeper.flush();
    keeper.keep(draft("<p></p>", { files: [{ uploadId: "u", filename: "a.pdf", contentType: "x/y", sizeBytes: 1 }] }));
    keeper.flush();
    expect(keeper.load()?.files).toHaveLength(1);
    keeper.keep(draft("<p> </p>"));
    keeper.flush();
    expect(localStorage.length).toBe(0);
  });

  test("that was forgotten does not come back by a late save", () => {
    const keeper = draftKeeper(owner("con_1", "reply"));
    keeper.keep(draft("text"));
    keeper.forget();
    vi.advanceTimersByTime(1000);
    expect(localStorage.length).toBe(0);
  });

  test.each(["", "{", "null", "[]", '{"body":1}', '{"body":"x","files":"no","key":""}'])("stored as %j is no draft", (stored) => {
    localStorage.setItem("draft:mem_beto:con_1:reply", stored);
    expect(draftKeeper(owner("con_1", "reply")).load()).toBeUndefined();
  });

  test("that cannot be stored says so", () => {
    const told: boolean[] = [];
    vi.stubGlobal("localStorage", {
      setItem: () => {
        throw new DOMException("full", "QuotaExceededError");
      },
    });
    const keeper = draftKeeper(owner("con_1", "reply"), (isSaved) => told.push(isSaved));
    keeper.keep(draft("text"));
    keeper.flush();
    expect(told).toEqual([false]);
  });
});

describe("a reply that is being written", () => {
  const open = () =>
    createRoot((dispose) => ({
      dispose,
      reply: createReplyDraft({
        memberId: "mem_beto",
        conversationId: "con_1",
        inboxId: "inb_support",
        answer: () => pageOf([]).answer,
        entries: () => [received(0), received(5)],
      }),
    }));

  test("writes nothing before a person changed something", () => {
    const { dispose } = open();
    vi.advanceTimersByTime(1000);
    dispose();
    expect(localStorage.length).toBe(0);
  });

  test("comes back with text, recipients and what its writer had seen", () => {
    const before = open();
    before.reply.write("<p>Dear Lucía</p>");
    before.reply.setCc([{ name: "", address: "x@y.test", isValid: true }]);
    before.dispose();
    const { reply, dispose } = open();
    expect(reply.html()).toBe("<p>Dear Lucía</p>");
    expect(reply.cc().map((one) => one.address)).toEqual(["x@y.test"]);
    expect(reply.to().map((one) => one.address)).toEqual(["lucia@example.com"]);
    expect(reply.seenEntryId()).toBe(received(5).id);
    expect(reply.idempotencyKey()).toBe(before.reply.idempotencyKey());
    dispose();
  });

  test("comes back with who gets it unseen, and with what was chosen to be quoted", () => {
    const before = open();
    before.reply.setBcc([{ name: "", address: "boss@y.test", isValid: true }]);
    before.reply.setQuoting("all");
    before.dispose();
    const { reply, dispose } = open();
    expect([reply.bcc().map((one) => one.address), reply.quoting()]).toEqual([["boss@y.test"], "all"]);
    reply.setBcc([]);
    reply.setQuoting("last");
    dispose();
    const again = open();
    expect([again.reply.bcc(), again.reply.quoting()]).toEqual([[], "last"]);
    again.reply.forget();
    expect(again.reply.quoting()).toBe("last");
    again.dispose();
    expect(localStorage.length).toBe(0);
  });

  test("is written at once when the page is hidden", () => {
    const { reply, dispose } = open();
    reply.write("<p>on a phone</p>");
    vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    document.dispatchEvent(new Event("visibilitychange"));
    expect(localStorage.getItem("draft:mem_beto:con_1:reply")).toContain("on a phone");
    dispose();
  });

  test("sends exactly the recipients on screen, and begins anew after it was taken", () => {
    const { reply, dispose } = open();
    reply.write("<p>Hi</p>");
    const key = reply.idempotencyKey();
    expect(reply.reply(7)).toEqual({
      html: "<p>Hi</p>",
      to: [{ name: "Lucía Fernández", address: "lucia@example.com" }],
      cc: [],
      quoting: "last",
      attachments: [],
      version: 7,
    });
    reply.forget();
    expect(reply.isEmpty()).toBe(true);
    expect(reply.idempotencyKey()).not.toBe(key);
    expect(localStorage.length).toBe(0);
    dispose();
  });
});
