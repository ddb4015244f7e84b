// What an arriving mail does to its conversation, and how far its sender is trusted.
import { describe, expect, test } from "vitest";
import { snippetOfMail } from "../../../functions/core/conversation/headline.ts";
import type { Arrival } from "../../../functions/core/conversation/receive.ts";
import { receivedEntry, senderTrust, withArrival } from "../../../functions/core/conversation/receive.ts";
import { addressKeys } from "../../../functions/core/conversation/route.ts";
import { unparsedMail } from "../../../functions/core/conversation/unparsed.ts";
import { cut, snippetOf } from "../../../functions/core/conversation/summary.ts";
import { limits } from "../../../functions/core/limits.ts";
import type { ParsedMail } from "../../../functions/core/mail/mail.ts";
import { allPass, ana, at, conversation, later, mail, receipt } from "../../helpers/mails.ts";

const arrival = (with_: Partial<Arrival> = {}): Arrival => ({
  snippet: snippetOfMail(with_.mail ?? mail()),
  messageId: "msg_01JD0000000000000000000001",
  conversationId: "con_01JD0000000000000000000001",
  inboxId: "inb_01JD0000000000000000000001",
  receipt: receipt({ receivedAt: later }),
  mail: mail(),
  reading: "parsed",
  reason: { by: "new" },
  rawSizeBytes: 100,
  ...with_,
});

describe("a subject that is not the conversation's", () => {
  const filed = (subject: string, more: Partial<ParsedMail> = {}) =>
    receivedEntry(conversation(), arrival({ mail: mail({ subject, ...more }) }), "participant-verified").isNewSubject;

  test("is marked, whatever stands before it", () => {
    expect(filed("Another matter")).toBe(true);
    expect(filed("Re: Fwd: another matter")).toBe(true);
  });

  test.each(["Re: The grinder", "AW: RE: the GRINDER", "", "Re:"])("%s is none", (subject) => {
    expect(filed(subject)).toBeUndefined();
  });

  test("nor is a machine's, nor that of a first mail", () => {
    expect(filed("Out of office", { automatic: { kind: "auto-reply" } })).toBeUndefined();
    expect(receivedEntry(undefined, arrival(), "participant-verified").isNewSubject).toBeUndefined();
  });
});

describe("the conversation", () => {
  test("a first mail makes one, unread, with its sender as contact", () => {
    expect(withArrival(undefined, arrival())).toMatchObject({
      version: 1,
      subject: "The grinder",
      contact: { address: "lucia@client.example" },
      participants: ["lucia@client.example"],
      readBy: [],
      activityAt: later,
    });
  });

  test("an answer reopens it, makes it unread for all and moves it up", () => {
    const before = conversation({ closure: { by: ana, at }, readBy: [ana.id] });
    const after = withArrival(before, arrival());
    expect(after).toMatchObject({ version: 4, messageCount: 2, readBy: [], activityAt: later });
    expect(after.closure).toBeUndefined();
  });

  test("an out-of-office neither reopens nor makes unread", () => {
    const before = conversation({ closure: { by: ana, at }, readBy: [ana.id] });
    const away = mail({ automatic: { kind: "auto-reply", evidence: "Auto-Submitted: auto-replied" } });
    const after = withArrival(before, arrival({ mail: away }), "auto-reply");
    expect(after).toEqual({ ...before, version: before.version + 1, messageCount: 2 });
  });

  test("a quiet mail that belongs to no conversation has a closed one, where it can be found", () => {
    const dsn = mail({ automatic: { kind: "bounce", bounce: { recipients: [] } } });
    expect(withArrival(undefined, arrival({ mail: dsn }), "report").closure).toEqual({
      by: { kind: "system", reason: "report" },
      at: later,
    });
  });

  test("each mail that wakes it is counted, and those that reopen it", () => {
    const once = withArrival(conversation({ closure: { by: ana, at } }), arrival());
    expect(withArrival(once, arrival()).pace).toEqual({ since: later, wakings: 2, reopenings: 1 });
  });

  test("the owner stays when the customer writes again", () => {
    const before = conversation({ assignment: { memberId: ana.id, by: ana, at } });
    expect(withArrival(before, arrival()).assignment?.memberId).toBe(ana.id);
  });

  test("a mail that comes late does not move it down", () => {
    const before = conversation({ activityAt: later });
    expect(withArrival(before, arrival({ receipt: receipt({ receivedAt: at }) })).activityAt).toBe(later);
  });

  test("a writer who is not the contact does not become it", () => {
    const stranger = mail({ from: { name: "M", address: "mallory@evil.example" } });
    expect(withArrival(conversation(), arrival({ mail: stranger }))).toMatchObject({
      contact: conversation().contact,
      participants: ["lucia@client.example"],
    });
  });

  test("the header row stays small whatever comes", () => {
    const huge = mail({ subject: "s".repeat(10_000), text: "word ".repeat(100_000) });
    const row = withArrival(undefined, arrival({ mail: huge }));
    expect(JSON.stringify(row).length).toBeLessThan(1024);
  });
});

