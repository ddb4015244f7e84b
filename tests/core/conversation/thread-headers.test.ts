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

test("nothing to continue: our signed id alone", () => {
  expect(threadHeaders([sent()], undefined, signed)).toEqual({ references: [signed] });
});
