// The product deployed: mail comes in, is answered, goes out and is reported on, through deployed endpoints only.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Desk, eventually, type Member, openDesk } from "./desk.ts";
import { type Emulator, startEmulator } from "./emulator.ts";
import { type Found, type Ran, resourcesOf, run } from "./stage.ts";

const stage = "e2e";
let emulator: Emulator;
let deployed: Ran;
let resources: Found[];
let desk: Desk;
let beto: Member;
let carla: Member;

beforeAll(async () => {
  emulator = await startEmulator();
  deployed = await run(emulator, "deploy", ["--stage", stage]);
  if (deployed.code !== 0) throw new Error(deployed.said);
  resources = await resourcesOf(emulator, stage);
  desk = await openDesk(emulator, resources);
  beto = await desk.signIn("beto@acme.test");
  carla = await desk.signIn("carla@acme.test");
});

afterAll(() => emulator?.stop());

test("a stage deploys from nothing", () => {
  console.info(`deployed in ${deployed.seconds.toFixed(0)} s, ${resources.length} resources`);
  expect(resources.filter(({ type }) => type === "AWS::Lambda::Function")).toHaveLength(9);
});

test("a mail is answered, sent once, and its delivery is shown", async () => {
  const socket = await carla.listen();
  await desk.deliver("ses-1", hello, "support@acme.test");
  const conversation = await eventually(async () => {
    const { body } = await beto.call("GET", "/conversations?folder=open");
    return body.items[0];
  }, "the conversation");
  expect(conversation.subject).toBe("Where is my parcel?");
  await eventually(async () => socket.heard.find(({ id }) => id === conversation.id), "the second agent's news");

  const page = await beto.call("GET", `/conversations/${conversation.id}`);
  const reply = { html: "<p>On its way.</p>", version: page.body.conversation?.version ?? page.body.version };
  const answer = await beto.call("POST", `/conversations/${conversation.id}/replies`, reply);
  expect(answer).toMatchObject({ status: 201 });

  const sent = await eventually(async () => (await desk.sent()).at(0), "the reply in SES");
  expect(sent.raw).toContain("customer@example.org");
  const stateOf = async () => {
    const { body } = await beto.call("GET", `/conversations/${conversation.id}`);
    return body.entries.find((entry) => entry.id === answer.body.id)?.delivery;
  };
  await eventually(async () => ((await stateOf())?.state === "queued" ? undefined : true), "the claim");
  await desk.report(deliveryOf(sent.MessageId, conversation.id, answer.body.id));
  await eventually(async () => ((await stateOf())?.state === "delivered" ? true : undefined), "the delivery");
  expect(await desk.sent()).toHaveLength(1);
  socket.close();
});

test("the same notice twice is one message", async () => {
  const before = await beto.call("GET", "/conversations?folder=all");
  await desk.deliver("ses-1", hello, "support@acme.test");
  await desk.deliver("ses-2", hello.replaceAll("hello-1", "hello-2").replace("parcel", "invoice"), "support@acme.test");
  const after = await eventually(async () => {
    const { body } = await beto.call("GET", "/conversations?folder=all");
    return body.items.some(({ subject }) => subject === "Where is my invoice?") ? body.items : undefined;
  }, "the second mail");
  expect(after).toHaveLength(before.body.items.length + 1);
});

test("nobody comes in without a session", async () => {
  expect((await beto.call("GET", "/me")).status).toBe(200);
  const nobody = desk.withCookie("__Host-session=guessed");
  expect((await nobody.call("GET", "/me")).status).toBe(401);
  await expect(nobody.listen()).rejects.toThrow();
});

test("a foreign rule set stops a deployment before anything is made", async () => {
  await desk.activateRuleSet("their-mail");
  const refused = await run(emulator, "deploy", ["--stage", "second"]);
  await desk.activateRuleSet("shared-inbox");
  expect(refused.code).toBe(1);
  expect(refused.said).toContain('already received under the rule set "their-mail"');
  expect(await resourcesOf(emulator, "second")).toEqual([]);
});

test("deployed again, nothing changes", async () => {
  const again = await run(emulator, "deploy", ["--stage", stage]);
  expect(again).toMatchObject({ code: 0 });
  expect(physicalIds(await resourcesOf(emulator, stage))).toEqual(physicalIds(resources));
});

test("removed, nothing is left", async () => {
  expect(await run(emulator, "remove", ["--stage", stage])).toMatchObject({ code: 0 });
  expect(await resourcesOf(emulator, stage)).toEqual([]);
});

function physicalIds(found: readonly Found[]): string[] {
  return found.map(({ physical }) => physical).toSorted();
}

const hello = [
  "From: Customer <customer@example.org>",
  "To: support@acme.test",
  "Subject: Where is my parcel?",
  "Message-ID: <hello-1@example.org>",
  "Date: Sun, 22 Nov 2026 10:00:00 +0000",
  "",
  "It should have been here on Friday.",
  "",
].join("\r\n");

function deliveryOf(messageId: string, conversationId: string, entryId: string) {
  const timestamp = new Date().toISOString();
  return {
    eventType: "Delivery",
    mail: { messageId, timestamp, tags: { conversation: [conversationId], message: [entryId] } },
    delivery: { timestamp, recipients: ["customer@example.org"], smtpResponse: "250 ok" },
  };
}
