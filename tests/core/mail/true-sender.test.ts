// I6: a group of ours that passes mail on is not who wrote it.
import { describe, expect, test } from "vitest";
import { withKnownSender, withTrueSender } from "../../../functions/core/mail/true-sender.ts";
import { mailWith, read } from "./read.ts";

const own = { addresses: ["support@acme.test", "*@acme-shop.test"], replyDomain: "reply.acme.test" };
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

  test("our own answer that a list sent back is ours: its Reply-To is where answers come, and nobody", async () => {
    expect(await sender(group, "Reply-To: Acme <r.1.2@Reply.acme.test>")).toMatchObject({
      from: { address: "Support@acme.test" },
    });
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

describe("an inbox that takes Reply-To for the writer", () => {
  const form = "From: Web form <no-reply@shop.example>";
  const writer = async (...header: string[]) =>
    withTrueSender(await read(mailWith(header.join("\n"))), { ...own, isReplyToSender: true });

  test("whatever From says, which stays beside it", async () => {
    expect(await writer(form, "Reply-To: Luc\u00eda <lucia@client.example>, other@client.example")).toMatchObject({
      from: { name: "Luc\u00eda", address: "lucia@client.example" },
      via: { name: "Web form", address: "no-reply@shop.example" },
      isWriterClaimed: true,
    });
  });

  test("the first that is well-formed and not ours", async () => {
    const replyTo = 'Reply-To: "a b"@c.example, support@acme.test, r.1.2@reply.acme.test, marco@client.example';
    expect((await writer(form, replyTo)).from?.address).toBe("marco@client.example");
  });

  test.each([
    ["without a Reply-To", []],
    ["with one that is ours", ["Reply-To: support@acme.test"]],
    ["with one that is no address", ["Reply-To: somebody"]],
    ["with the very address in From", ["Reply-To: Form <NO-REPLY@shop.example>"]],
  ])("%s From is who wrote", async (_what, header) => {
    const mail = await writer(form, ...header);
    expect([mail.from?.address, mail.via, mail.isWriterClaimed]).toEqual(["no-reply@shop.example", undefined, undefined]);
  });

  test("From need not be an address, nor one alone", async () => {
    const replyTo = "Reply-To: lucia@client.example";
    for (const from of ["From: The form", "From: a@shop.example, b@shop.example"])
      expect(await writer(from, replyTo)).toMatchObject({ from: { address: "lucia@client.example" }, isSenderWellFormed: true });
    expect((await writer(replyTo)).from).toBeUndefined();
  });

  test("through a group of ours that names nobody in Reply-To, X-Original-From says who", async () => {
    const mail = await writer(group, "X-Original-From: lucia@client.example");
    expect([mail.from?.address, mail.isWriterClaimed]).toEqual(["lucia@client.example", undefined]);
  });
});

describe("read again", () => {
  const header = [group, "X-Original-From: lucia@client.example", "Reply-To: marco@client.example"].join("\n");

  test.each([true, false])("the writer stays who it was when the mail came, taken by Reply-To: %s", async (isReplyToSender) => {
    const mail = await read(mailWith(header));
    const once = withTrueSender(mail, { ...own, isReplyToSender });
    expect(withKnownSender(mail, once)).toEqual(once);
  });

  test("nobody is found behind a From that was believed, or that reads otherwise now", async () => {
    const mail = await read(mailWith(header));
    expect(withKnownSender(mail, { ...(mail.from ? { from: mail.from } : {}) })).toBe(mail);
    expect(withKnownSender(mail, { via: { name: "", address: "other@acme.test" } })).toBe(mail);
  });
});
