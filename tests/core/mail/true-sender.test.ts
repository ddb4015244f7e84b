// I6: a group of ours that passes mail on is not who wrote it.
import { describe, expect, test } from "vitest";
import { withTrueSender } from "../../../functions/core/mail/true-sender.ts";
import { mailWith, read } from "./read.ts";

const own = ["support@acme.test", "*@acme-shop.test"];
const sender = async (...header: string[]) => {
  const { from, via, isSenderWellFormed } = withTrueSender(await read(mailWith(header.join("\n"))), own);
  return { from, via: via?.address, isSenderWellFormed };
};
const group = "From: 'Luc\u00eda Fern\u00e1ndez' via Support <Support@acme.test>";

describe("through our own address", () => {
  test("the writer is in X-Original-From", async () => {
    expect(await sender(group, "X-Original-From: Luc\u00eda <lucia@client.example>", "Reply-To: other@client.example")).toEqual({
      from: { name: "Luc\u00eda", address: "lucia@client.example" },
      via: "Support@acme.test",
      isSenderWellFormed: true,
    });
  });

  test("or in X-Original-Sender, with the name that stands before via", async () => {
    expect((await sender(group, "X-Original-Sender: lucia@client.example")).from).toEqual({
      name: "Luc\u00eda Fern\u00e1ndez",
      address: "lucia@client.example",
    });
  });

  test("or in Reply-To, the first that is not ours again", async () => {
    expect((await sender(group, "Reply-To: support@acme.test, lucia@client.example")).from?.address).toBe("lucia@client.example");
  });

  test.each([[[]], [["X-Original-From: support@acme.test"]], [["X-Original-From: nobody"]], [['Reply-To: "a b"@c.example']]])(
    "or nowhere: %j",
    async (header) =>
      expect(await sender(group, ...header)).toMatchObject({ from: { address: "Support@acme.test" }, via: undefined }),
  );
});

test.each([
  ["another's address", "From: Mallory via Support <mallory@evil.example>"],
  ["an address that only looks like ours", "From: Support <support@acrne.test>"],
  ["two senders", "From: support@acme.test, mallory@evil.example"],
])("from %s, From is who wrote, whatever else is said", async (_what, from) => {
  const found = await sender(from, "X-Original-From: lucia@client.example", "X-Original-Sender: lucia@client.example");
  expect([found.via, found.from?.address === "lucia@client.example"]).toEqual([undefined, false]);
});