describe("the entry", () => {
  test("carries the beginning of the text and says that there is more", () => {
    const entry = receivedEntry(
      undefined,
      arrival({ mail: mail({ text: "x".repeat(limits.entryTextChars + 1) }) }),
      "participant-verified",
    );
    expect(entry.text).toHaveLength(limits.entryTextChars);
    expect(entry.isTextCut).toBe(true);
  });

  test("100,000 recipients in Cc leave a row that can be stored", () => {
    const cc = Array.from({ length: 100_000 }, (_, index) => ({ name: "", address: `a${index}@x.example` }));
    expect(receivedEntry(undefined, arrival({ mail: mail({ cc }) }), "known-unverified").cc).toHaveLength(limits.shownAddresses);
  });

  test("a row fits into DynamoDB's 400 KB whatever a sender fills its fields with", () => {
    const wide = (length: number) => "咖".repeat(length);
    const address = { name: wide(250), address: `${"a".repeat(220_000)}@x.example` };
    const file = {
      filename: wide(150),
      contentType: `image/${"x".repeat(5000)}`,
      contentId: "é".repeat(5000),
      sizeBytes: 1,
      isInline: true,
      span: { offset: 1_000_000, length: 1_000_000, encoding: "base64" as const },
    };
    const entry = receivedEntry(
      undefined,
      arrival({
        mail: mail({
          from: address,
          replyTo: Array.from({ length: 500 }, () => address),
          to: Array.from({ length: 500 }, () => address),
          cc: Array.from({ length: 500 }, () => address),
          subject: wide(2000),
          text: wide(1_000_000),
          references: Array.from({ length: 100 }, (_, index) => `${"r".repeat(480)}${index}@x`),
          attachments: Array.from({ length: 500 }, (_, index) => ({ ...file, index })),
        }),
      }),
      "malformed",
    );
    expect(Buffer.byteLength(JSON.stringify(entry))).toBeLessThan(390_000);
  });

  test("the line under the subject is what is new in the mail, by its text or by its HTML", () => {
    const text = "It is the left one.\n\nOn Tue, 3 Nov 2026 at 10:00, Ana <ana@acme.test> wrote:\n> Which one?\n";
    expect(withArrival(undefined, arrival({ mail: mail({ text }) })).snippet).toBe("It is the left one.");
    const html = '<p>The left one.</p><div id="divRplyFwdMsg"><b>Xyzzy:</b> Ana</div><p>Which one?</p>';
    const made = mail({ html, text: "The left one.\n\nXyzzy: Ana\n\nWhich one?", isTextFromHtml: true });
    expect(withArrival(undefined, arrival({ mail: made })).snippet).toBe("The left one.");
  });

  test("a late mail does not become what was said last", () => {
    const before = conversation({ activityAt: later, snippet: "newer" });
    expect(withArrival(before, arrival({ receipt: receipt({ receivedAt: at }) })).snippet).toBe("newer");
  });

  test("an overlong id is not kept: cut, it would name another mail", () => {
    const long = `${"x".repeat(5000)}@x`;
    const entry = receivedEntry(
      undefined,
      arrival({ mail: mail({ messageId: long, references: [long, "ok@x"] }) }),
      "known-unverified",
    );
    expect(entry.messageId).toBeUndefined();
    expect(entry.references).toEqual(["ok@x"]);
  });

  test("an unparsed mail says why and keeps what could be made out", () => {
    const unread = unparsedMail({ subject: "Broken" }, "parts.too-many", "digest");
    const entry = receivedEntry(undefined, arrival({ mail: unread, reading: "unparsed" }), "malformed");
    expect(entry).toMatchObject({
      reading: "unparsed",
      subject: "Broken",
      defects: [{ code: "parts.too-many", detail: "It has more than 1000 parts; no honest mail has." }],
    });
    expect(entry.from.address).toBe("lucia@client.example");
  });
});

