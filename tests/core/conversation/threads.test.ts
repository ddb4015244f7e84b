// Threads whatever the order of arrival: mails that name each other meet, and those that do not never do.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ParsedMail } from "../../../functions/core/mail/mail.ts";
import { mail } from "../../helpers/mails.ts";
import { threadsOf } from "../../helpers/threads.ts";

interface Written {
  readonly key: string;
  readonly mail: ParsedMail;
}

function written(
  key: string,
  parents: readonly string[],
  from: string,
  style: "chain" | "parent" | "references" = "chain",
): Written {
  const ids = parents.map((parent) => `${parent}@thread.example`);
  const last = ids.slice(-1);
  return {
    key,
    mail: mail({
      messageId: `${key}@thread.example`,
      from: { name: "", address: `${from}@client.example` },
      digest: key,
      inReplyTo: style === "references" ? [] : last,
      references: style === "parent" ? [] : ids,
    }),
  };
}

const groupsOf = (mails: readonly Written[]) => {
  const groups = new Map<string, string[]>();
  for (const [key, conversation] of threadsOf(mails)) groups.set(conversation, [...(groups.get(conversation) ?? []), key]);
  return [...groups.values()].map((keys) => keys.toSorted().join(" ")).toSorted();
};

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

describe("a thread of five, in all 120 orders", () => {
  const tree = { a: [], b: ["a"], c: ["a", "b"], d: ["a", "b", "c"], e: ["a", "b"] };

  test.each(["chain", "parent", "references"] as const)("with %s written", (style) => {
    const mails = Object.entries(tree).map(([key, parents]) => written(key, parents, key, style));
    for (const order of permutations(mails)) expect(groupsOf(order), order.map(({ key }) => key).join()).toEqual(["a b c d e"]);
  });

  test.each(["a", "b", "c"])("without %s, which never came to us", (missing) => {
    const mails = Object.entries(tree).filter(([key]) => key !== missing);
    for (const order of permutations(mails.map(([key, parents]) => written(key, parents, key))))
      expect(groupsOf(order), order.map(({ key }) => key).join()).toHaveLength(1);
  });
});

test("two threads in one inbox stay two, in any order and whoever writes", () => {
  fc.assert(
    fc.property(forest, ({ mails, threads }) => {
      const conversations = threadsOf(mails);
      for (const [key, conversation] of conversations)
        for (const [other, elsewhere] of conversations)
          expect(conversation === elsewhere, `${key} ${other}`).toBe(threads.get(key) === threads.get(other));
    }),
    { seed: 20261125, numRuns: 400 },
  );
});

test("a mail that names two conversations joins one, unless its sender is known in both", () => {
  const strangers = [written("x", [], "xavier"), written("y", [], "yara")];
  const tied = (from: string) => groupsOf([...strangers, written("z", ["x", "y"], from)]);
  expect(tied("mallory")).toEqual(["x", "y z"]);
  expect(tied("xavier")).toEqual(["x", "y z"]);
  const ofOne = [written("x", [], "xavier"), written("y", [], "xavier"), written("z", ["x", "y"], "xavier")];
  expect(groupsOf(ofOne)).toEqual(["x y z"]);
});

describe("ids that say nothing true", () => {
  test("a mail that answers itself, and two that answer each other", () => {
    expect(groupsOf([written("a", ["a"], "ana")])).toEqual(["a"]);
    expect(groupsOf([written("a", ["b"], "ana"), written("b", ["a"], "ben")])).toEqual(["a b"]);
  });

  test("a circle of three in every order", () => {
    const circle = [written("a", ["c"], "ana"), written("b", ["a"], "ben"), written("c", ["b"], "cem")];
    for (const order of permutations(circle)) expect(groupsOf(order)).toEqual(["a b c"]);
  });

  test("prose instead of an id", () => {
    const garbage = mail({ messageId: "g@x", inReplyTo: [], references: [], digest: "g" });
    expect(groupsOf([written("a", [], "ana"), { key: "g", mail: garbage }])).toEqual(["a", "g"]);
  });
});

/** Up to four trees of up to eight mails, each naming its parent or the whole chain, shuffled. */
const forest = fc
  .array(
    fc.array(fc.record({ parent: fc.nat(6), style: fc.constantFrom("chain" as const, "parent" as const), from: fc.nat(3) }), {
      minLength: 1,
      maxLength: 8,
    }),
    { minLength: 1, maxLength: 4 },
  )
  .chain((trees) => {
    const threads = new Map<string, number>();
    const mails = trees.flatMap((tree, thread) => {
      const chains: string[][] = [];
      return tree.map(({ parent, style, from }, index) => {
        const key = `${thread}-${index}`;
        threads.set(key, thread);
        const chain = index === 0 ? [] : [...(chains[parent % index] ?? []), `${thread}-${parent % index}`];
        chains.push(chain);
        return written(key, chain, `${thread}-${from}`, style);
      });
    });
    return fc.shuffledSubarray(mails, { minLength: mails.length }).map((shuffled) => ({ mails: shuffled, threads }));
  });
