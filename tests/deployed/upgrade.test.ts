// From the previous release to this one: its conversations stay, and functions of both work side by side, as they do while a
// deployment is under way.
import { afterAll, beforeAll, expect, test } from "vitest";
import { releaseAt } from "./archive.ts";
import { type Desk, type Entry, eventually, type Member, openDesk } from "./desk.ts";
import { type Emulator, startEmulator } from "./emulator.ts";
import { addressOf, arrives, isDelivered, mailOf, opened, replies, sentTo } from "./flow.ts";
import { type Machines, machinesOf } from "./machines.ts";
import { peopleOf } from "./people.ts";
import { previousRelease } from "./previous-release.ts";
import { type Found, mustRun, physicalIds, resourcesOf, run } from "./stage.ts";

const stage = "upgrade";
const kept = ["AWS::DynamoDB::GlobalTable", "AWS::S3::Bucket", "AWS::Cognito::UserPool"];
let emulator: Emulator;
let resources: Found[];
let desk: Desk;
let machines: Machines;
let beto: Member;
/** What the previous release was left with. */
const before = { answered: "", open: "", replyId: "", timelines: new Map<string, unknown>(), code: new Map<string, Buffer>() };

beforeAll(async () => {
  const folder = releaseAt(previousRelease);
  emulator = await startEmulator();
  const { seconds } = await mustRun(run(emulator, "deploy", ["--stage", stage], { folder }));
  resources = await resourcesOf(emulator, stage);
  console.info(`the previous release deployed in ${seconds.toFixed(0)} s, ${resources.length} resources`);
  desk = await openDesk(emulator, resources, await peopleOf(emulator, resources, folder));
  machines = machinesOf(emulator, resources);
  beto = desk.signIn("beto@acme.test");
});

afterAll(() => emulator?.stop());

test("the previous release takes mail, notes and replies", async () => {
  before.open = await arrives(desk, beto, { name: "waits", subject: "Waits for an answer" });
  before.answered = await arrives(desk, beto, { name: "older", subject: "Answered by the older release" });
  const note = await beto.call("POST", `/conversations/${before.answered}/notes`, { text: "Ask the workshop." });
  expect(note.status).toBe(201);
  before.replyId = await replies(beto, before.answered, "<p>We are looking for it.</p>");
  await isDelivered(desk, beto, before.answered, before.replyId, "older");
  for (const id of [before.open, before.answered]) before.timelines.set(id, whatIsShown((await opened(beto, id)).entries));
  for (const name of ["receive", "api", "send", "feedback", "dispatch", "broadcast"])
    before.code.set(name, await machines.codeOf(name));
});

test("this release is deployed over it, and what is kept is not made anew", async () => {
  await mustRun(run(emulator, "deploy", ["--stage", stage]));
  const after = await resourcesOf(emulator, stage);
  expect(physicalIds(after, kept)).toEqual(physicalIds(resources, kept));
  const code = await machines.codeOf("api");
  expect(code.equals(before.code.get("api") ?? code)).toBe(false);
});

test("everybody is still signed in, and every conversation, message and note is there", async () => {
  expect((await beto.call("GET", "/me")).status).toBe(200);
  const { body } = await beto.call("GET", "/conversations?folder=all");
  expect(body.items.map(({ id }) => id)).toEqual(expect.arrayContaining([before.open, before.answered]));
  for (const [id, timeline] of before.timelines) expect(whatIsShown((await opened(beto, id)).entries)).toEqual(timeline);
});

test.each(["to its reply address", "by the thread's ids"])(
  "a customer's answer to the older release's reply finds it, %s",
  async (way) => {
    const { entries } = await opened(beto, before.answered);
    const reply = entries.find(({ id }) => id === before.replyId);
    const signed = reply?.replyTo?.[0]?.address ?? "";
    expect(signed).toMatch(/@reply\.acme\.test$/);
    const isByAddress = way.startsWith("to");
    const how = isByAddress ? { to: signed } : { to: "support@acme.test", inReplyTo: "older@example.org" };
    await answersTo(before.answered, `${isByAddress ? "address" : "ids"}-of-older`, how);
  },
);

test("what waited for an answer gets one", async () => {
  const messageId = await replies(beto, before.open, "<p>Found it.</p>");
  await isDelivered(desk, beto, before.open, messageId, "waits");
});

// Functions are replaced one after another, so for a while any of them is older than the others, or newer.
test.each([
  [["receive"]],
  [["api"]],
  [["send", "feedback"]],
  [["dispatch", "broadcast"]],
  [["receive", "send", "feedback", "dispatch", "broadcast"]],
])("with %j of the previous release, mail comes in, is answered, and answered again", async (older) => {
  const newer = new Map<string, Buffer>();
  for (const name of older) {
    newer.set(name, await machines.codeOf(name));
    await machines.putCode(name, before.code.get(name) ?? Buffer.alloc(0));
  }
  try {
    const name = `with-older-${older[0]}-${older.length}`;
    const conversationId = await arrives(desk, beto, { name, subject: `Of two releases: ${older.join(", ")}` });
    const messageId = await replies(beto, conversationId, "<p>Of two releases.</p>");
    await isDelivered(desk, beto, conversationId, messageId, name);
    expect(await sentTo(desk, name)).toHaveLength(1);
    const { entries } = await opened(beto, conversationId);
    const to = entries.find(({ id }) => id === messageId)?.replyTo?.[0]?.address ?? "";
    await answersTo(conversationId, name, { to });
    // In a conversation that the previous release began, too.
    const sentBefore = (await sentTo(desk, "waits")).length;
    await replies(beto, before.open, `<p>Again, ${name}.</p>`);
    await eventually(async () => ((await sentTo(desk, "waits")).length > sentBefore ? true : undefined), "the reply in SES");
  } finally {
    for (const [one, code] of newer) await machines.putCode(one, code);
  }
});

async function answersTo(conversationId: string, name: string, how: { to: string; inReplyTo?: string }): Promise<void> {
  const text = `Thank you, says ${name}.`;
  const raw = mailOf({ name, subject: "Re: that", text, ...how }, `answer-${name}`);
  await desk.deliver(`ses-answer-${name}`, raw, how.to);
  await eventually(
    async () => {
      const { entries } = await opened(beto, conversationId);
      return entries.find((entry) => entry.text?.includes(text));
    },
    `the answer of ${addressOf(name)} in its conversation`,
  );
}

/** What a person sees of each entry. */
function whatIsShown(entries: readonly Entry[]): unknown {
  return entries.map(({ id, kind, subject, text, delivery }) => ({ id, kind, subject, text, state: delivery?.state }));
}
