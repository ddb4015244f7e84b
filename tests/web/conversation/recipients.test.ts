// Recipients typed or pasted: how they are split, and which are refused.
import { describe, expect, test } from "vitest";
import { addRecipients, isMailAddress, parseRecipients } from "../../../web/src/composer/recipients.ts";

const addresses = (text: string): string[] => parseRecipients(text).map((one) => one.address);

describe("splitting", () => {
  test.each([
    ["commas", "a@x.test, b@x.test", ["a@x.test", "b@x.test"]],
    ["semicolons and line ends", "a@x.test; b@x.test\nc@x.test\r\n", ["a@x.test", "b@x.test", "c@x.test"]],
    ["spaces between bare addresses", "a@x.test b@x.test", ["a@x.test", "b@x.test"]],
    ["spreadsheet columns", "a@x.test\tb@x.test", ["a@x.test", "b@x.test"]],
    ["nothing", " ,; \n", []],
  ])("at %s", (_name, text, expected) => {
    expect(addresses(text)).toEqual(expected);
  });

  test("names keep their commas inside quotes", () => {
    expect(parseRecipients('"García, Ana" <ana@acme.test>, Beto <beto@acme.test>')).toEqual([
      { name: "García, Ana", address: "ana@acme.test", isValid: true },
      { name: "Beto", address: "beto@acme.test", isValid: true },
    ]);
  });

  test("an open quote does not swallow the next line", () => {
    expect(addresses('"a@x.test\nb@x.test')).toContain("b@x.test");
  });

  test("three hundred pasted at once", () => {
    const many = Array.from({ length: 300 }, (_, index) => `p${index}@x.test`);
    expect(addresses(many.join(",\n"))).toEqual(many);
  });
});

describe("validity", () => {
  test.each(["a@x.test", "a.b+c@sub.x.test", "o'neil@x.test", "A_1@X-Y.test"])("%s can be written to", (value) => {
    expect(isMailAddress(value)).toBe(true);
  });

  test.each([
    "ana",
    "ana@",
    "@x.test",
    "a@x",
    "a b@x.test",
    "a@x..test",
    ".a@x.test",
    "a@x.test\nBcc: b@x.test",
    "<img src=x onerror=alert(1)>",
    '"a@evil.test x"@x.test',
    `${"a".repeat(250)}@x.test`,
  ])("%s cannot", (value) => {
    expect(isMailAddress(value)).toBe(false);
  });

  test("what cannot be written to stays a chip, marked", () => {
    expect(parseRecipients("ana@acme")).toEqual([{ name: "", address: "ana@acme", isValid: false }]);
  });
});

test("nobody is added twice, whatever the capitals", () => {
  const present = parseRecipients("ana@acme.test");
  expect(addRecipients(present, parseRecipients("ANA@acme.test, beto@acme.test")).map((one) => one.address)).toEqual([
    "ana@acme.test",
    "beto@acme.test",
  ]);
});