test("the entry says why a machine is taken to have written it, whom it did not reach, and why nobody was woken", () => {
  const recipients = Array.from({ length: 50 }, (_, index) => ({
    address: `a${index}@x.example`,
    diagnostic: "550 5.1.1 ".padEnd(3000, "x"),
    isPermanent: true,
    isDelayed: index === 1,
  }));
  const dsn = mail({ automatic: { kind: "bounce", evidence: "X-Failed-Recipients", bounce: { recipients } } });
  const entry = receivedEntry(undefined, arrival({ mail: dsn }), "new-unverified", { quiet: "report" });
  expect(entry).toMatchObject({ automatic: "bounce", evidence: "X-Failed-Recipients", quiet: "report" });
  expect(entry.undelivered).toHaveLength(limits.undelivered);
  expect(entry.undelivered?.[0]).toMatchObject({ address: "a0@x.example", isDelayed: false });
  expect(entry.undelivered?.[0]?.reason).toHaveLength(limits.reasonChars);
  expect(entry.undelivered?.[1]?.isDelayed).toBe(true);
});

describe("trust", () => {
  const fail = receipt({ verdicts: { ...allPass, dmarc: "FAIL" } });
  const stranger = mail({ from: { name: "Lucía", address: "lucia@evil.example" } });

  test.each([
    ["the contact, verified", conversation(), mail(), receipt(), "participant-verified"],
    ["the contact, not verified", conversation(), mail(), fail, "known-unverified"],
    ["somebody new, verified", conversation(), stranger, receipt(), "new-verified"],
    ["somebody new, not verified", conversation(), stranger, fail, "new-unverified"],
    ["a first mail, verified", undefined, mail(), receipt(), "participant-verified"],
    ["an address that no grammar allows", conversation(), mail({ isSenderWellFormed: false }), receipt(), "malformed"],
  ])("%s", (_, before, arrived, said, trust) => {
    expect(senderTrust(before, arrived, said)).toBe(trust);
  });

  test("the address is compared without case", () => {
    const shouting = mail({ from: { name: "", address: "LUCIA@CLIENT.EXAMPLE" } });
    expect(senderTrust(conversation(), shouting, receipt())).toBe("participant-verified");
  });
});

describe("a mail that is filed after one that came later", () => {
  const marco = { name: "Marco", address: "marco@client.example" };
  const answer = mail({ from: marco, subject: "Re: The grinder", messageId: "b@x", inReplyTo: ["a@x"], references: ["a@x"] });
  const first = mail({ messageId: "a@x" });
  const arrivalOf = (one: typeof first, receivedAt: string) => arrival({ mail: one, receipt: receipt({ receivedAt }) });
  const filed = (...arrivals: Arrival[]) =>
    arrivals.reduce<ReturnType<typeof withArrival> | undefined>((before, one) => withArrival(before, one), undefined);

  test("gives the same conversation as in the order of coming", () => {
    const inOrder = filed(arrivalOf(first, at), arrivalOf(answer, later));
    // The pace counts from what was filed first.
    const pace = expect.anything() as unknown;
    expect(filed(arrivalOf(answer, later), arrivalOf(first, at))).toEqual({ ...inOrder, pace });
    expect(inOrder).toMatchObject({ subject: "The grinder", participants: ["lucia@client.example"], createdAt: at });
  });

  test("of the same second, the one that answers nothing was first", () => {
    const inOrder = filed(arrivalOf(first, at), arrivalOf(answer, at));
    expect(filed(arrivalOf(answer, at), arrivalOf(first, at))).toMatchObject({
      subject: inOrder?.subject,
      contact: inOrder?.contact,
      participants: inOrder?.participants,
    });
  });

  test("changes nothing where somebody has worked on the conversation", () => {
    const edited = conversation({ subject: "Ana's words", version: 3, messageCount: 1, createdAt: later });
    expect(withArrival(edited, arrivalOf(first, at))).toMatchObject({ subject: "Ana's words", createdAt: later });
  });

  test("keeps those whom we wrote to", () => {
    const answered = conversation({
      ...{ contact: marco, participants: ["marco@client.example", "boss@client.example"] },
      ...{ version: 2, messageCount: 2, createdAt: later },
    });
    expect(withArrival(answered, arrivalOf(first, at)).participants).toEqual(["lucia@client.example", "boss@client.example"]);
  });
});

