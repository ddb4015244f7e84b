// Address headers as they come: separators forgotten, quotes left open, names that hold what only addresses may.
import { describe, expect, test } from "vitest";
import { readAddresses } from "../../../functions/core/mail/read-addresses.ts";
import { mailWith, read } from "./read.ts";

const shown = (raw: string) =>
  readAddresses(Buffer.from(raw, "utf8").toString("latin1")).addresses.map(({ name, address }) => [name, address]);

describe("one mailbox", () => {
  test.each<[string, string, string]>([
    ["J. R. Doe <a@b.test>", "J. R. Doe", "a@b.test"],
    ["kim@home <kim@b.test>", "kim@home", "kim@b.test"],
    ["Doe, Jane <jane@b.test>", "Doe, Jane", "jane@b.test"],
    ["Doe, Jane, Dr. <jane@b.test>", "Doe, Jane, Dr.", "jane@b.test"],
    ["10:30 News <n@b.test>", "10:30 News", "n@b.test"],
    ["Sales: Kim <kim@b.test>", "Sales: Kim", "kim@b.test"],
    ['"Kim <kim@b.test>', "Kim", "kim@b.test"],
    ['"Kim Lee <kim@b.test>', "Kim Lee", "kim@b.test"],
    ['Kim "The Boss" Lee <kim@b.test>', "Kim The Boss Lee", "kim@b.test"],
    ['"Lee \\(Kim\\)" <kim@b.test>', "Lee (Kim)", "kim@b.test"],
    ['"Kim" kim@b.test', "Kim", "kim@b.test"],
    ["kim@b.test Kim", "Kim", "kim@b.test"],
    ["<kim@b.test> Kim", "Kim", "kim@b.test"],
    ['""<kim@b.test>', "", "kim@b.test"],
    ["kim@b.test (Kim (the boss) Lee)", "Kim (the boss) Lee", "kim@b.test"],
    ["kim@b.test (=?utf-8?Q?J=C3=B6rg?=)", "Jörg", "kim@b.test"],
    ["(before) kim@b.test (after)", "before after", "kim@b.test"],
    ["Kim (Lee) <kim@b.test>", "Kim", "kim@b.test"],
    ["< kim@b.test >", "", "kim@b.test"],
    ["<<kim@b.test>>", "", "kim@b.test"],
    ["Kim <<kim@b.test>>", "Kim", "kim@b.test"],
    ["Kim <'kim@b.test'>", "Kim", "kim@b.test"],
    ["'kim@b.test'", "", "kim@b.test"],
    ["mailto:kim@b.test", "", "kim@b.test"],
    ["Kim <mailto:kim@b.test?subject=Hello>", "Kim", "kim@b.test"],
    ["<@a.test,@c.test:kim@b.test>", "", "kim@b.test"],
    ["Kim <kim@[IPv6:2001:db8::1]>", "Kim", "kim@[IPv6:2001:db8::1]"],
    ["kim@[192.0.2.1]", "", "kim@[192.0.2.1]"],
    ["kim@[IPv6:2001:db8::1]", "", "kim@[IPv6:2001:db8::1]"],
    ['"kim@home"@b.test', "", '"kim@home"@b.test'],
    ['<"kim\\"lee"@b.test>', "", '"kim\\"lee"@b.test'],
    ["kim@bücher.example", "", "kim@bücher.example"],
    ["Kim <kim@xn--bcher-kva.example>", "Kim", "kim@xn--bcher-kva.example"],
    ["jörg@b.test", "", "jörg@b.test"],
    ["=?utf-8?Q?Kim?=<kim@b.test>", "Kim", "kim@b.test"],
    ['"=?utf-8?Q?J=C3=B6?= =?utf-8?Q?rg?=" <j@b.test>', "Jörg", "j@b.test"],
    ['"Lee, =?utf-8?Q?J=C3=B6rg?=" <j@b.test>', "Lee, Jörg", "j@b.test"],
    ["=?utf-8?Q?Kim_<ceo@corp.test>?= <a@b.test>", "Kim <ceo@corp.test>", "a@b.test"],
    ['"ceo@corp.test" <a@b.test>', "ceo@corp.test", "a@b.test"],
    ["=?utf-8?B?TGVlLCBLaW0=?= <kim@b.test>", "Lee, Kim", "kim@b.test"],
    ["=?iso-2022-jp?B?GyRCO0VNTRsoQg==?= <s@b.test>", "仕様", "s@b.test"],
    ["\tKim\t Lee\t<kim@b.test>\t", "Kim Lee", "kim@b.test"],
    ["Kim Lee", "Kim Lee", ""],
    ["<=?utf-8?Q?a=0Ab?=@c.test>", "", "a b@c.test"],
    ["Kim (=?utf-8?Q?a=0D=0Ab?=@c.test)", "Kim", "a b@c.test"],
    ["Kim, <kim@b.test>", "Kim", "kim@b.test"],
    ["Lee\\, Kim <kim@b.test>", "Lee, Kim", "kim@b.test"],
    ["=?utf-8?Q?Doe?=, =?utf-8?Q?Jane?= <j@b.test>", "Doe, Jane", "j@b.test"],
    ["=?utf-8?Q?Kim_(Sales),_x?= <kim@b.test>", "Kim (Sales), x", "kim@b.test"],
    ["Kim <SMTP:kim@b.test>", "Kim", "kim@b.test"],
    ["Kim [mailto:kim@b.test]", "Kim", "kim@b.test"],
    ["Kim (kim@b.test)", "Kim", "kim@b.test"],
    ["kim@b.test (kim@b.test)", "", "kim@b.test"],
    ['"Kim <kim@b.test>" <kim@b.test>', "Kim", "kim@b.test"],
    ['"Kim <ceo@corp.test>" <kim@b.test>', "Kim <ceo@corp.test>", "kim@b.test"],
    ["Kim <kim at b.test>", "Kim", ""],
    ["Kim </O=EXCH/CN=KIM>", "Kim", "/O=EXCH/CN=KIM"],
    ['"My, Group": kim@b.test;', "", "kim@b.test"],
  ])("%s", (raw, name, address) => expect(shown(raw)).toEqual([[name, address]]));
});

