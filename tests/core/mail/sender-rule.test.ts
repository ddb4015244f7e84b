// Which rule counts for a sender, and what can be a rule at all.
import { describe, expect, test } from "vitest";
import { type SenderRule, senderPattern, type Treatment, treatmentOf } from "../../../functions/core/mail/sender-rule.ts";

const rule = (pattern: string, treatment: Treatment = "spam"): SenderRule => ({ pattern, treatment });

describe("the rule that counts", () => {
  const rules = [
    ...[rule("@shop.example"), rule("ana@shop.example", "allowed"), rule("@news.shop.example", "silent")],
    ...[rule("/^ana@/", "closed"), rule("/^(bounce|ana)-\\d+@/", "silent"), rule("/-\\d+@/", "spam")],
  ];
  test.each([
    ["ANA@shop.example", "ana@shop.example"],
    ["x@shop.example", "@shop.example"],
    ["x@a.news.shop.example", "@news.shop.example"],
    // A domain is closer than an expression, whichever was made first.
    ["ana-7@shop.example", "@shop.example"],
    ["ana@client.example", "/^ana@/"],
    ["Bounce-12@client.example", "/^(bounce|ana)-\\d+@/"],
    ["news-12@client.example", "/-\\d+@/"],
    ["lucia@client.example", undefined],
  ])("for %s: %s", (address, pattern) => {
    expect(treatmentOf(address, rules)?.pattern).toBe(pattern);
    // Only among expressions does the order matter.
    const expressions = rules.filter((one) => one.pattern.startsWith("/"));
    const others = rules.filter((one) => !expressions.includes(one)).toReversed();
    expect(treatmentOf(address, [...expressions, ...others])?.pattern).toBe(pattern);
  });

  test("of expressions is the first that fits", () => {
    const [first, second] = [rule("/^a/", "allowed"), rule("/^an/", "spam")];
    expect(treatmentOf("ana@client.example", [first, second])).toBe(first);
    expect(treatmentOf("ana@client.example", [second, first])).toBe(second);
  });

  test("reads a domain in any script as it is kept, and an expression over the address in lower case", () => {
    expect(treatmentOf("X@BÜCHER.example", [rule("/@xn--bcher-kva\\.example$/")])).toBeDefined();
  });

  test("is none that cannot be read any more", () => {
    expect(treatmentOf("ana@client.example", [rule("/(/"), rule("/^ana@/")])?.pattern).toBe("/^ana@/");
  });
});

describe("a pattern", () => {
  test.each([
    [" ANA@Client.example ", "ana@client.example"],
    ["@Client.example", "@client.example"],
    [" /^News-\\d+@/ ", "/^News-\\d+@/"],
    ["/a/b/", "/a/b/"],
    // A slash may stand in an address; it cannot end one.
    ["/x@client.example", "/x@client.example"],
    ["/\\.(top|xyz)$/", "/\\.(top|xyz)$/"],
    ["/^no-?reply@/", "/^no-?reply@/"],
  ])("%s is kept as %s", (written, kept) => {
    expect(senderPattern(written)).toBe(kept);
  });

  test.each([
    ...["/.*/", "/./", "/^/", "/a*/", "/@/", "/@.+\\./", "/\\w/", "/^[^ ]+$/", "/(^x|)/", "/\\.[a-z]{2,}$/", "/^.+@.+$/"],
    ...["/[^@]@[^@]/", "/(a|b|c|.)/", "/[a-z]/"],
  ])("%s fits everybody, and is none", (written) => {
    expect(senderPattern(written)).toEqual({ problem: expect.stringMatching(/every address/) });
  });

  test.each([
    ["//", /Name an address/],
    ["/", /Name an address/],
    ["", /Name an address/],
    ["client.example", /Name an address/],
    ["@localhost", /Name an address/],
    ["/(/", /A group is not closed\. A pattern may have/],
    ["/(?=x)y/", /only \(\?: is supported\. A pattern may have/],
  ])("%j is none, and it is said why", (written, sentence) => {
    expect(senderPattern(written)).toEqual({ problem: expect.stringMatching(sentence) });
  });
});
