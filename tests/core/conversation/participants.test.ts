// An agent's word lets somebody take part, or no longer.
import { expect, test } from "vitest";
import { addParticipant, removeParticipant } from "../../../functions/core/conversation/participants.ts";
import { limits } from "../../../functions/core/limits.ts";
import { conversation } from "../../helpers/mails.ts";

test("a new sender is added once, under one spelling, and the timeline says so", () => {
  const decision = addParticipant(conversation(), " Eva@B\u00fccher.example ");
  expect(decision).toMatchObject({
    isChanged: true,
    conversation: { version: 4, participants: ["lucia@client.example", "eva@xn--bcher-kva.example"] },
    facts: [{ name: "participant.added", address: "eva@xn--bcher-kva.example" }],
  });
  expect(addParticipant(decision.conversation, "EVA@xn--bcher-kva.example").isChanged).toBe(false);
});

test.each([
  "",
  "eva",
  "eva@",
  '"a"@b.example',
  "a@b.example, c@d.example",
  "a@b.example\r\nBcc: x@y.example",
  "j\u00f6rg@example.de",
  "<a@b.example>",
])("%j is refused", (address) => {
  expect(() => addParticipant(conversation(), address)).toThrow(expect.objectContaining({ code: "participant.malformed" }));
});

test("there is a bound, and a sentence at it", () => {
  const participants = Array.from({ length: limits.participants }, (_, index) => `a${index}@x.example`);
  expect(() => addParticipant(conversation({ participants }), "one@more.example")).toThrow(
    expect.objectContaining({ code: "participant.too-many" }),
  );
});

test("who was added can be left out again; the contact stays", () => {
  const added = conversation({ participants: ["lucia@client.example", "eva@x.example"] });
  expect(removeParticipant(added, "Eva@x.example")).toMatchObject({
    isChanged: true,
    conversation: { participants: ["lucia@client.example"] },
    facts: [{ name: "participant.removed", address: "eva@x.example" }],
  });
  expect(removeParticipant(added, "nobody@x.example").isChanged).toBe(false);
  expect(() => removeParticipant(added, "lucia@client.example")).toThrow(
    expect.objectContaining({ code: "participant.contact" }),
  );
});
