// In-Reply-To and References of what we send: every kind of client must find its way back.
import { expect, test } from "vitest";
import { threadHeaders } from "../../../functions/core/conversation/thread-headers.ts";
import { at, received, sent } from "../../helpers/mails.ts";

const signed = "r.abc.def@reply.acme.test";

test("the answered mail, its chain, and our signed id last", () => {
  const answered = received({ messageId: "third@x", references: ["first@x", "second@x"] });
  expect(threadHeaders([], answered, signed)).toEqual({
    inReplyTo: "third@x",
    references: ["first@x", "second@x", "third@x", signed],
  });
});

test("our signed id moves to the end when the mail brought it back", () => {
  const answered = received({ messageId: "b@x", references: ["a@x", signed] });
  expect(threadHeaders([], answered, signed).references).toEqual(["a@x", "b@x", signed]);
});

test("nobody twice, also not SES's id under two regions", () => {
  const answered = received({
    messageId: "b@x",
    references: ["01-a@email.amazonses.com", "01-a@eu-west-1.amazonses.com", "b@x"],
  });
  expect(threadHeaders([], answered, signed).references).toEqual(["01-a@email.amazonses.com", "b@x", signed]);
});

test("a mail without Message-ID: our own last mail is continued", () => {
  const ours = sent({ delivery: { state: "sent", at, sesMessageId: "01-z", recipients: [] } });
  const { messageId: _, ...nameless } = received();
  expect(threadHeaders([ours], nameless, signed)).toEqual({
    inReplyTo: "01-z@email.amazonses.com",
    references: ["01-z@email.amazonses.com", signed],
  });
});

test("a mail that a member sent on: the id of the member's mail is unknown to its writer, that of a mail that came whole is theirs", () => {
  const forwarder = { memberId: "mem_1", name: "Ana", to: "support@acme.test", isOriginalId: false };
  const answered = received({ messageId: "fwd@acme.test", references: ["a@x"], forwarder });
  expect(threadHeaders([], answered, signed)).toEqual({ references: ["a@x", signed] });
  const whole = { ...answered, messageId: "b@x", forwarder: { ...forwarder, isOriginalId: true } };
  expect(threadHeaders([], whole, signed)).toEqual({ inReplyTo: "b@x", references: ["a@x", "b@x", signed] });
});

test("nothing to continue: our signed id alone", () => {
  expect(threadHeaders([sent()], undefined, signed)).toEqual({ references: [signed] });
});
