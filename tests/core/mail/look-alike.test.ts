// T-UN: who only looks like somebody, and what letters that show nothing or turn the line become.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanName } from "../../../functions/core/mail/clean.ts";
import { skeletonOf } from "../../../functions/core/mail/confusables.ts";
import { isMixedScript, type KnownPeople, senderWarnings } from "../../../functions/core/mail/look-alike.ts";
import { mailWith, read } from "./read.ts";

const known: KnownPeople = {
  addresses: ["lucia@client.example", "al.ruiz@gmail.com"],
  domains: ["acme.test"],
  names: [
    { name: "Lucía Fernández", address: "lucia@client.example" },
    { name: "Acme Support", address: "support@acme.test" },
  ],
};
const from = (address: string, name = "") => senderWarnings({ from: { name, address }, replyTo: [] }, known);
const codes = (address: string, name = "") => from(address, name).map(({ code }) => code);

describe("a domain that looks like one of ours, or of who takes part", () => {
  test.each([
    ["x@acrne.test", "acme.test"],
    ["x@ACRNE.test", "acme.test"],
    ["x@асmе.test", "acme.test"],
    ["x@acmė.test", "acme.test"],
    ["x@αcme.test", "acme.test"],
    ["x@acme.test.evil.example", "acme.test"],
    ["x@acme.te\u0455t", "acme.test"],
    ["x@c1ient.example", "client.example"],
    ["x@cIient.example", "client.example"],
    ["x@сlient.example", "client.example"],
    ["x@clіent.example", "client.example"],
    ["x@grnail.com", "gmail.com"],
    ["x@ɡmail.com", "gmail.com"],
    ["x@gmaіl.com", "gmail.com"],
    ["x@ｇmail.com", undefined],
  ])("%s", (address, like) => {
    if (like) expect(from(address)).toContainEqual({ code: "look-alike", about: like });
    else expect(codes(address)).not.toContain("look-alike");
  });

  test("as punycode just the same", async () => {
    const mail = await read(mailWith("From: x@xn--cme-5cd.test"));
    expect(senderWarnings(mail, known)).toEqual([
      { code: "look-alike", about: "acme.test" },
      { code: "mixed-script", about: "xn--cme-5cd.test" },
    ]);
  });

  test("an address that looks like a participant's at the same provider", () => {
    expect(from("aI.ruiz@gmail.com")).toEqual([{ code: "look-alike", about: "al.ruiz@gmail.com" }]);
    expect(from("al.ruis@gmail.com")).toEqual([]);
    expect(from("a1.ruiz@gmail.com")).toEqual([{ code: "look-alike", about: "al.ruiz@gmail.com" }]);
    expect(from("Iucia@client.example")).toEqual([{ code: "look-alike", about: "lucia@client.example" }]);
  });

  test("in Reply-To", () => {
    const mail = {
      from: { name: "", address: "lucia@client.example" },
      replyTo: [{ name: "", address: "lucia@c1ient.example" }],
    };
    expect(senderWarnings(mail, known)).toEqual([
      { code: "look-alike", about: "client.example" },
      { code: "reply-to-elsewhere", about: "lucia@c1ient.example" },
    ]);
  });

  test.each([
    "lucia@client.example",
    "LUCIA@Client.Example",
    "anybody@client.example",
    "support@acme.test",
    "x@sub.acme.test",
    "x@acme.example",
    "x@client.example.au",
    "x@gmail.com.mx",
    "x@clients.example",
    "x@gmail.co",
    "x@hotmail.com",
    "x@bücher.example",
    "x@пример.рф",
    "x@例え.jp",
    "x@παράδειγμα.gr",
  ])("is not %s", (address) => expect(from(address)).toEqual([]));
});

describe("letters of several alphabets in one word", () => {
  test.each([
    "pаypal",
    "Аcme",
    "gооgle",
    "aрple.com",
    "Mіcrosoft",
    "ρaypal",
    "Ηello",
    "teѕt-shop",
    "аррӏе1x.com",
    "օffice",
    "Ꭺcme",
  ])("%s", (text) => expect(isMixedScript(text)).toBe(true));

  test.each([
    "Acme Support",
    "José Núñez",
    "Łukasz Żółć",
    "Анна Петрова",
    "Анна (Acme)",
    "Γιώργος Παπαδόπουλος",
    "山田太郎",
    "山田タロウ",
    "Tanaka山田",
    "株式会社ABC",
    "김철수 Kim",
    "עמית כהן",
    "محمد Ali",
    "สมชาย",
    "राहुल शर्मा",
    "Արամ",
    "🎉 Party 2026",
    "R2-D2",
    "",
  ])("are not in %j", (text) => expect(isMixedScript(text)).toBe(false));

  test("are a doubt about the domain, told in punycode, and about the name", () => {
    expect(from("x@pаypal.example")).toEqual([{ code: "mixed-script", about: "xn--pypal-4ve.example" }]);
    expect(from("x@elsewhere.example", "Аcme Billing")).toEqual([{ code: "mixed-script", about: "Аcme Billing" }]);
  });

  test("a whole label in borrowed letters under a Latin ending is one, in its own country it is not", () => {
    expect(codes("x@аррӏе.com")).toEqual(["mixed-script"]);
    expect(codes("x@сор.рф")).toEqual([]);
  });
});

