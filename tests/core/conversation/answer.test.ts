// Whom an answer goes to by default, and whom it never goes to.
import { describe, expect, test } from "vitest";
import {
  answeredMessage,
  answerTo,
  participantsAfter,
  isForged,
  refuseOwnRecipients,
  senderOf,
} from "../../../functions/core/conversation/answer.ts";
import type { ReceivedMessage } from "../../../functions/core/conversation/conversation.ts";
import { allPass, conversation, received } from "../../helpers/mails.ts";

const own = {
  from: { name: "Acme Support", address: "support@acme.test" },
  aliases: ["support@acme.test", "help@acme.test"],
  addresses: ["support@acme.test", "help@acme.test", "sales@acme.test", "*@acme-shop.test"],
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
    answers: message.id,
    leftOut: [],
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
  const answered = answeredMessage([received(), stranger], conversation());
  expect(answered?.from.address).toBe("lucia@client.example");
});

test("neither is an out-of-office nor a bounce", () => {
  const away = received({ id: "msg_01JD0000000000000000000004", automatic: "auto-reply" });
  const dsn = received({ id: "msg_01JD0000000000000000000005", automatic: "bounce" });
  expect(answeredMessage([received(), away, dsn], conversation())?.id).toBe(received().id);
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

test("to our own address with a label, or caught by a catch-all, would loop too", () => {
  const cc = [to("support+order-7@acme.test"), to("anything@acme-shop.test"), to("x@acme.test")];
  expect(answerTo(conversation(), received({ cc }), own, "s").cc).toEqual([to("x@acme.test")]);
});

test("from the alias that was written to", () => {
  const from = (message: Partial<ReceivedMessage>) => answerTo(conversation(), received(message), own, "s").from.address;
  expect(from({ to: [to("Help@acme.test")] })).toBe("help@acme.test");
  expect(from({ to: [to("x@client.example")], cc: [to("help@acme.test")] })).toBe("help@acme.test");
  expect(from({ to: [to("sales@acme.test")] })).toBe("support@acme.test");
  expect(from({ to: [] })).toBe("support@acme.test");
});

test("from another alias on demand, and from no address of somebody else's", () => {
  const answer = answerTo(conversation(), received(), own, "s");
  expect(senderOf(undefined, answer, own)).toEqual(own.from);
  expect(senderOf("HELP@acme.test", answer, own)).toEqual({ name: "Acme Support", address: "help@acme.test" });
  for (const address of ["sales@acme.test", "x@evil.example", "*@acme-shop.test", ""])
    expect(() => senderOf(address, answer, own)).toThrow(expect.objectContaining({ code: "reply.from" }));
});

describe("a mail under a participant's name that their domain disowns", () => {
  const forgery = (with_: Partial<ReceivedMessage> = {}) =>
    received({
      id: "msg_01JD0000000000000000000007",
      trust: "known-unverified",
      verdicts: { ...allPass, dmarc: "FAIL" },
      match: { by: "reply-address" },
      replyTo: [to("lucia@evil.example")],
      cc: [to("mallory@evil.example"), to("marco@client.example")],
      ...with_,
    });

  test("is not what is answered", () => {
    expect(answeredMessage([received(), forgery()], conversation())?.id).toBe(received().id);
    expect(answeredMessage([forgery()], conversation())).toBeUndefined();
  });

  test("is answered to its sender alone when it began the conversation: T-TH-08, its Cc gets nothing", () => {
    const first = forgery({ match: { by: "new" } });
    expect(answeredMessage([first], conversation())?.id).toBe(first.id);
    expect(answerTo(conversation(), first, own, "s")).toMatchObject({
      to: [{ name: "Lucía", address: "lucia@client.example" }],
      cc: [],
      leftOut: [to("lucia@evil.example"), to("mallory@evil.example"), to("marco@client.example")],
    });
  });

  test("and its Cc gets the answer as far as they take part", () => {
    const known = conversation({ participants: ["lucia@client.example", "marco@client.example"] });
    const answer = answerTo(known, forgery({ match: { by: "new" } }), own, "s");
    expect(answer.cc).toEqual([to("marco@client.example")]);
    expect(answer.leftOut.map(({ address }) => address)).toEqual(["lucia@evil.example", "mallory@evil.example"]);
  });

  test("is one whose DMARC passed for another domain than the one we read", () => {
    expect(isForged(forgery({ verdicts: allPass }))).toBe(true);
    expect(isForged(forgery({ verdicts: { ...allPass, dmarc: "GRAY" } }))).toBe(false);
    expect(isForged(received())).toBe(false);
  });

  test("is none where the domain says nothing of its mail: that is most small companies", () => {
    const ordinary = forgery({ verdicts: { ...allPass, dmarc: "GRAY" }, replyTo: [] });
    expect(answeredMessage([received(), ordinary], conversation())?.id).toBe(ordinary.id);
    expect(answerTo(conversation(), ordinary, own, "s").cc).toHaveLength(2);
  });
});

describe("a stranger whom an agent added", () => {
  const eva = { name: "Eva", address: "Eva@new.example" };
  const stranger = (trust: "new-verified" | "new-unverified") =>
    received({ id: "msg_01JD0000000000000000000008", from: eva, trust, cc: [to("friend@new.example")] });
  const known = conversation({ participants: ["lucia@client.example", "eva@new.example"] });

  test("is answered from then on", () => {
    for (const trust of ["new-verified", "new-unverified"] as const) {
      expect(answeredMessage([received(), stranger(trust)], conversation())?.id).toBe(received().id);
      expect(answeredMessage([received(), stranger(trust)], known)?.id).toBe(stranger(trust).id);
    }
  });

  test("brings others along only when their domain vouches for the mail", () => {
    expect(answerTo(known, stranger("new-verified"), own, "s")).toMatchObject({ to: [eva], cc: [to("friend@new.example")] });
    expect(answerTo(known, stranger("new-unverified"), own, "s")).toMatchObject({
      to: [eva],
      cc: [],
      leftOut: [to("friend@new.example")],
    });
  });
});

describe("a mail that a member sent on", () => {
  const sentOn = received({
    trust: "known-unverified",
    via: { name: "Ana", address: "Ana@acme.test" },
    forwarder: { memberId: "mem_1", name: "Ana", to: "help@acme.test", isOriginalId: false },
    to: [to("ana@acme.test"), to("marco@client.example")],
    cc: [to("eva@client.example")],
    replyTo: [to("orders@client.example")],
  });

  test("is answered to its writer alone, from the address that it was sent on to, and not to the member", () => {
    expect(answeredMessage([sentOn], conversation())).toBe(sentOn);
    expect(answerTo(conversation(), sentOn, own, "s")).toMatchObject({
      from: { address: "help@acme.test" },
      to: [{ address: "lucia@client.example" }],
      cc: [],
      leftOut: [to("orders@client.example"), to("marco@client.example"), to("eva@client.example")],
    });
  });

  test("brings along those who take part already", () => {
    const known = conversation({ participants: ["lucia@client.example", "eva@client.example"] });
    expect(answerTo(known, sentOn, own, "s").cc).toEqual([to("eva@client.example")]);
  });
});

test("nobody is ever a default recipient who was not on the answered mail, but for the contact where there is none", () => {
  const messages = (["participant-verified", "known-unverified", "new-verified", "new-unverified", "malformed"] as const).flatMap(
    (trust) =>
      (["PASS", "FAIL", "GRAY"] as const).map((dmarc) =>
        received({
          trust,
          verdicts: { ...allPass, dmarc },
          cc: [to("a@x.example"), to("help@acme.test")],
          replyTo: [to("r@x.example")],
        }),
      ),
  );
  for (const message of messages) {
    const people = [message.from, ...message.replyTo, ...message.to, ...message.cc].map(({ address }) => address);
    const answer = answerTo(conversation(), message, own, "s");
    for (const { address } of [...answer.to, ...answer.cc]) expect(people).toContain(address);
  }
});