describe("routing by the envelope", () => {
  test.each([
    ["Support@ACME.test", ["support@acme.test", "*@acme.test"]],
    ["support+orders@acme.test", ["support+orders@acme.test", "support@acme.test", "*@acme.test"]],
    ["+@acme.test", ["+@acme.test", "*@acme.test"]],
    ["nonsense", []],
    ["@acme.test", []],
  ])("%s is looked up as %j", (address, expected) => {
    expect(addressKeys(address)).toEqual(expected);
  });
});

describe("short texts", () => {
  test("a snippet is one line", () => {
    expect(snippetOf("  Hello\n\n\tthere\u00a0you ")).toBe("Hello there you");
  });

  test("an emoji is not cut in half", () => {
    expect(cut("ab😀", 3)).toBe("ab");
    expect(cut("ab😀", 4)).toBe("ab😀");
  });
});

describe("verified", () => {
  const trustOf = (with_: Parameters<typeof mail>[0], dmarc: "PASS" | "FAIL" | "GRAY" = "PASS") =>
    senderTrust(conversation(), mail(with_), receipt({ verdicts: { ...allPass, dmarc } }));

  test("is who SES read in From as we did", () => {
    expect(trustOf({ dmarcDomain: "client.example" })).toBe("participant-verified");
    expect(trustOf({})).toBe("participant-verified");
  });

  test("is nobody whose DMARC passed for a domain that we do not read there", () => {
    expect(trustOf({ dmarcDomain: "evil.example" })).toBe("known-unverified");
    expect(trustOf({ dmarcDomain: "client.example.evil.example" })).toBe("known-unverified");
    expect(trustOf({ dmarcDomain: "example" })).toBe("known-unverified");
    expect(trustOf({ dmarcDomain: "evil.example", from: { name: "", address: "x@new.example" } })).toBe("new-unverified");
  });

  test("is an international domain in either spelling", () => {
    expect(trustOf({ dmarcDomain: "xn--bcher-kva.example", from: { name: "", address: "x@b\u00fccher.example" } })).toBe(
      "new-verified",
    );
  });

  test("is nobody by a passed domain when the verdict is another", () => {
    expect(trustOf({ dmarcDomain: "client.example" }, "FAIL")).toBe("known-unverified");
    expect(trustOf({ dmarcDomain: "client.example" }, "GRAY")).toBe("known-unverified");
  });

  test("is nobody who wrote to a group of ours: the domain that passed is our own", () => {
    const via = { name: "", address: "support@acme.test" };
    expect(trustOf({ dmarcDomain: "acme.test", via })).toBe("known-unverified");
  });
});

test("who sent it on is kept with the message", () => {
  const forwarder = { memberId: "mem_1", name: "Ana", to: "support@acme.test", isOriginalId: true };
  expect(receivedEntry(undefined, arrival({ mail: mail({ forwarder }) }), "known-unverified").forwarder).toEqual(forwarder);
});

test("doubts about a sender, the address that passed it on and Outlook's index are kept with the message", () => {
  const via = { name: "", address: "support@acme.test" };
  const warnings = Array.from({ length: 30 }, (_, index) => ({ code: "look-alike", about: `${index}.example` }) as const);
  const entry = receivedEntry(undefined, arrival({ mail: mail({ via, threadIndex: "AdxAAAA" }) }), "known-unverified", {
    warnings,
  });
  expect(entry).toMatchObject({ via, threadIndex: "AdxAAAA" });
  expect(entry.warnings).toHaveLength(limits.senderWarnings);
  expect(receivedEntry(undefined, arrival(), "participant-verified")).not.toHaveProperty("warnings");
});