describe("a name that pretends", () => {
  test.each<[string, string, string[]]>([
    ["x@evil.example", "Support <support@acme.test>", ["name-is-address"]],
    ["x@evil.example", "ceo@acme.test", ["name-is-address"]],
    ["x@evil.example", "Ana (ana@acme.test) Ruiz", ["name-is-address"]],
    ["x@evil.example", "mailto:ana@acme.test", ["name-is-address"]],
    ["ana@acme.test", "ana@acme.test", []],
    ["ana@acme.test", "Ana@ACME.test", []],
    ["x@shop.example", "Ana @ Acme", []],
    ["x@shop.example", "@ana", []],
    ["x@evil.example", "Lucía Fernández", ["known-name"]],
    ["x@evil.example", "LUCIA FERNANDEZ", ["known-name"]],
    ["x@evil.example", "Acme Support", ["known-name"]],
    ["x@evil.example", "Аcme Suррort", ["mixed-script", "known-name"]],
    ["x@evil.example", "Lucía", []],
    ["lucia@client.example", "Lucía Fernández", []],
  ])("%s as %j: %j", (address, name, expected) => expect(codes(address, name)).toEqual(expected));
});

describe("Reply-To", () => {
  const replyTo = (address: string) =>
    senderWarnings({ from: { name: "", address: "a@shop.example" }, replyTo: [{ name: "", address }] }, known);
  test("to another domain is said", () => {
    expect(replyTo("b@elsewhere.example")).toEqual([{ code: "reply-to-elsewhere", about: "b@elsewhere.example" }]);
  });
  test.each(["b@shop.example", "b@SHOP.example", "b@mail.shop.example", "b@bücher.shop.example"])(
    "in the same house is not: %s",
    (to) => expect(replyTo(to)).toEqual([]),
  );
});

describe("in a name", () => {
  test.each([
    ["bidi override", "Ana\u202emoc", "Anamoc"],
    ["bidi isolate", "\u2066Ana\u2069", "Ana"],
    ["marks", "A\u200en\u200fa", "Ana"],
    ["Arabic letter mark", "A\u061cna", "Ana"],
    ["zero-width space", "A\u200bna", "Ana"],
    ["zero-width joiner between Latin letters", "A\u200dna", "Ana"],
    ["word joiner", "A\u2060na", "Ana"],
    ["byte order mark", "\ufeffAna", "Ana"],
    ["soft hyphen", "A\u00adna", "Ana"],
    ["tags", "Ana\u{e0041}\u{e0042}", "Ana"],
    ["variation selectors supplement", "Ana\u{e0100}", "Ana"],
    ["Hangul filler", "\u3164Ana\uffa0", "Ana"],
    ["interlinear marks", "\ufff9Ana\ufffb", "Ana"],
    ["line separator", "Ana\u2028Ruiz", "Ana Ruiz"],
    ["next line", "Ana\u0085Ruiz", "AnaRuiz"],
    ["NUL", "A\0na", "Ana"],
    ["no-break spaces", "Ana\u00a0\u202fRuiz", "Ana Ruiz"],
  ])("%s goes", (_what, name, shown) => expect(cleanName(name)).toBe(shown));

  test.each(["محمدی‌نیا", "👨‍👩‍👧", "क्‍ष", "José", "e\u0301", "山田", "🏳️‍🌈"])("%s stays", (name) =>
    expect(cleanName(name)).toBe(name),
  );

  test("of a mail that is read, too", async () => {
    const mail = await read(mailWith("From: =?utf-8?q?Su=E2=80=8Bpport=E2=80=AE?= <x@evil.example>"));
    expect(mail.from?.name).toBe("Support");
  });
});

describe("any text at all", () => {
  const text = fc.string({ unit: "binary", maxLength: 80 });
  test("has one skeleton, and a skeleton is its own", () => {
    fc.assert(
      fc.property(text, (one) => {
        expect(skeletonOf(one)).toBe(skeletonOf(one));
        expect(skeletonOf(one.normalize("NFC"))).toBe(skeletonOf(one.normalize("NFD")));
      }),
      { seed: 20261125, numRuns: 500 },
    );
  });
  test("can be a sender", () => {
    fc.assert(
      fc.property(text, text, text, (name, address, reply) => {
        const mail = { from: { name, address }, replyTo: [{ name: "", address: reply }] };
        expect(senderWarnings(mail, known).length).toBeLessThanOrEqual(8);
      }),
      { seed: 20261125, numRuns: 500 },
    );
  });
});
