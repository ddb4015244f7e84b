// Whom an answer goes to by default, and whom it never goes to.
import { expect, test } from "vitest";
import {
  answeredMessage,
  answerTo,
  participantsAfter,
  refuseOwnRecipients,
} from "../../../functions/core/conversation/answer.ts";
import { conversation, received } from "../../helpers/mails.ts";

const own = {
  from: { name: "Acme Support", address: "support@acme.test" },
  addresses: ["support@acme.test", "sales@acme.test"],
  replyDomain: "reply.acme.test",
};
const to = (address: string) => ({ name: "", address });

test("to the sender, with the others of To and Cc, less our own addresses and reply addresses", () => {
  const message = received({
    to: [to("support@acme.test"), to("marco@client.example")],
    cc: [to("Sales@acme.test"), to("r.abc.def@reply.acme.test"), to("eva@client.example")],
  });
  expect(answerTo(conversation(), message, own, "Re: The grinder")).toEqual({
    from: own.from,
    to: [{ name: "Lucía", address: "lucia@client.example" }],
    cc: [to("marco@client.example"), to("eva@client.example")],
    subject: "Re: The grinder",
  });
});

test("Reply-To where there is one", () => {
  const message = received({ replyTo: [to("orders@client.example")] });
  expect(answerTo(conversation(), message, own, "s").to).toEqual([to("orders@client.example")]);
});

test("a Reply-To that is ours would loop: the contact instead", () => {
  const message = received({ replyTo: [to("support@acme.test")] });
  expect(answerTo(conversation(), message, own, "s").to).toEqual([conversation().contact]);
});

test("nobody twice", () => {
  const message = received({ cc: [to("LUCIA@client.example"), to("eva@client.example"), to("Eva@client.example")] });
  expect(answerTo(conversation(), message, own, "s").cc).toEqual([to("eva@client.example")]);
});

test("a stranger's mail in the thread is not what is answered", () => {
  const stranger = received({ id: "msg_01JD0000000000000000000003", from: to("mallory@evil.example"), trust: "new-unverified" });
  const answered = answeredMessage([received(), stranger]);
  expect(answered?.from.address).toBe("lucia@client.example");
});

test("neither is an out-of-office nor a bounce", () => {
  const away = received({ id: "msg_01JD0000000000000000000004", automatic: "auto-reply" });
  const dsn = received({ id: "msg_01JD0000000000000000000005", automatic: "bounce" });
  expect(answeredMessage([received(), away, dsn])?.id).toBe(received().id);
});

test("without a mail to answer, the contact", () => {
  expect(answerTo(conversation(), undefined, own, "s")).toMatchObject({ to: [conversation().contact], cc: [] });
});

test("who was written to takes part from then on, up to a bound", () => {
  expect(participantsAfter(conversation(), [to("Eva@client.example")], 50)).toEqual([
    "lucia@client.example",
    "eva@client.example",
  ]);
  expect(participantsAfter(conversation(), [to("eva@client.example")], 1)).toEqual(["lucia@client.example"]);
});

test("a reply to one of our own addresses is refused", () => {
  expect(() => refuseOwnRecipients([to("Support@acme.test")], own)).toThrow(
    expect.objectContaining({ code: "reply.recipient-own" }),
  );
  expect(() => refuseOwnRecipients([to("x@reply.acme.test")], own)).toThrow();
  expect(() => refuseOwnRecipients([to("lucia@client.example")], own)).not.toThrow();
});