describe("several", () => {
  const two = ["a@b.test", "c@d.test"];
  test.each<[string, string[]]>([
    ["<a@b.test> <c@d.test>", two],
    ["A <a@b.test> C <c@d.test>", two],
    ['A <a@b.test>"C" <c@d.test>', two],
    ["a@b.test c@d.test", two],
    ["a@b.test\n c@d.test", two],
    ["A <a@b.test>; C <c@d.test>;", two],
    ["G: a@b.test, c@d.test;", two],
    ["G: a@b.test, c@d.test", two],
    ["G: A <a@b.test>; c@d.test", two],
    ["G: H: a@b.test;, c@d.test;", two],
    ["None:;, a@b.test, Nobody: ;, c@d.test", two],
    ['"A <a@b.test>, C <c@d.test>', two],
    ["Doe, A <a@b.test>, Roe, C <c@d.test>", two],
    ["<>, a@b.test, c@d.test", ["", ...two]],
    ["a@b.test / c@d.test", two],
    ["A <a@b.test, C <c@d.test>", two],
    ["A <a@b.test; C <c@d.test>", two],
    ["A <a@b.test,c@d.test>", two],
    ["a@b.test>,<c@d.test>", two],
    ["undisclosed-recipients:@b.test;", []],
    ["undisclosed-recipients:;", []],
    ["undisclosed-recipients: ", []],
    ['"undisclosed-recipients":;', []],
    ["<undisclosed-recipients:;>", [""]],
  ])("%j", (raw, addresses) => {
    const found = shown(raw).map(([, address]) => address);
    expect(found.filter(Boolean)).toEqual(addresses.filter(Boolean));
  });

  test("names go with their addresses where commas are forgotten", () => {
    expect(shown('A <a@b.test> "C, D" <c@d.test>')).toEqual([
      ["A", "a@b.test"],
      ["C, D", "c@d.test"],
    ]);
  });
});

describe("no identity", () => {
  test.each([
    "<victim@corp.example> <attacker@evil.example>",
    "victim@corp.example attacker@evil.example",
    "Doe, Victim <victim@corp.example>",
    '"Victim <victim@corp.example>',
    "Sales: Victim <victim@corp.example>",
    "<'victim@corp.example'>",
    "'victim@corp.example'",
    "<mailto:victim@corp.example?x=@evil.example>",
    "<<victim@corp.example>>",
    "<victim@corp.example, <attacker@evil.example>",
    "Victim <SMTP:victim@corp.example>",
    "Victim (victim@corp.example)",
    "mailto:victim@corp.example",
    '"Victim <attacker@evil.example>" victim@corp.example',
  ])("comes from what had to be mended: %s", async (from) => {
    const mail = await read(mailWith(`From: ${from}`));
    expect([mail.isSenderWellFormed, mail.from?.address]).toEqual([false, "victim@corp.example"]);
  });
});
