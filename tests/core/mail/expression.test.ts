// Regular expressions of people's making: the subset says what JavaScript's own would, never slowly, and names what it does not know.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits } from "../../../functions/core/limits.ts";
import { readExpression } from "../../../functions/core/mail/expression.ts";
import { isFoundIn } from "../../../functions/core/mail/expression-match.ts";
import { fastest } from "../../helpers/fastest.ts";

function found(source: string, text: string): boolean {
  const expression = readExpression(source);
  if ("problem" in expression) throw new Error(`${source}: ${expression.problem}`);
  return isFoundIn(expression, text);
}

function problemOf(source: string): string | undefined {
  const expression = readExpression(source);
  return "problem" in expression ? expression.problem : undefined;
}

describe("what is found", () => {
  test.each([
    ["^(no-?reply|bounce)-\\d+@", "noreply-12@shop.example", true],
    ["^(no-?reply|bounce)-\\d+@", "no-reply-7@shop.example", true],
    ["^(no-?reply|bounce)-\\d+@", "no-reply@shop.example", false],
    ["^(no-?reply|bounce)-\\d+@", "my-bounce-7@shop.example", false],
    ["NEWS", "newsletter@shop.example", true],
    ["^[A-C]x", "bx@shop.example", true],
    ["^[^A-C]x", "bx@shop.example", false],
    ["\\.(top|xyz)$", "a@b.top", true],
    ["\\.(top|xyz)$", "a@b.top.example", false],
    ["@[^@.]{20,}\\.com$", `a@${"x".repeat(20)}.com`, true],
    ["@[^@.]{20,}\\.com$", `a@${"x".repeat(19)}.com`, false],
    ["^a{2}$", "aa", true],
    ["^a{2}$", "aaa", false],
    ["^(?:ab){1,2}$", "ababab", false],
    ["^[\\w.-]+$", "a_b.c-9", true],
    ["^[a-]+$", "a-a", true],
    ["a\\/b", "a/b@shop.example", true],
    ["a/b", "a/b@shop.example", true],
    ["\\{x\\}", "{x}@shop.example", true],
    ["^ü.😀$", "üx😀", true],
    ["^.$", "😀", true],
    ["ß", "s@shop.example", false],
    ["^$", "", true],
    ["(|a)b", "b", true],
  ])("/%s/ in %s: %s", (source, text, expected) => {
    expect(found(source, text)).toBe(expected);
  });

  test("of what is too long for an address, the end counts", () => {
    const address = `${"x".repeat(100_000)}@spam.example`;
    expect(found("@spam\\.example$", address)).toBe(true);
    expect(found("^x{20}@", address)).toBe(false);
  });
});

describe("as JavaScript's own finds it", () => {
  const char = fc.constantFrom("a", "b", "A", "z", "0", "9", "@", ".", "-", "_", " ");
  const written = char.map((one) => (one === "." ? "\\." : one));
  const escape = fc.constantFrom("\\d", "\\w", "\\s", "\\.", "\\@", ".");
  const range = fc.constantFrom("a-z", "A-Y", "0-5", "b", "@", ".", "_", "\\d", "\\w", "\\-");
  const set = fc
    .tuple(fc.boolean(), fc.array(range, { minLength: 1, maxLength: 3 }))
    .map(([isNegated, ranges]) => `[${isNegated ? "^" : ""}${ranges.join("")}]`);
  const bounds = fc.constantFrom("", "", "*", "+", "?", "{2}", "{0,2}", "{1,}");
  const { expression } = fc.letrec<{ expression: string; part: string }>((tie) => ({
    part: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.tuple(fc.oneof(written, escape, set), bounds).map((both) => both.join("")),
      fc.constantFrom("^", "$"),
      fc.tuple(fc.constantFrom("(", "(?:"), tie("expression"), bounds).map(([open, inside, many]) => `${open}${inside})${many}`),
    ),
    expression: fc
      .array(fc.array(tie("part"), { maxLength: 4 }), { minLength: 1, maxLength: 3 })
      .map((choices) => choices.map((parts) => parts.join("")).join("|")),
  }));
  // Short, so that JavaScript's own comes to an end.
  const text = fc.array(char, { maxLength: 12 }).map((chars) => chars.join(""));

  test("or it is refused", () => {
    let compared = 0;
    const same = fc.property(expression, fc.array(text, { minLength: 1, maxLength: 5 }), (source, texts) => {
      if (problemOf(source) !== undefined) return;
      const own = new RegExp(source, "i");
      compared += 1;
      for (const one of texts) expect([source, one, found(source, one)]).toEqual([source, one, own.test(one)]);
    });
    fc.assert(same, { numRuns: 3000, seed: 20261125 });
    expect(compared).toBeGreaterThan(2000);
  });

  test("and whatever is written, it is read or refused with a sentence", () => {
    const anything = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.string({ unit: fc.constantFrom(..."(|)[]{}^$*+?\\a1-,."), maxLength: 30 }),
    );
    const told = fc.property(anything, (source) => {
      const expression = readExpression(source);
      if ("problem" in expression) expect(expression.problem).toMatch(/^[A-Z^\\].*\.$/);
      else expect(typeof isFoundIn(expression, "ana@client.example")).toBe("boolean");
    });
    fc.assert(told, { numRuns: 3000, seed: 20261125 });
  });
});

