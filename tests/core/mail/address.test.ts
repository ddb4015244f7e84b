// Whom we trust and answer is decided by a strict grammar; what we show is read leniently.
import { describe, expect, test } from "vitest";
import { readAddresses } from "../../../functions/core/mail/read-addresses.ts";
import { domainOf, isWellFormedAddress, needsSmtpUtf8, normaliseAddress } from "../../../functions/core/mail/address.ts";
import { parseRecipients } from "../../../functions/core/mail/recipients.ts";
import { mailWith, read } from "./read.ts";

describe("well formed", () => {
  test.each([
    "a@b.co",
    "first.last@example.com",
    "first+tag@example.co.uk",
    "o'brien@example.ie",
    "x_y-z@sub.sub.example.com",
    "!#$%&'*+-/=?^_`{|}~@example.com",
    "1@2.example",
    "user@xn--bcher-kva.example",
    "user@bücher.example",
    "user@例え.jp",
    `${"a".repeat(64)}@example.com`,
    `a@${"b".repeat(63)}.example`,
  ])("%s", (address) => expect(isWellFormedAddress(address)).toBe(true));
});

describe("not well formed", () => {
  test.each([
    "",
    "a",
    "@example.com",
    "a@",
    "a@b",
    "a@localhost",
    "a b@example.com",
    "a@exam ple.com",
    " a@example.com",
    "a@example.com ",
    "a@example.com\n",
    "a@example.com\r\nBcc: x@evil.example",
    "a\0@example.com",
    "a@example.com\0.evil.example",
    ".a@example.com",
    "a.@example.com",
    "a..b@example.com",
    '"a"@example.com',
    '"a@evil.example x"@corp.example',
    "a@b@example.com",
    "a@[192.0.2.1]",
    "a@192.0.2.1",
    "a@-example.com",
    "a@example-.com",
    "a@example..com",
    "a@.example.com",
    "a@example.com.",
    "a@exam_ple.com",
    "a@example.123",
    "<a@example.com>",
    "a,b@example.com",
    "a;b@example.com",
    "a:b@example.com",
    "a(b)@example.com",
    "a\\b@example.com",
    "a@example.com,b@example.com",
    "@evil.example:victim@corp.example",
    "jörg@example.com",
    "a@exa\u202emple.com",
    "a@ex／ample.com",
    "a@ex%40ample.com",
    `${"a".repeat(65)}@example.com`,
    `a@${"b".repeat(64)}.example`,
    `a@${"b.".repeat(130)}com`,
  ])("%j", (address) => expect(isWellFormedAddress(address)).toBe(false));
});

describe("a sender that must not become an identity (security E9)", () => {
  test.each([
    ["victim@corp.example\n .evil.example", "victim@corp.example.evil.example"],
    ['"a@evil.example x"@corp.example', '"a@evil.example x"@corp.example'],
    ["<attacker@evil.example>victim@corp.example", "attacker@evil.example"],
    ["victim@corp.example, attacker@evil.example", "victim@corp.example"],
    ["G: victim@corp.example;, attacker@evil.example", "victim@corp.example"],
    ["victim@corp.example\0@evil.example", "victim@corp.example@evil.example"],
    ["<@evil.example:victim@corp.example>", "victim@corp.example"],
    ["victim@corp.example\nFrom: attacker@evil.example", "victim@corp.example"],
    ["Victim <victim@corp.example> <attacker@evil.example>", "victim@corp.example"],
    ["victim@corp.example <>", undefined],
    ["<victim@corp.example", "victim@corp.example"],
    ["victim@corp.example attacker@evil.example", "victim@corp.example"],
    ["vic\0tim@corp.example", undefined],
    ["<vic tim@corp.example>", undefined],
    ["victim@corp.example(@evil.example", undefined],
    ["=?utf-8?q?victim=40corp.example?=", undefined],
    ["<=?utf-8?q?victim?=@corp.example>", undefined],
    ["Nobody", undefined],
    ["", undefined],
  ])("%j", async (from, shown) => {
    const mail = await read(mailWith(`From: ${from}`));
    expect(mail.isSenderWellFormed).toBe(false);
    if (shown) expect(mail.from?.address).toBe(shown);
  });

  test.each([
    "victim@corp.example",
    "<victim@corp.example>",
    "Victim <victim@corp.example>",
    '"Victim, V." <victim@corp.example>',
    "=?utf-8?q?V=C3=ADctim?= <victim@corp.example>",
    "victim@corp.example (Victim)",
    "Victim <victim@corp.example> (at work)",
  ])("while %j may", async (from) => {
    const mail = await read(mailWith(`From: ${from}`));
    expect([mail.isSenderWellFormed, mail.from?.address]).toEqual([true, "victim@corp.example"]);
  });
});

