// Whatever is composed reads back as it was meant: recipients, subject, text, files and threading, on legal lines.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normaliseAddress } from "../../../functions/core/mail/address.ts";
import { cleanLine } from "../../../functions/core/mail/clean.ts";
import { composeMail, type OutgoingMail } from "../../../functions/core/mail/compose.ts";
import { refuseUnlessReadBack } from "../../../functions/core/mail/read-back.ts";
import { contentOf, read } from "./read.ts";

const letters = "aZ9 .,!?-_=()[]{}<>@#%&'\"\\/;:*~^|$+`äñßøЖяαΩ漢字かなカ한글عربعברת🎉👨‍👩‍👧e\u0301\u200d";
const line = (maxLength: number) =>
  fc.array(fc.constantFrom(...letters), { maxLength }).map((signs) => signs.join("").replace(/ +/g, " ").trim());
const name = line(60);
const address = fc
  .tuple(
    fc.stringMatching(/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,20}(\.[A-Za-z0-9+_-]{1,10})?$/),
    fc.constantFrom("example.com", "sub.example.co.uk", "bücher.example", "пример.рф", "例え.jp", "xn--bcher-kva.example"),
  )
  .filter(([local]) => !local.includes("=?"))
  .map(([local, domain]) => `${local}@${domain}`);
const person = fc.record({ name, address });
const text = fc
  .array(fc.oneof(line(120), fc.constantFrom("", ".", "..", "From here", "> quoted", "-- ", "--b")), { maxLength: 30 })
  .map((lines) => lines.join("\n").trim());
const filename = line(90).filter(
  (one) => /[\p{L}\p{N}]/u.test(one) && !/[<>:"|?*\\/%\u200d]/.test(one) && !/^\.|[. ]$/.test(one),
);
const file = fc.record({
  filename,
  contentType: fc.constantFrom("application/pdf", "text/plain", "image/png"),
  content: fc.uint8Array({ maxLength: 2000 }),
});
const id = fc.stringMatching(/^[A-Za-z0-9.$+_-]{1,60}@[a-z0-9-]{1,20}\.example$/);

const mails = fc.record({
  from: fc.record({ name, address: fc.constant("support@acme.test") }),
  to: fc.array(person, { minLength: 1, maxLength: 12 }),
  cc: fc.array(person, { maxLength: 12 }),
  replyTo: fc.array(fc.record({ name, address: fc.constant("r.abc.def@reply.acme.test") }), { maxLength: 1 }),
  subject: line(250),
  inReplyTo: id,
  references: fc.array(id, { maxLength: 40 }),
  text,
  attachments: fc.array(file, { maxLength: 3 }),
});

const composed = (mail: Partial<OutgoingMail>) => composeMail({ ...(mail as OutgoingMail), date: "2026-11-22T09:30:00.000Z" });

test("recipients, subject, text, files and ids come back", async () => {
  await fc.assert(
    fc.asyncProperty(mails, async (mail) => {
      const raw = await composed(mail);
      const back = await read(raw);
      const addresses = (all: readonly { address: string }[]) => all.map((one) => normaliseAddress(one.address));
      expect(addresses(back.from ? [back.from] : [])).toEqual(["support@acme.test"]);
      expect(addresses(back.to)).toEqual(addresses(mail.to));
      expect(addresses(back.cc)).toEqual(addresses(mail.cc));
      expect(addresses(back.replyTo)).toEqual(addresses(mail.replyTo));
      expect(back.isSenderWellFormed).toBe(true);
      expect(back.subject).toBe(mail.subject);
      expect(back.inReplyTo).toEqual([mail.inReplyTo]);
      expect(back.references.at(-1)).toBe(mail.references.at(-1));
      expect(back.references[0]).toBe(mail.references[0]);
      expect(back.text.trimEnd()).toBe(mail.text);
      expect(back.attachments.map((one) => one.filename)).toEqual(mail.attachments.map((one) => cleanLine(one.filename)));
      expect(back.attachments.map((one) => contentOf(raw, one))).toEqual(mail.attachments.map((one) => Buffer.from(one.content)));
      expect(() => refuseUnlessReadBack(raw, { ...mail, date: "2026-11-22T09:30:00.000Z" })).not.toThrow();
    }),
    { seed: 20261125, numRuns: 250 },
  );
});

test("its header is ASCII, folded, in encoded words of 75 that each are whole characters", async () => {
  await fc.assert(
    fc.asyncProperty(mails, async (mail) => {
      const raw = (await composed(mail)).toString("latin1");
      for (const header of raw.split(/\r\n\r\n/).filter((part) => /^(?:--[^\r]*\r\n)?[A-Za-z-]+:/.test(part))) {
        expect(header).toMatch(/^[\t\r\n -~]*$/);
      }
      for (const one of raw.split("\r\n")) expect(one.length).toBeLessThanOrEqual(998);
      for (const [word, charset, encoding, packed] of raw.matchAll(/=\?([A-Za-z0-9-]+)\?([QB])\?([^?\s]*)\?=/g)) {
        expect(word.length).toBeLessThanOrEqual(75);
        expect(charset).toBe("UTF-8");
        const bytes = encoding === "B" ? Buffer.from(packed ?? "", "base64") : Buffer.from(unquoted(packed ?? ""), "latin1");
        expect(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes)).not.toThrow();
      }
    }),
    { seed: 20261126, numRuns: 150 },
  );
});

describe("read back before it goes", () => {
  const mail: OutgoingMail = {
    from: { name: "Acme", address: "support@acme.test" },
    to: [{ name: "Kim", address: "kim@example.com" }],
    cc: [{ name: "", address: "Lee@bücher.example" }],
    replyTo: [{ name: "", address: "r.a.b@reply.acme.test" }],
    subject: "Re: Hello",
    date: "2026-11-22T09:30:00.000Z",
    text: "Hi",
  };

  test("as it was meant, it may", async () => {
    const raw = await composeMail(mail);
    expect(() => refuseUnlessReadBack(raw, mail)).not.toThrow();
  });

  test.each<[string, Partial<OutgoingMail>]>([
    ["another recipient", { to: [{ name: "Kim", address: "kim@example.org" }] }],
    ["one recipient less", { cc: [] }],
    ["one recipient more", { to: [...mail.to, { name: "", address: "x@example.com" }] }],
    ["another order", { to: mail.cc ?? [], cc: mail.to }],
    ["another sender", { from: { name: "Acme", address: "sales@acme.test" } }],
    ["another way back", { replyTo: [{ name: "", address: "r.a.c@reply.acme.test" }] }],
    ["another subject", { subject: "Re: Hello!" }],
    ["a local part in another case", { to: [{ name: "Kim", address: "Kim@example.com" }] }],
  ])("%s is not what was composed", async (_what, change) => {
    const raw = await composeMail(mail);
    expect(() => refuseUnlessReadBack(raw, { ...mail, ...change })).toThrow(
      expect.objectContaining({ code: "reply.not-as-meant" }),
    );
  });

  test("a header that was slipped in is seen", async () => {
    const raw = (await composeMail(mail)).toString("latin1");
    for (const extra of [
      "To: evil@evil.example",
      "From: ceo@acme.test",
      "Cc: evil@evil.example",
      "Bcc: boss@acme.test",
      "bCC:",
    ]) {
      expect(() => refuseUnlessReadBack(Buffer.from(`${extra}\r\n${raw}`, "latin1"), mail)).toThrow();
    }
  });
});

function unquoted(packed: string): string {
  return packed
    .replaceAll("_", " ")
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