describe("never slowly", () => {
  // Each takes a backtracking matcher longer than the world has existed.
  test.each([
    ["(a*)*b", "a"],
    ["(a|a)*b", "a"],
    ["(a|aa)+$", "a"],
    ["^(\\w+\\s?)*$", "a"],
    ["(.*)*(.*)*(.*)*x", "a"],
    ["((a+)+)+b", "a"],
    ["(a?){30}a{30}b", "a"],
    ["(([a-z])+.)+[A-Z]([a-z])+$", "a"],
  ])("/%s/ ends", (source, unit) => {
    expect(found(source, `${unit.repeat(limits.addressChars - 1)}!`)).toBe(false);
  });

  test("the worst that may be kept takes milliseconds", () => {
    const worst = `(${"a?".repeat(70)}){2}!`;
    const expression = readExpression(worst);
    if ("problem" in expression) throw new Error(expression.problem);
    const text = "a".repeat(limits.addressChars);
    const takenMs = fastest(() => expect(isFoundIn(expression, text)).toBe(false), 20);
    // In truth 5 ms; what is not linear takes longer than the world has existed.
    expect(takenMs).toBeLessThan(200);
  });
});

describe("what is not supported is said", () => {
  test.each([
    ["a{2,1}", /wrong way round/],
    ["a{", /without numbers/],
    ["a{x}", /without numbers/],
    ["*a", /nothing before \*/],
    ["a|+", /nothing before \+/],
    ["a**", /repeated again/],
    ["a+?", /repeated again/],
    ["^*", /cannot be repeated/],
    ["(a", /not closed/],
    ["a)", /did not begin/],
    ["[a", /not closed/],
    ["[]", /nothing between/],
    ["[z-a]", /later one/],
    ["[\\d-z]", /later one/],
    ["]", /\\\]/],
    ["}", /\\\}/],
    ["\\", /nothing after/],
    ["\\b", /\\b is not supported/],
    ["(a)\\1", /\\1 is not supported/],
    ["\\p{L}", /\\p is not supported/],
    ["(?=a)", /only \(\?:/],
    ["(?<!a)b", /only \(\?:/],
    ["(?<name>a)", /only \(\?:/],
    ["((a{9}){9}){9}", /repeats too much/],
    ["((((a{9999}){9999}){9999}){9999}){9999}", /repeats too much/],
    ["a".repeat(limits.expressionChars + 1), /longer than/],
  ])("/%s/", (source, sentence) => {
    expect(problemOf(source)).toMatch(sentence);
  });

  test("a group in a group, as deep as there is room for, is read", () => {
    const depth = limits.expressionChars / 2 - 1;
    expect(found(`${"(".repeat(depth)}a${")".repeat(depth)}`, "ana")).toBe(true);
  });
});