describe("read leniently", () => {
  test.each<[string, [name: string, address: string][]]>([
    [
      "Mary <mary@x.test>, jdoe@example.org, Who? <one@y.test>",
      [
        ["Mary", "mary@x.test"],
        ["", "jdoe@example.org"],
        ["Who?", "one@y.test"],
      ],
    ],
    ['"Giant; \\"Big\\" Box" <box@example.net>', [['Giant; "Big" Box', "box@example.net"]]],
    [
      "A Group: Ed <ed@a.test>, joe@b.test;",
      [
        ["Ed", "ed@a.test"],
        ["", "joe@b.test"],
      ],
    ],
    ["Undisclosed recipients:;", []],
    ["Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>", [["Pete", "pete@silly.test"]]],
    ["pete@silly.test (Pete)", [["Pete", "pete@silly.test"]]],
    ["jdoe@test  . example", [["", "jdoe@test.example"]]],
    ["<mailto:kim@example.com>", [["", "kim@example.com"]]],
    ["'kim@example.com' <kim@example.com>", [["'kim@example.com'", "kim@example.com"]]],
    ["kim@example.com <kim@example.com>", [["", "kim@example.com"]]],
    ['"Kim@Example.com" <kim@example.com>', [["", "kim@example.com"]]],
    ["'Kim' <kim@example.com>", [["'Kim'", "kim@example.com"]]],
    ['"kim lee" <"kim lee"@example.com>', [["kim lee", '"kim lee"@example.com']]],
    ["Kim kim@example.com>", [["Kim", "kim@example.com"]]],
    ["[mailto:kim@example.com]", [["", "kim@example.com"]]],
    ["=?utf-8?Q?Kim_<kim@example.com>?=", [["Kim", "kim@example.com"]]],
    ["=?utf-8?B?S2ltIDxraW1AZXhhbXBsZS5jb20+?=", [["Kim", "kim@example.com"]]],
    ["=?ISO-8859-1?Q?Andr=E9?= Pirard <a@b.example>", [["André Pirard", "a@b.example"]]],
    ["=?utf-8?q?Doe=2C_Jane?= <jane@b.example>", [["Doe, Jane", "jane@b.example"]]],
    ['=?utf-8?Q?"Doe,_J."?= <j@b.example>', [['"Doe, J."', "j@b.example"]]],
    [
      "kim@example.com; lee@example.com",
      [
        ["", "kim@example.com"],
        ["", "lee@example.com"],
      ],
    ],
    [",,, kim@example.com,,", [["", "kim@example.com"]]],
    ["Kim\u202emoc.live <kim@example.com>".replace("\u202e", "\xe2\x80\xae"), [["Kimmoc.live", "kim@example.com"]]],
  ])("%j", (raw, expected) => {
    expect(readAddresses(raw).addresses.map(({ name, address }) => [name, address])).toEqual(expected);
  });
});

describe("one spelling", () => {
  test("domain and local part in lower case, international domains in ASCII", () => {
    expect(normaliseAddress(" Jane@EXAMPLE.com ")).toBe("jane@example.com");
    expect(normaliseAddress("jane@Bücher.example")).toBe("jane@xn--bcher-kva.example");
    expect(normaliseAddress("nonsense")).toBe("nonsense");
    expect(domainOf("jane@Bücher.example")).toBe("xn--bcher-kva.example");
  });
  test("only the local part can need SMTPUTF8", () => {
    expect([needsSmtpUtf8("jörg@example.com"), needsSmtpUtf8("j@bücher.example")]).toEqual([true, false]);
  });
});

describe("recipients as typed", () => {
  test("text and objects are read", () => {
    expect(
      parseRecipients(["Ana Ruiz <ana@example.com>, bob@example.com", { name: "C", address: "c@example.com" }], "to"),
    ).toEqual([
      { name: "Ana Ruiz", address: "ana@example.com" },
      { name: "", address: "bob@example.com" },
      { name: "C", address: "c@example.com" },
    ]);
  });

  test("a name outside ASCII is kept", () => {
    expect(parseRecipients(["José Núñez <jose@example.es>"], "to")).toEqual([{ name: "José Núñez", address: "jose@example.es" }]);
  });

  test.each([
    ["=?utf-8?Q?Jos=C3=A9?= <jose@example.es>", "José"],
    ["=?iso-8859-1?Q?Jos=E9?= <jose@example.es>", "José"],
    ["=?iso-2022-jp?B?GyRCO0VNTRsoQg==?= <shiyo@example.jp>", "仕様"],
    ["=?x-nobody-knows?Q?Jose?= <jose@example.es>", "Jose"],
  ])("an encoded word that was copied from a header: %s", (typed, name) => {
    expect(parseRecipients([typed], "to")).toEqual([expect.objectContaining({ name })]);
  });

  test.each([
    "",
    "nobody",
    "a@b",
    "<aaa@bbb.example>ccc@ddd.example",
    "a@b.example\r\nBcc: x@evil.example",
    '"a"@b.example',
    "a@b.example <>",
    "=?utf-8?q?a?=@example.com",
    "a=?b@example.com",
  ])("%j is refused with the field named", (typed) => {
    expect(() => parseRecipients([typed], "cc")).toThrowError(
      expect.objectContaining({ code: "reply.recipient-malformed", details: { field: "cc" } }),
    );
  });

  test("a local part outside ASCII is refused with its own sentence", () => {
    expect(() => parseRecipients([{ address: "jörg@example.de" }], "to")).toThrowError(
      expect.objectContaining({ code: "reply.recipient-not-ascii" }),
    );
  });
});
