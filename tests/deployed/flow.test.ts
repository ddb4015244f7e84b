// The product deployed: mail comes in, is answered, goes out once whatever happens, and is reported on, through deployed endpoints only.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Desk, eventually, type Member, openDesk } from "./desk.ts";
import { type Emulator, startEmulator } from "./emulator.ts";
import { arrives, isDelivered, mailOf, reaches, replies, sentTo, stateOf } from "./flow.ts";
import { type Machines, machinesOf } from "./machines.ts";
import { peopleOf } from "./people.ts";
import { type Found, mustRun, physicalIds, type Ran, resourcesOf, run } from "./stage.ts";
import { swallowingSes } from "./swallowing-ses.ts";
import { setUpCases } from "./set-up-cases.ts";
import { bundles } from "../../stacks/bundle.ts";

const stage = "e2e";
let emulator: Emulator;
let deployed: Ran;
let firstAdmin: Ran;
let resources: Found[];
let desk: Desk;
let machines: Machines;
let beto: Member;
let carla: Member;

beforeAll(async () => {
  emulator = await startEmulator();
  deployed = await mustRun(run(emulator, "deploy", ["--stage", stage]));
  resources = await resourcesOf(emulator, stage);
  firstAdmin = await mustRun(run(emulator, "admin", ["--stage", stage, ...ana, ...inboxes]));
  desk = await openDesk(emulator, resources, await peopleOf(emulator, resources));
  machines = machinesOf(emulator, resources);
  beto = desk.signIn("beto@acme.test");
  carla = desk.signIn("carla@acme.test");
});

afterAll(() => emulator?.stop());

const ana = ["--email", "Ana@acme.test", "--name", "Ana Ferrer", "--company", "Acme"];
const inboxes = ["--inbox", "support@acme.test=Support", "--inbox", "sales@acme.test=Sales"];

test("a stage deploys from nothing", () => {
  console.info(`deployed in ${deployed.seconds.toFixed(0)} s, ${resources.length} resources`);
  const functions = resources.filter(({ type }) => type === "AWS::Lambda::Function");
  expect(functions).toHaveLength(Object.keys(bundles).length);
});

setUpCases(() => ({ emulator, deployed, firstAdmin, resources, desk }), stage);

const parcel = { name: "parcel", subject: "Where is my parcel?" };

test("a mail is answered, sent once, and its delivery is shown", async () => {
  const socket = await carla.listen();
  const conversationId = await arrives(desk, beto, parcel);
  await eventually(async () => socket.heard.find(({ id }) => id === conversationId), "the second agent's news");
  const messageId = await replies(beto, conversationId, "<p>On its way.</p>");
  await isDelivered(desk, beto, conversationId, messageId, parcel.name);
  expect(await sentTo(desk, parcel.name)).toHaveLength(1);
  socket.close();
});

test("the same notice twice is one message", async () => {
  const before = await beto.call("GET", "/conversations?folder=all");
  await desk.deliver("ses-parcel", mailOf(parcel), "support@acme.test");
  await arrives(desk, beto, { name: "invoice", subject: "Where is my invoice?" });
  const after = await beto.call("GET", "/conversations?folder=all");
  expect(after.body.items).toHaveLength(before.body.items.length + 1);
});

describe("nothing goes out twice", () => {
  test("the same job ten times is one mail", async () => {
    const conversationId = await arrives(desk, beto, { name: "ten", subject: "Ten times" });
    const messageId = await replies(beto, conversationId, "<p>Once.</p>");
    await machines.queueJob({ conversationId, messageId }, 10);
    await reaches(beto, conversationId, messageId, "sent");
    await eventually(async () => ((await machines.isIdle()) ? true : undefined), "the end of all ten");
    expect(await sentTo(desk, "ten")).toHaveLength(1);
    expect(await stateOf(beto, conversationId, messageId)).toBe("sent");
  });

  test("a sender that is killed after SES took the mail leaves it unconfirmed, and one mail", async () => {
    const ses = await swallowingSes(emulator.url);
    // Lambda kills it while it waits for the answer; the queue asks again until it gives up.
    const undo = [await machines.configure("send", 12, { AWS_ENDPOINT_URL_SES: ses.url }), await machines.hideFor(4)];
    try {
      const conversationId = await arrives(desk, beto, { name: "killed", subject: "The sender stops" });
      const messageId = await replies(beto, conversationId, "<p>Did it go?</p>");
      await eventually(async () => ses.answered.at(0), "SES's answer");
      expect(await stateOf(beto, conversationId, messageId)).toBe("sending");
      await reaches(beto, conversationId, messageId, "unconfirmed");
      await eventually(async () => ((await machines.isIdle()) ? true : undefined), "the last try");
      // Asked once more, it is not tried once more.
      await machines.queueJob({ conversationId, messageId }, 3);
      await eventually(async () => ((await machines.isIdle()) ? true : undefined), "three more jobs");
      expect(ses.answered).toEqual([200]);
      expect(await sentTo(desk, "killed")).toHaveLength(1);
      expect(await stateOf(beto, conversationId, messageId)).toBe("unconfirmed");
    } finally {
      for (const back of undo) await back();
      await ses.stop();
    }
  });
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

test("deployed with another setting, it works with that, and nothing is made anew", async () => {
  const environment = { INBOX_REPLY_DOMAIN: "answers.acme.test" };
  const { said } = await mustRun(run(emulator, "deploy", ["--stage", stage], { environment }));
  expect(said, "there is an admin").not.toContain("npm run admin");
  expect(physicalIds(await resourcesOf(emulator, stage))).toEqual(physicalIds(resources));
  const conversationId = await arrives(desk, beto, { name: "changed", subject: "After the change" });
  const messageId = await replies(beto, conversationId, "<p>Still here.</p>");
  await isDelivered(desk, beto, conversationId, messageId, "changed");
  const { body } = await beto.call("GET", `/conversations/${conversationId}`);
  const [address] = body.entries.find(({ id }) => id === messageId)?.replyTo ?? [];
  expect(address?.address).toMatch(/@answers\.acme\.test$/);
});

test("removed, nothing is left", async () => {
  expect(await run(emulator, "remove", ["--stage", stage])).toMatchObject({ code: 0 });
  expect(await resourcesOf(emulator, stage)).toEqual([]);
});
